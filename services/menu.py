"""What a person's menu is made of."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Person, Roadmap, RoleGrant
from db.models.people import OrganisationKind
from db.models.roadmap import RoadmapState
from domain.labels import Labelled, labels
from domain.named import Named
from domain.progress import Progress, count
from domain.roles import Action, Role, allows
from services import applications, people, tree, waiting
from services.actor import Actor, Held, require
from services.applications import Mine
from services.banks import lists as bank_lists
from services.health import adult
from services.roadmaps import of_school
from services.surveys import lists
from services.surveys.lists import Waits

_LEADERS = (Role.HEAD, Role.CURATOR)
CAPTION = 60  # about what a phone shows of a button


@dataclass(frozen=True, slots=True)
class MenuView:
    """`current` None: a person without any role; `may`: what the current role allows.

    `school`: how the running roadmaps stand, for those who look after them. `vacant`: a school
    that has neither head nor curator, for the administrator.
    """

    name: str
    current: Held | None
    others: tuple[Held, ...]
    kind: OrganisationKind | None
    may: frozenset[Action]
    drafts: tuple[int, ...]  # the newest first
    running: tuple[int, ...]
    schools: bool  # whether any organisation exists yet
    school: Progress | None
    vacant: tuple[int, str] | None
    applied: Mine | None  # of who has no role yet
    applications: int  # that wait in the school of the role
    pupil: bool  # may call an adult (services.health.adult)
    banked: bool = False  # has a card as a mentor in the bank of the school
    surveys: Waits = lists.NOTHING  # questionnaires that wait for the person's answers
    asked: int = 0  # matters beside the items that wait for an answer


def view(session: Session, actor: Actor) -> MenuView:
    current = actor.current
    place = current.organisation_id if current else None
    organisation = session.get(Organisation, place) if place else None
    may = frozenset(a for a in Action if current and allows(current.role, a))
    running = tuple(_roadmaps(session, place, RoadmapState.RUNNING))
    installs = current is not None and current.role is Role.ADMINISTRATOR
    return MenuView(
        name=actor.name,
        current=current,
        others=tuple(held for held in actor.roles if held != current),
        kind=organisation.kind if organisation else None,
        may=may,
        drafts=tuple(_roadmaps(session, place, RoadmapState.DRAFT)),
        running=running,
        schools=session.scalar(select(Organisation.id).limit(1)) is not None,
        school=_standing(session, running, actor) if Action.EDIT_ROADMAP in may else None,
        vacant=_vacant(session) if installs else None,
        applied=applications.mine(session, actor.me) if current is None else None,
        applications=applications.count(session, place) if place is not None else 0,
        pupil=adult.may_call(session, actor),
        banked=bank_lists.own_entry(session, actor) is not None,
        surveys=lists.waits(session, actor),
        asked=len(waiting.mine(session, actor)),
    )


def drafts(session: Session, actor: Actor, organisation_id: int) -> list[int]:
    """Drafts of an organisation's roadmaps, the newest first. Raises Refusal("forbidden")."""
    require(session, actor, Action.EDIT_ROADMAP, organisation_id)
    return _roadmaps(session, organisation_id, RoadmapState.DRAFT)


def _standing(session: Session, running: tuple[int, ...], actor: Actor) -> Progress:
    """The roadmaps counted together, as their overviews count them."""
    leaves = [node.leaf for each in running for node in tree.load(session, each).leaves()]
    return count(leaves, actor.today)


def _vacant(session: Session) -> tuple[int, str] | None:
    """The newest school that nobody leads yet."""
    led = (
        select(RoleGrant.organisation_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == Organisation.id,
            RoleGrant.role.in_(_LEADERS),
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
    )
    found = session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.kind == OrganisationKind.SCHOOL, ~led.exists())
        .order_by(Organisation.id.desc())
        .limit(1)
    ).first()
    return (found.id, found.name) if found else None


def searchable(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """Running roadmaps that a person may look things up in, by titles that differ."""
    place = actor.organisation_id
    if not actor.may(Action.SEE_ROADMAP, place):
        return []
    found = [
        session.get_one(Roadmap, each) for each in _roadmaps(session, place, RoadmapState.RUNNING)
    ]
    named = labels((Labelled(each.id, None, each.title, _years(each)) for each in found), CAPTION)
    return list(named.items())


def _years(roadmap: Roadmap) -> tuple[str, ...]:
    days = (roadmap.period_start, roadmap.period_end)
    return ("–".join(str(day.year) for day in days if day),)


def helpers(session: Session, actor: Actor) -> list[Named]:
    """Whom to turn to: the curators of the current organisation, else its heads; never oneself."""
    place = actor.current.organisation_id if actor.current else None
    if place is None:
        return []
    for role in (Role.CURATOR, Role.HEAD, Role.COORDINATOR):
        ids = [found for found in people.holders(session, place, role) if found != actor.person_id]
        if ids:
            names = people.named(session, ids)
            return [names[found] for found in ids]
    return []


def _roadmaps(session: Session, organisation_id: int | None, state: RoadmapState) -> list[int]:
    """The newest first."""
    if organisation_id is None:
        return []
    return list(
        session.scalars(
            select(Roadmap.id)
            .where(Roadmap.organisation_id == organisation_id, Roadmap.state == state, of_school())
            .order_by(Roadmap.id.desc())
        )
    )
