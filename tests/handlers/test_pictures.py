"""Stories of the pictures of a roadmap: chosen, seen, turned over, said in words too."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from domain.roles import Role
from handlers.buttons.hubs import Files
from handlers.buttons.pictures import GanttPicture, Pictures, StagesPicture
from sandbox.session import Actor
from tests.item_factories import Row, running
from tests.stage import Stage

LATER = datetime(2026, 11, 16, 7, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def size(actor: Actor) -> tuple[int, int]:
    assert actor.screen.photo is not None
    return Image.open(BytesIO(actor.screen.photo)).size


@pytest.fixture
async def curator(stage: Stage) -> Actor:
    await stage.school("Школа № 1")
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


async def plant(stage: Stage, curator: Actor, *rows: Row) -> dict[str, int]:
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    stage.clock._set(LATER)
    return items


async def test_three_pictures_and_their_words(stage: Stage, curator: Actor) -> None:
    mine = (stage.person_id(curator),)
    items = await plant(
        stage, curator,
        Row("Приказ", "1.1", "Подготовка <1>", term="до 09.10.2026", owners=mine),
        Row("Опрос", "1.2", "Подготовка <1>", term="01.11.2026 – 30.11.2026", owners=mine),
        Row("Встречи", "2.1", "Работа", term="ежемесячно", owners=mine),
        Row("Консультации", "2.2", "Работа", term="в течение года", owners=mine),
    )  # fmt: skip

    await curator.taps(data=Files(items[""]).pack())
    await curator.taps("Картинки")
    await curator.taps("Ход по этапам")
    assert plain(curator.screen.text) == (
        "📊 Выполнение по этапам\nДорожная карта наставничества\n\n"
        "Выполнено 0 из 4, просрочено: 2 пункта\n"
        "• Подготовка <1>: 0 из 2 · просрочено 1\n• Работа: 0 из 2 · просрочено 1"
    )
    assert size(curator)[0] == 1080
    await curator.taps("← Назад")
    await curator.taps("План по месяцам")
    assert plain(curator.screen.text) == (
        "📊 План по месяцам\nДорожная карта наставничества\n\n"
        "Выполнено 0 из 4, просрочено: 2 пункта\n\n"
        "⚠️ Срок прошёл:\n• 1.1. Приказ\n• 2.1. Встречи\n\n"
        "Ближайшие сроки:\n• 1.2. Опрос: до 30 ноября"
    )
    await curator.taps("← Назад")
    await curator.taps("Сколько осталось")
    assert plain(curator.screen.text) == (
        "📊 Сколько осталось\nДорожная карта наставничества\n\n"
        "Осталось 4 из 4.\nПо срокам осталось бы 3: отстаём на 1."
    )
    assert curator.screen.buttons == [["← Назад", "Меню"]]


async def test_a_long_plan_goes_by_stage_and_by_page(stage: Stage, curator: Actor) -> None:
    rows = [
        Row(f"Пункт {at}", f"{at}", "Большой" if at < 45 else "", term="до 20.05.2027")
        for at in range(51)
    ]
    items = await plant(stage, curator, *rows)

    await curator.taps(data=GanttPicture(items[""], None, 0).pack())
    assert curator.screen.buttons == [
        ["1 · Большой"], ["2 · Вне этапов"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await curator.taps("1 · Большой")
    assert plain(curator.screen.text).splitlines()[3] == "Большой, 1–20 из 45"
    await curator.taps("Ещё 25 ›")
    await curator.taps("Ещё 5 ›")
    assert plain(curator.screen.text).splitlines()[3] == "Большой, 41–45 из 45"
    assert curator.screen.buttons == [["‹ Раньше"], ["← Назад", "Меню"]]
    await curator.taps("← Назад")
    assert curator.screen.has("2 · Вне этапов")


async def test_any_size_can_be_sent(stage: Stage, curator: Actor) -> None:
    long = "Разработка и утверждение комплекта документов " * 20
    rows = [Row(f"{at} {long}", "1" * 60, f"{at % 40} {long}") for at in range(300)]
    items = await plant(stage, curator, *rows)

    for button in (StagesPicture(items[""]), GanttPicture(items[""], None, 0),
                   GanttPicture(items[""], 3, 99), GanttPicture(items[""], 99, 99)):  # fmt: skip
        await curator.taps(data=button.pack())
        assert size(curator)[0] == 1080
        assert size(curator)[1] <= 2000


async def test_staff_see_them_and_others_do_not(stage: Stage, curator: Actor) -> None:
    items = await plant(stage, curator, Row("Приказ", term="до 09.10.2026"))
    mentor = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    await stage.school("Школа № 2")
    other = await stage.join("Ким Анна Львовна", Role.CURATOR)

    await mentor.taps(data=StagesPicture(items[""]).pack())
    assert mentor.screen.photo is not None
    for button in (Pictures(items[""]), StagesPicture(items[""])):
        await other.taps(data=button.pack())
        assert other.alerts[-1] == "Это действие для Вашей роли закрыто. Ничего не изменилось."
