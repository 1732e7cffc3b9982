"""Which consents are needed on a day, and whether they are there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import consents
from domain.consents import Answer, Document, Subject
from domain.erasing import expires

DAY = date(2026, 11, 16)
ADULT, YOUNG = Subject(pupil=False), Subject(pupil=True, born_on=date(2014, 3, 1))
TEEN = Subject(pupil=True, born_on=date(2011, 3, 1))
UNKNOWN = Subject(pupil=True)
D = Document


def yes(*, paper: bool = True, on: date = DAY) -> Answer:
    return Answer(True, on, paper)


def no() -> Answer:
    return Answer(False, DAY, True)


@pytest.mark.parametrize(
    ("who", "needed"),
    [
        (ADULT, (D.PROCESSING,)),
        (YOUNG, (D.PARENTAL,)),
        (TEEN, (D.PARENTAL, D.ASSENT)),
        (UNKNOWN, (D.PARENTAL,)),
        (Subject(True, date(2008, 11, 16)), (D.PROCESSING,)),
        (Subject(True, date(2008, 11, 17)), (D.PARENTAL, D.ASSENT)),
        (Subject(True, date(2012, 11, 16)), (D.PARENTAL, D.ASSENT)),
        (Subject(True, date(2012, 11, 17)), (D.PARENTAL,)),
    ],
)
def test_by_age(who: Subject, needed: tuple[Document, ...]) -> None:
    assert consents.required(who, DAY) == needed


def test_only_mentors_of_the_staff_are_asked_for_the_labour_consent() -> None:
    asked = [
        who
        for who in (ADULT, Subject(False, mentors=True), Subject(True, mentors=True))
        if D.MENTORING in consents.offered(who, DAY)
    ]

    assert asked == [Subject(False, mentors=True)]


@pytest.mark.parametrize(
    ("who", "answers", "enough", "stands"),
    [
        (ADULT, {}, False, None),
        (ADULT, {D.PROCESSING: yes(paper=False)}, False, True),
        (ADULT, {D.PROCESSING: no()}, False, False),
        (ADULT, {D.PARENTAL: yes()}, False, None),
        (YOUNG, {D.PARENTAL: yes()}, False, True),
        (YOUNG, {D.PARENTAL: yes(paper=False)}, False, None),
        (YOUNG, {D.PARENTAL: yes(paper=False)}, True, True),
        (YOUNG, {D.PARENTAL: yes(), D.ASSENT: no()}, False, False),
        (YOUNG, {D.PARENTAL: yes(), D.PROCESSING: no()}, False, False),
        (TEEN, {D.PARENTAL: yes()}, False, None),
        (TEEN, {D.ASSENT: yes()}, False, None),
        (TEEN, {D.PARENTAL: yes(), D.ASSENT: yes(paper=False)}, False, True),
        (TEEN, {D.PARENTAL: no(), D.ASSENT: yes()}, False, False),
        (TEEN, {D.PARENTAL: yes(), D.PROCESSING: yes(paper=False)}, False, True),
    ],
)
def test_standing(
    who: Subject, answers: dict[Document, Answer], enough: bool, stands: bool | None
) -> None:
    assert consents.standing(who, answers, DAY, enough) is stands


def test_at_18_the_own_consent_is_asked_anew() -> None:
    grown = Subject(True, date(2008, 11, 10))
    before = {D.PARENTAL: yes(), D.PROCESSING: yes(on=date(2026, 11, 9))}
    after = {**before, D.PROCESSING: yes(on=date(2026, 11, 10))}

    assert consents.standing(grown, before, DAY) is None
    assert consents.standing(grown, after, DAY) is True


@pytest.mark.parametrize(
    ("born_on", "found"),
    [
        (date(2012, 11, 17), (D.ASSENT, date(2026, 11, 17))),
        (date(2012, 12, 17), (D.ASSENT, date(2026, 12, 17))),
        (date(2012, 12, 18), None),
        (date(2012, 11, 16), None),
        (date(2008, 12, 1), (D.PROCESSING, date(2026, 12, 1))),
    ],
)
def test_a_month_ahead(born_on: date, found: tuple[Document, date] | None) -> None:
    assert consents.coming(Subject(True, born_on), DAY) == found


def test_born_on_the_29th_of_february() -> None:
    assert consents.birthday(date(2012, 2, 29), 14) == date(2026, 3, 1)
    assert consents.birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("answer", "enough", "shown"),
    [
        (None, True, False),
        (no(), True, False),
        (yes(paper=False), False, False),
        (yes(), False, True),
    ],
)
def test_silence_about_a_publication_is_refusal(
    answer: Answer | None, enough: bool, shown: bool
) -> None:
    answers = {D.PHOTO: answer} if answer else {}

    assert consents.publishable(D.PHOTO, YOUNG, answers, enough) is shown


@given(
    born=st.dates(date(2005, 1, 1), date(2020, 1, 1)),
    day=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)
def test_what_is_coming_will_be_required(born: date, day: date) -> None:
    who = Subject(True, born)
    found = consents.coming(who, day)

    if found is not None:
        document, on = found
        assert document not in consents.required(who, day)
        assert document in consents.required(who, on)
        assert timedelta(0) < on - day <= consents.AHEAD


@pytest.mark.parametrize(
    ("left", "years", "day"),
    [
        (date(2026, 6, 1), 3, date(2029, 9, 1)),
        (date(2026, 9, 1), 3, date(2030, 9, 1)),
        (date(2026, 6, 1), 1, date(2027, 9, 1)),
    ],
)
def test_data_are_kept_for_whole_school_years(left: date, years: int, day: date) -> None:
    assert expires(left, years) == day
