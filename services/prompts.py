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

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.models import Prompt
from services import recipients, weekly
from services.bundling import Want, after, on_the_way, queue
from services.recipients import Recipient
from services.upsert import insert_into, table_of
from services.window import Window

LIMIT = 500
WEEKLY = "weekly"  # of services.weekly_prompt

# Prompts of one kind to what is to be said of them now, by the prompt's id; for the others there
# is nothing to say any more.
Load = Callable[[Session, Sequence[Prompt], datetime], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class PromptKind:
    """`again`: days after which an unsettled one is said again, one entry a repetition.

    `rank`: the lower, the earlier in a bundle. `duty`: cannot be muted, only said weekly.
    """

    key: str
    load: Load
    again: tuple[int, ...] = (2,)
    rank: int = 50
    duty: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A matter in a bundle; `thing` is the feature's own, worded by handlers.prompting."""

    prompt_id: int
    kind: str
    thing: Any


@dataclass(frozen=True, slots=True)
class PromptTick:
    """How many prompts were looked at, and how many bundles hold what they said."""

    looked: int
    enqueued: int


KINDS: dict[str, PromptKind] = {}


def prompt(
    key: str, *, again: tuple[int, ...] = (2,), rank: int = 50, duty: bool = True
) -> Callable[[Load], Load]:
    """Register a kind by the function that loads what it says; one place a kind."""

    def register(load: Load) -> Load:
        if key in KINDS:
            raise ValueError(f"{key} is a kind already")
        KINDS[key] = PromptKind(key, load, again, rank, duty)
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
    rows = session.scalars(
        select(Prompt).where(Prompt.person_id == window.person_id, window.holds(Prompt.claimed_at))
    ).all()
    return _ordered(session, rows, now)


def waiting(session: Session, person_id: int, now: datetime) -> tuple[Told, ...]:
    """All that waits for the person's answer by `now`, whether it was said in a message or not."""
    rows = session.scalars(
        select(Prompt).where(
            Prompt.person_id == person_id,
            Prompt.claimed_at.is_not(None) | (Prompt.remind_at <= now),
        )
    ).all()
    return _ordered(session, rows, now)


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
    people = {row.person_id for row in rows}
    homes = [row.organisation_id for row in rows]
    who = recipients.load(session, people, now, min(homes, default=None))
    rows = _unmuted(session, rows, who, now)
    busy = on_the_way(session, people, now)
    wants = {
        row.person_id: Want(who[row.person_id].next_moment(now))
        for row in rows
        if row.person_id not in busy and row.person_id in who and who[row.person_id].reachable
    }
    accepted = queue(session, wants, now)
    for row in rows:
        if row.person_id not in busy:
            _move(row, who.get(row.person_id), wants.get(row.person_id), accepted, now)
    return len(accepted)


def _unmuted(
    session: Session, rows: Sequence[Prompt], who: Mapping[int, Recipient], now: datetime
) -> list[Prompt]:
    """Those worth a bundle. Of what is muted a duty is put together with the week's, and anything
    else is left unsaid."""
    heard, quiet = [], {}
    for row in rows:
        person = who.get(row.person_id)
        if person is None or row.kind not in person.muted:
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
    session: Session, people: Collection[tuple[Recipient, int]], now: datetime
) -> None:
    """Who has heard of something in silence gets a bundle at the beginning of the next week."""
    for who, place in people:
        ask(session, now, WEEKLY, who.id, [who.id], place, at=weekly.next_moment(who, now))


def is_duty(kind: str) -> bool:
    """Whether it is said weekly when it is muted: what is no prompt is a reminder."""
    return kind not in KINDS or KINDS[kind].duty


def _move(
    row: Prompt, who: Recipient | None, want: Want | None, accepted: set[int], now: datetime
) -> None:
    """The next moment of a prompt. Who has no open chat is asked about again on another day."""
    if who is None:
        row.remind_at = None
    elif want is None:
        row.remind_at = after(who, who.today(now))
    elif row.person_id not in accepted:
        row.remind_at = after(who, want.at.date())
    else:
        _said(row, who, want.at.date(), now)


def _said(row: Prompt, who: Recipient, day: date, now: datetime) -> None:
    """It stands in the bundle of a day."""
    again = KINDS[row.kind].again
    more = again[row.said_times] if row.said_times < len(again) else None
    row.claimed_at, row.said_times = now, row.said_times + 1
    row.remind_at = who.at(day + timedelta(days=more)) if more else None


def _ordered(session: Session, rows: Sequence[Prompt], now: datetime) -> tuple[Told, ...]:
    things = _things(session, rows, now)
    found = sorted(
        (row for row in rows if row.id in things), key=lambda row: (KINDS[row.kind].rank, row.id)
    )
    return tuple(Told(row.id, row.kind, things[row.id]) for row in found)


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
