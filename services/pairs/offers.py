"""A proposed pair whose mentor says no or nothing: a mentor's refusal, another mentor asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.named import Named
from domain.pairs import PairState, Side
from services import people, prompts
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.membership import require_member
from services.pairs import (
    capacity,
    enter,
    log,
    offer_prompts,
    paper_answers,
    rights,
    snapshot,
    states,
)
from services.pairs.rights import Access
from services.pairs.states import Acted


@dataclass(frozen=True, slots=True)
class Declined:
    """`goes_on`: the pair still has a mentor."""

    event_id: int
    goes_on: bool


def decline(session: Session, actor: Actor, pair_id: int) -> Declined:
    """The mentor's no to a proposed pair, and no reason is asked. It ends, but one of several
    mentors only leaves it: the others go on. Raises Refusal("pair_state")."""
    access = rights.for_mentoring(session, actor, pair_id)
    return _decline(session, actor, access, actor.me, None)


def enter_refusal(
    session: Session, actor: Actor, pair_id: int, person_id: int, on: date | None = None
) -> Declined:
    """The same on paper, of one mentor. Raises Refusal("gone" | "forbidden" | "pair_state" |
    "paper_future")."""
    access, paper = paper_answers.taken(session, actor, pair_id, person_id, on)
    if all(each.person_id != person_id for each in _on(access, Side.MENTOR)):
        raise Refusal("gone")
    return _decline(session, actor, access, person_id, paper)


def _decline(
    session: Session, actor: Actor, access: Access, who: int, paper: Paper | None
) -> Declined:
    if access.pair.state is not PairState.PROPOSED:
        raise Refusal("pair_state")
    own = _on(access, Side.MENTOR)
    others = [each for each in own if each.person_id != who]
    told = paper_answers.told(paper)
    if others and len(others) < len(own):
        event_id = _step_out(session, actor, access, who, others, told)
        return Declined(event_id, goes_on=True)
    done = states.close(
        session, actor, access, PairState.ENDED_EARLY, actor.today, "", offer_prompts.ENDED, told
    )
    return Declined(done.event_id, goes_on=False)


def ask_again(session: Session, actor: Actor, pair_id: int) -> list[Named]:
    """Say the question to the silent mentors in their next bundle; those who can be asked so.

    Raises Refusal("gone" | "forbidden" | "pair_state").
    """
    access = rights.for_keeping(session, actor, pair_id)
    if access.pair.state is not PairState.PROPOSED:
        raise Refusal("pair_state")
    waits = offer_prompts.ask_again(session, actor, access.pair)
    names = people.named(session, offer_prompts.with_chat(session, waits))
    return [names[each] for each in waits if each in names]


def another(
    session: Session, actor: Actor, pair_id: int, mentor_id: int, *, raised: bool = False
) -> Acted:
    """Ask another mentor: in the place of those who are silent; after a refusal that ended the
    pair in a new one of the same people, form, goal and term.

    Raises Refusal("gone" | "forbidden" | "pair_state" | "pair_self" | "pair_known" |
    "pair_capacity").
    """
    access = rights.for_keeping(session, actor, pair_id)
    require_member(session, mentor_id, access.pair.organisation_id)
    if access.pair.state is PairState.PROPOSED:
        return _replace(session, actor, access, mentor_id, raised=raised)
    if not was_declined(session, access.pair):
        raise Refusal("pair_state")
    return _anew(session, actor, access.pair, mentor_id, raised=raised)


def was_declined(session: Session, pair: Pair) -> bool:
    """Whether it ended by its mentor's no before it began."""
    ended = pair.state is PairState.ENDED_EARLY
    return ended and bool(log.actors(session, pair.id, offer_prompts.ENDED))


def _step_out(
    session: Session, actor: Actor, access: Access, who: int, others: Sequence[PairMember],
    told: dict[str, Any],
) -> int:  # fmt: skip
    """The others have all agreed, and still have room: so it is agreed. Without room it waits for
    who keeps the pairs (offer_prompts.OfferDeclined.full)."""
    pair = access.pair
    agreed = log.actors(session, pair.id, "agreed")
    said = {"who": who, **told}
    with snapshot.changing(session, actor, pair, offer_prompts.LEFT, **said) as change:
        _never_there([each for each in access.members if each.person_id == who])
        left = {each.person_id for each in others}
        if left <= agreed and capacity.has_room(session, access, left):
            pair.state = PairState.AGREED
    return change.event_id


def _replace(
    session: Session, actor: Actor, access: Access, mentor_id: int, *, raised: bool
) -> Acted:
    pair = access.pair
    if any(each.person_id == mentor_id for each in access.members):
        raise Refusal("pair_self")
    mentees = [each.person_id for each in _on(access, Side.MENTEE)]
    _make_room(session, actor, pair, mentor_id, mentees, raised=raised)
    agreed = log.actors(session, pair.id, "agreed")
    silent = [each for each in _on(access, Side.MENTOR) if each.person_id not in agreed]
    with snapshot.changing(session, actor, pair, "other_mentor", who=mentor_id) as change:
        _never_there(silent)
        since = min(actor.today, pair.starts or actor.today)
        session.add(
            PairMember(pair_id=pair.id, person_id=mentor_id, side=Side.MENTOR, since=since)
        )
    return Acted(pair.id, change.event_id)


def _anew(session: Session, actor: Actor, pair: Pair, mentor_id: int, *, raised: bool) -> Acted:
    members = rights.present(session, [pair.id], pair.ended_on or actor.today)
    mentees = [each.person_id for each in members if each.side is Side.MENTEE]
    if mentor_id in mentees:
        raise Refusal("pair_self")
    if any(enter.open_pair(session, mentor_id, each) for each in mentees):
        raise Refusal("pair_known")
    _make_room(session, actor, pair, mentor_id, mentees, raised=raised)
    made = enter.create(
        session, actor, pair.organisation_id, [mentor_id], mentees, pair.form,
        PairState.PROPOSED, (pair.starts or actor.today, pair.ends),
        previous_id=pair.previous_id, fill=lambda new: states.inherit(pair, new),
    )  # fmt: skip
    prompts.settle(session, offer_prompts.DECLINED, [pair.id])
    return Acted(made.pair_id, made.event_id)


def _make_room(
    session: Session, actor: Actor, pair: Pair, mentor_id: int, mentees: Sequence[int], *,
    raised: bool,
) -> None:  # fmt: skip
    if raised:
        enter.raise_limit(session, actor, mentor_id, mentees)
    capacity.take(session, pair.organisation_id, [mentor_id], mentees)


def _never_there(members: Sequence[PairMember]) -> None:
    """Who has not agreed was in no pair; the row stays, for undoing puts its days back."""
    for each in members:
        each.until = each.since - timedelta(days=1)


def _on(access: Access, side: Side) -> list[PairMember]:
    return [each for each in access.members if each.side is side and each.stands_in_for is None]
