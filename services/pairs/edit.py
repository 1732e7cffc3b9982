"""What of a pair can be otherwise later: form, role model, kinds, term, goal, rhythm, members."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pair_forms import grouped
from domain.pairs import OPEN, ROLE_MODELS, Form, PairKind, PairState, RoleModel, Side
from services import chat, prompts
from services.actor import Actor
from services.errors import Refusal
from services.membership import require_member
from services.pairs import capacity, consenting, paper_prompts, rights, snapshot
from services.pairs.enter import raise_limit
from services.pairs.rights import Access
from services.pairs.states import Acted

GOAL_LIMIT = 1000
RHYTHMS = range(1, 91)


def set_form(session: Session, actor: Actor, pair_id: int, form: Form) -> Acted:
    """A role model of another form does not stay."""
    access = _open(session, actor, pair_id)
    with snapshot.changing(session, actor, access.pair, "form") as change:
        access.pair.form = form
        if access.pair.role_model not in ROLE_MODELS[form]:
            access.pair.role_model = None
    return Acted(pair_id, change.event_id)


def set_model(session: Session, actor: Actor, pair_id: int, model: RoleModel | None) -> Acted:
    access = _open(session, actor, pair_id)
    if model is not None and model not in ROLE_MODELS[access.pair.form]:
        raise Refusal("gone")
    with snapshot.changing(session, actor, access.pair, "role_model") as change:
        access.pair.role_model = model
    return Acted(pair_id, change.event_id)


def toggle_kind(session: Session, actor: Actor, pair_id: int, kind: PairKind) -> Acted:
    """A pair has one kind at least: the last one stays."""
    access = _open(session, actor, pair_id)
    kinds = set(access.pair.kinds) ^ {kind.value}
    if not kinds:
        raise Refusal("pair_last_kind")
    with snapshot.changing(session, actor, access.pair, "kinds") as change:
        access.pair.kinds = [each.value for each in PairKind if each.value in kinds]
    return Acted(pair_id, change.event_id)


def set_term(
    session: Session, actor: Actor, pair_id: int, starts: date | None, ends: date | None
) -> Acted:
    """Raises Refusal("pair_term_order"). Those who were in it from the beginning still are."""
    access = _open(session, actor, pair_id)
    if starts is not None and ends is not None and ends < starts:
        raise Refusal("pair_term_order")
    pair, was = access.pair, access.pair.starts
    with snapshot.changing(session, actor, pair, "term") as change:
        pair.starts, pair.ends = starts, ends
        for member in access.members:
            if starts is not None and was is not None and member.since <= was:
                member.since = min(starts, actor.today)
    prompts.settle(session, paper_prompts.OVER, [pair_id])
    return Acted(pair_id, change.event_id)


def set_goal(session: Session, actor: Actor, pair_id: int, goal: str) -> Acted:
    access = _open(session, actor, pair_id)
    with snapshot.changing(session, actor, access.pair, "goal") as change:
        access.pair.goal = " ".join(goal.split())[:GOAL_LIMIT]
    chat.clear(session, actor)
    return Acted(pair_id, change.event_id)


def set_rhythm(session: Session, actor: Actor, pair_id: int, every_days: int) -> Acted:
    """Days from one meeting to the next; its mentor may change it too."""
    access = rights.for_mentoring(session, actor, pair_id)
    _require_open(access.pair)
    if every_days not in RHYTHMS:
        raise Refusal("pair_rhythm")
    with snapshot.changing(session, actor, access.pair, "rhythm") as change:
        access.pair.every_days = every_days
    return Acted(pair_id, change.event_id)


def toggle_member(
    session: Session,
    actor: Actor,
    pair_id: int,
    side: Side,
    person_id: int,
    *,
    raised: bool = False,
) -> Acted:
    """Put somebody into a side from today on, or take out whoever is in it.

    Raises Refusal("pair_capacity" | "pair_self" | "pair_last_member" | "pair_consent" |
    "forbidden" | "gone").
    """
    access = _open(session, actor, pair_id)
    present = [each for each in access.members if each.person_id == person_id]
    if any(each.side is not side for each in present):
        raise Refusal("pair_self")
    if present:
        return _take_out(session, actor, access, side, present)
    require_member(session, person_id, access.pair.organisation_id)
    _require_consent(session, actor, access.pair, person_id)
    _make_room(session, actor, access, side, person_id, raised=raised)
    with snapshot.changing(session, actor, access.pair, "member_in", who=person_id) as change:
        day = min(actor.today, access.pair.starts or actor.today)
        fresh = access.pair.created_at.astimezone(actor.zone).date() == actor.today
        since = day if fresh else actor.today
        session.add(PairMember(pair_id=pair_id, person_id=person_id, side=side, since=since))
        session.flush()
        _regroup(session, actor, access.pair)
    return Acted(pair_id, change.event_id)


def _take_out(
    session: Session, actor: Actor, access: Access, side: Side, present: list[PairMember]
) -> Acted:
    staying = [e for e in access.members if e.side is side and e.stands_in_for is None]
    if len({each.person_id for each in staying}) < 2 and present[0].stands_in_for is None:
        raise Refusal("pair_last_member")
    who = present[0].person_id
    with snapshot.changing(session, actor, access.pair, "member_out", who=who) as change:
        for each in present:
            each.until = actor.today - timedelta(days=1)
        session.flush()
        _regroup(session, actor, access.pair)
    return Acted(access.pair.id, change.event_id)


def _require_consent(session: Session, actor: Actor, pair: Pair, person_id: int) -> None:
    """One that does not work yet takes anybody: it waits for the consent itself."""
    working = pair.state is PairState.ACTIVE
    if working and consenting.missing(session, actor, [person_id]):
        raise Refusal("pair_consent")


def _make_room(
    session: Session, actor: Actor, access: Access, side: Side, person_id: int, *, raised: bool
) -> None:
    mentors = _on(access, Side.MENTOR) if side is Side.MENTEE else [person_id]
    mentees = [person_id] if side is Side.MENTEE else _on(access, Side.MENTEE)
    if raised:
        for each in mentors:
            raise_limit(session, actor, each, mentees)
    capacity.take(session, access.pair.organisation_id, mentors, mentees)


def _on(access: Access, side: Side) -> Collection[int]:
    return [e.person_id for e in access.members if e.side is side and e.stands_in_for is None]


def _regroup(session: Session, actor: Actor, pair: Pair) -> None:
    """Several mentees make a group, one makes a pair again."""
    members = rights.present(session, [pair.id], actor.today)
    mentees = {each.person_id for each in members if each.side is Side.MENTEE}
    kinds = grouped([PairKind(each) for each in pair.kinds], len(mentees))
    pair.kinds = [kind.value for kind in kinds]


def _open(session: Session, actor: Actor, pair_id: int) -> Access:
    access = rights.for_keeping(session, actor, pair_id)
    _require_open(access.pair)
    return access


def _require_open(pair: Pair) -> None:
    """What has ended stays as it was."""
    if pair.state not in OPEN:
        raise Refusal("pair_state")
