"""Requests about a proposed pair: the mentor's no, asking again, another mentor."""

from handlers.registry import Button, button


@button("tP")
class DeclinePair(Button):
    """The mentor's no to a proposed pair, after the question."""

    pair_id: int


@button("tQ")
class AskMentors(Button):
    """Put the question to the silent mentors of a proposed pair anew."""

    pair_id: int


@button("tR")
class OtherMentor(Button):
    """Choose another mentor for a pair that was declined or is not answered, by page."""

    pair_id: int
    page: int


@button("tS")
class OtherMentorIs(Button):
    pair_id: int
    mentor_id: int
    raised: bool
