"""The registry: whatever is asked in the chat can be entered from paper, one entry a kind.

Papers of consents have their own (services.consent_papers); both stand in docs/consents.md.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairMember, Person
from domain.named import Named
from domain.on_paper import Kind
from domain.pairs import OPEN
from domain.roles import Action
from services import audit, entering
from services.actor import Actor
from services.errors import Refusal
from services.health import asking as health
from services.health import fit
from services.meetings import asking as meetings
from services.on_paper import of_meetings, of_pairs
from services.on_paper.model import Door, Matter, Of
from services.pairs import paper_prompts
from services.pairs.views import cards
from services.programmes import asking as programmes

# As they stand in the list.
DOORS: dict[Kind, Door] = {
    Kind.OFFER: Door(of_pairs.offered, of_pairs.take_offer, frozenset({paper_prompts.OFFER})),
    Kind.HELD: Door(of_meetings.held, of_meetings.take_held, frozenset({meetings.CONFIRM})),
    Kind.TIME: Door(of_meetings.times, of_meetings.take_time, frozenset({meetings.AGREE})),
    Kind.STEP: Door(of_meetings.steps, of_meetings.take_step, frozenset({meetings.STEP})),
    Kind.PROGRAMME: Door(of_pairs.programmes, of_pairs.sign, frozenset({programmes.AGREE})),
    Kind.CHECK: Door(of_pairs.checks, of_pairs.take_check, frozenset({health.CHECK})),
    Kind.FIT: Door(of_pairs.fits, of_pairs.take_fit, frozenset({fit.KIND})),
    # Asked in the answer to the confirmation.
    Kind.RATING: Door(of_meetings.ratings, of_meetings.take_rating, frozenset()),
    # Said by oneself.
    Kind.REFUSAL: Door(of_pairs.leaving, of_pairs.take_refusal, frozenset()),
}


@dataclass(frozen=True, slots=True)
class Matters:
    """What may be entered for somebody now."""

    who: Named
    school_class: str
    matters: tuple[Matter, ...]
    sees_pairs: bool
    today: date


def of_person(session: Session, actor: Actor, person_id: int) -> Matters:
    """Raises Refusal("gone" | "forbidden")."""
    place = entering.for_person(session, actor, person_id)
    person = session.get_one(Person, person_id)
    of = _of(session, actor, person_id, place)
    found = tuple(matter for door in DOORS.values() for matter in door.find(of))
    who = Named(person.id, person.name, person.is_pupil)
    sees = actor.may(Action.SEE_PAIRS, place)
    return Matters(who, person.school_class, found, sees, actor.today)


def one(session: Session, actor: Actor, person_id: int, kind: Kind, subject_id: int) -> Matter:
    """Raises as `of_person`; Refusal("gone") for what cannot be said any more."""
    place = entering.for_person(session, actor, person_id)
    of = _of(session, actor, person_id, place)
    for matter in DOORS[kind].find(of):
        if matter.subject_id == subject_id:
            return matter
    raise Refusal("gone")


def enter(
    session: Session, actor: Actor, person_id: int, kind: Kind, subject_id: int, answer: str,
    on: date,
) -> None:  # fmt: skip
    """Write it down with the day of the paper. What was answered stands in no log.

    Raises as `one` and as the matter's own.
    """
    matter = one(session, actor, person_id, kind, subject_id)
    if answer not in matter.answers:
        raise Refusal("gone")
    DOORS[kind].enter(session, actor, person_id, subject_id, answer, on)
    audit.record(
        session, actor, "answer_on_paper", f"person:{person_id}",
        entering.for_person(session, actor, person_id), kind=kind.name.lower(),
        day=on.isoformat(),
    )  # fmt: skip


def entered_by(session: Session, actor: Actor) -> Named:
    """Who is entering."""
    person = session.get_one(Person, actor.me)
    return Named(person.id, person.name, person.is_pupil)


def _of(session: Session, actor: Actor, person_id: int, place: int) -> Of:
    pairs = session.scalars(
        select(Pair)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(
            PairMember.person_id == person_id,
            PairMember.since <= actor.today,
            PairMember.until.is_(None) | (PairMember.until >= actor.today),
            Pair.organisation_id == place,
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
        .order_by(Pair.id)
        .distinct()
    ).all()
    shown = {card.id: card for card in cards(session, pairs, actor.today)}
    return Of(session, actor, person_id, place, tuple(pairs), shown)
