"""What the people of a pair hear of a substitute mentor: who stands in on which days, and that it
is over earlier than they were told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Pair, PairEvent, PairMember, Prompt
from domain.named import Named
from domain.pairs import OPEN, Side
from services import people, prompts, recipients, zones
from services.actor import Actor
from services.pairs import log, rights
from services.pairs.views import PairCard, cards_now

KIND = "pair_stand_in"  # its subject is the substitute's membership
_CHANGES = ("stand_in", "stand_in_moved", "back")


@dataclass(frozen=True, slots=True)
class StandsInPair:
    """`mine`: it is said to the substitute; `over`: the first mentor is back already."""

    card: PairCard
    who: Named
    instead: Named
    since: date
    until: date | None
    today: date
    mine: bool
    over: bool


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """The substitute and the mentees; who was not told of it does not hear that it is over."""
    if event.action not in _CHANGES:
        return
    who = event.after[log.TOLD]["who"]
    for member in session.scalars(
        select(PairMember).where(
            PairMember.pair_id == pair.id,
            PairMember.person_id == who,
            PairMember.stands_in_for.is_not(None),
        )
    ):
        _tell(session, actor, pair, member)


def _tell(session: Session, actor: Actor, pair: Pair, member: PairMember) -> None:
    known = session.execute(
        select(Prompt.person_id, Prompt.asked_at).where(
            Prompt.kind == KIND, Prompt.subject_id == member.id
        )
    ).all()
    over = member.until is not None and member.until < actor.today
    if over:
        prompts.settle(session, KIND, [member.id])
        whom = [row.person_id for row in known if row.asked_at is not None]
    else:
        present = rights.present(session, [pair.id], actor.today)
        whom = [member.person_id]
        whom += [each.person_id for each in present if each.side is Side.MENTEE]
    place = pair.organisation_id
    for each in recipients.load(session, whom, actor.at, place).values():
        # With the bundle of the day: one of its own would put off what else waits for it.
        at = max(actor.at, each.at(each.next_workday(each.today(actor.at))))
        prompts.ask(session, actor.at, KIND, member.id, [each.id], place, at=at, over=over)


@prompts.prompt(KIND, again=(), rank=8, pressing=True)
def load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, StandsInPair]:
    """As long as the pair is open. What has ended before it could be said is not said."""
    first = aliased(PairMember)
    found = {
        member.id: (member, pair, instead)
        for member, pair, instead in session.execute(
            select(PairMember, Pair, first.person_id)
            .join(Pair, Pair.id == PairMember.pair_id)
            .join(first, first.id == PairMember.stands_in_for)
            .where(
                PairMember.id.in_({row.subject_id for row in rows}),
                Pair.state.in_(OPEN),
                Pair.removed_at.is_(None),
            )
        )
    }
    cards = cards_now(session, [pair for _, pair, _ in found.values()], now)
    names = people.named(
        session,
        {each for member, _, instead in found.values() for each in (member.person_id, instead)},
    )
    told: dict[int, StandsInPair] = {}
    for row in rows:
        if row.subject_id not in found:
            continue
        member, pair, instead = found[row.subject_id]
        today = zones.today(session, pair.organisation_id, now)
        past = member.until is not None and member.until < today
        if past and not row.data.get("over"):
            continue
        told[row.id] = StandsInPair(
            cards[pair.id], names[member.person_id], names[instead], member.since, member.until,
            today, mine=row.person_id == member.person_id,
            over=past,
        )  # fmt: skip
    return told
