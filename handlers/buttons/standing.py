"""Requests about leave, leaving for good, the own file and what may be left unsaid."""

from datetime import date

from handlers.registry import Button, button
from services.standing.belongings import Kind


@button("50")
class Leave(Button):
    """A person's leave, as it is or to be entered."""

    person_id: int


@button("51")
class LeaveFirst(Button):
    """Pick the first day in a month."""

    person_id: int
    year: int
    month: int


@button("52")
class LeaveLast(Button):
    """Pick the last day in a month."""

    person_id: int
    first: date
    year: int
    month: int


@button("53")
class LeaveDeputy(Button):
    """Choose who stands in, by page; no last day: it is not known."""

    person_id: int
    first: date
    last: date | None
    page: int


@button("54")
class TakeLeave(Button):
    """No deputy: nobody stands in."""

    person_id: int
    first: date
    last: date | None
    deputy_id: int | None


@button("55")
class EndLeave(Button):
    """The person is back, or does not go."""

    person_id: int


@button("56")
class HandTo(Button):
    """Choose to whom something of somebody who leaves goes, by page; no kind: everything."""

    person_id: int
    kind: Kind | None
    thing_id: int | None
    page: int


@button("57")
class HandOver(Button):
    person_id: int
    kind: Kind | None
    thing_id: int | None
    to_id: int


@button("58")
class HandList(Button):
    """What is to be given one by one, by page."""

    person_id: int
    page: int


@button("59")
class HandSheet(Button):
    """The sheet to sign."""

    person_id: int


@button("5a")
class TakeBack(Button):
    """Undo a leaving within a day."""

    person_id: int


@button("5b")
class Portfolio(Button):
    """What somebody has done, as a file; of oneself or for the curator."""

    person_id: int


@button("5c")
class PortfolioAs(Button):
    person_id: int
    word: bool


@button("5d")
class Muting(Button):
    """What comes daily, once a week, or not at all."""


@button("5e")
class ToggleMute(Button):
    """Hear less of a group, or all of it again."""

    group: str


@button("5f")
class Instead(Button):
    """What a colleague on leave has to do, by page."""

    person_id: int
    page: int


@button("5g")
class TakeOver(Button):
    """Be the curator instead of the last one, who leaves."""

    person_id: int


@button("5h")
class Left(Button):
    """Who left a school on the last day, by page."""

    organisation_id: int
    page: int
