"""Settings in the chat: my hour, the school's rhythm, week, hours and days."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Break, DayOverride, Organisation, Reminder
from domain.roles import Role
from handlers import registry
from tests.handlers.test_reminders import captions, give, lines, play, put_on
from tests.reminder_factories import MOSCOW


async def moments(stage: Any) -> list[str]:
    def read(session: Session) -> list[str]:
        found = session.scalars(select(Reminder.remind_at).order_by(Reminder.id))
        return [f"{at.astimezone(MOSCOW):%d.%m %H:%M}" for at in found if at]

    return await stage.db.read(read)


async def preferences(stage: Any) -> dict[str, Any]:
    def read(session: Session) -> dict[str, Any]:
        return session.scalars(select(Organisation).order_by(Organisation.id)).one().preferences

    return await stage.db.read(read)


async def test_my_hour_moves_my_reminders(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")

    await mentor.sends("/settings")
    assert lines(mentor) == [
        "🕒 Настройки", "Напоминания приходят в 16:00 (как в школе).", "Роли:",
        "• наставник, МБОУ «СОШ № 1»",
    ]  # fmt: skip
    await mentor.taps("Время напоминаний")
    await mentor.taps("11:00")

    assert lines(mentor)[1] == "Напоминания приходят в 11:00 (выбрано Вами)."
    assert await moments(stage) == ["16.10 11:00"]
    await mentor.taps("Время напоминаний")
    await mentor.taps("Как в школе (16:00)")
    assert await moments(stage) == ["16.10 16:00"]


async def test_nobody_is_reminded_at_night(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)

    await mentor.taps(data="s1:23", message_id=mentor.screen.message_id)

    assert mentor.alerts[-1].startswith("В это время бот молчит")


async def test_another_rhythm_moves_what_is_to_come(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await curator.taps("Настройки")
    await curator.taps("Настройки школы")
    assert lines(curator) == [
        "📅 Настройки школы",
        "Ритм: за 14 и 3 дня, в день срока, через 2 дня после; "
        "куратору — через 5 дней после срока, один раз.",
        "Учебная неделя: пять дней.",
        "Напоминания в 16:00, кураторам в 9:00.",
        "Тихое время: с 20:00 до 8:00 и воскресенья.",
    ]  # fmt: skip

    await curator.taps("Ритм напоминаний")
    await curator.taps("7, 1, 0, +2")
    assert await moments(stage) == ["23.10 16:00"]
    await curator.taps("Ритм напоминаний")
    await curator.taps("Свой ритм")
    await curator.sends("каждый день")
    assert lines(curator)[0].startswith("Не получилось понять ритм.")
    await curator.sends("10, 0, +3, +7")

    assert lines(curator)[1].startswith("Ритм: за 10 дней, в день срока, через 3 и 7 дней после")
    assert await moments(stage) == ["20.10 16:00"]
    assert (await preferences(stage))["rhythm"] == {
        "before": [10, 0], "after": [3, 7], "escalate_after": 10,
    }  # fmt: skip


async def test_week_and_hours_of_the_school(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча", due=date(2026, 10, 31))
    await curator.taps("Настройки")
    await curator.taps("Настройки школы")

    await curator.taps("Шестидневка")
    assert await moments(stage) == ["17.10 16:00"]
    await curator.taps("Час для всех")
    await curator.taps("14:00")
    await curator.taps("Час для кураторов")
    await curator.taps("8:00")

    assert await moments(stage) == ["17.10 14:00"]
    assert lines(curator)[3] == "Напоминания в 14:00, кураторам в 8:00."


async def test_a_day_off_moves_a_reminder_and_can_be_removed(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await curator.taps("Настройки")
    await curator.taps("Настройки школы")
    await curator.taps("Выходные и отпуск")
    await curator.taps("Добавить выходной")
    await curator.taps("16")

    assert await moments(stage) == ["15.10 16:00"]
    assert "16 октября · выходной · убрать" in [row[0] for row in captions(curator)]
    await curator.taps("16\u00a0октября · выходной · убрать")
    assert await moments(stage) == ["16.10 16:00"]
    assert await stage.db.read(lambda s: s.scalars(select(DayOverride)).all()) == []


async def test_leave_of_the_school_is_silent(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await curator.taps("Настройки")
    await curator.taps("Настройки школы")
    await curator.taps("Выходные и отпуск")
    await curator.taps("Добавить отпуск")
    await curator.taps("15")
    assert lines(curator)[-1] == "Отпуск с 15 октября. Последний день?"
    await curator.taps("20")

    assert await moments(stage) == ["14.10 16:00"]
    await curator.taps("отпуск: 15\u00a0октября — 20\u00a0октября · убрать")
    assert await moments(stage) == ["16.10 16:00"]
    assert await stage.db.read(lambda s: s.scalars(select(Break)).all()) == []


async def test_a_leave_that_ends_before_it_begins_is_refused(stage: Any) -> None:
    curator, *_ = await put_on(stage)

    await curator.taps(
        data=f"sb:{stage.school_id}:1:20261020:20261015", message_id=curator.screen.message_id
    )

    assert curator.alerts[-1].startswith("Последний день должен быть не раньше первого")


FORGED = [
    "so:{0}", "sr:{0}", "s2:{0}:1", "s3:{0}", "sw:{0}:1", "s4:{0}:1", "s5:{0}:1:10", "sd:{0}:0",
    "s6:{0}:1:0:0", "s7:{0}:0:20261016", "s9:{0}:1:0:0", "sa:{0}:1:20261016:0:0",
    "sb:{0}:1:20261016:20261018", "s8:{1}", "sc:{2}",
]  # fmt: skip
OPEN = {"st", "sh", "s1"}  # one's own


@pytest.mark.parametrize("who", ["mentor", "foreign curator"])
async def test_nobody_else_changes_the_school(stage: Any, who: str) -> None:
    _, mentor, _ = await put_on(stage)
    place = stage.school_id

    def make(session: Session) -> tuple[int, int]:
        day = DayOverride(organisation_id=place, day=date(2026, 12, 1), works=False)
        span = Break(
            organisation_id=place, kind="leave", first=date(2027, 7, 1), last=date(2027, 8, 1)
        )
        session.add_all([day, span])
        session.flush()
        return day.id, span.id

    day, span = await stage.db.write(make)
    if who == "mentor":
        actor = mentor
    else:
        await stage.school("МБОУ «СОШ № 2»")
        actor = await stage.join("Чужих Инна Львовна", Role.CURATOR)
    screen = actor.screen.message_id

    for data in FORGED:
        alerts = len(actor.alerts)
        await actor.taps(data=data.format(place, day, span), message_id=screen)
        assert actor.alerts[alerts:] == [
            "Это действие для Вашей роли закрыто. Ничего не изменилось."
        ], data
    kept = await stage.db.read(lambda s: s.get_one(Organisation, place).preferences)
    assert kept == {}


def test_every_button_of_settings_is_forged_here() -> None:
    prefixes = {
        prefix
        for prefix, kind in registry.BUTTONS.items()
        if kind.__module__ == "handlers.buttons.settings"
    }

    assert prefixes == {data.split(":")[0] for data in FORGED} | OPEN


async def test_the_curators_hour_is_the_morning(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await give(stage, None, "Приказ")

    await play(stage, date(2026, 10, 16), 9)

    assert lines(curator)[2] == "1 · Приказ"
    assert datetime(2026, 10, 16, 9, tzinfo=MOSCOW) == stage.clock.now()
