"""Pictures of a questionnaire's results fit a phone whatever the answers."""

import pytest

from exports.pictures import survey_bars, survey_shifts
from exports.pictures.survey_data import Bar, BarsData, Shift, ShiftsData
from tests.exports.test_pictures import ENDLESS, LONG, check


@pytest.mark.parametrize("count", [1, 2, 13, 14, 40])
@pytest.mark.parametrize("label", ["Да", LONG, ENDLESS])
def test_bars_fit(count: int, label: str) -> None:
    bars = tuple(Bar(label, at / count, f"{at} · 100\N{NO-BREAK SPACE}%") for at in range(count))
    check(survey_bars.layout(BarsData(label, (label, label), bars)))


def test_of_too_many_bars_the_largest_are_drawn_in_their_order() -> None:
    bars = tuple(Bar(f"<{at}>", (at % 2) / 2 + at / 100, str(at)) for at in range(20))
    found = [text.words for text in survey_bars.layout(BarsData("?", (), bars)).texts]
    labels = [words for words in found if words.startswith("<")]
    assert labels == [f"<{at}>" for at in (1, 3, 5, 7, 9, 11, 13, 14, 15, 16, 17, 18, 19)]
    assert found[-1].startswith("И ещё 7\N{NO-BREAK SPACE}вариантов")


@pytest.mark.parametrize("points", [5, 10])
@pytest.mark.parametrize("share", [0, 0.5, 1])
@pytest.mark.parametrize("mean", [None, 1, 3.3, 5])
def test_points_fit(points: int, share: float, mean: float | None) -> None:
    bars = tuple(Bar(str(at), share, "1000") for at in range(1, points + 1))
    words = "" if mean is None else "среднее 3,3"
    check(
        survey_bars.layout(
            BarsData(LONG, (LONG,), bars, points=True, ends=(LONG, LONG), mean=mean,
                     mean_words=words)
        )
    )  # fmt: skip


def test_points_that_are_not_told_fit() -> None:
    bars = tuple(Bar(str(at), None, "0") for at in range(1, 11))
    check(survey_bars.layout(BarsData("?", (), bars, points=True)))


@pytest.mark.parametrize("count", [0, 1, 9, 10, 30])
@pytest.mark.parametrize(("before", "after"), [(1, 10), (10, 1), (5, 5), (1, 1)])
def test_shifts_fit(count: int, before: float, after: float) -> None:
    value = "10 → 1 (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}100)"
    shifts = (Shift(LONG, 1, 10, before, after, value),) * count
    check(survey_shifts.layout(ShiftsData("До и после", (LONG,), shifts, "до", "после")))


def test_they_are_pictures() -> None:
    bars = BarsData("?", (), (Bar("1", 0.5, "1"), Bar("2", None, "0")), points=True)
    shifts = ShiftsData("?", (), (Shift("?", 1, 5, 2, 3, "2 → 3"),), "до", "после")
    for png in (survey_bars.png(bars), survey_shifts.png(shifts)):
        assert png.startswith(b"\x89PNG")
