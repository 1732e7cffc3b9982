from datetime import date

import pytest

from texts.dates import day, month, month_genitive, on_weekday, span, term, until

TODAY = date(2026, 10, 14)


def said(text: str) -> str:
    """Non-breaking spaces as underscores, so that the expectations can be read."""
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 10, 14), "сегодня"),
        (date(2026, 10, 15), "завтра, в_четверг 15_октября"),
        (date(2026, 10, 16), "16_октября"),
        (date(2026, 10, 13), "13_октября"),
        (date(2027, 5, 31), "31_мая"),
        (date(2027, 9, 1), "1_сентября_2027"),
        (date(2026, 7, 31), "31_июля_2026"),
    ],
)
def test_days(value: date, text: str) -> None:
    assert said(day(value, TODAY)) == text


def test_on_every_weekday() -> None:
    assert [said(on_weekday(date(2026, 10, d))) for d in range(12, 19)] == [
        "в_понедельник",
        "во_вторник",
        "в_среду",
        "в_четверг",
        "в_пятницу",
        "в_субботу",
        "в_воскресенье",
    ]


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 10, 14), "сегодня последний день"),
        (date(2026, 10, 15), "до 15_октября (остался 1_день)"),
        (date(2026, 10, 17), "до 17_октября (осталось 3_дня)"),
        (date(2026, 10, 26), "до 26_октября (осталось 12_дней)"),
        (date(2026, 11, 4), "до 4_ноября (остался 21_день)"),
        (date(2026, 10, 13), "срок 13_октября прошёл вчера"),
        (date(2026, 10, 11), "срок 11_октября прошёл 3_дня назад"),
        (date(2026, 10, 3), "срок 3_октября прошёл 11_дней назад"),
    ],
)
def test_terms(due: date, text: str) -> None:
    assert said(until(due, TODAY)) == text


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 10, 14), "сегодня последний день"),
        (date(2026, 10, 15), "до 15_октября (остался 1_день)"),
        (date(2026, 10, 13), "13_октября, прошёл вчера"),
        (date(2026, 9, 27), "27_сентября, прошёл 17_дней назад"),
        (date(2026, 5, 31), "31_мая_2026, прошёл 136_дней назад"),
    ],
)
def test_terms_after_the_word_for_a_term(due: date, text: str) -> None:
    assert said(term(due, TODAY)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2022, 9, 1), date(2022, 10, 31), "сентябрь—октябрь_2022"),
        (date(2026, 9, 1), date(2026, 10, 31), "сентябрь—октябрь"),
        (date(2026, 11, 1), date(2027, 5, 31), "ноябрь—май"),
        (date(2022, 11, 1), date(2023, 5, 31), "ноябрь_2022_— май_2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "февраль_2024"),
        (date(2026, 12, 1), date(2026, 12, 31), "декабрь"),
        (date(2026, 10, 1), date(2026, 10, 15), "1–15_октября"),
        (date(2023, 10, 1), date(2023, 10, 15), "1–15_октября_2023"),
        (date(2026, 10, 15), date(2026, 11, 3), "15_октября_— 3_ноября"),
        (date(2023, 10, 15), date(2023, 11, 3), "15_октября_— 3_ноября_2023"),
        (date(2023, 12, 25), date(2024, 1, 9), "25_декабря_2023_— 9_января_2024"),
        (date(2026, 10, 15), date(2026, 10, 15), "15_октября"),
        (None, date(2026, 10, 15), "до 15_октября"),
        (date(2026, 10, 15), None, "с 15_октября"),
        (date(2026, 11, 2), None, "со 2_ноября"),
        (None, None, ""),
    ],
)
def test_spans(start: date | None, end: date | None, text: str) -> None:
    assert said(span(start, end, TODAY)) == text


def test_month_names() -> None:
    assert (month(1), month(12), month_genitive(3), month_genitive(8)) == (
        "январь",
        "декабрь",
        "марта",
        "августа",
    )
