"""A database out of service and a time without the bot: people are told, nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import Update

from bot.backlog import Apology, silence
from bot.heartbeat import Heartbeat
from db.engine import Database, Unavailable
from domain.roles import Role
from sandbox.faults import Fault
from tests.stage import Stage
from texts import refusals


async def test_who_meets_a_silent_database_is_told_once_and_served_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    fed: list[dict[str, object]] = []
    left = 2

    async def keep(update: dict[str, object]) -> None:
        fed.append(update)

    real = Database.read

    async def read(self: Database, *args: object, **kwargs: object) -> object:
        nonlocal left
        if left:
            left -= 1
            raise Unavailable
        return await real(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "read", read)
    curator.feed = keep
    await curator.sends("/menu")
    before = len(curator.messages)
    update = Update.model_validate(fed[0], context={"bot": stage.app.bot})

    for _ in range(2):
        with pytest.raises(Unavailable):
            await stage.app.feed(update)
    await stage.app.feed(update)

    assert [message.text for message in curator.messages[before:-1]] == [refusals.later()]
    assert curator.screen.text.startswith("Ольга\u00a0Сергеевна")


async def test_an_answer_that_the_server_failed_is_repeated(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.sends("/settings")
    stage.world.faults.add(Fault.BAD_GATEWAY_HTML, "editMessageText", times=2)

    await curator.taps("Меню")

    assert curator.screen.text.startswith("Ольга\u00a0Сергеевна")


async def test_after_a_long_silence_everybody_who_wrote_hears_why(stage: Stage) -> None:
    await stage.school()
    anna = await stage.join("Ким Анна Львовна", Role.MENTOR)
    update = Update.model_validate(
        {
            "update_id": 1,
            "message": {
                "message_id": 1, "date": 0, "text": "привет",
                "chat": {"id": anna.id, "type": "private"},
            },
        }
    )  # fmt: skip
    apology = Apology(
        stage.app.bot, timedelta(minutes=35), stage.clock.now, ZoneInfo("Europe/Moscow")
    )
    before = len(anna.messages)

    await apology([update, update])

    assert [message.text for message in anna.messages[before:]] == [
        "Простите за задержку: бот не отвечал с 09:25 до 10:00. Всё, что пришло за это "
        "время, принято."
    ]


def test_a_short_restart_is_not_worth_a_word() -> None:
    now = datetime(2026, 10, 5, 7, tzinfo=UTC)

    assert silence(None, now) is None
    assert silence(now - timedelta(minutes=4), now) is None
    assert silence(now - timedelta(hours=9), now) == timedelta(hours=9)


def test_the_heart_remembers_when_it_stopped(tmp_path: Path) -> None:
    heart = Heartbeat(tmp_path)
    assert heart.silent_since() is None
    heart.beat()
    heart.stop()

    assert heart.age() is None
    since = heart.silent_since()
    assert since is not None
    assert datetime.now(UTC) - since < timedelta(minutes=1)
