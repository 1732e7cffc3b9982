"""Requests of the open questions of a draft: one after another, and the terms."""

from datetime import date

from handlers.registry import Button, button
from services.decisions import Choice, Scope


@button("dq")
class Decide(Button):
    """The first open question."""

    roadmap_id: int


@button("dn")
class NextQuestion(Button):
    """Leave this question for later; `entry`: it is about a phrase."""

    item_id: int
    entry: int | None


@button("dt")
class AskTerm(Button):
    """Choose the term of a row. `flow`: one question after another, else back to the card."""

    item_id: int
    scope: Scope
    flow: bool
    year: int | None


@button("dm")
class SetMonth(Button):
    """A month of the school year that starts in `year`."""

    item_id: int
    scope: Scope
    flow: bool
    year: int
    month: int


@button("ds")
class SetTerm(Button):
    """A term without a date of its own."""

    item_id: int
    scope: Scope
    flow: bool
    choice: Choice


@button("d4")
class SetYear(Button):
    """The school year of a phrase that names none."""

    item_id: int
    scope: Scope
    flow: bool
    year: int


@button("dk")
class TermCalendar(Button):
    """A month to pick the last day from; none: the one that is likely."""

    item_id: int
    scope: Scope
    flow: bool
    year: int | None
    month: int | None


@button("dd")
class SetDay(Button):
    item_id: int
    scope: Scope
    flow: bool
    day: date


@button("d5")
class TypeTerm(Button):
    """Ask to type the term."""

    item_id: int
    scope: Scope
    flow: bool
