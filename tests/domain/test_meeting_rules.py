"""Which meeting comes next, when, and what is known of one that was held."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lesson_visit import ALL, fallen, grown, total, unmarked
from domain.meeting_rules import (
    NEAR,
    Slot,
    Verdict,
    Word,
    following,
    hour,
    hour_before,
    next_day,
    slots,
    verdict,
)
from domain.meetings import MeetingKind
from domain.worktime import WorkCalendar

K = MeetingKind
DAY = date(2026, 10, 14)  # a Wednesday
WEEK = WorkCalendar()


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (set(), K.FIRST),
        ({K.FIRST}, K.TRIAL),
        ({K.FIRST, K.TRIAL}, K.PLANNING),
        ({K.TRIAL}, K.PLANNING),
        ({K.FIRST, K.TRIAL, K.PLANNING}, K.REGULAR),
        ({K.FIRST, K.REGULAR}, K.REGULAR),
        ({K.FIRST, K.LESSON_VISIT}, K.TRIAL),
        ({K.CLOSING}, K.REGULAR),
    ],
)
def test_the_five_of_the_target_model_follow_each_other(
    held: set[MeetingKind], kind: MeetingKind
) -> None:
    assert following(held, DAY, every=14, began=date(2026, 10, 1), ends=date(2027, 5, 31)) is kind


def test_near_the_end_comes_the_closing_one() -> None:
    held = {K.FIRST, K.REGULAR}
    assert following(held, date(2027, 5, 17), every=14, ends=date(2027, 5, 31)) is K.REGULAR
    assert following(held, date(2027, 5, 18), every=14, ends=date(2027, 5, 31)) is K.CLOSING
    assert following(set(), date(2027, 5, 18), every=14, ends=date(2027, 5, 31)) is K.FIRST
    closed = {*held, K.CLOSING}
    assert following(closed, date(2027, 5, 25), every=14, ends=date(2027, 5, 31)) is K.REGULAR


def test_a_pair_entered_in_the_middle_has_met_before() -> None:
    assert following(set(), DAY, every=14, began=DAY - timedelta(days=61)) is K.REGULAR
    assert following(set(), DAY, every=14, began=DAY - timedelta(days=60)) is K.FIRST


def test_the_usual_weekday_pulls_the_rhythm() -> None:
    thursday = [Slot(3, time(14, 30))]
    assert next_day(DAY, 14, thursday, WEEK.is_workday, DAY) == date(2026, 10, 29)
    assert next_day(DAY, 14, [], WEEK.is_workday, DAY) == date(2026, 10, 28)
    assert next_day(DAY, 10, [], WEEK.is_workday, DAY) == date(2026, 10, 26)  # a Saturday


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(1, 60),
    st.lists(st.builds(Slot, st.integers(0, 6), st.times()), max_size=3),
    st.integers(0, 100),
)
def test_a_next_day_is_a_working_one_and_not_too_early(
    after: date, every: int, usual: list[Slot], later: int
) -> None:
    earliest = after + timedelta(days=later)
    found = next_day(after, every, usual, WEEK.is_workday, earliest)

    assert WEEK.is_workday(found)
    assert found >= earliest
    wanted = max(after + timedelta(days=every), earliest)
    assert abs((found - wanted).days) <= NEAR


def test_hours_to_propose() -> None:
    usual = slots([{"weekday": 3, "time": "14:30"}, {"weekday": 9, "time": "1:00"}, {"time": 5}])
    assert usual == (Slot(3, time(14, 30)),)
    assert hour(usual, date(2026, 10, 15), time(9)) == time(14, 30)
    assert hour(usual, DAY, time(9)) == time(9)
    assert hour(usual, DAY, None) == time(14, 30)
    assert hour((), DAY, None) == time(15)


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("2026-10-14 15:00", "2026-10-14 14:00"),
        ("2026-10-14 09:00", "2026-10-14 08:00"),
        ("2026-10-14 08:30", "2026-10-13 19:00"),
        ("2026-10-12 08:00", "2026-10-09 19:00"),  # a Monday: on Friday
        ("2026-10-17 12:00", "2026-10-16 19:00"),  # a Saturday off
        ("2026-10-14 22:00", "2026-10-13 19:00"),
    ],
)
def test_an_hour_before_but_never_in_quiet_time(starts: str, said: str) -> None:
    assert hour_before(datetime.fromisoformat(starts), WEEK) == datetime.fromisoformat(said)


@given(st.datetimes(datetime.fromisoformat("2026-09-01"), datetime.fromisoformat("2027-05-31")))
def test_it_is_never_quiet_and_always_before(starts: datetime) -> None:
    said = hour_before(starts, WEEK)

    assert said <= starts - timedelta(hours=1)
    assert not WEEK.is_quiet(said)
    assert WEEK.is_workday(said.date())


@pytest.mark.parametrize(
    ("on_paper", "words", "known"),
    [
        (False, [], Verdict.CLAIMED),
        (False, [Word.NONE], Verdict.CLAIMED),
        (False, [Word.YES], Verdict.CONFIRMED),
        (False, [Word.PAPER_YES], Verdict.JOURNAL),
        (False, [Word.JOURNAL], Verdict.JOURNAL),
        (False, [Word.JOURNAL, Word.JOURNAL], Verdict.JOURNAL),
        (False, [Word.JOURNAL, Word.NONE], Verdict.CLAIMED),
        (False, [Word.JOURNAL, Word.YES], Verdict.CONFIRMED),
        (False, [Word.JOURNAL, Word.NO], Verdict.DENIED),
        (False, [Word.JOURNAL, Word.PAPER_YES], Verdict.JOURNAL),
        (False, [Word.NONE, Word.PAPER_YES], Verdict.JOURNAL),
        (False, [Word.NO, Word.PAPER_YES], Verdict.DENIED),
        (False, [Word.NO, Word.YES], Verdict.CONFIRMED),
        (False, [Word.PAPER_NO], Verdict.DENIED),
        (True, [], Verdict.JOURNAL),
        (True, [Word.NONE], Verdict.JOURNAL),
        (True, [Word.JOURNAL, Word.NONE], Verdict.JOURNAL),
        (True, [Word.NO], Verdict.DENIED),
        (True, [Word.YES, Word.NONE], Verdict.CONFIRMED),
    ],
)
def test_what_is_known_of_a_meeting(on_paper: bool, words: list[Word], known: Verdict) -> None:
    assert verdict(on_paper, words) is known


@given(st.booleans(), st.lists(st.sampled_from(Word)))
def test_who_has_no_account_neither_confirms_nor_hinders(
    on_paper: bool, words: list[Word]
) -> None:
    others = [each for each in words if each is not Word.JOURNAL]

    if others:
        assert verdict(on_paper, words) is verdict(on_paper, others)


def test_the_sheet_of_a_visit() -> None:
    before = dict.fromkeys(ALL, 1)
    now = before | {ALL[0]: 2, ALL[9]: 0}

    assert (total(now), unmarked(now), unmarked({ALL[0]: 2})) == (10, None, 1)
    assert (grown(before, now), fallen(before, now)) == ((ALL[0],), (ALL[9],))
    assert grown({}, now) == ()
