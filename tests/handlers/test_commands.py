"""The table by command, and words that nobody asked for."""

from datetime import date
from typing import Any

from tests.handlers.test_reminders import captions, give, put_on


async def test_the_table_is_one_tap_from_its_command(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await curator.sends("/export")
    assert ["Сводка недели", "Ход дорожной карты"] not in captions(curator)
    await give(stage, mentor, "Встреча")

    await curator.sends("/export")
    await curator.taps("Ход дорожной карты")

    assert curator.screen.text.startswith("📊 Ход дорожной карты")


async def test_several_roadmaps_are_told_apart(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await give(stage, mentor, "Отчёт")

    await curator.sends("/export")
    await curator.taps("Ход дорожной карты")

    first, second = (row[0] for row in captions(curator)[:2])
    assert first != second


async def test_the_table_is_not_for_everybody(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")

    await mentor.sends("/export")

    assert captions(mentor) == [["Мои дела"], ["Меню"]]


async def test_free_words_are_looked_for_in_the_roadmap(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Издать приказ", "Отчёт", due=date(2026, 10, 30))

    await mentor.sends("Приказ:")
    assert captions(mentor) == [["Найти «Приказ:» в дорожной карте"], ["Меню"]]
    await mentor.taps("Найти")

    assert "Издать приказ" in mentor.screen.text
    assert "Отчёт" not in mentor.screen.text


async def test_long_words_fit_into_the_button(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Издать приказ")

    await mentor.sends("совещание " * 300)
    await mentor.taps("Найти")

    assert "ничего" in mentor.screen.text.lower()


async def test_without_a_roadmap_nothing_is_looked_for(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)

    await mentor.sends("приказ")

    assert captions(mentor) == [["Меню"]]
