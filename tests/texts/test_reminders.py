"""Words of reminders: right plurals, within the messenger's limits whatever the data."""

from datetime import UTC, date, datetime

import pytest

from domain.occurrences import OccKind
from texts import preferences, reminders
from texts.html import visible_len

TODAY = date(2026, 10, 15)
FOUR = datetime(2026, 10, 15, 16, tzinfo=UTC)
LONG = "<b>&" + "очень длинное название " * 300 + "👩‍👩‍👧‍👦" * 50


def point(label: str, due: date = TODAY, **more: object) -> reminders.Point:
    return reminders.Point(label, OccKind.DUE, due, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 10, 29), "до 29 октября (осталось 14 дней)"),
        (date(2026, 10, 16), "до 16 октября (остался 1 день)"),
        (date(2026, 10, 15), "сегодня последний день"),
        (date(2026, 10, 13), "срок 13 октября прошёл 2 дня назад"),
    ],
)
def test_where_a_thing_stands(due: date, said: str) -> None:
    assert reminders.state(OccKind.DUE, due, TODAY).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("number", "title", "above", "said"),
    [
        ("3.2.", "Встреча", "", "3.2. Встреча"),
        ("", "Встреча\nс парой", "", "Встреча с парой"),
        ("а", "Встреча", "Адаптация", "Адаптация → а. Встреча"),
    ],
)
def test_what_an_item_is_called(number: str, title: str, above: str, said: str) -> None:
    assert reminders.label(number, title, above) == said


def test_nothing_exceeds_a_message() -> None:
    label = reminders.label("1", LONG, LONG)
    points = [point(label, who=LONG[:300]) for _ in range(5)]
    texts = [
        reminders.bundle(LONG, points, 295, TODAY, by_hand=[(LONG, 3)] * 9, lost=[LONG] * 9,
                         late=True),
        reminders.rest(0, points, 1, 300, TODAY),
        reminders.entry(name=label, kind=OccKind.DUE, due=TODAY, today=TODAY, term=LONG,
                        result=LONG, open_=True),
        reminders.errand(LONG, LONG, "no_chat", points * 2, 290, 12, TODAY),
        reminders.forecast(TODAY, TODAY, [
            reminders.Sending(LONG, FOUR, (label,) * 30, by_hand=False)
        ] * 12, 300),
        preferences.mine(9, True, [LONG] * 60),
    ]  # fmt: skip

    assert [visible_len(text) <= 4096 for text in texts] == [True] * len(texts)
    assert "<b>&amp;" not in texts[0]


def test_names_of_others_are_counted_beyond_three() -> None:
    said = reminders.bundle("Ольга", [], 0, TODAY, lost=["А", "Б", "В", "Г", "Д"])

    assert said.splitlines()[-1] == (
        "⚠️ Сообщения перестали доходить: А, Б, В и ещё 2\u00a0человека"
    )


@pytest.mark.parametrize(
    ("caption", "said"),
    [("✅ Готово", "✅ 2 Готово"), ("Пока нет", "2 Пока нет"), ("Другое", "2 Другое")],
)
def test_a_caption_carries_its_number(caption: str, said: str) -> None:
    assert reminders.numbered(2, caption) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((14, 3, 0), (2,), "за 14 и 3 дня, в день срока, через 2 дня после"),
        ((21,), (), "за 21 день"),
        ((0,), (1, 5), "в день срока, через 1 и 5 дней после"),
        ((), (), "напоминаний нет"),
    ],
)
def test_a_rhythm_in_words(before: tuple[int, ...], after: tuple[int, ...], said: str) -> None:
    assert preferences.rhythm(before, after).replace("\xa0", " ") == said
