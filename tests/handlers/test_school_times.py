"""The school's quiet hours and the parts of its year, in the chat."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Break, Reminder
from domain.roles import Role
from handlers.buttons.school_times import QuietFrom, SetQuiet, TypeParts, UsualParts, YearParts
from handlers.buttons.settings import SchoolSettings
from services import calendars
from tests.handlers.test_reminders import give, lines, put_on
from tests.reminder_factories import MOSCOW

OWN = "I четверть: 1 сентября — 24 октября\n5 ноября — 28 декабря\n11.01-24.03\n2 апреля - 26 мая"


async def hours(stage: Any) -> list[int]:
    def read(session: Session) -> list[int]:
        found = session.scalars(select(Reminder.remind_at).order_by(Reminder.id))
        return [at.astimezone(MOSCOW).hour for at in found if at]

    return await stage.db.read(read)


async def quarters(stage: Any) -> list[tuple[str, str]]:
    def read(session: Session) -> list[tuple[str, str]]:
        found = calendars.schooling(session, stage.school_id).quarters
        return [(f"{first:%d.%m}", f"{last:%d.%m}") for first, last in found]

    return await stage.db.read(read)


async def test_quiet_hours_are_chosen_in_two_taps_and_move_what_is_to_come(stage: Any) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Встреча")
    await curator.taps(data=SchoolSettings(stage.school_id).pack())
    await curator.taps("Час для всех")
    await curator.taps("19:00")
    assert await hours(stage) == [19]

    await curator.taps("Тихое время")
    await curator.taps("18:00–9:00")

    assert lines(curator)[1].startswith("Сейчас с 18:00 до 9:00 и по воскресеньям")
    assert await hours(stage) == [17]


async def test_own_quiet_hours(stage: Any) -> None:
    curator, _, _ = await put_on(stage)
    await curator.taps(data=QuietFrom(stage.school_id).pack())

    await curator.taps("22:00")
    await curator.taps("6:00")
    await curator.taps("← Назад")

    assert "Тихое время: с 22:00 до 6:00 и воскресенья." in lines(curator)


@pytest.mark.parametrize(("begins", "ends"), [(3, 8), (20, 20), (24, 6), (-1, 0)])
async def test_hours_that_leave_no_day_are_refused(stage: Any, begins: int, ends: int) -> None:
    curator, _, _ = await put_on(stage)

    await curator.taps(data=SetQuiet(stage.school_id, begins, ends).pack())

    assert curator.alerts[-1].startswith("Так тихое время не выбрать.")


async def test_own_quarters_are_what_phrases_are_read_by(stage: Any) -> None:
    curator, _, _ = await put_on(stage)
    await curator.taps(data=YearParts(stage.school_id).pack())
    assert "II четверть: 5 ноября — 30 декабря" in lines(curator)

    await curator.taps("Вписать свои")
    await curator.sends(OWN)

    assert await quarters(stage) == [
        ("01.09", "24.10"), ("05.11", "28.12"), ("11.01", "24.03"), ("02.04", "26.05"),
    ]  # fmt: skip
    await curator.taps("Вернуть обычные")
    assert await quarters(stage) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("не знаю", "Не получилось понять даты."),
        ("1 сентября — 24 октября", "Не получилось понять даты."),
        ("\n".join(reversed(OWN.splitlines())), "Части года должны идти по порядку"),
    ],
)
async def test_parts_that_are_none_change_nothing(stage: Any, text: str, words: str) -> None:
    curator, _, _ = await put_on(stage)
    await curator.taps(data=TypeParts(stage.school_id).pack())

    await curator.sends(text)

    assert lines(curator)[0].startswith(words)
    assert await quarters(stage) == []


async def test_only_who_may_change_the_school_does(stage: Any) -> None:
    _, mentor, _ = await put_on(stage)
    other = await stage.join("Чужая Анна Львовна", Role.MENTOR)

    for actor in (mentor, other):
        await actor.taps(data=SetQuiet(stage.school_id, 18, 9).pack())
        await actor.taps(data=UsualParts(stage.school_id).pack())

    assert [actor.alerts[-1] for actor in (mentor, other)] == [
        "Это действие для Вашей роли закрыто. Ничего не изменилось."
    ] * 2
    assert await stage.db.read(lambda session: session.scalars(select(Break)).all()) == []
