"""Statistics of answers against naive formulas."""

import statistics as plain
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey import AnswerStatus, Kind, Reply
from domain.survey.statistics import (
    LEAST,
    compared,
    matched,
    numbers,
    satisfied,
    share,
    tallies,
)
from tests.survey_factories import options, question

SKIPPED, NOT_APPLICABLE = Reply(AnswerStatus.SKIPPED), Reply(AnswerStatus.NOT_APPLICABLE)
values = st.lists(st.integers(1, 10), max_size=40)


def reply(value: Any, text: str = "") -> Reply:
    return Reply(AnswerStatus.GIVEN, value, text)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_rounded_to_the_nearest(count: int, people: int) -> None:
    found = share(count, people)
    if people < LEAST:
        assert found is None
    else:
        assert found is not None
        assert abs(found - 100 * count / people) <= 0.5


@given(values)
def test_means_and_medians(given: list[int]) -> None:
    found = numbers(given)
    assert found.n == len(given)
    if len(given) < LEAST:
        assert (found.mean, found.median, found.least, found.most) == (None,) * 4
    else:
        assert found.mean == pytest.approx(sum(given) / len(given))
        assert found.median == plain.median(given)
        assert (found.least, found.most) == (min(given), max(given))


@given(values, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_a_scale_counts_only_what_was_given(
    given: list[int], skipped: int, other: int, open_: int
) -> None:
    replies = [*map(reply, given), *[SKIPPED] * skipped, *[NOT_APPLICABLE] * other]
    (tally,) = tallies(question("q", Kind.TEN), [*replies, *[None] * open_], 8)

    assert (tally.given, tally.skipped, tally.not_applicable, tally.not_reached) == (
        len(given), skipped, other, open_,
    )  # fmt: skip
    assert {int(part.key): part.count for part in tally.parts} == {
        point: Counter(given)[point] for point in range(1, 11)
    }
    assert tally.numbers == numbers(given)
    assert tally.satisfied == satisfied(given, 8) == (sum(v >= 8 for v in given), len(given))


def test_several_are_shares_of_the_people_and_may_make_more_than_a_hundred() -> None:
    asked = question("q", Kind.SEVERAL, options=options("а", "б", "другое", own=True))
    replies = [reply(["o1", "o2"])] * 4 + [reply(["o1", "o3"], "своё")] * 2 + [SKIPPED]
    (tally,) = tallies(asked, replies)

    assert [(part.text, part.count, part.share) for part in tally.parts] == [
        ("а", 6, 100), ("б", 4, 67), ("другое", 2, 33),
    ]  # fmt: skip
    assert tally.words == ("своё", "своё")
    assert tally.numbers is None


def test_each_row_of_a_matrix_is_counted_for_itself() -> None:
    asked = question("m", Kind.MATRIX)
    replies = [reply({"o1": "o1", "o2": "o2"})] * 5 + [reply({"o1": "o2"})]
    first, second = tallies(asked, replies)

    assert (first.row, first.given, [part.count for part in first.parts]) == (
        asked.rows[0], 6, [5, 1],
    )  # fmt: skip
    assert (second.given, second.skipped, [part.share for part in second.parts]) == (
        5, 1, [0, 100],
    )  # fmt: skip


def test_few_answers_are_only_counted() -> None:
    (tally,) = tallies(question("q", Kind.SCALE), [reply(5)] * 4)
    assert [part.count for part in tally.parts] == [0, 0, 0, 0, 4]
    assert {part.share for part in tally.parts} == {None}
    assert tally.numbers is not None
    assert tally.numbers.mean is None


people = st.dictionaries(
    st.integers(0, 9),
    st.dictionaries(st.sampled_from("xy"), st.integers(1, 10)),
)


@given(people, people)
def test_only_who_has_answered_both_times_is_compared(
    before: dict[int, dict[str, float]], after: dict[int, dict[str, float]]
) -> None:
    found = matched(before, after)
    for measure in "xy":
        naive = [
            (then[measure], after[who][measure])
            for who, then in before.items()
            if measure in then and measure in after.get(who, {})
        ]
        assert found.get(measure, []) == naive
        told = compared(naive)
        assert told.n == len(naive) == told.higher + told.same + told.lower
        assert told.higher == sum(b > a for a, b in naive)
        assert (told.before is None) == (len(naive) < LEAST)
        if told.before is not None and told.after is not None:
            assert told.after - told.before == pytest.approx(plain.fmean(b - a for a, b in naive))


def test_a_row_that_does_not_apply_is_neither_skipped_nor_unreached() -> None:
    asked = question("m", Kind.MATRIX, may_not_apply=True, optional=True)
    replies = [
        reply({"o1": "o1", "o2": None}), reply({"o1": None}), SKIPPED, NOT_APPLICABLE, None,
    ]  # fmt: skip
    first, second = tallies(asked, replies)
    assert [(t.given, t.skipped, t.not_applicable, t.not_reached) for t in (first, second)] == [
        (1, 1, 2, 1), (0, 2, 2, 1),
    ]  # fmt: skip
