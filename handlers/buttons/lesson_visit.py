"""Requests of the sheet of a lesson visit."""

from handlers.registry import Button, button


@button("2y")
class VisitSheet(Button):
    """A criterion of the sheet of a lesson visit; beyond the last: the whole sheet."""

    meeting_id: int
    at: int


@button("2z")
class Mark(Button):
    meeting_id: int
    at: int
    mark: int
