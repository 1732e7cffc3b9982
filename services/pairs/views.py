"""Pairs as lists and cards show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Pair
from domain.named import Named
from domain.pairs import OPEN, Form, PairState, RoleModel, Side
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.pairs import consenting, lacking, leaving, log, rights
from services.pairs.lacking import Lack
from services.pairs.leaving import Leaving, StandIn
from services.programmes.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class PairCard:
    """A pair in a list: who is in it now, mentors and mentees."""

    id: int
    form: Form
    state: PairState
    mentors: tuple[Named, ...]
    mentees: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """The card of a pair with what the one who looks may do. `mentors`: mentors in it now."""

    card: PairCard
    organisation_id: int
    role_model: RoleModel | None
    kinds: tuple[str, ...]
    goal: str
    starts: date | None
    ends: date | None
    ended_on: date | None
    ended_why: str
    paused_until: date | None
    every_days: int
    lacks: tuple[Lack, ...]
    leaving: tuple[Leaving, ...]  # mentors with a last day set
    stand_ins: tuple[StandIn, ...]  # present substitutes and those to come
    previous_id: int | None
    next_id: int | None  # the pair it went on as
    programme: Standing | None
    mentoring: bool
    being_mentored: bool
    edit: bool
    agreed: bool  # the one who looks has said yes to a proposed pair
    unconsented: tuple[Named, ...] = ()  # without whose consent the pair does not work

    @property
    def state(self) -> PairState:
        return self.card.state

    @property
    def open(self) -> bool:
        return self.card.state in OPEN

    @property
    def id(self) -> int:
        return self.card.id


def view(session: Session, actor: Actor, pair_id: int) -> PairView:
    """Raises Refusal("gone" | "forbidden")."""
    access = rights.see(session, actor, pair_id)
    pair = access.pair
    return PairView(
        card=cards(session, [pair], actor.today)[0],
        organisation_id=pair.organisation_id,
        role_model=pair.role_model,
        kinds=tuple(pair.kinds),
        goal=pair.goal,
        starts=pair.starts,
        ends=pair.ends,
        ended_on=pair.ended_on,
        ended_why=pair.ended_why,
        paused_until=pair.paused_until,
        every_days=pair.every_days,
        lacks=lacking.of(session, [pair], actor.today).get(pair_id, ()),
        leaving=leaving.of_pair(session, pair_id),
        stand_ins=leaving.stand_ins(session, pair_id, actor.today),
        previous_id=pair.previous_id,
        next_id=leaving.next_of(session, pair_id),
        programme=standing(session, pair_id, actor.today),
        mentoring=access.mentors,
        being_mentored=Side.MENTEE in access.sides,
        edit=access.edit,
        agreed=actor.person_id in log.actors(session, pair_id, "agreed"),
        unconsented=tuple(consenting.missing_in(session, actor, pair)) if access.edit else (),
    )


def to_change(session: Session, actor: Actor, pair_id: int) -> PairView:
    """The same for whoever is going to change the pair.

    Raises Refusal("gone" | "forbidden" | "pair_state"): the last once it has ended.
    """
    found = view(session, actor, pair_id)
    if not found.edit:
        raise Refusal("forbidden")
    if not found.open:
        raise Refusal("pair_state")
    return found


def cards(session: Session, pairs: Sequence[Pair], day: date) -> list[PairCard]:
    """The cards of these pairs with who is in them on a day, in the same order; of an ended pair
    who was in it at the end."""
    found: dict[tuple[int, Side], list[int]] = {}
    last = {pair.id: min(day, pair.ended_on) if pair.ended_on else day for pair in pairs}
    for moment in set(last.values()):
        some = [pair_id for pair_id, at in last.items() if at == moment]
        for member in rights.present(session, some, moment):
            found.setdefault((member.pair_id, member.side), []).append(member.person_id)
    names = people.named(session, {each for ids in found.values() for each in ids})
    return [
        PairCard(
            id=pair.id,
            form=pair.form,
            state=pair.state,
            mentors=tuple(names[i] for i in found.get((pair.id, Side.MENTOR), ())),
            mentees=tuple(names[i] for i in found.get((pair.id, Side.MENTEE), ())),
        )
        for pair in pairs
    ]
