"""An item, or a term of it, is done."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Occurrence, Roadmap
from db.models.roadmap import OccState
from domain.named import Named
from domain.occurrences import OccKind
from domain.progress import Status
from services import people
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.evidence import own_part
from services.item_acts import OVER, require_whole
from services.item_rights import for_acting, see
from services.items import next_of_mine
from services.neighbours import hidden
from services.occurrences import close_nearest
from services.plan_facts import line_to_ask
from services.twin_groups import names_of_partners, partners, told

DOUBLE_TAP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of «Готово». `event_id` None: it was done before, by `by` on `on`.

    `next_due`: when the item is due again; `next_id`: what else waits for the actor; `also`: the
    linked lines closed with it; `above`: the line whose plan has become complete by it.
    """

    item_id: int
    title: str
    number: str | None
    on: date
    by: Named | None
    event_id: int | None
    next_due: date | None
    next_id: int | None
    also: tuple[str, ...] = ()
    above: int | None = None
    of_pair: bool = False  # a line of a programme: what came of it may be said
    marks: bool = False  # and marked by the actor


@dataclass(frozen=True, slots=True)
class Ticked:
    """The item itself, the day, by whom; `event_id` None: it was done before."""

    item: Item
    on: date
    by: int | None
    event_id: int | None


def mark_term_done(session: Session, actor: Actor, occurrence_id: int) -> Receipt:
    """Close the very term that a reminder spoke of, not the nearest one."""
    term = session.get(Occurrence, occurrence_id)
    if term is None:
        raise Refusal("gone")
    return mark_done(session, actor, term.item_id, term)


def mark_done(
    session: Session,
    actor: Actor,
    item_id: int,
    term: Occurrence | None = None,
    on: date | None = None,
) -> Receipt:
    """Close a term of an item (or of the actor's share), the nearest one unless it is named; the
    item with the last one.

    `on`: the day on which it happened, today unless given. Pressing twice does no harm. Raises
    Refusal("gone" | "not_launched" | "forbidden" | "closed" | "has_steps" | "has_shares" |
    "day_ahead").
    """
    day = on or actor.today
    if day > actor.today:
        raise Refusal("day_ahead")
    return _receipt(session, actor, tick(session, actor, item_id, term, day))


def tick(
    session: Session, actor: Actor, item_id: int, term: Occurrence | None, day: date
) -> Ticked:
    """The same for those who go on to many more, and need no receipt."""
    access = own_part(session, actor, for_acting(session, actor, item_id))
    item = access.item
    require_whole(session, item)
    named = term if term is not None and _is_open_term(term, item) else None
    earlier = _done_already(session, actor, item) if named is None else None
    if earlier is not None:
        return earlier
    change = Change(session, actor, access)
    others = [each for each in partners(session, item) if each.status not in OVER]
    closed = tick_off(session, actor, change, item, named, on=day)
    for each in others:
        tick_off(session, actor, change, each, on=day)
    due = closed.due.isoformat() if closed is not None else None
    event = change.save("done", due=due, **told(others))
    return Ticked(item, day, actor.me, event)


def tick_off(
    session: Session,
    actor: Actor,
    change: Change,
    item: Item,
    named: Occurrence | None = None,
    *,
    on: date | None = None,
) -> Occurrence | None:
    """Close a term as part of a change, and return it; an item without one is done at once."""
    change.touch(item)
    closed = close_nearest(session, item, actor, named=named)
    if closed is None or closed.kind is not OccKind.DUE:
        item.status, item.done_on, item.done_by = Status.DONE, on or actor.today, actor.me
    if closed is not None:
        closed.closed_on = on or actor.today
        if item.status is Status.DONE:
            item.done_on = closed.closed_on
        change.closed(closed)
    return closed


def _is_open_term(term: Occurrence, item: Item) -> bool:
    mine = term.item_id == item.id and term.kind is OccKind.DUE
    return mine and term.state is OccState.OPEN


def _done_already(session: Session, actor: Actor, item: Item) -> Ticked | None:
    """The second press of the same button: nothing new has happened."""
    if item.status is Status.NA:
        raise Refusal("not_needed")
    if item.status is Status.DONE:
        return Ticked(item, item.done_on or actor.today, item.done_by, None)
    last = session.scalar(
        select(ItemEvent)
        .where(
            ItemEvent.item_id == item.id,
            ItemEvent.action == "done",
            ItemEvent.undone_at.is_(None),
        )
        .order_by(ItemEvent.id.desc())
        .limit(1)
    )
    if last is None or not _is_echo(session, actor, item, last):
        return None
    return Ticked(item, last.at.astimezone(actor.zone).date(), last.actor_id, None)


def _is_echo(session: Session, actor: Actor, item: Item, last: ItemEvent) -> bool:
    """Of an item due several times a term ahead is not meant by a press on the same day."""
    if actor.at - last.at < DOUBLE_TAP:
        return True
    today = last.at.astimezone(actor.zone).date() == actor.today
    late = exists().where(
        Occurrence.item_id == item.id,
        Occurrence.kind == OccKind.DUE,
        Occurrence.state == OccState.OPEN,
        Occurrence.due <= actor.today,
    )
    return today and not session.scalar(select(late))


def _receipt(session: Session, actor: Actor, ticked: Ticked) -> Receipt:
    item, by = ticked.item, ticked.by
    roadmap = session.get_one(Roadmap, item.roadmap_id)
    place, of_pair = roadmap.organisation_id, roadmap.pair_id is not None
    who = [by] if by is not None else []
    names = hidden(session, actor, place, who).named(people.named(session, who))
    return Receipt(
        item_id=item.id,
        title=item.title,
        number=item.number,
        on=ticked.on,
        by=names.get(by) if by is not None else None,
        event_id=ticked.event_id,
        next_due=item.due,
        next_id=next_of_mine(session, actor, item.id),
        also=names_of_partners(session, item),
        above=line_to_ask(session, item.roadmap_id),
        of_pair=of_pair,
        marks=of_pair and see(session, actor, item.id).edit,
    )
