"""Requests about meetings: lists, the card, its history."""

from handlers.registry import Button, button


@button("20")
class Meetings(Button):
    """Meetings of one's own pairs, by page; who keeps the pairs gets those of the school."""

    page: int


@button("21")
class OpenMeeting(Button):
    meeting_id: int


@button("2d")
class UndoMeeting(Button):
    event_id: int


@button("2q")
class PairMeetings(Button):
    pair_id: int
    page: int


@button("2t")
class MeetingHistory(Button):
    meeting_id: int


@button("3q")
class ChoosePair(Button):
    """Of several pairs, whose meeting is to be logged, or planned."""

    page: int
    plan: bool


@button("3v")
class MeetingBoard(Button):
    """Meetings of all pairs of the school, for who keeps them."""

    page: int
