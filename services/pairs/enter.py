"""Pairs as they come: existing ones enter as they are, new ones wait for their papers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Pair, PairMember
from domain.named import Named
from domain.pair_forms import Who, guess, usual_kinds, usual_term
from domain.pairs import OPEN, Form, PairState, Side
from domain.roles import Action, Role
from services import people
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import require_member
from services.pairs import (  # noqa: F401 - two of them are listeners
    capacity,
    consenting,
    log,
    offer_prompts,
    paper_prompts,
    posts,
    snapshot,
)
from services.pairs.posts import HOLDS
from services.person_cards import PersonCard

_OTHERS = frozenset({Role.PARENT, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Entered:
    """`event_id`: what undoing takes back."""

    pair_id: int
    event_id: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A pair before it is entered. `known`: an open pair of the same two, if there is one."""

    mentor: Named
    mentee: Named
    form: Form
    starts: date
    ends: date
    known: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be chosen. `holds`: has the role; `pairs`: is in so many pairs now."""

    named: Named
    holds: bool
    pairs: int


def candidates(
    session: Session, actor: Actor, side: Side, without: Collection[int] = (), query: str = ""
) -> list[Candidate]:
    """Who may stand on a side: those who hold its role or mentor somebody already first; of
    mentees those who have nobody yet before the others. Raises Refusal("forbidden")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    found = people.search_people(session, place, query) if query else people.staff(session, place)
    taken = _in_pairs(session, side, [card.id for card in found])
    made = [
        Candidate(card.named, _holds(card, HOLDS[side]), taken.get(card.id, 0))
        for card in found
        if card.id not in without and not _beside(card)
    ]
    free = side is Side.MENTEE
    return sorted(
        made,
        key=lambda each: (
            not (each.holds or (each.pairs and not free)), free and each.pairs > 0,
        ),
    )  # fmt: skip


def offer(
    session: Session, actor: Actor, mentor_id: int, mentee_id: int, form: Form | None = None
) -> Offer:
    """What entering these two would make. Raises Refusal("gone" | "forbidden" | "pair_self")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    _members_of(session, place, [mentor_id], [mentee_id])
    cards = {card.id: card for card in people.staff(session, place)}
    mentor, mentee = cards[mentor_id], cards[mentee_id]
    starts, ends = usual_term(actor.today)
    return Offer(
        mentor=mentor.named,
        mentee=mentee.named,
        form=form or guess(who(mentor), who(mentee)),
        starts=starts,
        ends=ends,
        known=open_pair(session, mentor_id, mentee_id),
    )


def enter(
    session: Session,
    actor: Actor,
    mentor_ids: Sequence[int],
    mentee_ids: Sequence[int],
    form: Form,
    *,
    works: bool = True,
    raised: bool = False,
) -> Entered:
    """Make a pair of people of the current organisation.

    `works`: it exists already and goes on; else it is proposed and waits for agreement, papers
    and its order. `raised`: the mentor's limit grows to what this makes. Raises Refusal("gone" |
    "forbidden" | "pair_self" | "pair_known" | "pair_capacity").
    """
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    _members_of(session, place, mentor_ids, mentee_ids)
    if raised:
        for each in mentor_ids:
            raise_limit(session, actor, each, mentee_ids)
    capacity.take(session, place, mentor_ids, mentee_ids)
    if len(mentor_ids) == len(mentee_ids) == 1 and open_pair(session, *mentor_ids, *mentee_ids):
        raise Refusal("pair_known")
    starts, ends = usual_term(actor.today)
    state = PairState.ACTIVE if works else PairState.PROPOSED
    return create(session, actor, place, mentor_ids, mentee_ids, form, state, (starts, ends))


def create(
    session: Session,
    actor: Actor,
    place: int,
    mentor_ids: Sequence[int],
    mentee_ids: Sequence[int],
    form: Form,
    state: PairState,
    term: tuple[date, date | None],
    *,
    previous_id: int | None = None,
    fill: Callable[[Pair], None] | None = None,
    held: int = 0,
) -> Entered:
    """The bare pair with its first event, for callers that checked everything.

    Where somebody may not take part yet an active one waits (services.pairs.consenting).
    `fill` completes what was made before the event is written; `held`: so many meetings before.
    """
    starts, ends = term
    works = state is PairState.ACTIVE
    # It begins with the consent (states.begin_ready).
    waits = works and consenting.missing(session, actor, [*mentor_ids, *mentee_ids])
    pair = Pair(
        organisation_id=place,
        form=form,
        state=PairState.CONFIRMED if waits else state,
        kinds=[kind.value for kind in usual_kinds(len(mentee_ids))],
        starts=starts,
        ends=ends,
        entered=works,
        previous_id=previous_id,
        created_by=actor.person_id,
        created_at=actor.at,
    )
    session.add(pair)
    session.flush()
    since = min(starts, actor.today)
    for side, ids in ((Side.MENTOR, mentor_ids), (Side.MENTEE, mentee_ids)):
        for each in dict.fromkeys(ids):
            session.add(PairMember(pair_id=pair.id, person_id=each, side=side, since=since))
    if fill is not None:
        fill(pair)
    session.flush()
    action = "entered" if works else "proposed"
    after = {**snapshot.take(session, pair), snapshot.TOLD: {"held": held} if held else {}}
    event = log.record(session, actor, pair, action, after=after)
    paper_prompts.remind(session, actor, place)
    return Entered(pair.id, event.id)


def raise_limit(
    session: Session, actor: Actor, mentor_id: int, mentee_ids: Collection[int]
) -> None:
    """Let the mentor have these too."""
    wanted = len(capacity.mentees_of(session, mentor_id) | set(mentee_ids))
    if wanted > capacity.of_mentor(session, actor, mentor_id).limit:
        capacity.set_own(session, actor, mentor_id, wanted)


def open_pair(session: Session, mentor_id: int, mentee_id: int) -> int | None:
    """The pair of these two that is not over."""
    mine, theirs = aliased(PairMember), aliased(PairMember)
    return session.scalar(
        select(Pair.id)
        .join(mine, mine.pair_id == Pair.id)
        .join(theirs, theirs.pair_id == Pair.id)
        .where(
            mine.person_id == mentor_id, mine.side == Side.MENTOR, mine.until.is_(None),
            theirs.person_id == mentee_id, theirs.side == Side.MENTEE, theirs.until.is_(None),
            Pair.state.in_(OPEN), Pair.removed_at.is_(None),
        )
        .limit(1)
    )  # fmt: skip


def who(card: PersonCard) -> Who:
    return Who(
        pupil=card.named.pupil,
        leads=any(grant.role is Role.HEAD for grant in card.grants),
    )


def _holds(card: PersonCard, role: Role) -> bool:
    return any(grant.role is role for grant in card.grants)


def _beside(card: PersonCard) -> bool:
    """Who is at school for something else only: a parent, the administrator."""
    return bool(card.grants) and {grant.role for grant in card.grants} <= _OTHERS


def _members_of(
    session: Session, place: int, mentor_ids: Sequence[int], mentee_ids: Sequence[int]
) -> None:
    if set(mentor_ids) & set(mentee_ids):
        raise Refusal("pair_self")
    for each in (*mentor_ids, *mentee_ids):
        require_member(session, each, place)


def _in_pairs(session: Session, side: Side, ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(PairMember.person_id, PairMember.pair_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id.in_(ids),
            PairMember.side == side,
            PairMember.until.is_(None),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
    )
    found: dict[int, int] = {}
    for row in rows:
        found[row.person_id] = found.get(row.person_id, 0) + 1
    return found
