"""A school's thresholds, what they would have flagged in past months, and how much it helped."""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthFlag, Organisation, Pair
from domain import health as rules
from domain.health import CHOICES, Outcome, Rule, Standing, Thresholds
from domain.roles import Action
from services import audit
from services.actor import Actor, require
from services.errors import Refusal
from services.health import loading

_KEY = "health"  # of Organisation.preferences
TRIED_FOR = timedelta(days=91)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Trial:
    """How many of `pairs` thresholds would have flagged from day to day; `now`: the saved ones.
    `by_rule`: pairs that a rule spoke of."""

    first: date
    last: date
    pairs: int
    flagged: int
    now: int
    by_rule: dict[Rule, int]


@dataclass(frozen=True, slots=True)
class Helped:
    """Of so many cases in which the curator helped, in how many it did."""

    helped: int
    of: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The screen of the rules: `chosen` are tried, `saved` hold now."""

    saved: Thresholds
    chosen: Thresholds
    trial: Trial | None
    helped: dict[Rule, Helped]


def of(session: Session, place: int) -> Thresholds:
    """Raises Refusal("gone")."""
    return read(_organisation(session, place))


def read(organisation: Organisation) -> Thresholds:
    stored = organisation.preferences.get(_KEY, {})
    return replace(
        Thresholds(), **{key: stored[key] for key in CHOICES if stored.get(key) in CHOICES[key]}
    )


def rules_screen(session: Session, actor: Actor, chosen: Thresholds | None) -> Rules:
    """Raises Refusal("forbidden")."""
    place = require_keeping(session, actor)
    saved = of(session, place)
    tried = _checked(chosen) if chosen else saved
    return Rules(saved, tried, _trial(session, actor, place, saved, tried), helped(session, place))


def save(session: Session, actor: Actor, chosen: Thresholds) -> Thresholds:
    """Raises Refusal("forbidden" | "gone")."""
    place = require_keeping(session, actor)
    organisation = _organisation(session, place)
    organisation.preferences = {**organisation.preferences, _KEY: asdict(_checked(chosen))}
    audit.record(session, actor, "preferences", f"organisation:{place}", place, changed=_KEY)
    session.flush()
    return chosen


def helped(session: Session, place: int) -> dict[Rule, Helped]:
    """By rule; cases where the pair has ended say nothing."""
    found: defaultdict[Rule, Counter[Outcome]] = defaultdict(Counter)
    rows = session.execute(
        select(HealthFlag.rule, HealthFlag.outcome)
        .join(Pair, Pair.id == HealthFlag.pair_id)
        .where(Pair.organisation_id == place, HealthFlag.outcome.is_not(None))
    )
    for row in rows:
        found[Rule(row.rule)][Outcome(row.outcome)] += 1
    return {
        rule: Helped(counts[Outcome.HELPED], counts[Outcome.HELPED] + counts[Outcome.STILL])
        for rule, counts in found.items()
        if counts[Outcome.HELPED] + counts[Outcome.STILL]
    }


def require_keeping(session: Session, actor: Actor) -> int:
    """The organisation whose rules they are. Raises Refusal("forbidden")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    return place


def _organisation(session: Session, place: int) -> Organisation:
    found = session.get(Organisation, place)
    if found is None:
        raise Refusal("gone")
    return found


def _checked(chosen: Thresholds) -> Thresholds:
    """A forged number is no choice."""
    if any(value not in CHOICES[key] for key, value in asdict(chosen).items()):
        raise Refusal("gone")
    return chosen


def _trial(
    session: Session, actor: Actor, place: int, saved: Thresholds, chosen: Thresholds
) -> Trial | None:
    """Looked at once a week of the last months; None where no pair ran yet."""
    book = loading.load(session, place, actor.at)
    last = book.days.today(actor.at)
    days = [last - TRIED_FOR + n * _WEEK for n in range(TRIED_FOR // _WEEK + 1)]
    looks = [(day, found) for day in days if (found := book.facts(day))]
    if not looks:
        return None
    spoken = _spoken(looks, chosen)
    return Trial(
        first=looks[0][0],
        last=last,
        pairs=len({pair_id for _, found in looks for pair_id in found}),
        flagged=len({pair_id for pairs in spoken.values() for pair_id in pairs}),
        now=len({pair for pairs in _spoken(looks, saved).values() for pair in pairs}),
        by_rule={rule: len(pairs) for rule, pairs in spoken.items()},
    )


def _spoken(
    looks: list[tuple[date, dict[int, rules.Facts]]], limits: Thresholds
) -> dict[Rule, set[int]]:
    found: defaultdict[Rule, set[int]] = defaultdict(set)
    for _, pairs in looks:
        for pair_id, each in pairs.items():
            state = rules.health(each, limits)
            if state.standing is Standing.CHECK_IN:
                for reason in state.reasons:
                    found[reason.rule].add(pair_id)
    return found
