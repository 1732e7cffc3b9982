"""What is asked about pairs: their people whether all is well, the curators to help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthFlag, Pair, Prompt
from domain.health import ASKABLE, Answer, Rule, Source, Standing
from domain.named import Named
from domain.pairs import OPEN, Side
from services import people, prompts, recipients, zones
from services.actor import Actor
from services.bundling import upcoming
from services.entering import Paper
from services.errors import Refusal
from services.health import answers, states
from services.health.states import PairHealth
from services.pairs import paper_answers, rights
from services.pairs.views import PairCard, cards

CHECK, HELP = "pair_check", "pair_help"
UNMARKED = "pairs_unmarked"  # its subject is the school
TOLD = "told"  # of HealthFlag.facts: the curators have heard of it


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody of a pair is asked whether all is well. `since`: when they met last; None: not
    yet; `mentor`: the one who is asked; `unheard`: see states.unheard."""

    pair_id: int
    others: tuple[Named, ...]
    since: date | None
    mentor: bool
    today: date
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class NeedsHelp:
    """A pair for the curator's hand."""

    pair: PairHealth
    today: date


@dataclass(frozen=True, slots=True)
class FirstMarks:
    """So many pairs that were entered as they were, of which nothing has been marked since."""

    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """`told`: the curators will hear of it."""

    pair_id: int
    mentor: bool
    told: bool


def ask(session: Session, now: datetime, place: int, pair_id: int, who: Sequence[int]) -> None:
    """In everybody's usual bundle, with what else the day brings."""
    for each in recipients.load(session, who, now, place).values():
        at = upcoming(each, now)
        prompts.ask(session, now, CHECK, pair_id, [each.id], place, at=at)


def tell(session: Session, now: datetime, place: int, flags: Sequence[HealthFlag]) -> None:
    """The curators hear of a pair, of each flag once."""
    if _untold(now, flags):
        there = flags[0].pair_id
        prompts.ask(session, now, HELP, there, _told(session, now, place, flags), place)


def tell_unmarked(
    session: Session, now: datetime, place: int, flags: Sequence[HealthFlag]
) -> None:
    """Of all pairs without first marks they hear together."""
    if _untold(now, flags):
        prompts.ask(session, now, UNMARKED, place, _seniors(session, place), place)


def _untold(now: datetime, flags: Sequence[HealthFlag]) -> bool:
    new = any(TOLD not in flag.facts for flag in flags)
    for flag in flags if new else ():
        flag.facts = {**flag.facts, TOLD: now.isoformat()}
    return new


def _seniors(session: Session, place: int) -> list[int]:
    return people.curators(session, place) or people.heads(session, place)


def _told(session: Session, now: datetime, place: int, flags: Sequence[HealthFlag]) -> list[int]:
    """The curators; of what was said in private those who are not in the pair, or the heads who
    are not. A call for help with nobody else to hear it is heard by who is there."""
    today = zones.today(session, place, now)
    inside = {each.person_id for each in rights.present(session, [flags[0].pair_id], today)}
    usual, said = _seniors(session, place), {flag.rule for flag in flags} & states.SPOKEN
    if not said:
        return usual
    apart = [each for each in usual if each not in inside] or [
        each for each in people.heads(session, place) if each not in inside
    ]
    if said != {flag.rule for flag in flags}:
        return list(dict.fromkeys([*usual, *apart]))
    return apart or (usual if Rule.ASKED in said else [])


def settle(session: Session, pair_id: int, helper: int | None = None) -> None:
    """Nothing is asked about the pair any more; the curators go on being asked, but for the
    `helper` where there is one."""
    prompts.settle(session, CHECK, [pair_id])
    prompts.settle(session, HELP, [pair_id], helper)


def question(session: Session, actor: Actor, pair_id: int) -> CheckIn:
    """The question, for who is in the pair. Raises Refusal("gone" | "forbidden")."""
    access = rights.see(session, actor, pair_id)
    if not access.sides or access.pair.state not in OPEN:
        raise Refusal("gone")
    card = cards(session, [access.pair], actor.today)[0]
    members = [each.person_id for each in access.members]
    alone = states.unheard(session, access.pair.organisation_id, members)
    return replace(_check(card, actor.me, None, actor.today), unheard=alone)


def answer(session: Session, actor: Actor, pair_id: int, given: Answer) -> Answered:
    """What somebody of the pair says. Raises as `question`."""
    access = rights.see(session, actor, pair_id)
    if not access.sides or access.pair.state not in OPEN:
        raise Refusal("gone")
    told = record(session, actor.at, access.pair, actor.me, given)
    return Answered(pair_id, access.mentors, told)


def enter(
    session: Session, actor: Actor, pair_id: int, person_id: int, given: Answer,
    on: date | None = None,
) -> Answered:  # fmt: skip
    """The same for somebody who answered on paper or by word of mouth; `on`: the day of it.

    Raises Refusal("gone" | "forbidden" | "paper_future").
    """
    access, paper = paper_answers.taken(session, actor, pair_id, person_id, on)
    if access.pair.state not in OPEN:
        raise Refusal("gone")
    sides = {each.side for each in access.members if each.person_id == person_id}
    told = record(session, actor.at, access.pair, person_id, given, paper)
    return Answered(pair_id, Side.MENTOR in sides, told)


def flag(
    session: Session, now: datetime, pair_id: int, rule: Rule, **facts: int | str
) -> HealthFlag:
    """The open flag of a rule, made where there is none."""
    found = session.scalar(
        select(HealthFlag).where(
            HealthFlag.pair_id == pair_id,
            HealthFlag.rule == rule,
            HealthFlag.cleared_at.is_(None),
        )
    )
    if found is None:
        found = HealthFlag(pair_id=pair_id, rule=rule.value, raised_at=now, facts=facts)
        session.add(found)
        session.flush()
    return found


def record(
    session: Session, now: datetime, pair: Pair, who: int, given: Answer,
    paper: Paper | None = None, source: Source = Source.HELP,
) -> bool:  # fmt: skip
    """The word of somebody of a pair, for callers that checked the right to it; whether the
    curators will hear of it. `source`: where a HELP comes from."""
    flags = states.open_flags(session, [pair.id]).get(pair.id, [])
    waiting = [each for each in flags if each.acted_at is None]
    if given is Answer.HELP:
        asked = flag(session, now, pair.id, Rule.ASKED)
        # Asking once more after the curator's help is a new case.
        asked.act, asked.acted_by, asked.acted_at = None, None, None
        asked.facts = {key: value for key, value in asked.facts.items() if key != TOLD}
        waiting = [*(each for each in waiting if each.id != asked.id), asked]
    for each in waiting:
        answers.add(each, who, given, now, paper, source)
    prompts.settle(session, CHECK, [pair.id], None if given is Answer.MET else who)
    if given is Answer.MET or not waiting:
        return False
    tell(session, now, pair.organisation_id, waiting)
    return True


@prompts.prompt(CHECK, again=(2,), rank=25)
def checks(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """As long as the pair still needs it and the person has not answered."""
    known = _health(session, rows, now)
    return {
        row.id: _check(
            found.card, row.person_id, found.facts.since if found.facts.held else None, found.day
        )
        for row in rows
        if (found := known.get(row.subject_id)) is not None
        and any(each.rule in ASKABLE for each in found.health.reasons)
        and all(each.person_id != row.person_id for each in found.said)
        and any(each.id == row.person_id for each in (*found.card.mentors, *found.card.mentees))
    }


@prompts.prompt(HELP, again=(7, 7, 7), rank=20, pressing=True)
def helps(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """As long as nobody has helped."""
    known = _health(session, rows, now)
    return {
        row.id: NeedsHelp(found, found.day)
        for row in rows
        if (whole := known.get(row.subject_id)) is not None
        and (found := whole.seen_by(row.person_id)).health.standing is Standing.CHECK_IN
        and found.acted_on is None
        and not found.unmarked
    }


@prompts.prompt(UNMARKED, again=(7, 7, 7), rank=21)
def unmarked(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = {
        place: sum(each.unmarked for each in states.load(session, place, now))
        for place in {row.subject_id for row in rows}
    }
    return {row.id: FirstMarks(found[row.subject_id]) for row in rows if found[row.subject_id]}


def _health(session: Session, rows: Sequence[Prompt], now: datetime) -> dict[int, PairHealth]:
    places = {row.organisation_id for row in rows}
    return {each.id: each for place in sorted(places) for each in states.load(session, place, now)}


def _check(card: PairCard, person_id: int, since: date | None, today: date) -> CheckIn:
    mentor = any(each.id == person_id for each in card.mentors)
    return CheckIn(card.id, card.mentees if mentor else card.mentors, since, mentor, today)
