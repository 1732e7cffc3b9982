"""Who may enter what somebody has answered, agreed to or withdrawn on paper."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Person
from domain.roles import Action, Role
from services.actor import Actor
from services.errors import Refusal
from services.membership import organisation_for, present_in
from services.words import CLASS_TEACHER, NOT_OF_CLASS


@dataclass(frozen=True, slots=True)
class Paper:
    """An answer on paper: whose it is, the day that stands on it, and who entered it."""

    person_id: int
    on: date
    by: int | None


def paper(
    session: Session, actor: Actor, person_id: int, place: int, on: date | None = None
) -> Paper:
    """A paper of somebody about a matter of one organisation; `on` None: signed today.

    Raises Refusal("gone" | "forbidden" | "paper_future").
    """
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    if not (teaches(actor, person, place) or actor.may(Action.ENTER_PAPER, place)):
        raise Refusal("forbidden")
    if on is not None and on > actor.today:
        raise Refusal("paper_future")
    return Paper(person_id, on or actor.today, actor.person_id)


def for_person(session: Session, actor: Actor, person_id: int) -> int:
    """The organisation in which the actor may enter papers of a person: whoever has the right to,
    or the class teacher of a pupil. Raises Refusal("gone" | "forbidden")."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    for place in sorted(present_in(session, person_id)):
        if teaches(actor, person, place):
            return place
    return organisation_for(session, actor, person, Action.ENTER_PAPER)


def is_class_teacher(title: str) -> bool:
    """Whether a specialist's title is that of a class teacher."""
    return CLASS_TEACHER.search(title) is not None


def teaches(actor: Actor, person: Person, place: int) -> bool:
    """Whether a title names the person's class: «классный руководитель 7 Б» of a pupil of 7 Б."""
    wanted = _folded(person.school_class)
    return bool(person.is_pupil and wanted) and any(
        held.role is Role.SPECIALIST
        and held.organisation_id == place
        and is_class_teacher(held.title)
        and _folded(CLASS_TEACHER.sub("", held.title)) == wanted
        for held in actor.roles
    )


def _folded(name: str) -> str:
    """«7 Б», «7-б класса» and «7Б» are one class."""
    return NOT_OF_CLASS.sub("", name.casefold())
