"""When people are reminded next: the rules of domain.rounds for people of one organisation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.occurrences import OccKind
from domain.reminders import Next, Step
from domain.rounds import Term, begin, following
from services.calendars import SchoolDays
from services.recipients import Recipient

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder to come, with its moment."""

    step: Step
    at: datetime


def term(who: Recipient, school: SchoolDays, due: date, kind: OccKind, *, escalated: bool) -> Term:
    """The rhythm is that of the roadmap's school, the days are the person's own."""
    return Term(due, kind, school.preferences.rhythm, who.cal, escalated)


def coming(
    of: Term, who: Recipient, school: SchoolDays, claimed_at: datetime | None, now: datetime
) -> Coming | None:
    """The reminder to come for a person who was told last at `claimed_at` (None: never)."""
    today = who.today(now)
    if claimed_at is None:
        found = begin(of, today)
    else:
        found = following(of, max(who.today(claimed_at), today - _DAY))
    return moment(found, of.due, who, school, now)


def moment(
    found: Next | None, due: date, who: Recipient, school: SchoolDays, now: datetime
) -> Coming | None:
    """The next reminder with its hour.

    Escalations are for the morning of the school's curators. Where the person's hour has passed
    today, a term that ends today is told at once, all else on the next working day.
    """
    if found is None:
        return None
    if found.step is Step.ESCALATE:
        return Coming(found.step, max(now, school.at(found.day, school.preferences.curator_hour)))
    at = who.at(found.day)
    if at >= now:
        return Coming(found.step, at)
    later = who.cal.next_workday(who.today(now) + _DAY)
    if found.step in {Step.BEFORE, Step.TODAY} and later > due:
        return Coming(found.step, now)
    return Coming(found.step, who.at(later))
