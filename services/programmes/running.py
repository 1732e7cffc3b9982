"""A programme runs: its lines have owners, terms and reminders like those of any roadmap."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Item, Pair, PairMember, Programme, Roadmap
from db.models.roadmap import RoadmapState
from domain.pairs import Side
from domain.programmes import side_of
from domain.progress import Status
from services import audit, held, reminders
from services.actor import Actor
from services.draft_rows import Row, rows
from services.pairs import rights
from services.traces import Trace

OVER = (Status.DONE, Status.NA)


def run(session: Session, actor: Actor, programme: Programme) -> None:
    """Begin a draft. A line of which the document says what came of it is done."""
    roadmap = session.get_one(Roadmap, programme.roadmap_id)
    every = rows(session, roadmap.id)
    _settle(actor, every)
    members = rights.present(session, [programme.pair_id], actor.today)
    own(session, roadmap.id, [item for row in every for item in row], members)
    session.flush()
    _become(session, roadmap, RoadmapState.RUNNING)
    roadmap.launched_at = actor.at
    session.flush()
    reminders.replan_all(session, [item.id for row in every for item in row], actor.at)
    audit.record(
        session, actor, "programme_launched", f"programme:{programme.id}",
        roadmap.organisation_id, open=sum(row.open for row in every),
    )  # fmt: skip


def own(
    session: Session, roadmap_id: int, items: Sequence[Item], members: Collection[PairMember]
) -> None:
    """Those who are in the pair answer for its lines: each for what the line says is theirs."""
    held.own(session, roadmap_id, {item.id: _owners(item, members) for item in items})


def follow_members(session: Session, actor: Actor, pair: Pair) -> None:
    """After somebody came or went: what is open belongs to those who are there now."""
    for roadmap in _roadmaps(session, pair.id, RoadmapState.RUNNING):
        members = rights.present(session, [pair.id], actor.today)
        items = session.scalars(
            select(Item).where(
                Item.roadmap_id == roadmap.id,
                Item.removed_at.is_(None),
                Item.status.not_in(OVER),
            )
        ).all()
        before = held.owners(session, items)
        stale = [item for item in items if _stale(before[item.id], item, members)]
        trace = Trace(session, [item.id for item in stale])
        own(session, roadmap.id, stale, members)
        session.flush()
        reminders.replan_all(session, [item.id for item in stale], actor.at)
        trace.save(actor.at, actor.person_id)


def _stale(owners: held.Owners, item: Item, members: Collection[PairMember]) -> bool:
    """Whether somebody answers who is not in the pair, or whoever came does not answer yet.

    What was handed to one of those who are there stays so.
    """
    there = {member.person_id for member in members}
    gone = any(person not in there for person, _ in owners)
    whole = {person for person, _ in _owners(item, members)}
    missing = whole - {person for person, _ in owners}
    return gone or not owners or (len(owners) > 1 and bool(missing))


def close(session: Session, actor: Actor, pair: Pair) -> None:
    """The pair is over: nobody is reminded any more."""
    for roadmap in _roadmaps(session, pair.id, RoadmapState.RUNNING):
        _turn(session, actor, roadmap, RoadmapState.CLOSED)


def reopen(session: Session, actor: Actor, pair: Pair) -> None:
    """The end of the pair was taken back. Only the newest programme goes on."""
    for roadmap in _roadmaps(session, pair.id, RoadmapState.CLOSED)[-1:]:
        _turn(session, actor, roadmap, RoadmapState.RUNNING)


def _turn(session: Session, actor: Actor, roadmap: Roadmap, state: RoadmapState) -> None:
    ids = session.scalars(
        select(Item.id).where(Item.roadmap_id == roadmap.id, Item.removed_at.is_(None))
    ).all()
    trace = Trace(session, ids)
    _become(session, roadmap, state)
    session.flush()
    reminders.replan_all(session, ids, actor.at)
    trace.save(actor.at, actor.person_id)


def _become(session: Session, roadmap: Roadmap, state: RoadmapState) -> None:
    session.execute(
        update(Roadmap)
        .where(Roadmap.id == roadmap.id)
        .values(state=state, version=Roadmap.version + 1)
    )
    session.refresh(roadmap)


def _roadmaps(session: Session, pair_id: int, state: RoadmapState) -> Sequence[Roadmap]:
    return session.scalars(
        select(Roadmap)
        .where(Roadmap.pair_id == pair_id, Roadmap.state == state)
        .order_by(Roadmap.id)
    ).all()


def _owners(item: Item, members: Collection[PairMember]) -> held.Owners:
    side: Side | None = side_of([str(entry) for entry in item.responsible])
    theirs = [each.person_id for each in members if side is None or each.side is side]
    everybody = theirs or [each.person_id for each in members]
    return [[person, None] for person in dict.fromkeys(everybody)]


def _settle(actor: Actor, every: Sequence[Row]) -> None:
    """What the document says has come of a line was done before the program knew of it."""
    for item in (leaf for row in every for leaf in row.leaves):
        if item.actual and item.status is Status.TODO:
            days = [end for _, end in item.spans if end]
            last = max(days, default=actor.today.isoformat())
            item.status = Status.DONE
            item.done_on = min(actor.today, type(actor.today).fromisoformat(last))
            item.done_by = None
