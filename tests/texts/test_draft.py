"""Words of drafts agree with every number, and the launch names things within the limits."""

from datetime import date

import pytest

from texts import decisions, draft, launch, responsibles, settling
from texts.html import visible_len

TODAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, ("Решена 1 строка", "Разобрать 1 вопрос", "Записано", "Прошедшие сроки: 1 строка")),
        (2, ("Решены 2 строки", "Разобрать 2 вопроса", "Записано: 2 строки",
             "Прошедшие сроки: 2 строки")),
        (5, ("Решено 5 строк", "Разобрать 5 вопросов", "Записано: 5 строк",
             "Прошедшие сроки: 5 строк")),
        (11, ("Решено 11 строк", "Разобрать 11 вопросов", "Записано: 11 строк",
              "Прошедшие сроки: 11 строк")),
        (21, ("Решена 21 строка", "Разобрать 21 вопрос", "Записано: 21 строка",
              "Прошедшие сроки: 21 строка")),
        (26, ("Решено 26 строк", "Разобрать 26 вопросов", "Записано: 26 строк",
              "Прошедшие сроки: 26 строк")),
    ],
)  # fmt: skip
def test_numbers_agree(count: int, said: tuple[str, ...]) -> None:
    found = (
        settling.settled(count), draft.decide(count), decisions.term_saved(count),
        draft.settle(count),
    )  # fmt: skip

    assert tuple(text.replace("\xa0", " ") for text in found) == said


@pytest.mark.parametrize(("rows", "said"), [(2, "2 строк"), (5, "5 строк"), (21, "21 строки")])
def test_the_reach_of_an_answer_agrees(rows: int, said: str) -> None:
    text = responsibles.ask_who(
        number=1, total=rows, phrase="Приказ", rows=rows, now="", proposed=False, anybody=True,
        written=False,
    )  # fmt: skip

    assert f"Ответ запишется сразу для {said}." in text.replace("\xa0", " ")


def rehearsal(posts: list[tuple[str, list[str], bool]]) -> str:
    return launch.rehearsal(
        title="Карта", open_items=9, closed=0, people=2, unowned=0, undated=0, ending=None,
        first=TODAY, today=TODAY, posts=posts,
    ).replace("\xa0", " ")  # fmt: skip


def test_the_launch_names_the_first_things_of_everybody() -> None:
    text = rehearsal([
        ("Орлова А. Ю.", ["1. Приказ", "2. Отчёт", "3. Сайт", "4. Смотр", "5. Опрос"], False),
        ("Бумагин О. И.", ["6. Беседа"], True),
    ])  # fmt: skip

    assert text.splitlines()[-6:-2] == [
        "• Орлова А. Ю. — 5 дел:",
        "1. Приказ; 2. Отчёт и ещё 3",
        "• Бумагин О. И. — 1 дело (чата нет, передаст куратор):",
        "6. Беседа",
    ]


def test_the_launch_fits_whatever_the_titles() -> None:
    text = rehearsal([("Я" * 200, ["<b>" + "слово " * 700] * 300, True)] * 90)

    assert visible_len(text) <= 4096
    assert text.endswith("До второго нажатия никто ничего не получит.")
