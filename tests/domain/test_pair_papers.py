"""Papers of pairs, the clock of a notice, and what is guessed of a new pair."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pair_forms import Who, grouped, guess, offered, usual_kinds, usual_term
from domain.pair_papers import NOTICE_DAYS, STAFF, Held, Missing, PaperKind, last_day, missing
from domain.pairs import OPEN, TRANSITIONS, Form, PairKind, PairState, may_become
from domain.papers import numbered
from domain.worktime import WorkCalendar

K = PaperKind


def test_an_employee_for_an_employee_needs_three_papers_and_others_an_order() -> None:
    """Art. 351.8 speaks of an employee who helps another one: the forms of domain.md (a)."""
    asked = {form: len(missing(form, PairState.ACTIVE, [7], [])) for form in Form}

    assert asked == {
        Form.TEACHER_TEACHER: 3,
        Form.HEAD_TEACHER: 3,
        Form.EMPLOYER_STUDENT_TEACHER: 1,  # a student is no employee
        Form.COLLEGE_TEACHER: 1,  # the mentor is another employer's
        Form.PARTNER_TEACHER: 1,
        Form.PUPIL_PUPIL: 1,
        Form.TEACHER_PUPIL: 1,
        Form.STUDENT_PUPIL: 1,
        Form.EMPLOYER_PUPIL: 1,
        Form.EMPLOYER_STUDENT: 1,
    }
    assert {form for form, papers in asked.items() if papers == 3} == STAFF


@pytest.mark.parametrize(
    ("held", "complete"),
    [
        (Held(K.ORDER, number="15"), True),
        (Held(K.ORDER, signed_on=date(2026, 9, 1)), True),
        (Held(K.ORDER), False),
        (Held(K.AGREEMENT, 7, "15"), False),
        (Held(K.AGREEMENT, 7, "15", paid=True), True),
        (Held(K.AGREEMENT, 7, paid=True), False),
        (Held(K.AGREEMENT, 7, paid=False), True),
    ],
)
def test_what_makes_a_paper_complete(held: Held, complete: bool) -> None:
    assert held.complete is complete


def test_each_mentor_has_papers_of_his_own() -> None:
    held = [Held(K.ORDER, number="1"), Held(K.CONSENT, 7, "2"), Held(K.AGREEMENT, 7, paid=False)]

    assert missing(Form.TEACHER_TEACHER, PairState.ACTIVE, [7, 8], held) == (
        Missing(K.CONSENT, 8), Missing(K.AGREEMENT, 8),
    )  # fmt: skip


def test_nothing_is_missing_of_what_is_over() -> None:
    over = set(PairState) - OPEN

    assert {missing(Form.HEAD_TEACHER, state, [7], []) for state in over} == {()}


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sets(st.integers(0, 30)))
def test_three_whole_working_days_lie_in_a_notice(given_on: date, off: set[int]) -> None:
    days = WorkCalendar(frozenset(given_on + timedelta(days=n) for n in off))

    last = last_day(days, given_on)

    between = [given_on + timedelta(days=n) for n in range(1, (last - given_on).days + 1)]
    assert sum(map(days.is_workday, between)) == NOTICE_DAYS
    assert days.is_workday(last)


def test_a_notice_over_a_weekend() -> None:
    assert last_day(WorkCalendar(), date(2026, 10, 9)) == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("mentor", "mentee", "form"),
    [
        (Who(), Who(), Form.TEACHER_TEACHER),
        (Who(leads=True), Who(), Form.HEAD_TEACHER),
        (Who(), Who(pupil=True), Form.TEACHER_PUPIL),
        (Who(pupil=True), Who(pupil=True), Form.PUPIL_PUPIL),
        (Who(works=False), Who(pupil=True), Form.EMPLOYER_PUPIL),
    ],
)
def test_the_form_is_guessed(mentor: Who, mentee: Who, form: Form) -> None:
    assert guess(mentor, mentee) is form


@pytest.mark.parametrize("pupil", [True, False])
def test_every_form_is_offered_once(pupil: bool) -> None:
    assert sorted(offered(pupil)) == sorted(Form)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 10, 5), date(2026, 9, 1), date(2027, 5, 31)),
        (date(2027, 5, 31), date(2026, 9, 1), date(2027, 5, 31)),
        (date(2027, 6, 1), date(2027, 9, 1), date(2028, 5, 31)),
        (date(2027, 8, 20), date(2027, 9, 1), date(2028, 5, 31)),
    ],
)
def test_the_usual_term(today: date, first: date, last: date) -> None:
    assert usual_term(today) == (first, last)


@given(st.sets(st.sampled_from(PairKind)), st.integers(1, 9))
def test_a_pair_always_has_a_kind(kinds: set[PairKind], mentees: int) -> None:
    made = grouped(sorted(kinds), mentees)

    assert made
    assert (PairKind.GROUP in made) is (mentees > 1)
    assert usual_kinds(mentees) == grouped([], mentees)


def test_what_is_over_is_followed_by_nothing_but_its_undoing() -> None:
    ends = set(PairState) - OPEN

    assert all(TRANSITIONS[state] <= OPEN for state in ends)
    assert not any(may_become(state, state) for state in PairState)
    assert set(TRANSITIONS) == set(PairState)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("№ 15-к от 12.10.2026, 2000 рублей", ("15-к", date(2026, 10, 12), "2000 рублей")),
        ("15 от 1.09.26", ("15", date(2026, 9, 1), "")),
        ("Приказ № 15 от 01.09.2026", ("15", date(2026, 9, 1), "")),
        ("01.09.2026", ("", date(2026, 9, 1), "")),
        ("№ 4", ("4", None, "")),
        ("есть", ("", None, "")),
        ("№ 5 от 31.02.2026", ("5", None, "от 31.02.2026")),
    ],
)
def test_the_number_and_day_of_a_paper(text: str, found: tuple[str, date | None, str]) -> None:
    assert numbered(text) == found
