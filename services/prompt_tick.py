"""What is due of people's matters is put into bundles: the daily one, or one that goes at once.

See docs/digest.md, «Noise»."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Prompt
from services import recall, recipients, weekly
from services.bundling import Want, after, on_the_way, queue
from services.prompts import BEFORE, FIRST, KINDS, WEEKLY, ask, ends_at, loaded
from services.recipients import Recipient
from services.standing import by_role

LIMIT = 500
_DAY = timedelta(days=1)
_NEAR = timedelta(hours=1)  # before the hour of the daily message: worth waiting for


@dataclass(frozen=True, slots=True)
class PromptTick:
    """How many prompts were looked at, and how many bundles hold what they said."""

    looked: int
    enqueued: int


def next_moment(session: Session) -> datetime | None:
    """When the next prompt is due, for the clock that plays the time."""
    return session.scalar(select(func.min(Prompt.remind_at)).where(Prompt.remind_at.is_not(None)))


def tick(session: Session, now: datetime) -> PromptTick:
    """Put what is due into bundles; any process may do it, at any time, again."""
    rows = _due(session, now)
    if not rows:
        return PromptTick(0, 0)
    with recall.reading(session):
        alive = loaded(session, rows, now)
    for row in rows:
        if row.id not in alive:
            row.remind_at = None
    return PromptTick(len(rows), _tell(session, [row for row in rows if row.id in alive], now))


def _due(session: Session, now: datetime) -> Sequence[Prompt]:
    return session.scalars(
        select(Prompt)
        .where(Prompt.remind_at.is_not(None), Prompt.remind_at <= now)
        .order_by(Prompt.remind_at, Prompt.id)
        .limit(LIMIT)
        .with_for_update(skip_locked=True)
    ).all()


def _tell(session: Session, rows: Sequence[Prompt], now: datetime) -> int:
    """What would be said in a bundle that is on its way stays due: the next tick comes soon."""
    ids = {row.person_id for row in rows}
    homes = [row.organisation_id for row in rows]
    who = recipients.with_deputies(session, ids, now, min(homes, default=None))
    by = _hearers(session, rows, who, now)
    rows = _unmuted(session, rows, by, now)
    busy = on_the_way(session, {each.id for each in by.values()}, now)
    wants: dict[int, Want] = {}
    early: dict[int, Want] = {}
    for row in rows:
        who_hears = by.get(row.id)
        if who_hears is not None and who_hears.id not in busy and who_hears.reachable:
            at = _moment(row, who_hears, now)
            before = wants.get(who_hears.id)
            wants[who_hears.id] = Want(min(at, before.at) if before else at)
            if _at_once(row, who_hears, now):
                early[who_hears.id] = Want(who_hears.next_moment(now), early=True)
    beside = queue(session, early, now)
    wants |= {each: early[each] for each in beside}
    rest = {each: want for each, want in wants.items() if each not in beside}
    accepted = beside | queue(session, rest, now)
    for row in rows:
        hearer = by.get(row.id)
        if hearer is None:
            row.remind_at = None
        elif hearer.id not in busy:
            _move(row, hearer, wants.get(hearer.id), accepted, now)
    return len(accepted)


def _moment(row: Prompt, who: Recipient, now: datetime) -> datetime:
    """At the person's hour; at once what would be worth nothing by then."""
    at, ends = who.daily(now), ends_at(row.data)
    return who.next_moment(now) if ends is not None and ends <= at else at


def _at_once(row: Prompt, who: Recipient, now: datetime) -> bool:
    """Whether it does not wait for the person's hour, which is some hours ahead: somebody waits
    for it, or the daily message that should have said it did not go."""
    hour = who.daily(now)
    if who.next_moment(now) > now or hour - now <= _NEAR:
        return False
    missed = who.at(who.cal.previous_workday(who.today(now) - _DAY))
    return KINDS[row.kind].pressing or (row.remind_at is not None and row.remind_at <= missed)


def _hearers(
    session: Session, rows: Sequence[Prompt], who: Mapping[int, Recipient], now: datetime
) -> dict[int, Recipient]:
    """Who hears of each: the person, or of what is the person's by a role whoever stands in and
    has the same right. What only the person can answer waits for the return."""
    absent = [row for row in rows if (p := who.get(row.person_id)) and p.away(p.today(now))]
    held = by_role.rights(session, who) if absent else None
    found = {row.id: who[row.person_id] for row in rows if row.person_id in who}
    for row in absent:
        deputy = recipients.hearer(who, row.person_id, now)
        if (
            deputy is not None
            and held is not None
            and held.passes(row.kind, row.organisation_id, row.person_id, deputy.id)
        ):
            found[row.id] = deputy
    return found


def _unmuted(
    session: Session, rows: Sequence[Prompt], by: Mapping[int, Recipient], now: datetime
) -> list[Prompt]:
    """Those worth a bundle. Of what is muted a duty is put together with the week's, and anything
    else is left unsaid; a colleague's is never muted."""
    heard, quiet = [], {}
    for row in rows:
        person = by.get(row.id)
        if person is None or person.id != row.person_id or row.kind not in person.muted:
            heard.append(row)
        elif not KINDS[row.kind].duty:
            row.remind_at = None
        elif weekly.is_day(person, now) or not person.reachable:
            heard.append(row)
        else:
            _said(row, person, person.today(now), now)
            quiet[person.id] = (person, row.organisation_id)
    put_together(session, list(quiet.values()), now)
    return heard


def put_together(
    session: Session, quiet: Collection[tuple[Recipient, int]], now: datetime
) -> None:
    """Who has heard of something in silence gets a bundle at the beginning of the next week."""
    for who, place in quiet:
        ask(session, now, WEEKLY, who.id, [who.id], place, at=weekly.next_moment(who, now))


def _move(
    row: Prompt, who: Recipient, want: Want | None, accepted: set[int], now: datetime
) -> None:
    """The next moment of a prompt. Who has no open chat is asked about again on another day."""
    if want is None:
        row.remind_at = after(who, who.today(now))
    elif who.id not in accepted:
        row.remind_at = after(who, want.at.date())
    else:
        _said(row, who, want.at.date(), now)


def _said(row: Prompt, who: Recipient, day: date, now: datetime) -> None:
    """It stands in the bundle of a day."""
    row.claimed_at, row.said_times = now, row.said_times + 1
    row.data = begun(row.data, day)
    row.remind_at = said_again(row.kind, row.data, row.said_times, who, day)


def begun(data: dict[str, Any], day: date) -> dict[str, Any]:
    """Of what is worth nothing from a moment on it is kept when it was said first."""
    return {FIRST: day.isoformat(), **data} if BEFORE in data else data


def said_again(
    kind: str, data: Mapping[str, Any], said: int, who: Recipient, day: date
) -> datetime | None:
    """When it is said next after its `said`-th time, on `day`: so many days later. What is worth
    nothing from a moment on is said so many days after its first time, or in the bundle of the
    working day before its end, or of its own day; else not again."""
    again = KINDS[kind].again
    if said > len(again):
        return None
    ends = ends_at(data)
    if ends is None:
        return who.at(day + timedelta(days=again[said - 1]))
    last = who.today(ends)
    usual = day - timedelta(days=sum(again[: said - 1]))
    first = date.fromisoformat(data[FIRST]) if FIRST in data else usual
    days = (
        who.next_workday(first + timedelta(days=sum(again[:said]))),
        who.cal.previous_workday(last - _DAY),
        last,
    )
    fitting = (who.at(each) for each in days if day < each == who.next_workday(each))
    return next((at for at in fitting if at < ends), None)
