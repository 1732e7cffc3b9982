"""The screen «Сколько сообщений»: for the administrator over all, for a school's own leaders."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.roles import Role
from handlers.buttons.noise import Noise
from services import outbox
from tests.bot.test_noise import got

HOUR = timedelta(hours=1)


def lines(actor: Any) -> list[str]:
    return [line for line in actor.screen.text.replace("\xa0", " ").splitlines() if line]


def wait(session: Session, person_id: int, now: Any, kind: str) -> None:
    outbox.enqueue(
        session, person_id, kind, {}, dedup_key=f"w:{kind}", send_after=now + HOUR, now=now
    )


async def told(stage: Any, actor: Any, times: int) -> None:
    now = stage.clock.now()
    moments = [now - timedelta(days=number, hours=1) for number in range(times)]
    await stage.db.write(got, stage.person_id(actor), moments)


async def test_who_got_how_many_of_five(stage: Any) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Белова Наталья Игоревна", Role.MENTOR)
    quiet = await stage.join("Сомов Пётр Ильич", Role.MENTOR)
    await told(stage, curator, 5)
    await told(stage, mentor, 2)
    await stage.db.write(wait, stage.person_id(curator), stage.clock.now(), "bundle")
    await stage.db.write(wait, stage.person_id(quiet), stage.clock.now(), "digest")

    await curator.sends("/settings")
    await curator.taps("Сколько сообщений")

    assert lines(curator) == [
        "📊 Сколько сообщений · Школа № 1",
        "За 7 дней: 7 сообщений 2 людям (напоминания 7).",
        "Сам бот пишет человеку не больше 5 раз за 7 дней. Из-за этого ждёт 1 сообщение.",
        "• Ветрова О. С.: 5 из 5, ждёт ещё 1",
        "• Белова Н. И.: 2 из 5",
    ]
    assert curator.screen.buttons[-1] == ["← Назад", "Меню"]


async def test_the_administrator_sees_all_schools_and_others_only_theirs(stage: Any) -> None:
    first = await stage.school("Школа № 1")
    one = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    second = await stage.school("Школа № 2")
    two = await stage.join("Белова Наталья Игоревна", Role.HEAD)
    mentor = await stage.join("Сомов Пётр Ильич", Role.MENTOR)
    stage.school_id = 0
    admin = await stage.join("Лапин Глеб Аркадьевич", Role.ADMINISTRATOR)
    await told(stage, one, 3)
    await told(stage, two, 1)

    await admin.sends("/settings")
    await admin.taps("Сколько сообщений")
    assert lines(admin)[0] == "📊 Сколько сообщений · все школы"
    assert lines(admin)[3:] == [
        "• Ветрова О. С.: 3 из 5 · Школа № 1", "• Белова Н. И.: 1 из 5 · Школа № 2",
    ]  # fmt: skip

    await two.sends("/settings")
    await two.taps("Сколько сообщений")
    assert lines(two)[3:] == ["• Белова Н. И.: 1 из 5"]
    forbidden = ["Это действие для Вашей роли закрыто. Ничего не изменилось."]
    for place in (first, None):
        await two.taps(data=Noise(place, 0).pack())
    assert two.alerts == forbidden * 2
    await mentor.sends("/settings")
    assert not mentor.screen.has("Сколько сообщений")
    await mentor.taps(data=Noise(second, 0).pack())
    assert mentor.alerts == forbidden


async def test_a_silent_week_and_a_long_list(stage: Any) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps(data=Noise(stage.school_id, 0).pack())
    assert "никому не писал" in lines(curator)[1]

    for number in range(13):
        person = await stage.without_chat(f"Сомов {number:02} Ильич", Role.MENTOR)
        await stage.db.write(got, person, [stage.clock.now() - HOUR])
    await curator.taps(data=Noise(stage.school_id, 0).pack())
    assert len(lines(curator)) == 3 + 12
    await curator.taps(curator.screen.buttons[0][0])
    assert len(lines(curator)) == 3 + 1
