"""What the curator passes on to the head: a term once, by name, in the head's next digest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from db.models import ForHead, Item, Roadmap
from db.models.roadmap import RoadmapState
from domain.roles import Role
from services import audit, people, tree
from services.actor import Actor
from services.digest import plans
from services.errors import Refusal
from services.item_rights import for_editing
from services.subjects import Subject, subjects
from services.tree import OVER


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`on`: when the head's next digest comes; None where no head gets any. `told`: the head
    has heard of it, it cannot be taken back any more."""

    subject: Subject
    on: datetime | None
    told: bool


def pass_on(session: Session, actor: Actor, item_id: int) -> PassedOn:
    """Put an open item into the head's next digest; a second time nothing happens.

    Raises Refusal("gone" | "not_launched" | "forbidden" | "closed" | "settled" | "no_head").
    """
    access = for_editing(session, actor, item_id)
    place = access.roadmap.organisation_id
    heads = [each for each in people.holders(session, place, Role.HEAD) if each != actor.me]
    if not heads:
        raise Refusal("no_head")
    if access.item.status in OVER:
        raise Refusal("settled")
    due = tree.branch(session, access.item).due
    waits = _waiting_row(session, item_id)
    if waits is not None:
        waits.due = due
    else:
        session.add(
            ForHead(
                organisation_id=place, item_id=item_id, passed_by=actor.me, passed_at=actor.at,
                due=due,
            )
        )  # fmt: skip
        session.flush()
        audit.record(session, actor, "passed_to_head", f"item:{item_id}", place)
    on = plans.hurry(session, heads, place, actor.at)
    return PassedOn(subjects(session, [item_id])[item_id], on, told=False)


def take_back(session: Session, actor: Actor, item_id: int) -> PassedOn:
    """Do not tell the head after all, as long as no head was told."""
    access = for_editing(session, actor, item_id)
    gone = session.execute(
        delete(ForHead)
        .where(ForHead.item_id == item_id, ForHead.told_at.is_(None))
        .returning(ForHead.id)
    ).all()
    if gone:
        audit.record(
            session, actor, "kept_from_head", f"item:{item_id}", access.roadmap.organisation_id
        )
    return PassedOn(subjects(session, [item_id])[item_id], None, told=not gone)


def waiting(
    session: Session, organisation_id: int, since: datetime | None
) -> dict[int, list[int]]:
    """Rows to tell a head of by item: told to no head yet, or to another one after `since`."""
    untold = ForHead.told_at.is_(None)
    rows = session.execute(
        select(ForHead.id, ForHead.item_id)
        .join(Item, Item.id == ForHead.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            ForHead.organisation_id == organisation_id,
            untold if since is None else or_(untold, ForHead.told_at > since),
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Item.status.not_in(OVER),
        )
        .order_by(ForHead.id)
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row.id)
    return found


def passed(session: Session, organisation_id: int) -> set[tuple[int, date | None]]:
    """Items that were passed on already, told or not, with the day that they were due on then:
    the next term of the same item is another matter."""
    rows = session.execute(
        select(ForHead.item_id, ForHead.due).where(ForHead.organisation_id == organisation_id)
    )
    return {(row.item_id, row.due) for row in rows}


def mark_told(session: Session, at: datetime, ids: Collection[int]) -> None:
    """A head has read of these."""
    session.execute(
        update(ForHead).where(ForHead.id.in_(ids), ForHead.told_at.is_(None)).values(told_at=at)
    )


def _waiting_row(session: Session, item_id: int) -> ForHead | None:
    found = select(ForHead).where(ForHead.item_id == item_id, ForHead.told_at.is_(None))
    return session.scalar(found.limit(1))
