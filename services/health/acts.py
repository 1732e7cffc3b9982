"""What the curator does for a pair: words sent through the bot, and steps of the pair itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthFlag, Pair, PairEvent
from domain.health import Rule
from domain.meetings import MeetingKind
from domain.named import Named
from domain.pairs import OPEN, Side
from services import outbox, people, recipients
from services.actor import Actor
from services.errors import Refusal
from services.health import asking, states
from services.meetings import likely
from services.pairs import log, rights
from services.pairs.undo import UNDONE
from services.pairs.views import PairCard, cards

KIND = "pair_word"  # of the outbox


class Act(StrEnum):
    """What was done; the last four are steps of the pair (services.pairs.log)."""

    WRITE = "write"
    AGENDA = "agenda"
    TALKED = "talked"
    PAUSE = "pause"
    SUBSTITUTE = "substitute"
    REMATCH = "rematch"
    END = "end"


_STEPS = {
    "paused": Act.PAUSE,
    "stand_in": Act.SUBSTITUTE,
    "transferred": Act.REMATCH,
    "completed": Act.END,
    "ended_early": Act.END,
}


@dataclass(frozen=True, slots=True)
class Done:
    """`sent`: to whom words go; `by_hand`: those without an open chat."""

    pair_id: int
    sent: tuple[Named, ...]
    by_hand: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody of a pair reads from the curator."""

    pair_id: int
    act: Act
    rule: Rule | None
    by: Named | None
    name: str
    kind: MeetingKind  # of the pair's next meeting
    others: tuple[Named, ...]
    mentor: bool


def write(
    session: Session, actor: Actor, pair_id: int, act: Act, side: Side | None = None
) -> Done:
    """Send the ready words, or the agenda, to a side of the pair or to both.

    Raises Refusal("gone" | "forbidden").
    """
    access = rights.for_keeping(session, actor, pair_id)
    pair = access.pair
    if pair.state not in OPEN or act not in (Act.WRITE, Act.AGENDA):
        raise Refusal("gone")
    whom = [each.person_id for each in access.members if side in (None, each.side)]
    who = recipients.load(session, whom, actor.at, pair.organisation_id)
    reached = [each for each in whom if each in who and who[each].reachable]
    found = states.of_pair(session, actor, pair_id)
    reasons = found.health.reasons if found else ()
    for each in reached:
        outbox.enqueue(
            session, each, KIND,
            {"pair": pair_id, "by": actor.me, "act": act.value,
             "rule": reasons[0].rule.value if reasons else ""},
            dedup_key=f"{KIND}:{pair_id}:{each}:{act}:{actor.today:%Y%m%d}",
            send_after=actor.at, now=actor.at,
        )  # fmt: skip
    _mark(session, actor, pair_id, act)
    names = people.named(session, whom)
    return Done(
        pair_id,
        tuple(names[each] for each in reached),
        tuple(names[each] for each in whom if each not in reached),
    )


def talked(session: Session, actor: Actor, pair_id: int) -> Done:
    """The curator has spoken to them. Raises as `write`."""
    access = rights.for_keeping(session, actor, pair_id)
    _mark(session, actor, access.pair.id, Act.TALKED)
    return Done(pair_id, (), ())


def word(session: Session, payload: dict[str, Any], person_id: int, now: datetime) -> Word | None:
    """What a message says at the moment of sending; None where the pair is over."""
    pair = session.get(Pair, payload.get("pair", 0))
    if pair is None or pair.removed_at is not None or pair.state not in OPEN:
        return None
    card: PairCard = cards(session, [pair], now.date())[0]
    mentor = any(each.id == person_id for each in card.mentors)
    names = people.named(session, [payload["by"], person_id])
    return Word(
        pair_id=pair.id,
        act=Act(payload["act"]),
        rule=Rule(payload["rule"]) if payload["rule"] else None,
        by=names.get(payload["by"]),
        name=names[person_id].name,
        kind=likely.following(pair, likely.past(session, pair.id), now.date()),
        others=card.mentees if mentor else card.mentors,
        mentor=mentor,
    )


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """A step of the pair is the curator's help, wherever it was taken."""
    if event.action == UNDONE:
        taken = _STEPS.get(str(event.after.get("told", {}).get("what")))
        if taken is not None:
            _forget(session, actor, pair.id, taken)
    elif event.action in _STEPS and actor.person_id is not None:
        _mark(session, actor, pair.id, _STEPS[event.action])


def _mark(session: Session, actor: Actor, pair_id: int, act: Act) -> None:
    for flag in states.open_flags(session, [pair_id]).get(pair_id, []):
        if flag.acted_at is None:
            flag.act, flag.acted_by, flag.acted_at = act.value, actor.person_id, actor.at
    asking.settle(session, pair_id)


def _forget(session: Session, actor: Actor, pair_id: int, act: Act) -> None:
    """The step was taken back: nothing has been done."""
    rows = session.scalars(
        select(HealthFlag).where(
            HealthFlag.pair_id == pair_id,
            HealthFlag.act == act.value,
            HealthFlag.acted_at >= actor.at - timedelta(days=1),
            HealthFlag.outcome.is_(None),
        )
    )
    for flag in rows:
        flag.act, flag.acted_by, flag.acted_at = None, None, None
        flag.facts = {key: told for key, told in flag.facts.items() if key != asking.TOLD}
