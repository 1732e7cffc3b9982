"""Each role's own menu, and the commands that all see."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.people import OrganisationKind
from domain.roles import RIGHTS, Role
from handlers import menu, registry
from handlers.menu import MOST
from services.actor import Held
from services.menu import MenuView
from services.surveys.lists import Waits
from tests.handlers.test_reminders import give
from tests.stage import Stage
from texts.menu import COMMANDS

STAFF = [["Мои дела"], ["Дорожная карта", "Настройки"]]
PAIRED = [["Мои дела"], ["Дорожная карта", "Пары"], ["Встречи", "Настройки"]]
CURATOR = [
    ["Загрузить дорожную карту"],
    ["Мои дела", "Дорожная карта"],
    ["Пары и встречи", "Анкетирование"],
    ["Файлы и отчёты", "Люди"],
    ["Школа", "Настройки"],
]
COORDINATOR = [
    ["Загрузить дорожную карту"],
    ["Мои дела", "Дорожная карта"],
    ["Файлы и отчёты", "Люди"],
    ["Муниципалитет", "Школы"],
    ["Настройки"],
]
ADMINISTRATOR = [["Школы"], ["Журнал действий", "Файлы и отчёты"], ["Настройки"]]


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        (Role.MENTOR, PAIRED),
        (Role.MENTEE, PAIRED),
        (Role.SPECIALIST, STAFF),
        (Role.PARENT, [["Мои дети"], ["Настройки"]]),
        (Role.CURATOR, CURATOR),
        (Role.HEAD, CURATOR),
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
        ["Журнал действий", "Файлы и отчёты"],
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


TITLES = {Role.SPECIALIST: ("методист", "психолог", "классный руководитель 7 Б")}


@pytest.mark.parametrize("drafts", [0, 1, 2])
@pytest.mark.parametrize("running", [0, 1, 2])
def test_no_menu_grows_longer_than_nine_buttons(running: int, drafts: int) -> None:
    """Every role with all that can come together in its menu, alone and beside other roles."""
    longest = {
        f"{role}, {title}, {others} other roles": len(captions)
        for role in Role
        for title in TITLES.get(role, ("",))
        for others in (0, 1, 2, 9)
        if len(captions := _captions(role, title, running, drafts, others)) > MOST
    }

    assert longest == {}


@pytest.mark.parametrize("others", [0, 1, 2, 9])
def test_the_roles_of_a_person_are_two_taps_away_at_most(others: int) -> None:
    captions = _captions(Role.CURATOR, "", running=1, drafts=1, others=others)

    roles = [one for one in captions if one.startswith(("Перейти", "Другие роли"))]
    assert len(roles) == min(others, 1)


def test_the_draft_gives_way_to_another_role_only_where_a_roadmap_has_a_screen() -> None:
    draft = "Доделать черновик карты"

    assert draft in _captions(Role.CURATOR, "", running=1, drafts=1, others=0, waiting=0)
    assert draft not in _captions(Role.CURATOR, "", running=1, drafts=1, others=0)
    assert draft not in _captions(Role.CURATOR, "", running=1, drafts=1, others=1)
    assert _captions(Role.CURATOR, "", running=0, drafts=1, others=3)[0] == draft


def _captions(
    role: Role, title: str, running: int, drafts: int, others: int, waiting: int = 2
) -> list[str]:
    """The captions of a menu in which all that waits for an answer waits."""
    placed = role is not Role.ADMINISTRATOR
    held = Held(1, role, title, 5 if placed else None, "Школа № 1" if placed else "", None)
    view = MenuView(
        name="Ветрова Ольга Сергеевна",
        current=held,
        others=tuple(replace(held, id=n) for n in range(2, 2 + others)),
        kind=_kind(role) if placed else None,
        may=RIGHTS[role],
        drafts=tuple(range(drafts)),
        running=tuple(range(running)),
        schools=True,
        school=None,
        vacant=(7, "Школа № 2") if role is Role.ADMINISTRATOR else None,
        applied=None,
        applications=3,
        pupil=role is Role.MENTEE,
        surveys=Waits(waiting),
    )
    return [caption for row in menu.rows(view) for caption, _ in row]


def _kind(role: Role) -> OrganisationKind:
    above = role is Role.COORDINATOR
    return OrganisationKind.MUNICIPALITY if above else OrganisationKind.SCHOOL


async def test_what_the_menu_gathers_is_two_taps_away(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await give(stage, curator, "Встреча", due=date(2026, 10, 7))
    found: dict[str, list[str]] = {}

    for way in ("Пары и встречи", "Люди", "Файлы и отчёты", "Школа"):
        await curator.sends("/menu")
        await curator.taps(way)
        found[way] = [caption for row in curator.screen.buttons for caption in row]

    assert {"Внести пару", "Встречи"} <= set(found["Пары и встречи"])
    people = {"Пригласить по ссылке", "Согласия", "Кому не доходит", "Добавить взрослых"}
    assert people <= set(found["Люди"])
    assert {"Люди", "Сводка недели", "Загрузить дорожную карту"} <= set(found["Файлы и отчёты"])
    assert {"Напоминания школы", "Что будет отправлено"} <= set(found["Школа"])


async def test_other_roles_are_chosen_from_a_list(stage: Stage) -> None:
    await stage.school("Школа № 1")
    roles = (Role.CURATOR, Role.HEAD, Role.MENTOR, Role.MENTEE, Role.PARENT)
    person = await stage.join("Ветрова Ольга Сергеевна", *roles)

    await person.taps("Другие роли: 4")
    listed = person.screen.buttons
    await person.taps("наставник")

    assert person.screen.buttons[0] == ["Мои дела"]
    assert sorted(row[0] for row in listed[:-1]) != []
    assert len(listed) == 6


async def test_a_button_of_nobody_opens_the_menu(stage: Stage) -> None:
    await stage.school("Школа № 1")
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    for forged in ("", "zz", "pe", "pe:x", "pe:1:2", "pp:99999999999999999999", "ia:1:king:0:0"):
        await mentor.taps(data=forged)

        assert mentor.alerts[-1] == "Этот экран устарел. Вот меню, там всё свежее."
        assert mentor.screen.buttons == PAIRED


def test_the_commands_menu_lists_exactly_the_commands_there_are() -> None:
    assert {name for name, _ in COMMANDS} == set(registry.COMMANDS)
