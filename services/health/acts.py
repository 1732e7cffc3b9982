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
from domain.pairs import OPEN, EndReason, Side
from domain.roles import Action
from services import outbox, people, recipients, zones
from services.actor import Actor
from services.errors import Refusal
from services.health import asking, states
from services.meetings import likely
from services.pairs import log, rights
from services.pairs.rights import Access
from services.pairs.snapshot import BECAUSE, TOLD
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
class AllDone:
    """The same of several pairs at once."""

    pairs: int
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
    if access.pair.state not in OPEN or act not in (Act.WRITE, Act.AGENDA):
        raise Refusal("gone")
    found = states.of_pair(session, actor, pair_id)
    reasons = found.health.reasons if found else ()
    return _send(session, actor, access, act, side, reasons[0].rule if reasons else None)


def _send(
    session: Session, actor: Actor, access: Access, act: Act, side: Side | None, rule: Rule | None
) -> Done:
    pair = access.pair
    whom = [each.person_id for each in access.members if side in (None, each.side)]
    who = recipients.load(session, whom, actor.at, pair.organisation_id)
    reached = [each for each in whom if each in who and who[each].reachable]
    for each in reached:
        outbox.enqueue(
            session, each, KIND,
            {"pair": pair.id, "by": actor.me, "act": act.value, "rule": rule or ""},
            dedup_key=f"{KIND}:{pair.id}:{each}:{act}:{actor.today:%Y%m%d}",
            send_after=actor.at, now=actor.at,
        )  # fmt: skip
    _mark(session, actor, pair.id, act)
    names = people.named(session, whom)
    return Done(
        pair.id,
        tuple(names[each] for each in reached),
        tuple(names[each] for each in whom if each not in reached),
    )


def write_unmarked(session: Session, actor: Actor) -> AllDone:
    """The ready words to every pair that lacks its first marks. Raises Refusal("forbidden")."""
    found = states.of_school(session, actor)
    done = [
        _send(session, actor, rights.for_keeping(session, actor, each.id), Act.WRITE, None,
              Rule.SILENT)
        for each in found.unmarked
    ]  # fmt: skip
    return AllDone(
        len(done),
        tuple(dict.fromkeys(name for each in done for name in each.sent)),
        tuple(dict.fromkeys(name for each in done for name in each.by_hand)),
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
    today = zones.today(session, pair.organisation_id, now)
    card: PairCard = cards(session, [pair], today)[0]
    mentor = any(each.id == person_id for each in card.mentors)
    names = people.named(session, [payload["by"], person_id])
    return Word(
        pair_id=pair.id,
        act=Act(payload["act"]),
        rule=Rule(payload["rule"]) if payload["rule"] else None,
        by=names.get(payload["by"]),
        name=names[person_id].name,
        kind=likely.following(pair, likely.past(session, pair.id), today),
        others=card.mentees if mentor else card.mentors,
        mentor=mentor,
    )


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """A step of the pair is the curator's help, on whatever screen it was taken; what follows
    from something else (a withdrawn consent, somebody who leaves the school) is not."""
    told = event.after.get(TOLD, {})
    if event.action == UNDONE:
        taken = _STEPS.get(str(told.get("what")))
        if taken is not None:
            _forget(session, actor, pair.id, taken)
    elif event.action in _STEPS:
        follows = BECAUSE in told or told.get("why") == EndReason.LEFT
        if not follows and actor.may(Action.EDIT_PAIRS, pair.organisation_id):
            _mark(session, actor, pair.id, _STEPS[event.action])
        else:
            asking.settle(session, pair.id)


def _mark(session: Session, actor: Actor, pair_id: int, act: Act) -> None:
    """Who is in the pair does not answer for what was said in private, and does not know of it:
    it waits for the others."""
    present = rights.present(session, [pair_id], actor.today)
    inside = any(each.person_id == actor.person_id for each in present)
    left = False
    for flag in states.open_flags(session, [pair_id]).get(pair_id, []):
        if inside and flag.rule in states.SPOKEN:
            left = left or flag.acted_at is None
        elif flag.acted_at is None:
            flag.act, flag.acted_by, flag.acted_at = act.value, actor.person_id, actor.at
    asking.settle(session, pair_id, actor.person_id if left else None)


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
