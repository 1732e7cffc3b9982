"""Which pairs need a hand: rules over plain facts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health import (
    Facts,
    Fit,
    Health,
    Outcome,
    Reason,
    Rule,
    Source,
    Standing,
    Thresholds,
    health,
    outcome,
)

DAY = date(2026, 10, 5)
WELL = Facts(every=14, since=DAY, held=3, idle=10)
USUAL = Thresholds()
ASKED = frozenset({Source.HELP})


def test_a_pair_that_meets_is_on_track() -> None:
    assert health(WELL, USUAL) == Health(Standing.ON_TRACK)


def test_without_a_meeting_it_is_too_early_until_the_first_is_long_due() -> None:
    young = Facts(every=14, since=DAY, idle=28)

    assert health(young, USUAL) == Health(Standing.TOO_EARLY)
    assert health(replace(young, idle=29), USUAL) == Health(
        Standing.CHECK_IN, (Reason(Rule.SILENT, 29),)
    )


def test_a_pause_says_nothing_of_a_pair() -> None:
    paused = Facts(every=7, since=DAY, paused=True, idle=90, missed=4, asked=ASKED)

    assert health(paused, USUAL) == Health(Standing.PAUSED)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(WELL, asked=ASKED), Reason(Rule.ASKED)),
        (replace(WELL, fits=frozenset({Fit.GOOD, Fit.CHANGE})), Reason(Rule.CHANGE)),
        (replace(WELL, fits=frozenset({Fit.NOT_GOOD})), Reason(Rule.FIT)),
        (replace(WELL, unanswered=3), Reason(Rule.UNANSWERED, 3)),
        (replace(WELL, missed=2), Reason(Rule.MISSED, 2)),
        (replace(WELL, behind=3), Reason(Rule.BEHIND, 3)),
        (replace(WELL, idle=29), Reason(Rule.SILENT, 29)),
    ],
)
def test_every_rule_speaks_alone(facts: Facts, reason: Reason) -> None:
    assert health(facts, USUAL) == Health(Standing.CHECK_IN, (reason,))


@pytest.mark.parametrize(
    "facts",
    [
        replace(WELL, unanswered=2),
        replace(WELL, missed=1),
        replace(WELL, behind=2),
        replace(WELL, idle=28),
        replace(WELL, fits=frozenset({Fit.GOOD, Fit.SO_SO})),
    ],
)
def test_below_its_threshold_a_rule_is_silent(facts: Facts) -> None:
    assert health(facts, USUAL).standing is Standing.ON_TRACK


def test_a_school_may_listen_to_so_so() -> None:
    unsure = replace(WELL, fits=frozenset({Fit.SO_SO}))

    assert health(unsure, Thresholds(fit=2)).reasons == (Reason(Rule.FIT),)


def test_rules_that_are_off_never_speak() -> None:
    off = Thresholds(silent=0, missed=0, unanswered=0, behind=0, fit=0)
    worst = replace(
        WELL, idle=300, missed=9, unanswered=30, behind=20, fits=frozenset({Fit.NOT_GOOD})
    )

    assert health(worst, off).standing is Standing.ON_TRACK
    # What people themselves ask for cannot be turned off.
    assert health(replace(worst, asked=ASKED), off).reasons == (Reason(Rule.ASKED),)


@given(
    st.builds(
        Facts,
        every=st.integers(1, 60),
        since=st.just(DAY),
        paused=st.booleans(),
        held=st.integers(0, 5),
        idle=st.integers(0, 300),
        missed=st.integers(0, 5),
        unanswered=st.integers(0, 10),
        behind=st.integers(0, 9),
        asked=st.booleans(),
        fits=st.frozensets(st.sampled_from(Fit)),
    )
)
def test_reasons_stand_by_gravity_and_only_where_help_is_needed(facts: Facts) -> None:
    found = health(facts, USUAL)
    order = [list(Rule).index(each.rule) for each in found.reasons]

    assert order == sorted(set(order))
    assert bool(found.reasons) == (found.standing is Standing.CHECK_IN)


def test_the_worst_comes_first() -> None:
    asks = health(replace(WELL, asked=ASKED), USUAL)
    silent = health(replace(WELL, idle=60), USUAL)
    both = health(replace(WELL, idle=60, missed=3), USUAL)

    assert sorted([silent, both, health(WELL, USUAL), asks], key=lambda each: each.worst) == [
        asks, both, silent, health(WELL, USUAL),
    ]  # fmt: skip


def test_what_became_of_it() -> None:
    assert outcome(Rule.SILENT, ()) is Outcome.HELPED
    assert outcome(Rule.SILENT, (Reason(Rule.MISSED, 2),)) is Outcome.HELPED
    assert outcome(Rule.SILENT, (Reason(Rule.SILENT, 40),)) is Outcome.STILL
    assert outcome(Rule.SILENT, None) is Outcome.OVER
