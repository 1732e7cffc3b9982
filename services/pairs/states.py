"""A pair's way from state to state: guarded by domain.pairs.TRANSITIONS, each step an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pair_papers import STAFF
from domain.pairs import OPEN, PairState, Side, may_become
from services import prompts
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.membership import require_member
from services.pairs import (
    capacity,
    consenting,
    enter,
    lacking,
    log,
    paper_answers,
    paper_prompts,
    rights,
    snapshot,
)
from services.pairs.rights import Access

WHY_LIMIT = 300
RESUMED = "resumed"  # of the history: a pair goes on after a pause


@dataclass(frozen=True, slots=True)
class Acted:
    """`event_id`: what undoing takes back; `pair_id`: the pair to show next; `asked`: it waits
    for its mentor's word and papers."""

    pair_id: int
    event_id: int
    asked: bool = False


def agree(session: Session, actor: Actor, pair_id: int) -> Acted:
    """The mentor's yes in the chat; of several mentors the last one's makes it agreed. Whoever
    keeps the pair answers for all of them.

    Raises Refusal("pair_state") for a pair that does not wait for it, Refusal("pair_full")
    where its mentor has no room any more, Refusal("pair_capacity") to who may raise the limit.
    """
    access = rights.for_mentoring(session, actor, pair_id)
    _require(access.pair, PairState.AGREED)
    waits = _waits(session, actor, access)
    return _agree(session, actor, access, actor.me, None, waits=waits)


def enter_agreement(
    session: Session, actor: Actor, pair_id: int, person_id: int, on: date | None = None
) -> Acted:
    """The yes of one mentor on paper. Raises Refusal("gone" | "forbidden" | "pair_state" |
    "pair_full" | "pair_capacity" | "paper_future")."""
    access, paper = paper_answers.taken(session, actor, pair_id, person_id, on)
    _require(access.pair, PairState.AGREED)
    left = _left(session, access)
    if person_id not in left:
        raise Refusal("pair_state")
    return _agree(session, actor, access, person_id, paper, waits=bool(left - {person_id}))


def _agree(
    session: Session, actor: Actor, access: Access, who: int, paper: Paper | None, *, waits: bool
) -> Acted:
    pair, told = access.pair, paper_answers.told(paper)
    capacity.accept(session, access, who, waits=waits)
    with snapshot.changing(session, actor, pair, "agreed", **told) as change:
        pair.state = PairState.PROPOSED if waits else PairState.AGREED
    if waits:
        prompts.settle(session, paper_prompts.OFFER, [pair.id], who)
    else:
        paper_prompts.settle(session, pair.id)
    return Acted(pair.id, change.event_id)


def _waits(session: Session, actor: Actor, access: Access) -> bool:
    """Whether another mentor is still to say yes."""
    left = _left(session, access)
    if not access.mentors or (actor.me not in left and access.edit):
        return False
    if actor.me not in left:
        raise Refusal("pair_state")
    return bool(left - {actor.me})


def _left(session: Session, access: Access) -> set[int]:
    """Mentors who have not said yes."""
    mentors = {each.person_id for each in access.members if each.side is Side.MENTOR}
    return mentors - log.actors(session, access.pair.id, "agreed")


def start(session: Session, actor: Actor, pair_id: int) -> Acted:
    """A pair whose papers are all there begins to work. Raises Refusal("pair_papers_missing")."""
    access = rights.for_keeping(session, actor, pair_id)
    _require(access.pair, PairState.ACTIVE)
    if not access.pair.entered and lacking.of(session, [access.pair], actor.today):
        raise Refusal("pair_papers_missing")
    _require_consents(session, actor, access.pair)
    return _to(session, actor, access.pair, PairState.ACTIVE, "started")


def pause(
    session: Session, actor: Actor, pair_id: int, until: date | None, why: str = ""
) -> Acted:
    """`until`: the last day of the pause; None: not known yet."""
    access = rights.for_keeping(session, actor, pair_id)
    _require(access.pair, PairState.PAUSED)
    if until is not None and until < actor.today:
        raise Refusal("pair_past_day")
    with snapshot.changing(session, actor, access.pair, "paused", why=_clean(why)) as change:
        access.pair.state, access.pair.paused_until = PairState.PAUSED, until
    return Acted(pair_id, change.event_id)


def resume(session: Session, actor: Actor, pair_id: int) -> Acted:
    access = rights.for_keeping(session, actor, pair_id)
    if access.pair.state is not PairState.PAUSED:
        raise Refusal("pair_state")
    _require_consents(session, actor, access.pair)
    return _resume(session, actor, access.pair)


def complete(session: Session, actor: Actor, pair_id: int, on: date | None = None) -> Acted:
    """The pair has done what it was for. `on`: the last day, today unless said otherwise."""
    access = rights.for_keeping(session, actor, pair_id)
    last = _last_day(actor, access.pair, on)
    return close(session, actor, access, PairState.COMPLETED, last, "", "completed")


def end_early(
    session: Session, actor: Actor, pair_id: int, why: str, on: date | None = None
) -> Acted:
    """Before its time, with the reason that the papers will say."""
    access = rights.for_keeping(session, actor, pair_id)
    last = _last_day(actor, access.pair, on)
    return close(session, actor, access, PairState.ENDED_EARLY, last, why, "ended_early")


def transfer(
    session: Session, actor: Actor, pair_id: int, mentor_id: int, *, raised: bool = False,
    because: str = "",
) -> Acted:  # fmt: skip
    """The mentees go on with another mentor: a new pair, with the old one before it.
    `because`: what it follows from, where nobody chose it for the pair's sake.

    An employee mentors an employee by a consent, an agreement and an order of their own (Labour
    Code art. 351.8): there the new mentor is asked first, as of every new pair.

    Raises Refusal("pair_capacity" | "pair_self" | "forbidden" | "pair_state").
    """
    access = rights.for_keeping(session, actor, pair_id)
    pair = access.pair
    _require(pair, PairState.TRANSFERRED)
    require_member(session, mentor_id, pair.organisation_id)
    mentees = [each.person_id for each in access.members if each.side is Side.MENTEE]
    own = [e for e in access.members if e.side is Side.MENTOR and e.stands_in_for is None]
    mentors = {each.person_id for each in own}
    if mentor_id in mentees or mentor_id in mentors:
        raise Refusal("pair_self")
    if raised:
        enter.raise_limit(session, actor, mentor_id, mentees)
    capacity.take(session, pair.organisation_id, [mentor_id], mentees)
    last = max(pair.starts or actor.today, actor.today)
    asked = pair.form in STAFF
    with snapshot.changing(session, actor, pair, "transferred") as change:
        _end(session, actor, pair, access.members, PairState.TRANSFERRED, last, "")
        new = enter.create(
            session, actor, pair.organisation_id, [mentor_id], mentees, pair.form,
            PairState.PROPOSED if asked else PairState.ACTIVE, (actor.today, pair.ends),
            previous_id=pair.id,
        )  # fmt: skip
        inherit(pair, session.get_one(Pair, new.pair_id))
        change.told["to"] = new.pair_id
        if because:
            change.told[snapshot.BECAUSE] = because
    paper_prompts.settle(session, pair_id)
    return Acted(new.pair_id, change.event_id, asked)


def inherit(old: Pair, new: Pair) -> None:
    """What a pair goes on with under another mentor."""
    new.role_model, new.kinds, new.goal = old.role_model, list(old.kinds), old.goal
    new.every_days, new.slots = old.every_days, list(old.slots)


def came_back(session: Session, actor: Actor, pair: Pair) -> Acted:
    """The pause is over by itself (services.pairs.tick); without a consent it lasts on."""
    if consenting.missing_in(session, actor, pair):
        with snapshot.changing(session, actor, pair, "paused") as change:
            pair.paused_until = None
        return Acted(pair.id, change.event_id)
    return _resume(session, actor, pair)


def noticed_end(session: Session, actor: Actor, pair: Pair, last: date, why: str) -> Acted:
    """A refusal or notice has run out: the pair ends on its last day."""
    members = tuple(rights.present(session, [pair.id], last))
    access = Access(pair, members, frozenset(), edit=True)
    return close(session, actor, access, PairState.ENDED_EARLY, last, why, "ended_early")


def confirm(session: Session, actor: Actor, pair: Pair) -> None:
    """By its order: a pair that was proposed or agreed waits for its beginning."""
    if pair.state in (PairState.PROPOSED, PairState.AGREED):
        pair.state = PairState.CONFIRMED
        paper_prompts.settle(session, pair.id)


def begin_ready(session: Session, actor: Actor, pairs: Sequence[Pair]) -> None:
    """Confirmed pairs begin by themselves on their day."""
    for pair in ready(session, actor, pairs):
        _to(session, actor, pair, PairState.ACTIVE, "started")


def ready(session: Session, actor: Actor, pairs: Sequence[Pair]) -> list[Pair]:
    """Those that wait for nothing but their day, which has come: everybody may take part and all
    papers are there; what existed before has waited for a consent only."""
    due = [
        pair
        for pair in pairs
        if pair.state is PairState.CONFIRMED
        and (pair.starts is None or pair.starts <= actor.today)
    ]
    if not due:
        return []
    lacks = lacking.of(session, due, actor.today)
    barred = consenting.without(session, actor, due)
    return [
        pair for pair in due if (pair.entered or pair.id not in lacks) and pair.id not in barred
    ]


def _require_consents(session: Session, actor: Actor, pair: Pair) -> None:
    if consenting.missing_in(session, actor, pair):
        raise Refusal("pair_consent")


def _resume(session: Session, actor: Actor, pair: Pair) -> Acted:
    with snapshot.changing(session, actor, pair, RESUMED) as change:
        pair.state, pair.paused_until = PairState.ACTIVE, None
    return Acted(pair.id, change.event_id)


def _to(
    session: Session, actor: Actor, pair: Pair, state: PairState, action: str, **told: Any
) -> Acted:
    with snapshot.changing(session, actor, pair, action, **told) as change:
        pair.state = state
    return Acted(pair.id, change.event_id)


def close(
    session: Session, actor: Actor, access: Access, state: PairState, last: date, why: str,
    action: str, told: dict[str, Any] | None = None,
) -> Acted:  # fmt: skip
    """End a pair that the caller may end; `told`: what its history says beside the reason.

    Raises Refusal("pair_state").
    """
    pair = access.pair
    _require(pair, state)
    said = {"why": _clean(why), **(told or {})}
    with snapshot.changing(session, actor, pair, action, **said) as change:
        _end(session, actor, pair, access.members, state, last, why)
    paper_prompts.settle(session, pair.id)
    return Acted(pair.id, change.event_id)


def _end(
    session: Session, actor: Actor, pair: Pair, members: tuple[PairMember, ...],
    state: PairState, last: date, why: str,
) -> None:  # fmt: skip
    """Whoever is in it now was in it to the last day."""
    pair.state, pair.ended_on, pair.ended_why = state, last, _clean(why)
    pair.paused_until = None
    for member in members:
        if member.until is None or member.until > last:
            member.until = max(last, member.since)


def _last_day(actor: Actor, pair: Pair, on: date | None) -> date:
    last = on or actor.today
    if last > actor.today:
        raise Refusal("pair_future_day")
    return max(last, pair.starts) if pair.starts and pair.starts <= actor.today else last


def _require(pair: Pair, state: PairState) -> None:
    # An end is taken back by undoing it (services.pairs.undo), never by a further step.
    if pair.state not in OPEN or not may_become(pair.state, state):
        raise Refusal("pair_state")


def _clean(why: str) -> str:
    return " ".join(why.split())[:WHY_LIMIT]
