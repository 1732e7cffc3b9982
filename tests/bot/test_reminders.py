"""`python -m bot reminders`: the forecast and today's texts on the console."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.commands import reminders as command
from bot.settings import Settings
from db.engine import Database
from domain.roles import Role
from services import reminders
from tests.reminder_factories import MOSCOW, item, moscow, person, roadmap, school

MONDAY = date(2026, 10, 5)
NOON = moscow(MONDAY, 12)


@pytest.fixture
def settings(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation on the test's database, whose sandbox clock stands on a Friday evening."""
    monkeypatch.setattr(command, "_now", lambda _: moscow(date(2026, 10, 16), 18))
    return Settings.model_construct(
        timezone="Europe/Moscow", database_url=db.url, bot_token="1:x", data_dir=tmp_path,
        telegram_api_url=None, names_in_files="full",
    )  # fmt: skip


def make(session: Session) -> None:
    place = school(session, NOON)
    person(session, NOON, place, "Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = person(session, NOON, place, "Орлова Анна Юрьевна", Role.MENTOR)
    paper = person(session, NOON, place, "Бумагин Олег Ильич", Role.MENTOR, chat=False)
    row = roadmap(session, NOON, place)
    item(session, NOON, row, "Встреча", mentor, due=date(2026, 10, 30))
    item(session, NOON, row, "Беседа", paper, due=date(2026, 10, 30))


async def test_what_will_be_sent_day_by_day(
    db: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await db.write(make)
    await db.write(reminders.tick, moscow(date(2026, 10, 16), 17))

    assert await command.run(settings, date(2026, 11, 5), False) == 0

    assert capsys.readouterr().out.replace("\xa0", " ").splitlines() == [
        "",
        "27.10.2026, во вторник",
        "  передать лично  Бумагин Олег Ильич",
        "      - Беседа: до 30 октября (осталось 3 дня)",
        "  16:00  Орлова Анна Юрьевна",
        "      - Встреча: до 30 октября (осталось 3 дня)",
        "",
        "30.10.2026, в пятницу",
        "  передать лично  Бумагин Олег Ильич",
        "      - Беседа: сегодня последний день",
        "  16:00  Орлова Анна Юрьевна",
        "      - Встреча: сегодня последний день",
        "",
        "02.11.2026, в понедельник",
        "  передать лично  Бумагин Олег Ильич",
        "      - Беседа: срок 30 октября прошёл 3 дня назад",
        "  16:00  Орлова Анна Юрьевна",
        "      - Встреча: срок 30 октября прошёл 3 дня назад",
        "",
        "05.11.2026, в четверг",
        "  09:00  Ветрова Ольга Сергеевна",
        "      - Беседа: срок 30 октября прошёл 6 дней назад — Бумагин Олег Ильич",
        "      - Встреча: срок 30 октября прошёл 6 дней назад — Орлова Анна Юрьевна",
    ]


async def test_todays_texts_to_pass_on(
    db: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await db.write(make)
    # Claimed, but the messenger does not answer: nothing was sent.
    await db.write(reminders.tick, moscow(date(2026, 10, 16), 17))

    assert await command.run(settings, None, True) == 0

    assert capsys.readouterr().out.replace("\xa0", " ").splitlines() == [
        "=== Бумагин Олег Ильич (чата с ботом нет) ===",
        "Олег Ильич, добрый день!",
        "• Беседа: до 30 октября (осталось 14 дней)",
        "",
        "=== Орлова Анна Юрьевна ===",
        "Анна Юрьевна, добрый день!",
        "• Встреча: до 30 октября (осталось 14 дней)",
        "",
    ]


async def test_a_day_that_has_passed_is_refused(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await command.run(settings, MONDAY - timedelta(days=1), False) == 2
    assert capsys.readouterr().out.startswith("Этот день уже прошёл")


async def test_nothing_to_pass_on(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert await command.run(settings, None, True) == 0
    assert capsys.readouterr().out == "Сегодня передавать нечего.\n"


async def test_without_a_database_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.model_construct(
        timezone="Europe/Moscow", bot_token="1:x", data_dir=tmp_path,
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'absent.db'}",
    )  # fmt: skip

    assert await command.run(settings, None, False) == 1
    assert capsys.readouterr().out.startswith("Базы ещё нет")
    assert os.listdir(tmp_path) == []


def test_the_sandbox_has_a_clock_of_its_own(tmp_path: Path) -> None:
    settings = Settings.model_construct(bot_token=None, data_dir=tmp_path)
    folder = settings.data_dir_for(True)
    folder.mkdir(parents=True)
    (folder / "clock_offset").write_text(str(timedelta(days=400).total_seconds()))

    ahead = command._now(settings) - datetime.now(MOSCOW)

    assert timedelta(days=399) < ahead < timedelta(days=401)
