"""A pause of the pair moves the open terms of its programme by its length; it can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Pair, PairEvent, Programme, Prompt, Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Kind
from domain.pairs import OPEN, PairState
from domain.programmes import moves_terms
from domain.progress import Status
from services import changes, prompts
from services.actor import Actor
from services.changes import Change, together
from services.errors import Refusal
from services.item_rights import Access
from services.pairs import log, rights
from services.pairs.views import PairCard
from services.programmes import running, text
from services.programmes.access import for_writing
from services.programmes.whose import pair_card

SHIFTED, MOVED = "paused", "programme_moved"
OVER = (Status.DONE, Status.NA)


@dataclass(frozen=True, slots=True)
class Shift:
    """How many lines a pause has moved, by how many days."""

    lines: int
    days: int


@dataclass(frozen=True, slots=True)
class Undone:
    """How many lines have their terms back; `kept`: those that were changed since."""

    programme_id: int
    back: int
    kept: int


@dataclass(frozen=True, slots=True)
class Moved:
    """In a bundle: terms of a programme were moved by a pause."""

    programme_id: int
    pair: PairCard
    lines: int
    days: int


@prompts.prompt(MOVED, again=(), rank=60, duty=False)
def moved(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Moved]:
    found: dict[int, Moved] = {}
    for row in rows:
        programme = session.get(Programme, row.subject_id)
        if programme is not None:
            pair = pair_card(session, programme.pair_id, now)
            lines, days = int(row.data["lines"]), int(row.data["days"])
            found[row.id] = Moved(programme.id, pair, lines, days)
    return found


@log.listener
def follow(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """What a change of the pair means for its programme."""
    was, now = _state(event.before), _state(event.after)
    if was is not None and now is not None and was is not now:
        _state_changed(session, actor, pair, event, was, now)
    if event.before.get("members") != event.after.get("members") and pair.state in OPEN:
        running.follow_members(session, actor, pair)


def _state_changed(
    session: Session, actor: Actor, pair: Pair, event: PairEvent, was: PairState, now: PairState
) -> None:
    if now not in OPEN:
        running.close(session, actor, pair)
    elif was not in OPEN:
        running.reopen(session, actor, pair)
    elif event.action == "undone":
        if was is PairState.ACTIVE and now is PairState.PAUSED:
            for roadmap in _running(session, pair.id):
                _take_back(session, actor, roadmap)
    elif moves_terms(was, now):
        began = _began(session, pair.id, event)
        if began is not None:
            move(session, actor, pair, began)


def _state(facts: dict[str, Any]) -> PairState | None:
    value = facts.get("state")
    return PairState(value) if value else None


def _began(session: Session, pair_id: int, before: PairEvent) -> PairEvent | None:
    """The event by which the pause began."""
    events = session.scalars(
        select(PairEvent)
        .where(
            PairEvent.pair_id == pair_id,
            PairEvent.id < before.id,
            PairEvent.undone_at.is_(None),
        )
        .order_by(PairEvent.id.desc())
    )
    return next((event for event in events if _begins(event)), None)


def _begins(event: PairEvent) -> bool:
    paused = PairState.PAUSED
    return _state(event.after) is paused and _state(event.before) is not paused


def move(session: Session, actor: Actor, pair: Pair, began: PairEvent) -> int:
    """Terms that were not over when the pause began move by its days; how many lines did."""
    since = began.at.astimezone(actor.zone).date()
    days = (actor.today - since).days
    if days <= 0:
        return 0
    return sum(
        _move(session, actor, roadmap, since, days) for roadmap in _running(session, pair.id)
    )


def _move(session: Session, actor: Actor, roadmap: Roadmap, since: date, days: int) -> int:
    programme = session.scalars(select(Programme).where(Programme.roadmap_id == roadmap.id)).one()
    same = programme.core_hash == text.core_of(session, programme)
    items = [item for item in _open(session, roadmap.id) if _ahead(item, since)]
    with together(session, actor, roadmap.id):
        for item in items:
            change = Change(session, actor, Access(item, roadmap, None, act=True, edit=True))
            change.touch(item)
            item.spans = [_later(span, since, days) for span in item.spans]
            change.save(SHIFTED, days=days)
    _extend(roadmap, days)
    if same:  # moved by the pause, not by anybody's wish: nobody has to agree anew
        programme.core_hash = text.core_of(session, programme)
    if items:
        members = rights.present(session, [programme.pair_id], actor.today)
        people = [member.person_id for member in members]
        prompts.ask(
            session, actor.at, MOVED, programme.id, people,
            roadmap.organisation_id, lines=len(items), days=days,
        )  # fmt: skip
    return len(items)


def _extend(roadmap: Roadmap, days: int) -> None:
    if roadmap.period_end is not None:
        roadmap.period_end += timedelta(days=days)


def undo_shift(session: Session, actor: Actor, programme_id: int) -> Undone:
    """Give the lines the terms back that the last pause moved, within a day.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "undo_late").
    """
    access = for_writing(session, actor, programme_id)
    back, kept = _take_back(session, actor, access.roadmap)
    if not back and not kept:
        raise Refusal("undo_late")
    return Undone(programme_id, back, kept)


def _take_back(session: Session, actor: Actor, roadmap: Roadmap) -> tuple[int, int]:
    programme = session.scalars(select(Programme).where(Programme.roadmap_id == roadmap.id)).one()
    events = [event for event in _events(session, roadmap.id) if _fresh(actor, event)]
    if not events:
        return 0, 0
    same = programme.core_hash == text.core_of(session, programme)
    days = int(events[0].after["told"]["days"])
    left = changes.undo_all(session, actor, roadmap.id, [event.id for event in events])
    back = len(events) - len(left)
    if back:
        _extend(roadmap, -days)
    if same:
        programme.core_hash = text.core_of(session, programme)
    prompts.settle(session, MOVED, [programme.id])
    return back, len(left)


def last_shift(session: Session, actor: Actor, roadmap: Roadmap) -> Shift | None:
    """The last pause that moved terms, as long as it can be undone."""
    events = _events(session, roadmap.id)
    if not events or not _fresh(actor, events[0]):
        return None
    return Shift(len(events), int(events[0].after["told"]["days"]))


def _fresh(actor: Actor, event: ItemEvent) -> bool:
    return actor.at - event.at <= changes.UNDO_FOR


def _events(session: Session, roadmap_id: int) -> Sequence[ItemEvent]:
    """The moves of the last pause that stand."""
    events = session.scalars(
        select(ItemEvent)
        .join(Item, Item.id == ItemEvent.item_id)
        .where(
            Item.roadmap_id == roadmap_id,
            ItemEvent.action == SHIFTED,
            ItemEvent.undone_at.is_(None),
        )
        .order_by(ItemEvent.id.desc())
    ).all()
    return [event for event in events if event.at == events[0].at]


def _running(session: Session, pair_id: int) -> Sequence[Roadmap]:
    return session.scalars(
        select(Roadmap).where(Roadmap.pair_id == pair_id, Roadmap.state == RoadmapState.RUNNING)
    ).all()


def _open(session: Session, roadmap_id: int) -> Sequence[Item]:
    return session.scalars(
        select(Item)
        .where(
            Item.roadmap_id == roadmap_id,
            Item.removed_at.is_(None),
            Item.status.not_in(OVER),
            Item.term_kind != Kind.NONE,
        )
        .order_by(Item.position, Item.id)
    ).all()


def _ahead(item: Item, since: date) -> bool:
    """Whether something of its term was still to come when the pause began."""
    return any(end is None or end >= since.isoformat() for _, end in item.spans)


def _later(span: list[str | None], since: date, days: int) -> list[str | None]:
    """What had begun before the pause keeps its beginning."""
    start, end = span
    if end is not None and end < since.isoformat():
        return span
    moved = start is not None and start >= since.isoformat()
    return [_plus(start, days) if moved else start, _plus(end, days)]


def _plus(day: str | None, days: int) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None
