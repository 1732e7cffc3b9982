"""What mentors hear when somebody of a pair may not take part any more: the pair stopped, or a
group goes on without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairEvent, PairMember, Prompt
from domain.named import Named
from domain.pairs import OPEN, PairState, Side
from services import gate, people, prompts
from services.actor import Actor
from services.pairs import log, rights
from services.pairs.snapshot import BECAUSE, TOLD
from services.pairs.views import cards_now

STOPPED = "pair_stopped"
OUT = "pair_member_out"  # its subject is the membership that ended


@dataclass(frozen=True, slots=True)
class PairStopped:
    """`barred`: mentees without a consent."""

    pair_id: int
    barred: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class MemberOut:
    """`who` is in the group no more, because a consent is not there."""

    pair_id: int
    who: Named


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """What nobody of the school chose is news to the mentors."""
    told = (event.after or {}).get(TOLD, {})
    if not told.get(BECAUSE) or event.action not in ("paused", "member_out"):
        return
    present = rights.present(session, [pair.id], actor.today)
    mentors = [each.person_id for each in present if each.side is Side.MENTOR]
    if event.action == "paused":
        prompts.ask(session, actor.at, STOPPED, pair.id, mentors, pair.organisation_id)
        return
    gone = [each for each in present if each.person_id == told.get("who")]
    others = [each for each in mentors if each != told.get("who")]
    for each in gone:
        prompts.ask(session, actor.at, OUT, each.id, others, pair.organisation_id)


@prompts.prompt(STOPPED, again=(), rank=10, pressing=True)
def stopped(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """As long as the consent is not there."""
    paused = session.scalars(
        select(Pair).where(
            Pair.id.in_([row.subject_id for row in rows]),
            Pair.state == PairState.PAUSED,
            Pair.removed_at.is_(None),
        )
    ).all()
    cards = cards_now(session, paused, now)
    ids = {each.id for card in cards.values() for each in card.mentees}
    fit = gate.may_take_part(session, ids, now)
    found = {
        there: tuple(each for each in card.mentees if each.id not in fit)
        for there, card in cards.items()
    }
    return {
        row.id: PairStopped(row.subject_id, found[row.subject_id])
        for row in rows
        if found.get(row.subject_id)
    }


@prompts.prompt(OUT, again=(), rank=10, pressing=True)
def member_out(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """As long as the consent is not there and the others go on."""
    found = session.execute(
        select(PairMember.id, PairMember.pair_id, PairMember.person_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.id.in_([row.subject_id for row in rows]),
            PairMember.until.is_not(None),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
    ).all()
    ids = {each.person_id for each in found}
    names, fit = people.named(session, ids), gate.may_take_part(session, ids, now)
    gone = {
        each.id: MemberOut(each.pair_id, names[each.person_id])
        for each in found
        if each.person_id not in fit
    }
    return {row.id: gone[row.subject_id] for row in rows if row.subject_id in gone}
