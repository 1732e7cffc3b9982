"""Pairs as lists and cards show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.models import Pair
from domain.named import Named
from domain.pairs import OPEN, Form, PairState, RoleModel, Side
from services import people, zones
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
    own: tuple[date, date] | None  # the days of who has left it before its end
    declined: bool  # ended by its mentor's no before it began
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
    """Who was in it to its end still sees it as it is, who has left before as of the last day.

    Raises Refusal("gone" | "forbidden").
    """
    access = rights.see_past(session, actor, pair_id)
    pair, own = access.pair, None if access.whole else access.own
    return PairView(
        card=cards(session, [pair], own[1] if own else actor.today)[0],
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
        programme=None if own else standing(session, pair_id, actor.today),
        mentoring=access.mentors,
        being_mentored=Side.MENTEE in access.sides,
        edit=access.edit,
        agreed=actor.person_id in log.actors(session, pair_id, "agreed"),
        own=own,
        declined=pair.state is PairState.ENDED_EARLY
        and bool(log.actors(session, pair_id, "declined")),
        unconsented=tuple(consenting.missing_in(session, actor, pair))
        if access.edit or access.mentors
        else (),
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


def cards_now(session: Session, pairs: Sequence[Pair], now: datetime) -> dict[int, PairCard]:
    """The cards by pair, with who is in each on the present day of its own school."""
    days = zones.todays(session, {pair.organisation_id for pair in pairs}, now)
    return {
        card.id: card
        for day in set(days.values())
        for card in cards(session, [p for p in pairs if days[p.organisation_id] == day], day)
    }


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
