"""Plans of erasing: made with what there is to erase, looked at, cancelled while they wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Erasure, Organisation, Person
from db.models.people import ErasureState
from domain.erasing import DUE, Kept, Part, Reason, Share
from domain.named import Named
from domain.roles import Action
from services import audit, erasure_parts, grants, people
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import present_in


@dataclass(frozen=True, slots=True)
class ErasureView:
    """A plan or what became of it. `may_act`: the one who looks keeps the data of the school."""

    id: int
    who: Named
    organisation_id: int
    organisation: str
    reason: Reason
    state: ErasureState
    due: date
    asked_on: date
    done_on: date | None
    shares: tuple[Share, ...]
    kept: tuple[Kept, ...]


def plan(session: Session, actor: Actor, person: Person, reason: Reason) -> Erasure:
    """One plan of a person at a time: a second reason joins the first, whose day stays."""
    known = open_of(session, person.id)
    if known:
        return known[0]
    row = Erasure(
        person_id=person.id,
        organisation_id=person.organisation_id,
        reason=reason.value,
        due=actor.today + DUE,
        plan=[[each.part.value, each.count] for each in erasure_parts.count(session, person)],
        done=[],
        asked_by=actor.person_id,
        asked_at=actor.at,
    )
    session.add(row)
    session.flush()
    return row


def open_of(session: Session, person_id: int, reason: Reason | None = None) -> list[Erasure]:
    """Plans of a person that wait for their day."""
    query = select(Erasure).where(
        Erasure.person_id == person_id, Erasure.state == ErasureState.PLANNED
    )
    if reason is not None:
        query = query.where(Erasure.reason == reason.value)
    return list(session.scalars(query.order_by(Erasure.id)))


def cancel(session: Session, actor: Actor, row: Erasure) -> None:
    """The bare act."""
    row.state = ErasureState.CANCELLED
    session.flush()
    audit.record(
        session, actor, "erasure_cancelled", f"person:{row.person_id}", row.organisation_id
    )


def ask(session: Session, actor: Actor, person_id: int) -> int:
    """The curator plans it on a person's request.

    Raises Refusal("gone" | "forbidden" | "last_curator").
    """
    person = require_person(session, actor, person_id)
    require_heir(session, person_id)
    row = plan(session, actor, person, Reason.REQUEST)
    audit.record(
        session, actor, "erasure_planned", f"person:{person.id}", row.organisation_id,
        reason=row.reason,
    )  # fmt: skip
    return row.id


def require_person(session: Session, actor: Actor, person_id: int) -> Person:
    """Somebody not erased yet whose data the actor keeps; archived people too."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    if person.id == actor.person_id:
        raise Refusal("forbidden")
    places = present_in(session, person.id)
    if not any(actor.may(Action.ERASE_PEOPLE, place) for place in places):
        raise Refusal("forbidden")
    return person


def require_heir(session: Session, person_id: int) -> None:
    """Nobody is erased by hand while a school would be left without a curator."""
    if grants.led_alone(session, person_id, lock=True):
        raise Refusal("last_curator")


def whom(session: Session, actor: Actor, person_id: int) -> Named:
    """Before it is asked. Raises as `ask`."""
    person = require_person(session, actor, person_id)
    if grants.led_alone(session, person_id):
        raise Refusal("last_curator")
    return Named(person.id, person.name, person.is_pupil)


def take(session: Session, actor: Actor, erasure_id: int) -> Erasure:
    """A plan that waits, taken for oneself. Raises Refusal("gone" | "forbidden")."""
    row = session.get(Erasure, erasure_id, with_for_update=True)
    if row is None:
        raise Refusal("gone")
    require(session, actor, Action.ERASE_PEOPLE, row.organisation_id)
    if row.state is not ErasureState.PLANNED:
        raise Refusal("erasure_over")
    return row


def keep(session: Session, actor: Actor, erasure_id: int) -> int:
    """«Не стирать»: before the day it can be taken back; the person's id."""
    row = take(session, actor, erasure_id)
    cancel(session, actor, row)
    return row.person_id


def view(session: Session, actor: Actor, erasure_id: int) -> ErasureView:
    """Raises Refusal("gone" | "forbidden")."""
    row = session.get(Erasure, erasure_id)
    if row is None:
        raise Refusal("gone")
    require(session, actor, Action.ERASE_PEOPLE, row.organisation_id)
    return _view(session, actor, row)


def listing(session: Session, actor: Actor, organisation_id: int) -> list[ErasureView]:
    """Those that wait, the nearest first, then those that are done, the newest first."""
    require(session, actor, Action.ERASE_PEOPLE, organisation_id)
    rows = session.scalars(
        select(Erasure).where(
            Erasure.organisation_id == organisation_id, Erasure.state != ErasureState.CANCELLED
        )
    ).all()
    waiting = sorted((r for r in rows if r.done_at is None), key=lambda r: (r.due, r.id))
    done = sorted((r for r in rows if r.done_at is not None), key=lambda r: -r.id)
    return [_view(session, actor, row) for row in (*waiting, *done)]


def _view(session: Session, actor: Actor, row: Erasure) -> ErasureView:
    done = row.state is ErasureState.DONE
    place = session.get(Organisation, row.organisation_id) if row.organisation_id else None
    return ErasureView(
        id=row.id,
        who=people.named(session, [row.person_id])[row.person_id],
        organisation_id=row.organisation_id or 0,
        organisation=place.name if place else "",
        reason=Reason(row.reason),
        state=row.state,
        due=row.due,
        asked_on=row.asked_at.astimezone(actor.zone).date(),
        done_on=row.done_at.astimezone(actor.zone).date() if row.done_at else None,
        shares=shares(row.done if done else row.plan),
        kept=tuple(Kept),
    )


def shares(stored: Sequence[Sequence[str | int]]) -> tuple[Share, ...]:
    order = list(Part)
    found = (Share(Part(str(part)), int(count)) for part, count in stored)
    return tuple(sorted(found, key=lambda share: order.index(share.part)))
