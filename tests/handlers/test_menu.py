"""Each role's own menu, and the commands that all see."""

from datetime import date

import pytest

from domain.roles import Role
from handlers import registry
from tests.handlers.test_reminders import give
from tests.stage import Stage
from texts import commands
from texts.menu import COMMANDS

STAFF = [["Мои дела"], ["Дорожная карта", "Настройки"]]
PAIRED = [["Мои дела"], ["Дорожная карта", "Пары"], ["Встречи", "Настройки"]]
CURATOR = [
    ["Загрузить дорожную карту"],
    ["Мои дела", "Дорожная карта"],
    ["Пары", "Согласия"],
    ["Выгрузки", "Люди"],
    ["Пригласить", "Что будет отправлено"],
    ["Кому не доходит", "Школа"],
    ["Настройки"],
]
HEAD = [
    ["Загрузить дорожную карту"],
    ["Мои дела", "Дорожная карта"],
    ["Пары", "Выгрузки"],
    ["Люди", "Пригласить"],
    ["Что будет отправлено", "Кому не доходит"],
    ["Школа", "Настройки"],
]
COORDINATOR = [
    ["Загрузить дорожную карту"],
    ["Мои дела", "Дорожная карта"],
    ["Выгрузки", "Люди"],
    ["Пригласить", "Что будет отправлено"],
    ["Кому не доходит", "Школа"],
    ["Школы", "Настройки"],
]


ADMINISTRATOR = [["Школы"], ["Журнал действий", "Выгрузки"], ["Настройки"]]


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        (Role.MENTOR, PAIRED),
        (Role.MENTEE, PAIRED),
        (Role.SPECIALIST, STAFF),
        (Role.PARENT, [["Мои дети"], ["Настройки"]]),
        (Role.CURATOR, CURATOR),
        (Role.HEAD, HEAD),
    ],
)
async def test_menu_of_a_role(stage: Stage, role: Role, buttons: list[list[str]]) -> None:
    await stage.school("Школа № 1")

    person = await stage.join("Ветрова Ольга Сергеевна", role)

    assert person.screen.buttons == buttons


async def test_menu_of_the_coordinator(stage: Stage) -> None:
    await stage.municipality("Заречный район")

    coordinator = await stage.join("Ветрова Ольга Сергеевна", Role.COORDINATOR)

    assert coordinator.screen.buttons == COORDINATOR


async def test_menu_of_the_administrator(stage: Stage) -> None:
    admin = await stage.join("Ветрова Ольга Сергеевна", Role.ADMINISTRATOR)
    empty = admin.screen.buttons

    await stage.school("Школа № 1")
    await admin.sends("/menu")

    assert empty == [["Создать школу"], ["Школы", "Настройки"]]
    assert admin.screen.buttons == [
        ["Назначить куратора"],
        ["Журнал действий", "Выгрузки"],
        ["Школы", "Настройки"],
    ]
    assert "Школа № 1 пока нет ни директора, ни куратора." in admin.screen.text
    await admin.taps("Назначить куратора")
    assert admin.screen.text.splitlines()[0] == "👥 Пригласить · Школа № 1"

    await stage.join("Ким Анна Львовна", Role.CURATOR)
    await admin.sends("/menu")
    assert admin.screen.buttons == ADMINISTRATOR


async def test_the_school_is_not_quiet_while_anything_in_it_is_overdue(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)
    await give(stage, mentor, "Встреча", "Отчёт", due=date(2026, 10, 1))
    await give(stage, mentor, "Сайт", due=date(2026, 10, 7))

    for one in (curator, mentor):
        await one.sends("/menu")

    assert curator.screen.text.replace("\xa0", " ").splitlines()[3:] == [
        "⚠️ По школе: просрочено 2 пункта, на этой неделе 1 пункт",
    ]
    assert mentor.screen.text.replace("\xa0", " ").splitlines()[3:] == [
        "⚠️ Ждут отметки с прошедшим сроком: 2 мероприятия",
        "🕒 На этой неделе: 1 мероприятие",
    ]


async def test_somebody_whose_last_role_ended(stage: Stage) -> None:
    await stage.school("Школа № 1")

    nobody = await stage.join("Ветрова Ольга Сергеевна")

    assert nobody.screen.text.endswith("попросите у куратора новую ссылку.")
    assert nobody.screen.buttons == [["Подать заявку"], ["Настройки"]]


async def test_a_button_of_nobody_opens_the_menu(stage: Stage) -> None:
    await stage.school("Школа № 1")
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    for forged in ("", "zz", "pe", "pe:x", "pe:1:2", "pp:99999999999999999999", "ia:1:king:0:0"):
        await mentor.taps(data=forged)

        assert mentor.alerts[-1] == "Этот экран устарел. Вот меню, там всё свежее."
        assert mentor.screen.buttons == PAIRED


def test_the_commands_menu_lists_exactly_the_commands_there_are() -> None:
    assert {name for name, _ in COMMANDS} == set(registry.COMMANDS) - set(commands.COMMANDS)
