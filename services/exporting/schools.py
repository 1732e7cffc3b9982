"""Organisations in numbers: nobody's name, so a coordinator may have it."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Pair, Person, Roadmap, RoleGrant
from db.models.roadmap import RoadmapState
from domain.pairs import PairState
from domain.progress import Progress, count
from domain.roles import Role
from exports.big.model import Batch, Column, Row
from services import gate, tree
from services.exporting.model import Scope, Source
from services.meetings import counts
from services.person_cards import is_member
from services.roadmaps import of_school

SIZE = 1  # each is counted through
_WAITING = (PairState.PROPOSED, PairState.AGREED, PairState.CONFIRMED)
_STATES = (PairState.ACTIVE, PairState.PAUSED)
_OVER = (PairState.COMPLETED, PairState.ENDED_EARLY)
COLUMNS = (
    Column("school", width=36),
    *(
        Column(key, "number", 13)
        for key in (
            "people", "pupils", "no_consent", "mentor_count", "mentee_count", "active", "paused",
            "waiting", "completed", "ended_early", "programme_count", "held", "confirmed",
            "journal", "claimed", "denied", "missed", "items", "items_done", "items_overdue",
        )
    ),
)  # fmt: skip


def read(session: Session, scope: Scope, after: int) -> Batch:
    place = session.scalar(
        select(Organisation)
        .where(Organisation.id > after, scope.within(Organisation.id))
        .order_by(Organisation.id)
        .limit(SIZE)
    )
    if place is None:
        return Batch((), None)
    row = (
        place.name,
        *_people(session, scope, place.id),
        *_pairs(session, scope, place.id),
        *_items(session, scope, place.id),
    )
    return Batch((row,), place.id)


def _people(session: Session, scope: Scope, place: int) -> Row:
    found = session.execute(select(Person.id, Person.is_pupil).where(is_member(place))).all()
    standings = gate.standings(session, [row.id for row in found], scope.at)
    holding = Counter(
        session.scalars(
            select(RoleGrant.role)
            .distinct()
            .add_columns(RoleGrant.person_id)
            .where(
                RoleGrant.organisation_id == place,
                RoleGrant.until.is_(None),
                RoleGrant.person_id.in_([row.id for row in found]),
            )
        )
    )
    return (
        len(found),
        sum(row.is_pupil for row in found),
        sum(standing is not True for standing in standings.values()),
        holding[Role.MENTOR],
        holding[Role.MENTEE],
    )


def _pairs(session: Session, scope: Scope, place: int) -> Row:
    found = session.execute(
        select(Pair.id, Pair.state).where(Pair.organisation_id == place, Pair.removed_at.is_(None))
    ).all()
    states = Counter(row.state for row in found)
    running = session.scalars(
        select(Roadmap.id).where(
            Roadmap.organisation_id == place,
            Roadmap.pair_id.is_not(None),
            Roadmap.state == RoadmapState.RUNNING,
        )
    ).all()
    ids = [row.id for row in found]
    met = counts.counted(session, ids, scope.first, scope.last).school
    return (
        *(states[state] for state in _STATES),
        sum(states[state] for state in _WAITING),
        *(states[state] for state in _OVER),
        len(running), met.held, met.confirmed, met.journal, met.claimed, met.denied, met.missed,
    )  # fmt: skip


def _items(session: Session, scope: Scope, place: int) -> Row:
    ids = session.scalars(
        select(Roadmap.id).where(
            Roadmap.organisation_id == place, Roadmap.state == RoadmapState.RUNNING, of_school()
        )
    ).all()
    found = _progress(session, scope, ids)
    return found.total, found.done, found.overdue


def _progress(session: Session, scope: Scope, roadmap_ids: Collection[int]) -> Progress:
    leaves = [node.leaf for each in roadmap_ids for node in tree.load(session, each).leaves()]
    return count(leaves, scope.today)


SOURCE = Source(COLUMNS, read)
