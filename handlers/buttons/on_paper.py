"""Requests of who enters what somebody has answered on paper about pairs, meetings, programmes."""

from datetime import date

from domain.on_paper import Kind
from handlers.registry import Button, button


@button("jP")
class PaperMatters(Button):
    """What may be entered for a person now, by page."""

    person_id: int
    page: int


@button("jQ")
class PaperMatter(Button):
    """One of these things: choose the answer that stands on a paper of this day."""

    person_id: int
    kind: Kind
    subject_id: int
    day: date


@button("jR")
class PaperMatterMonth(Button):
    """Choose the day of the paper; `month`: any day of it."""

    person_id: int
    kind: Kind
    subject_id: int
    month: date


@button("jS")
class PaperMatterIs(Button):
    """Write it down."""

    person_id: int
    kind: Kind
    subject_id: int
    day: date
    answer: str
