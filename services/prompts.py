"""Matters of people beside items of roadmaps, said in the daily bundle: one registry of kinds.

A feature plans a prompt in the transaction that makes it necessary, and takes it back when it is
settled. What it says is asked for when the bundle is sent. See docs/architecture.md, «Joining a
screen».
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from db.models import Prompt
from domain.named import Named
from services import people, recipients
from services.standing import away, by_role
from services.upsert import insert_into, table_of
from services.window import Window

WEEKLY = "weekly"  # of services.weekly_prompt
BEFORE = "before"  # of Prompt.data: the moment (ISO) from which it is worth nothing
FIRST = "first"  # beside it: the day (ISO) on which it was said first

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


def ends_at(data: Mapping[str, Any]) -> datetime | None:
    """The moment from which it is worth nothing, where there is one."""
    return datetime.fromisoformat(data[BEFORE]) if BEFORE in data else None


def is_duty(kind: str) -> bool:
    """Whether it is said weekly when it is muted: what is no prompt is a reminder."""
    return kind not in KINDS or KINDS[kind].duty


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
    things = loaded(session, rows, now)
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


def loaded(session: Session, rows: Iterable[Prompt], now: datetime) -> dict[int, Any]:
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
