"""Requests of the papers of a roadmap: the statement, the annex, the sheet of a past day."""

from datetime import date

from handlers.registry import Button, button


@button("q0")
class Statement(Button):
    """Choose the period of the plan/fact statement."""

    roadmap_id: int


@button("q1")
class MakeStatement(Button):
    """The statement of a period as a file; `as_of` None: of the period's last day, or today."""

    roadmap_id: int
    first: date
    last: date
    as_of: date | None


@button("q2")
class OwnPeriod(Button):
    """Choose the first day (while `first` is None) or the last day of an own period."""

    roadmap_id: int
    first: date | None
    year: int
    month: int


@button("q3")
class OtherDay(Button):
    """Choose the day as of which the statement of a period is made."""

    roadmap_id: int
    first: date
    last: date
    year: int
    month: int


@button("q4")
class Annex(Button):
    """The roadmap as an annex to an order."""

    roadmap_id: int


@button("q5")
class PastSheet(Button):
    """Choose the past day of the progress sheet."""

    roadmap_id: int
    year: int | None
    month: int | None


@button("q6")
class SheetOn(Button):
    """The progress sheet as of a past day, as a file."""

    roadmap_id: int
    day: date
