"""What interim answers say of a pair, and when its rounds begin."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health import Fit, Source
from domain.survey import AnswerStatus, Key, Reply
from domain.survey.pair_signals import EVERY, FIRST, begins, call, fit, round_on


def said(**values: Any) -> dict[Key, Reply]:
    return {(key, 0): Reply(AnswerStatus.GIVEN, value) for key, value in values.items()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"comfort": 1}, Fit.NOT_GOOD),
        ({"comfort": 3}, Fit.NOT_GOOD),
        ({"comfort": 4}, Fit.SO_SO),
        ({"comfort": 6}, Fit.SO_SO),
        ({"comfort": 7}, Fit.GOOD),
        ({"comfort": 10, "change": "partner"}, Fit.CHANGE),
        ({"change": "none"}, None),
    ],
)
def test_what_is_said_of_the_partner(values: dict[str, Any], expected: Fit | None) -> None:
    assert fit(said(**values)) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"change": "help", "regular": "no"}, Source.HELP),
        ({"change": "plan", "regular": "no"}, Source.PLAN),
        ({"regular": "no"}, Source.RARE),
        ({"regular": "rarely", "change": "none"}, None),
        ({"change": "partner"}, None),
        ({}, None),
    ],
)
def test_what_calls_for_the_curator(values: dict[str, Any], expected: Source | None) -> None:
    assert call(said(**values)) is expected


@given(st.integers(0, 4000))
def test_a_round_lasts_until_the_next_one(days: int) -> None:
    number = round_on(days)
    assert (number == 0) is (days < FIRST)
    if number:
        assert begins(number) <= days < begins(number) + EVERY
