"""Days that people type instead of tapping a calendar."""

from datetime import date

import pytest

from domain.typed_day import read, relative

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", date(2026, 11, 16)),
        ("Завтра", date(2026, 11, 17)),
        ("на послезавтра", date(2026, 11, 18)),
        ("вчера", date(2026, 11, 15)),
        ("через неделю", date(2026, 11, 23)),
        ("через 2 недели", date(2026, 11, 30)),
        ("через три дня", date(2026, 11, 19)),
        ("через месяц", date(2026, 12, 16)),
        ("3 дня назад", date(2026, 11, 13)),
        ("в пятницу", date(2026, 11, 20)),
        ("к понедельнику", date(2026, 11, 23)),
        ("до пятницы", date(2026, 11, 20)),
        ("15 декабря", date(2026, 12, 15)),
        ("15 октября", date(2027, 10, 15)),
        ("до конца мая", date(2027, 5, 31)),
        ("1.12", date(2026, 12, 1)),
        ("15.10.2026", date(2026, 10, 15)),
        ("с 1 по 5 марта", date(2027, 3, 5)),
    ],
)
def test_what_a_phrase_means(text: str, day: date) -> None:
    assert read(text, MONDAY) == day


@pytest.mark.parametrize(
    "text", ["", "не знаю", "15", "через", "через сто лет", "ежемесячно", "назад", "в"]
)
def test_what_is_no_day(text: str) -> None:
    assert read(text, MONDAY) is None


def test_what_has_been_lies_before_today() -> None:
    assert read("15 октября", MONDAY, past=True) == date(2026, 10, 15)
    assert read("16 ноября", MONDAY, past=True) == MONDAY


def test_a_month_later_is_never_a_day_that_does_not_exist() -> None:
    assert relative("через месяц", date(2027, 1, 31)) == date(2027, 2, 28)
    assert relative("999 месяцев назад", date(2027, 1, 31)) == date(1943, 10, 31)
