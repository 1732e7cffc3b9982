"""What was changed in a programme since it began: lines, head, terms; the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, PairEvent
from domain.named import Named
from domain.programmes import HeadField
from services import people
from services.actor import Actor
from services.changes import UNDONE
from services.pairs.views import PairCard, cards
from services.programmes.access import see
from services.programmes.agreeing import CONFIRMED, PUT
from services.programmes.pausing import SHIFTED
from services.traces import NOTED

LIMIT = 300
_STEPS = (PUT, CONFIRMED)
_HEAD = {f"programme_{part.value}": part for part in HeadField}
# Work that is done is no correction of the plan.
_WORK = ("done", "started", "reopened", "commented", "evidence", "evidence_removed", "unchanged",
         "not_yet", "happened", "nudged", "actual", "marked", UNDONE, NOTED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """One correction. `item`: the line of the plan it is about; `part`: of the head; neither:
    a step of the programme itself, or a move of many lines."""

    action: str
    on: date
    by: Named | None
    item: str
    part: HeadField | None
    told: dict[str, Any]
    undone: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """All of a programme's corrections."""

    pair: PairCard
    lines: tuple[Changed, ...]


def changes(session: Session, actor: Actor, programme_id: int) -> Changes:
    """Raises Refusal("gone" | "forbidden")."""
    access = see(session, actor, programme_id)
    since = access.roadmap.launched_at or access.programme.created_at
    items = session.execute(
        select(ItemEvent, Item.title)
        .join(Item, Item.id == ItemEvent.item_id)
        .where(
            Item.roadmap_id == access.roadmap.id,
            ItemEvent.at >= since,
            ItemEvent.action.not_in(_WORK),
        )
        .order_by(ItemEvent.id.desc())
        .limit(LIMIT)
    ).all()
    heads = session.scalars(
        select(PairEvent)
        .where(
            PairEvent.pair_id == access.programme.pair_id,
            PairEvent.at >= access.programme.created_at,
            PairEvent.action.in_([*_HEAD, *_STEPS]),
        )
        .order_by(PairEvent.id.desc())
        .limit(LIMIT)
    ).all()
    ids = {event.actor_id for event in [*heads, *(row.ItemEvent for row in items)]}
    names = people.named(session, {each for each in ids if each is not None})
    found = [
        (event.at, event.id, _changed(event, title, names, actor)) for event, title in _once(items)
    ] + [(event.at, event.id, _changed(event, "", names, actor)) for event in heads]
    found.sort(key=lambda each: each[:2], reverse=True)
    pair = cards(session, [access.pair.pair], actor.today)[0]
    return Changes(pair, tuple(line for _, _, line in found))


def _once(rows: Sequence[Row[ItemEvent, str]]) -> Iterator[tuple[ItemEvent, str]]:
    """What a pause has moved is one change, however many lines it were."""
    seen: set[tuple[datetime, datetime | None]] = set()
    for event, title in rows:
        key = (event.at, event.undone_at)
        if event.action != SHIFTED:
            yield event, title
        elif key not in seen:
            seen.add(key)
            yield event, ""


def _changed(
    event: ItemEvent | PairEvent, item: str, names: dict[int, Named], actor: Actor
) -> Changed:
    told: dict[str, Any] = event.after.get("told", {}) if isinstance(event, ItemEvent) else {}
    return Changed(
        action=event.action,
        on=event.at.astimezone(actor.zone).date(),
        by=names.get(event.actor_id) if event.actor_id else None,
        item=item,
        part=_HEAD.get(event.action),
        told=told,
        undone=event.undone_at is not None,
    )
