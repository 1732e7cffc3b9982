"""When interim questionnaires will come, and to whom: for the clock and for the forecast."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Organisation, Response
from domain.survey import pair_signals
from services import calendars, people
from services.calendars import SchoolDays
from services.surveys import reminding, rounds, versions
from services.surveys.interim import HOUR, HowItGoes, looked_on, schools, waiting
from services.surveys.rounds import Invitation


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be asked: from when till when, whom."""

    at: datetime
    ends: datetime
    person_id: int
    organisation_id: int
    thing: HowItGoes


def next_moment(session: Session, now: datetime) -> datetime | None:
    """When a look at the pairs will next find anything, for the clock that plays the time."""
    found = (_next_of(session, row, now) for row in schools(session))
    return min((each for each in found if each is not None), default=None)


def coming(
    session: Session, now: datetime, until: date, organisation_id: int | None = None
) -> list[Coming]:
    """Whom the looks till the end of a day will ask, of all schools when none is given."""
    return [
        each
        for row in schools(session)
        if organisation_id in (None, row.id)
        for each in _coming(session, row, now, until)
    ]


def _next_of(session: Session, row: Organisation, now: datetime) -> datetime | None:
    days = calendars.of(session, row.id, now)
    first = _first_look(row, days, now)
    found = [*_begin(session, row.id, first), *_expire(session, row.id, days, first)]
    if rounds.invitations(session, row.id, now, first):
        found.append(first)
    return max(now, _look(days, min(found))) if found else None


def _first_look(row: Organisation, days: SchoolDays, now: datetime) -> date:
    today = days.today(now)
    return days.staff.next_workday(today + timedelta(days=looked_on(row, today)))


def _look(days: SchoolDays, day: date) -> datetime:
    return datetime.combine(days.staff.next_workday(day), time(HOUR), days.zone)


def _begin(session: Session, place: int, after: date) -> list[date]:
    """The next day on which a round begins, of each working pair."""
    return [
        each.starts + timedelta(days=pair_signals.begins(
            pair_signals.round_on((after - each.starts).days) + 1))
        for each in rounds.pairs(session, place)
        if each.starts is not None
    ]  # fmt: skip


def _expire(session: Session, place: int, days: SchoolDays, first: date) -> list[date]:
    """When what waits for an answer is asked no more."""
    invited = session.scalar(
        select(func.min(Response.invited_at))
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(*waiting(place))
    )
    if invited is None:
        return []
    return [max(first, days.today(invited) + timedelta(days=pair_signals.OPEN_FOR))]


def _coming(session: Session, row: Organisation, now: datetime, until: date) -> list[Coming]:
    days = calendars.of(session, row.id, now)
    first = _first_look(row, days, now)
    looks = {first}
    day = first
    while (ahead := _begin(session, row.id, day)) and min(ahead) <= until:
        day = min(ahead)
        looks.add(days.staff.next_workday(day))
    known: set[tuple[int, int, int]] = set()
    found: list[Coming] = []
    for day in sorted(each for each in looks if each <= until):
        at = max(now, _look(days, day))
        for one in rounds.invitations(session, row.id, at, day):
            if one.key not in known:
                known.add(one.key)
                found.append(_foreseen(session, one, at))
    return found


def _foreseen(session: Session, one: Invitation, at: datetime) -> Coming:
    asked = versions.questionnaire(session, one.version_id)
    other = people.named(session, [one.about])[one.about] if one.about else None
    minutes = reminding.whole_minutes(session, asked, one.pair.organisation_id)
    thing = HowItGoes(0, asked.title, other, begun=False, close=asked.close, minutes=minutes)
    ends = at + timedelta(days=pair_signals.OPEN_FOR)
    return Coming(at, ends, one.person_id, one.pair.organisation_id, thing)
