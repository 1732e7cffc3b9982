"""The menu's words."""

import re

import pytest

from domain.roles import Role
from texts import help as help_words
from texts import menu, people
from texts.html import visible_len


@pytest.mark.parametrize(
    ("overdue", "week", "words"),
    [
        (0, 0, "✅ На этой неделе ничего не ждёт."),
        (1, 0, "⚠️ Ждут отметки с прошедшим сроком: 1\u00a0мероприятие"),
        (0, 22, "🕒 На этой неделе: 22\u00a0мероприятия"),
        (
            11,
            5,
            "⚠️ Ждут отметки с прошедшим сроком: 11\u00a0мероприятий\n"
            "🕒 На этой неделе: 5\u00a0мероприятий",
        ),
    ],
)
def test_what_waits(overdue: int, week: int, words: str) -> None:
    assert menu.waiting(overdue, week) == words


@pytest.mark.parametrize(
    ("overdue", "week", "words"),
    [
        (0, 0, "✅ На этой неделе ничего не ждёт."),
        (1, 0, "⚠️ По школе: просрочен 1\u00a0пункт"),
        (4, 2, "⚠️ По школе: просрочено 4\u00a0пункта, на этой неделе 2\u00a0пункта"),
        (0, 11, "🕒 По школе: на этой неделе 11\u00a0пунктов"),
    ],
)
def test_what_waits_in_the_school(overdue: int, week: int, words: str) -> None:
    assert menu.waiting(0, 0, ("школе", overdue, week)) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (0, "✅ На этой неделе ничего не ждёт."),
        (1, "🕒 Ждут ответа: 1\u00a0дело"),
        (12, "🕒 Ждут ответа: 12\u00a0дел"),
    ],
)
def test_questions_wait_too(asked: int, words: str) -> None:
    assert menu.waiting(0, 0, None, asked) == words


def test_a_mentor_is_helped_with_meetings_and_a_parent_with_children() -> None:
    mentor, parent = (
        help_words.in_general(each, 0, [], pupil=False).splitlines()[2:]
        for each in ("mentor", "parent")
    )

    assert mentor[0].startswith("О встрече бот спросит сам")
    assert "/meeting\u00a0— встречи" in mentor[-1]
    assert parent[0].startswith("«Мои дети»")
    assert parent[-1] == (
        "/menu\u00a0— меню, /survey\u00a0— анкеты, /cancel\u00a0— отменить начатое."
    )


def test_the_greeting_and_the_place_come_first() -> None:
    text = menu.menu(
        name="Ветрова Ольга Сергеевна", school="Школа <№ 1>", role="куратор", overdue=0, week=0
    )

    assert text.splitlines()[:2] == [
        "<b>Ольга\u00a0Сергеевна, добрый день!</b>", "Школа &lt;№ 1&gt; · куратор",
    ]  # fmt: skip


def test_nobody_is_called_by_the_surname_alone() -> None:
    text = menu.menu(name="Ветрова", school="", role="", overdue=0, week=0, hint="Начните.")

    assert text == "<b>Добрый день!</b>\n\nНачните."


def test_long_names_fit() -> None:
    text = menu.menu(name="Я" * 200, school="Ш" * 300, role="р" * 300, overdue=9, week=9)

    assert visible_len(text) < 700


def test_commands_are_what_the_messenger_takes() -> None:
    for name, description in menu.COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(description) <= 256


def test_every_role_has_a_word_and_some_help() -> None:
    assert set(people.ROLES) == set(Role)
    for role in Role:
        text = help_words.in_general(role.value, 0, [], pupil=False)
        assert text.startswith("📋 <b>Помощь</b>\n\n")


def test_a_specialist_is_called_by_the_post() -> None:
    assert people.role(Role.SPECIALIST, "психолог") == "психолог"
    assert people.role(Role.SPECIALIST) == "специалист"
    assert people.roles([(Role.CURATOR, ""), (Role.SPECIALIST, "методист")]) == (
        "куратор, методист"
    )
