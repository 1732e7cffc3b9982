"""Cells of lists of people: names, classes, birthdays, roles; and who is who."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import people_rows
from domain.people_rows import Held, Unclear
from domain.roles import Role
from domain.same_person import Likeness, Somebody, alike

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7б", "7 Б"), ('7 "Б"', "7 Б"), ("7-б класс", "7 Б"), ("7 «Б»", "7 Б"), ("11", "11"),
        ("7 класс", "7"), ("07 Б", "7 Б"), ("7B", "7 В"), ("ГР-11", "ГР-11"), ("", ""),
        ("13 Б", "13 Б"), ("подготовительная группа", "подготовительная гру"),
    ],
)  # fmt: skip
def test_a_class(typed: str, read: str) -> None:
    assert people_rows.school_class(typed) == read


@given(st.integers(1, 11), st.sampled_from("АБВГДЕЖЗИК"))
def test_a_class_is_read_back_as_it_is_shown(number: int, letter: str) -> None:
    shown = f"{number} {letter}"

    assert people_rows.school_class(shown) == shown
    assert people_rows.is_class(shown.replace(" ", ""))


@pytest.mark.parametrize(
    "typed",
    ["12.03.2010", "12.3.10", "12/03/2010", "2010-03-12", "12 марта 2010 г. р.", "12-03-2010 г."],
)
def test_a_birthday(typed: str) -> None:
    assert people_rows.birthday(typed, TODAY) == date(2010, 3, 12)


@given(st.dates(date(1930, 1, 1), TODAY))
def test_every_birthday_is_read_as_files_write_it(day: date) -> None:
    assert people_rows.birthday(f"{day:%d.%m.%Y}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2010", "born_unclear"), ("31.02.2010", "born_unclear"), ("весной", "born_unclear"),
        ("12.13.2010", "born_unclear"), ("12.03.2030", "born_future"),
        ("17.11.2026", "born_future"), ("12.03.1910", "born_future"),
    ],
)  # fmt: skip
def test_what_is_no_birthday(typed: str, code: str) -> None:
    with pytest.raises(Unclear) as unclear:
        people_rows.birthday(typed, TODAY)

    assert unclear.value.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_name"), ("---", "no_name"), ("Сомов", "name_short"), ("Сомов 2", "name_odd"),
        ("Сомов Ян; Ким Анна", "name_several"), ("Сомов Ян\nКим Анна", "name_several"),
    ],
)  # fmt: skip
def test_what_is_no_name(typed: str, code: str) -> None:
    with pytest.raises(Unclear) as unclear:
        people_rows.name_of(typed)

    assert unclear.value.code == code


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Наставник", (Held(Role.MENTOR),)),
        ("наставляемый", (Held(Role.MENTEE),)),
        ("Наставник, психолог", (Held(Role.MENTOR), Held(Role.SPECIALIST, "психолог"))),
        ("Куратор и наставник", (Held(Role.CURATOR), Held(Role.MENTOR))),
        ("—", ()), ("", ()), ("не участвует", ()),
    ],
)  # fmt: skip
def test_roles(typed: str, held: tuple[Held, ...]) -> None:
    assert people_rows.roles(typed) == held


def test_a_role_that_nobody_knows() -> None:
    with pytest.raises(Unclear, match="role_unclear"):
        people_rows.roles("завхоз")


@pytest.mark.parametrize(
    ("post", "has_class", "born", "pupil"),
    [
        ("", True, None, True), ("ученик", False, None, True), ("учитель", True, None, False),
        ("", False, date(2012, 1, 1), True), ("", False, date(1980, 1, 1), False),
    ],
)  # fmt: skip
def test_who_is_a_pupil(post: str, has_class: bool, born: date | None, pupil: bool) -> None:
    assert people_rows.is_pupil(post, has_class, born, TODAY) is pupil


OLGA = "Ветрова Ольга Сергеевна"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (Somebody(OLGA), Somebody("ветрова  ольга сергеевна"), Likeness.YES),
        (Somebody(OLGA), Somebody("Ветрова О. С."), Likeness.MAYBE),
        (Somebody(OLGA), Somebody("Ветрова Ольга"), Likeness.MAYBE),
        (Somebody(OLGA), Somebody("Ветрова Анна Сергеевна"), Likeness.NO),
        (Somebody(OLGA), Somebody("Ветрова О. П."), Likeness.NO),
        (Somebody(OLGA), Somebody("Ким О. С."), Likeness.NO),
        (Somebody(OLGA), Somebody("Ветрова О. С.", pupil=True), Likeness.NO),
        (
            Somebody("Лось Ян", "7 Б", pupil=True), Somebody("Лось Ян", "8 А", pupil=True),
            Likeness.MAYBE,
        ),
        (
            Somebody("Лось Ян", "7 Б", date(2013, 1, 2), True),
            Somebody("Лось Ян", "8 Б", date(2013, 1, 2), True),
            Likeness.YES,
        ),
        (
            Somebody("Лось Ян", born=date(2013, 1, 2), pupil=True),
            Somebody("Лось Ян", born=date(2014, 1, 2), pupil=True),
            Likeness.MAYBE,
        ),
    ],
)  # fmt: skip
def test_who_is_the_same(one: Somebody, other: Somebody, likeness: Likeness) -> None:
    assert alike(one, other) is likeness
    assert alike(other, one) is likeness
