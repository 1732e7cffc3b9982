"""From one reminder of an occurrence to the next, whatever happened in between.

`domain.reminders` knows the plan; here the plan meets life: a late launch, days on which the
program did not run, a person who put the reminder off.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.occurrences import OccKind
from domain.reminders import Next, Rhythm, Step, first, next_after, schedule
from domain.worktime import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """What an occurrence's reminders follow from. `escalated`: others have heard of it."""

    due: date
    kind: OccKind
    rhythm: Rhythm
    cal: WorkCalendar
    escalated: bool = False


def begin(term: Term, today: date) -> Next | None:
    """The first reminder to a person who has heard nothing yet.

    Of what is overdue the person hears before anybody else does.
    """
    found = first(term.due, term.kind, term.rhythm, term.cal, today)
    if term.kind is not OccKind.DUE or term.due >= today:
        return found
    if term.escalated:
        return None
    if found is None or found.step is Step.ESCALATE:
        return Next(term.cal.next_workday(today), Step.AFTER)
    return found


def following(term: Term, told: date) -> Next | None:
    """What comes after a reminder given on the day `told`.

    Where the program did not run, the day of the escalation may have passed as well: it comes on
    the next working day, once.
    """
    if term.kind is not OccKind.DUE:
        return None
    found = next_after(term.due, term.kind, term.rhythm, term.cal, told)
    if found is None:
        found = Next(term.cal.next_workday(told + _DAY), Step.ESCALATE)
    return None if found.step is Step.ESCALATE and term.escalated else found


def put_off(term: Term, today: date, until: date) -> Next:
    """What comes first once a person has put the reminder off.

    Putting off silences the reminders to oneself; it does not keep the curator from hearing.
    """
    escalation = _escalation(term, today)
    if escalation is not None and escalation.day < until:
        return escalation
    return Next(until, Step.SNOOZED)


def refused(term: Term, today: date) -> Next | None:
    """What comes after «not mine»: silence, and the escalation should nobody take it over."""
    return _escalation(term, today)


def _escalation(term: Term, today: date) -> Next | None:
    if term.kind is not OccKind.DUE or term.escalated:
        return None
    planned = schedule(term.due, term.kind, term.rhythm, term.cal)[-1]
    if planned.day > today:
        return planned
    return Next(term.cal.next_workday(today + _DAY), Step.ESCALATE)
