"""Which pairs need a hand, and why: rules over plain facts, with thresholds of the school."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    ON_TRACK = "on_track"
    CHECK_IN = "check_in"
    TOO_EARLY = "too_early"
    PAUSED = "paused"


class Rule(StrEnum):
    """Why a pair needs a hand, the gravest first."""

    ASKED = "asked"  # somebody of the pair asks for help, or says so in a questionnaire
    CHANGE = "change"  # somebody would rather have another partner
    FIT = "fit"
    UNANSWERED = "unanswered"  # the question whether all is well
    MISSED = "missed"
    SILENT = "silent"
    BEHIND = "behind"  # the programme


class Fit(StrEnum):
    """How it goes with this partner, as somebody says privately."""

    GOOD = "good"
    SO_SO = "so_so"
    NOT_GOOD = "not_good"
    CHANGE = "change"  # not good, and asks for another pair


class Answer(StrEnum):
    """What somebody of a pair says when asked whether all is well."""

    MET = "met"
    NOT_YET = "not_yet"
    HELP = "help"


class Source(StrEnum):
    """Why the curator's hand is called for."""

    HELP = "help"  # somebody asks for it
    PLAN = "plan"  # the interim questionnaire: the plan of work should change
    RARE = "rare"  # the interim questionnaire: they hardly meet


class Outcome(StrEnum):
    """What became of a pair after the curator's help."""

    HELPED = "helped"
    STILL = "still"
    OVER = "over"  # the pair has ended


ASKABLE: Final = frozenset({Rule.MISSED, Rule.SILENT, Rule.BEHIND})
"""Of these the pair itself is asked before the curator hears of it."""
ASK_FOR: Final = 3
"""Working days that a pair has for its answer."""
OUTCOME_AFTER: Final = 21
"""Days from the curator's help to the question what became of it."""
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a school has chosen; 0 turns a rule off.

    `silent`: per cent of the pair's own rhythm; `missed`: meetings in a row; `unanswered`:
    working days; `behind`: overdue lines of the programme; `fit`: 1 for «not good», 2 for «so-so»
    as well.
    """

    silent: int = 200
    missed: int = 2
    unanswered: int = ASK_FOR
    behind: int = 3
    fit: int = 1


CHOICES: Final[dict[str, tuple[int, ...]]] = {
    "silent": (150, 200, 300, 0),
    "missed": (1, 2, 3, 0),
    "unanswered": (3, 5, 10, 0),
    "behind": (1, 3, 5, 0),
    "fit": (1, 2, 0),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A pair on a day. `idle`: days since `since` (the last held meeting, the beginning or the
    end of a pause) without holidays; `missed`: in a row since then; `unanswered`: working days
    since it was asked in vain; `fits`: what its people say now; `asked`: why the curator's hand
    is called for, empty where it is not. `unmarked`: it was entered as it
    was, and nothing has been marked since: what happened before cannot be known, so `idle` and
    `behind` count from that day on.
    """

    every: int
    since: date
    paused: bool = False
    held: int = 0
    idle: int = 0
    missed: int = 0
    unanswered: int = 0
    behind: int = 0
    asked: frozenset[Source] = frozenset()
    unmarked: bool = False
    fits: frozenset[Fit] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that speaks of a pair, and the number that it went by."""

    rule: Rule
    number: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    standing: Standing
    reasons: tuple[Reason, ...] = ()

    @property
    def worst(self) -> tuple[int, int, int]:
        """What to sort by, the worst first."""
        if not self.reasons:
            return len(Rule), 0, 0
        first = self.reasons[0]
        return list(Rule).index(first.rule), -len(self.reasons), -first.number


def health(facts: Facts, limits: Thresholds) -> Health:
    """A pair without a meeting yet is left alone until its first one is long due; one that was
    entered in the middle until the first one that could be known of is."""
    if facts.paused:
        return Health(Standing.PAUSED)
    reasons = tuple(sorted(_reasons(facts, limits), key=lambda each: list(Rule).index(each.rule)))
    if reasons:
        return Health(Standing.CHECK_IN, reasons)
    known = facts.held and not facts.unmarked
    return Health(Standing.ON_TRACK if known else Standing.TOO_EARLY)


def only_unmarked(facts: Facts, state: Health) -> bool:
    """Whether nothing but the missing first marks speaks of a pair that was entered as it was."""
    spoken = {each.rule for each in state.reasons}
    return facts.unmarked and bool(spoken) and spoken <= _UNMARKED


def _reasons(facts: Facts, limits: Thresholds) -> Iterator[Reason]:
    if facts.asked:
        yield Reason(Rule.ASKED)
    if Fit.CHANGE in facts.fits:
        yield Reason(Rule.CHANGE)
    elif limits.fit and facts.fits & _UNFIT[limits.fit]:
        yield Reason(Rule.FIT)
    for rule, number, limit in (
        (Rule.UNANSWERED, facts.unanswered, limits.unanswered),
        (Rule.MISSED, facts.missed, limits.missed),
        (Rule.BEHIND, facts.behind, limits.behind),
    ):
        if limit and number >= limit:
            yield Reason(rule, number)
    if limits.silent and facts.idle * 100 > facts.every * limits.silent:
        yield Reason(Rule.SILENT, facts.idle)


_UNMARKED: Final = frozenset({Rule.SILENT, Rule.BEHIND})
_UNFIT: Final = {1: frozenset({Fit.NOT_GOOD}), 2: frozenset({Fit.NOT_GOOD, Fit.SO_SO})}


def outcome(rule: Rule, spoke: Sequence[Reason] | None) -> Outcome:
    """`spoke`: what speaks of the pair when the days are over; None: the pair is no more."""
    if spoke is None:
        return Outcome.OVER
    return Outcome.STILL if any(each.rule is rule for each in spoke) else Outcome.HELPED
