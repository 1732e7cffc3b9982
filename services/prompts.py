"""Matters of people beside items of roadmaps, said in the daily bundle: one registry of kinds.

A feature plans a prompt in the transaction that makes it necessary, and takes it back when it is
settled. What it says is asked for when the bundle is sent. See docs/architecture.md, «Joining a
screen».
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from db.models import Prompt
from domain.named import Named
from services import people, recall, recipients, weekly
from services.bundling import Want, after, on_the_way, queue
from services.recipients import Recipient
from services.standing import away, by_role
from services.upsert import insert_into, table_of
from services.window import Window

LIMIT = 500
WEEKLY = "weekly"  # of services.weekly_prompt
BEFORE = "before"  # of Prompt.data: the moment (ISO) from which it is worth nothing
FIRST = "first"  # beside it: the day (ISO) on which it was said first
_DAY = timedelta(days=1)
_NEAR = timedelta(hours=1)  # before the hour of the daily message: worth waiting for

# Prompts of one kind to what is to be said of them now, by the prompt's id; for the others there
# is nothing to say any more.
Load = Callable[[Session, Sequence[Prompt], datetime], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class PromptKind:
    """`again`: days after which an unsettled one is said again, one entry a repetition.

    `rank`: the lower, the earlier in a bundle. `duty`: cannot be muted, only said weekly.
    `pressing`: somebody waits for it, or it is worth nothing later: it goes at once where it
    may, and cannot wait for the next day's bundle.
    """

    key: str
    load: Load
    again: tuple[int, ...] = (2,)
    rank: int = 50
    duty: bool = True
    pressing: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A matter in a bundle; `thing` is the feature's own, worded by handlers.prompting;
    `instead`: the colleague on leave whose it is; `ends`: from when on it is worth nothing."""

    prompt_id: int
    kind: str
    thing: Any
    instead: Named | None = None
    ends: datetime | None = None

    def presses(self, following: datetime) -> bool:
        """Whether it cannot wait for the next daily message, which comes at `following`."""
        return KINDS[self.kind].pressing or (self.ends is not None and self.ends <= following)


@dataclass(frozen=True, slots=True)
class PromptTick:
    """How many prompts were looked at, and how many bundles hold what they said."""

    looked: int
    enqueued: int


KINDS: dict[str, PromptKind] = {}


def prompt(
    key: str,
    *,
    again: tuple[int, ...] = (2,),
    rank: int = 50,
    duty: bool = True,
    pressing: bool = False,
) -> Callable[[Load], Load]:
    """Register a kind by the function that loads what it says; one place a kind."""

    def register(load: Load) -> Load:
        if key in KINDS:
            raise ValueError(f"{key} is a kind already")
        KINDS[key] = PromptKind(key, load, again, rank, duty, pressing)
        return load

    return register


def ask(
    session: Session,
    now: datetime,
    kind: str,
    subject_id: int,
    people: Iterable[int],
    organisation_id: int,
    *,
    at: datetime | None = None,
    **data: Any,
) -> None:
    """Say it from `at` on (None: in the next bundle) to each of the people, as if for the first
    time; planning it again moves it."""
    rows = [
        {
            "person_id": person_id, "organisation_id": organisation_id,
            "kind": KINDS[kind].key, "subject_id": subject_id, "remind_at": at or now,
            "said_times": 0, "claimed_at": None, "asked_at": None, "data": data,
            "created_at": now,
        }
        for person_id in dict.fromkeys(people)
    ]  # fmt: skip
    if not rows:
        return
    statement = insert_into(session, Prompt)
    table, new = table_of(Prompt), statement.excluded
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=[table.c.kind, table.c.subject_id, table.c.person_id],
            set_={
                name: new[name]
                for name in ("remind_at", "said_times", "claimed_at", "asked_at", "data")
            },
        ),
        rows,
    )


def settle(
    session: Session, kind: str, subject_ids: Collection[int], person_id: int | None = None
) -> None:
    """There is nothing to say of these any more, to anybody or to one person."""
    statement = delete(Prompt).where(Prompt.kind == kind, Prompt.subject_id.in_(subject_ids))
    if person_id is not None:
        statement = statement.where(Prompt.person_id == person_id)
    session.execute(statement)


def told(session: Session, window: Window, now: datetime) -> tuple[Told, ...]:
    """What a bundle says: claimed since the last one that was sent and still to be said."""
    return _ordered(session, window.person_id, window.holds(Prompt.claimed_at), now)


def waiting(session: Session, person_id: int, now: datetime) -> tuple[Told, ...]:
    """All that waits for the person's answer by `now`, whether it was said in a message or not."""
    condition = Prompt.claimed_at.is_not(None) | (Prompt.remind_at <= now)
    return _ordered(session, person_id, condition, now)


def told_of(session: Session, rows: Sequence[Prompt], now: datetime) -> tuple[Told, ...]:
    """What these would say at `now`, in the order of a bundle."""
    return _said_of(session, rows, now, {})


def mark(session: Session, at: datetime, prompt_ids: Sequence[int]) -> None:
    """A message that spoke of these was sent at `at`; the first time counts."""
    session.execute(
        update(Prompt)
        .where(Prompt.id.in_(prompt_ids), Prompt.asked_at.is_(None))
        .values(asked_at=at)
    )


def next_moment(session: Session) -> datetime | None:
    """When the next prompt is due, for the clock that plays the time."""
    return session.scalar(select(func.min(Prompt.remind_at)).where(Prompt.remind_at.is_not(None)))


def tick(session: Session, now: datetime) -> PromptTick:
    """Put what is due into bundles; any process may do it, at any time, again."""
    rows = _due(session, now)
    if not rows:
        return PromptTick(0, 0)
    with recall.reading(session):
        alive = _things(session, rows, now)
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


def ends_at(data: Mapping[str, Any]) -> datetime | None:
    """The moment from which it is worth nothing, where there is one."""
    return datetime.fromisoformat(data[BEFORE]) if BEFORE in data else None


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


def is_duty(kind: str) -> bool:
    """Whether it is said weekly when it is muted: what is no prompt is a reminder."""
    return kind not in KINDS or KINDS[kind].duty


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


def _ordered(session: Session, person_id: int, condition: Any, now: datetime) -> tuple[Told, ...]:
    """The person's own matters, and those of colleagues on leave that nobody else is asked."""
    own = session.scalars(select(Prompt).where(Prompt.person_id == person_id, condition)).all()
    others = _instead(session, person_id, condition, now)
    known = {(row.kind, row.subject_id) for row in own}
    rows = [*own, *(row for row in others if (row.kind, row.subject_id) not in known)]
    names = people.named(session, {row.person_id for row in others}) if others else {}
    return _said_of(session, rows, now, names)


def _said_of(
    session: Session, rows: Sequence[Prompt], now: datetime, names: Mapping[int, Named]
) -> tuple[Told, ...]:
    things = _things(session, rows, now)
    found = sorted(
        (row for row in rows if row.id in things), key=lambda row: (KINDS[row.kind].rank, row.id)
    )
    return tuple(
        Told(row.id, row.kind, things[row.id], names.get(row.person_id), ends_at(row.data))
        for row in found
    )


def _instead(session: Session, person_id: int, condition: Any, now: datetime) -> Sequence[Prompt]:
    who = recipients.one(session, person_id, now)
    if who is None:
        return ()
    absent = away.stood_for(session, person_id, who.today(now), who.days.zone)
    if not absent:
        return ()
    theirs = (
        (Prompt.person_id == each) & (Prompt.claimed_at.is_(None) | (Prompt.claimed_at >= since))
        for each, since in absent.items()
    )
    rows = session.scalars(
        select(Prompt).where(or_(*theirs), condition, Prompt.kind.in_(by_role.BY_ROLE))
    ).all()
    held = by_role.rights(session, [person_id, *absent])
    return [
        row for row in rows
        if held.passes(row.kind, row.organisation_id, row.person_id, person_id)
    ]  # fmt: skip


def _things(session: Session, rows: Iterable[Prompt], now: datetime) -> dict[int, Any]:
    """Every kind is asked once, however many prompts it has."""
    groups: defaultdict[str, list[Prompt]] = defaultdict(list)
    for row in rows:
        groups[row.kind].append(row)
    return {
        prompt_id: thing
        for kind, some in groups.items()
        if kind in KINDS
        for prompt_id, thing in KINDS[kind].load(session, some, now).items()
    }
