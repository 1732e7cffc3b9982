"""The judge of a year, and a small year itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bench import year
from bench._year_play import Letter
from bench._year_rules import judge

MOSCOW = ZoneInfo("Europe/Moscow")
BEGINS = datetime(2026, 10, 5, tzinfo=UTC)
ENDS = BEGINS + timedelta(weeks=4)


def letter(number: int, day: date, hour: int = 9, kind: str = "bundle", who: int = 1) -> Letter:
    local = datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW)
    return Letter(who, number, kind, local.astimezone(UTC), local)


def days(*numbers: int) -> list[Letter]:
    return [letter(number, date(2026, 10, number)) for number in numbers]


def test_five_in_seven_days_are_fine() -> None:
    verdict = judge([days(5, 6, 7, 8, 9, 12, 13)], [2], BEGINS, ENDS)
    assert (verdict.most, verdict.above, verdict.fine) == (5, 0, True)
    assert sorted(verdict.weeks) == [0, 0, 0, 0, 0, 0, 2, 5]
    assert (verdict.quantile(0.5), verdict.quantile(0.95)) == (0, 5)


def test_a_sixth_in_seven_days_is_one_too_many() -> None:
    both = [letter(20, date(2026, 10, 9), 15, "digest")]
    verdict = judge([days(6, 7, 8, 9, 12) + both], [1], BEGINS, ENDS)
    assert (verdict.most, verdict.above, verdict.fine) == (6, 1, False)


def test_what_was_promised_counts_too() -> None:
    promised = [letter(20, date(2026, 10, 9), 15, "meeting_hour")]
    verdict = judge([days(6, 7, 8, 9, 12) + promised], [1], BEGINS, ENDS)
    assert (verdict.letters, verdict.most, verdict.above, verdict.fine) == (6, 6, 1, False)


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 10, 6), 7), (date(2026, 10, 6), 20), (date(2026, 10, 10), 9),
     (date(2026, 11, 4), 9)],
    ids=["early", "late", "Saturday", "holiday"],
)  # fmt: skip
def test_a_quiet_time_is_known(day: date, hour: int) -> None:
    assert judge([[letter(1, day, hour)]], [1], BEGINS, ENDS).quiet == 1


def test_a_double_is_known() -> None:
    monday = date(2026, 10, 5)
    again = [letter(1, monday), letter(2, monday, 12)]
    assert judge([again], [1], BEGINS, ENDS).doubled == 1
    parts = [letter(1, monday, kind="digest"), letter(2, monday, kind="digest_file")]
    assert judge([parts], [1], BEGINS, ENDS).doubled == 0
    # Two databases count their messages and people each for itself.
    assert judge([[letter(1, monday)], [letter(1, monday)]], [1, 1], BEGINS, ENDS).doubled == 0


def test_the_year_of_one_school(capsys: pytest.CaptureFixture[str]) -> None:
    assert year.main(["--schools", "1"]) == 0
    out = capsys.readouterr().out
    assert '"above_budget": 0, "quiet": 0, "doubled": 0' in out.splitlines()[-1]
