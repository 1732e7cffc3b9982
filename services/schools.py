"""How the schools of a municipality get on: counts by school, nothing of people or items."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Roadmap
from db.models.people import OrganisationKind
from db.models.roadmap import RoadmapState
from domain.progress import Progress, count
from domain.roles import Action, Role, allows
from domain.search import search_key
from services import tree
from services.actor import Actor
from services.errors import Refusal
from services.roadmaps import of_school


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """`progress`: of all that runs there; None where nothing does."""

    name: str
    progress: Progress | None
    finished: bool  # nothing runs, and something was brought to its end


def may_see_schools(actor: Actor, organisation_id: int) -> bool:
    """Coordinators of that municipality alone."""
    return any(
        held.role is Role.COORDINATOR
        and held.organisation_id == organisation_id
        and allows(held.role, Action.SEE_ROADMAP)
        for held in actor.roles
    )


def schools(session: Session, actor: Actor, page: int, size: int) -> tuple[list[SchoolLine], int]:
    """A page (from 0) of the municipality's schools by name, and how many there are.

    A page beyond the end is the last one. Raises Refusal("no_organisation" | "forbidden").
    """
    place = actor.organisation_id
    if not may_see_schools(actor, place):
        raise Refusal("forbidden")
    rows = session.scalars(
        select(Organisation).where(
            Organisation.parent_id == place, Organisation.kind == OrganisationKind.SCHOOL
        )
    )
    found = sorted(rows, key=lambda row: (search_key(row.name), row.id))
    at = min(max(page, 0), max(len(found) - 1, 0) // size) * size
    return [_line(session, actor, school) for school in found[at : at + size]], len(found)


def _line(session: Session, actor: Actor, school: Organisation) -> SchoolLine:
    roadmaps = session.execute(
        select(Roadmap.id, Roadmap.state).where(
            Roadmap.organisation_id == school.id, Roadmap.state != RoadmapState.DRAFT, of_school()
        )
    ).all()
    running = [row.id for row in roadmaps if row.state is RoadmapState.RUNNING]
    leaves = (node.leaf for each in running for node in tree.load(session, each).leaves())
    progress = count(leaves, actor.today) if running else None
    return SchoolLine(school.name, progress, finished=bool(roadmaps) and not running)
