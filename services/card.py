"""The card of an item: everything known of it, and what the actor may do with it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Occurrence, Roadmap
from db.models.roadmap import EvidenceKind, ItemLevel, OccState, Sharing
from domain.deadlines import Slot
from domain.kinds import WorkKind
from domain.labels import labels
from domain.named import Named
from domain.occurrences import OccKind
from domain.progress import Status
from domain.roles import Action
from domain.shown import Shown
from services import people, terms, tree, twin_groups
from services.actor import Actor
from services.card_kin import CardKin, card_kin
from services.changes import is_light, last_act
from services.errors import Refusal
from services.item_rights import Access, see
from services.item_terms import by_rule
from services.items import ItemLine
from services.kind_facts import Fact, facts
from services.kinds import kind_of
from services.meant import slots_of
from services.neighbours import hidden
from services.overview import lines_of
from services.terms import Term
from services.traces import NOTED
from services.tree import Node

RECENT = 3
HISTORY_LIMIT = 200


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One proof as the card names it."""

    id: int
    kind: EvidenceKind
    title: str
    document_date: date | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An event: `told` are its particulars, `undone` whether it was taken back."""

    action: str
    on: date
    by: Named | None
    told: dict[str, Any]
    undone: bool


@dataclass(frozen=True, slots=True)
class Above:
    """The row that a step, or the item that a share, is a part of."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do with the item now; `undo`: the event of the last act."""

    act: bool
    edit: bool
    undo: int | None
    roadmap: bool  # whether the actor sees the roadmap as a whole
    nudge: bool  # remind others of it
    export: bool
    people: bool  # see who works here


@dataclass(frozen=True, slots=True)
class CardView:
    """`mine`: the actor's own share, which «Готово» means; `due`: the nearest open term;
    `schools`: how many others answer for it with people whose names the actor does not see;
    `check`: when it is next asked about; `left`: how many terms are still open; `fact`: what the
    data say of the work."""

    id: int
    roadmap_id: int
    level: ItemLevel
    number: str | None
    title: str
    place: str
    above: Above | None
    content: str | None
    result: str | None
    written: str | None
    term: Term
    repeats: bool
    slots: tuple[Slot, ...]
    due: date | None
    check: date | None
    left: int
    owners: tuple[Named, ...]
    schools: int
    responsible: tuple[str, ...]
    sharing: Sharing
    status: Status
    shown: Shown
    done_on: date | None
    done_by: Named | None
    note: str
    evidence: tuple[EvidenceLine, ...]
    shares: tuple[ItemLine, ...]
    steps: tuple[ItemLine, ...]
    shared: tuple[int, int] | None
    mine: ItemLine | None
    history: tuple[HistoryLine, ...]
    closed: bool
    kind: WorkKind
    fact: Fact | None
    rights: Rights
    kin: CardKin
    pair_id: int | None = None  # of a line of a programme: whose
    actual: str = ""
    mark: str = ""


def card(session: Session, actor: Actor, item_id: int) -> CardView:
    """Raises Refusal("gone" | "forbidden" | "not_launched")."""
    access = see(session, actor, item_id)
    item = access.item
    node = tree.branch(session, item)
    place, of_pair = access.roadmap.organisation_id, access.roadmap.pair_id is not None
    everybody = {*node.owners, *([item.done_by] if item.done_by else [])}
    strangers = hidden(session, actor, place, everybody)
    names = strangers.named(people.named(session, everybody))
    shares = strangers.lines(lines_of(session, node.shares, actor.today))
    check, left = _ahead(session, item.id)
    return CardView(
        id=item.id,
        roadmap_id=access.roadmap.id,
        level=item.level,
        number=item.number,
        title=item.title,
        place=_place(access),
        above=_above(session, item.parent_id),
        content=item.content,
        result=item.result,
        written=item.deadline,
        term=terms.of_item(item),
        repeats=by_rule(item),
        slots=slots_of(item, access.roadmap, actor.today),
        due=node.due if node.status not in tree.OVER else None,
        check=check,
        left=left,
        owners=tuple(names[owner] for owner in node.owners if owner in names),
        schools=strangers.count(node.owners),
        responsible=tuple(str(entry) for entry in item.responsible),
        sharing=item.sharing,
        status=node.status,
        shown=node.shown(actor.today),
        done_on=node.done_on,
        done_by=names.get(item.done_by) if item.done_by else None,
        note=item.note,
        evidence=tuple(_evidence(session, node)),
        shares=shares,
        steps=strangers.lines(lines_of(session, node.steps, actor.today)),
        shared=node.shared,
        mine=next((line for line in shares if access.share and line.id == access.share.id), None),
        history=tuple(_history(session, actor, item.id, RECENT)),
        closed=access.closed,
        kind=kind_of(item),
        fact=None if node.children or of_pair else facts(session, [item]).get(item.id),
        rights=_rights(session, actor, access, node),
        kin=card_kin(
            session, node, access.roadmap, edits=access.edit and not access.closed and not of_pair
        ),
        pair_id=access.roadmap.pair_id,
        actual=item.actual,
        mark=item.mark,
    )


def history(session: Session, actor: Actor, item_id: int) -> list[HistoryLine]:
    """All that happened to an item, the newest first."""
    see(session, actor, item_id)
    return _history(session, actor, item_id, HISTORY_LIMIT)


def _rights(session: Session, actor: Actor, access: Access, node: Node) -> Rights:
    place, running = access.roadmap.organisation_id, not access.closed
    last = last_act(session, access.item.id, actor.at) if running else None
    undoable = last is not None and (access.act if is_light(last, actor) else access.edit)
    return Rights(
        act=access.act and running,
        edit=access.edit and running,
        undo=last.id if last and undoable else None,
        roadmap=actor.may(Action.SEE_ROADMAP, place) and access.roadmap.pair_id is None,
        nudge=running and actor.may(Action.ACT_FOR_OTHERS, place) and _awaited(actor, node),
        export=actor.may(Action.EXPORT_ROADMAP, place),
        people=actor.may(Action.SEE_PEOPLE, place),
    )


def _awaited(actor: Actor, node: Node) -> bool:
    """Whether others are to be reminded: of what is overdue, of their shares before that too."""
    if node.due is None or not (node.shares or node.shown(actor.today) is Shown.OVERDUE):
        return False
    late = [part for part in node.work() if part.status not in tree.OVER and part.due is not None]
    return any(owner != actor.person_id for part in late for owner in part.owners)


def _place(access: Access) -> str:
    """The stage; a share, whose row has the same title, says at least the roadmap."""
    item = access.item
    share = item.level is ItemLevel.SHARE
    return tree.group_name(item) or (access.roadmap.title if share else "")


def _above(session: Session, parent_id: int | None) -> Above | None:
    parent = session.get(Item, parent_id) if parent_id is not None else None
    return Above(parent.id, labels([tree.labelled(parent, None)])[parent.id]) if parent else None


def _evidence(session: Session, node: Node) -> list[EvidenceLine]:
    """Of the item and of everybody's shares in it."""
    ids = [node.id, *(share.id for share in node.shares)]
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.item_id.in_(ids), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    return [EvidenceLine(row.id, row.kind, row.title, row.document_date) for row in rows]


def _ahead(session: Session, item_id: int) -> tuple[date | None, int]:
    """The next day on which it is asked about, and how many terms are open."""
    still = (Occurrence.item_id == item_id, Occurrence.state == OccState.OPEN)
    check = session.scalar(
        select(func.min(Occurrence.due)).where(*still, Occurrence.kind != OccKind.DUE)
    )
    left = session.scalar(select(func.count()).where(*still, Occurrence.kind == OccKind.DUE))
    return check, left or 0


def _history(session: Session, actor: Actor, item_id: int, limit: int) -> list[HistoryLine]:
    item = session.get_one(Item, item_id)
    events = twin_groups.events_of(session, item, limit, NOTED)
    actors = {event.actor_id for event in events if event.actor_id}
    place = session.get_one(Roadmap, item.roadmap_id).organisation_id
    names = hidden(session, actor, place, actors).named(people.named(session, actors))
    return [
        HistoryLine(
            action=event.action,
            on=_local(event.at, actor),
            by=names.get(event.actor_id) if event.actor_id else None,
            told=event.after.get("told", {}),
            undone=event.undone_at is not None,
        )
        for event in events
    ]


def _local(moment: datetime, actor: Actor) -> date:
    return moment.astimezone(actor.zone).date()


def card_to_act(session: Session, actor: Actor, item_id: int) -> CardView:
    """The card of an item for somebody about to do something with it.

    Raises Refusal("closed" | "forbidden") beside those of `card`.
    """
    view = card(session, actor, item_id)
    if view.closed:
        raise Refusal("closed")
    if not view.rights.act:
        raise Refusal("forbidden")
    return view


def card_to_see_proof(session: Session, actor: Actor, item_id: int) -> CardView:
    """The card for somebody who may open its evidence, of a closed roadmap too."""
    if not see(session, actor, item_id).act:
        raise Refusal("forbidden")
    return card(session, actor, item_id)


def card_to_edit(session: Session, actor: Actor, item_id: int) -> CardView:
    """The same for somebody about to change the plan, of a programme that is being written too."""
    view = card(session, actor, item_id)
    if view.closed:
        raise Refusal("closed")
    if not view.rights.edit:
        raise Refusal("forbidden")
    return view
