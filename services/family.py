"""Parents and other legal representatives: who represents whom, and since when."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Guardian, Person
from domain.consents import Subject, is_minor
from services import audit, prompts
from services.actor import Actor
from services.errors import Refusal

ASKED = "parent_asked"  # a prompt of a parent: the child's consent is not there
# Who has just joined is on the way to the question anyway.
ASK_AFTER = timedelta(days=1)


def join(session: Session, actor: Actor, parent_id: int, child_id: int, basis: str = "") -> int:
    """The bare fact, once; for callers that checked the right to it."""
    known = _row(session, parent_id, child_id)
    if known is not None:
        return known.id
    if parent_id == child_id:
        raise Refusal("own_parent")
    child = session.get_one(Person, child_id)
    row = Guardian(person_id=parent_id, child_id=child_id, basis=basis[:200], since=actor.at)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "guardian_added", f"person:{child_id}", child.organisation_id,
        parent=parent_id,
    )  # fmt: skip
    if child.organisation_id is not None:
        at = actor.at + ASK_AFTER
        prompts.ask(session, actor.at, ASKED, child_id, [parent_id], child.organisation_id, at=at)
    return row.id


def represents(session: Session, parent_id: int, child_id: int) -> bool:
    return _row(session, parent_id, child_id) is not None


def children(session: Session, parent_id: int, day: date) -> list[Person]:
    """Those that the person represents on the day, by name: nobody represents an adult."""
    rows = session.scalars(
        select(Person)
        .join(Guardian, Guardian.child_id == Person.id)
        .where(
            Guardian.person_id == parent_id,
            Guardian.until.is_(None),
            Person.erased_at.is_(None),
        )
    )
    minors = [child for child in rows if _minor(child, day)]
    return sorted(minors, key=lambda child: (child.search, child.id))


def guardians(session: Session, child_id: int) -> list[Guardian]:
    """Who represents a pupil now, the first one first."""
    return list(
        session.scalars(
            select(Guardian)
            .join(Person, Person.id == Guardian.person_id)
            .where(
                Guardian.child_id == child_id,
                Guardian.until.is_(None),
                Person.erased_at.is_(None),
            )
            .order_by(Guardian.id)
        )
    )


def require_child(session: Session, actor: Actor, child_id: int) -> Person:
    """A child of the actor. Raises Refusal("gone" | "forbidden" | "child_grown"): at 18 the data
    are the child's own."""
    child = session.get(Person, child_id)
    if child is None or child.erased_at is not None:
        raise Refusal("gone")
    if not represents(session, actor.me, child_id):
        raise Refusal("forbidden")
    if not _minor(child, actor.today):
        raise Refusal("child_grown")
    return child


def _minor(child: Person, day: date) -> bool:
    return is_minor(Subject(child.is_pupil, child.born_on), day)


def _row(session: Session, parent_id: int, child_id: int) -> Guardian | None:
    return session.scalar(
        select(Guardian).where(
            Guardian.person_id == parent_id,
            Guardian.child_id == child_id,
            Guardian.until.is_(None),
        )
    )
