"""What was copied comes back whole, on both databases, and nothing is lost on the way."""

import asyncio
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.commands import backup, migrate, restore
from bot.copies.nightly import Nightly, kept
from bot.heartbeat import Heartbeat
from bot.settings import Settings
from db.engine import Database
from domain.roles import Role
from services import enlist, troubles
from texts import copies as texts

TOKEN = "123456789:" + "A" * 35
NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
NAME = "a" * 64


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An installation of the real bot with migrated tables, one school and one file."""
    fields: dict[str, Any] = {"data_dir": tmp_path / "data", "bot_token": TOKEN}
    if request.param == "postgres":
        fields["database_url"] = request.getfixturevalue("empty_postgres_database")
    made = Settings.model_validate(fields)
    migrate.run(made)
    in_database(made, enlist.organisation, NOW, "Школа № 1", "Europe/Moscow")
    made.files_for(False).mkdir()
    (made.files_for(False) / NAME).write_bytes(b"photo")
    return made


def in_database(settings: Settings, fn: Any, *args: Any) -> Any:
    async def run() -> Any:
        database = Database(settings.database_url)
        try:
            return await database.write(fn, *args)
        finally:
            await database.close()

    return asyncio.run(run())


def schools(settings: Settings) -> list[str]:
    names = in_database(
        settings, lambda s: s.execute(text("SELECT name FROM organisation ORDER BY id")).all()
    )
    return [name for (name,) in names]


def copied(settings: Settings, out: Path) -> Path:
    assert asyncio.run(backup.run(settings, out)) == 0
    return out


def add_school(settings: Settings, name: str) -> None:
    in_database(settings, enlist.organisation, NOW, name, "Europe/Moscow")


def test_a_copy_comes_back_and_what_it_replaced_is_kept(
    settings: Settings, tmp_path: Path
) -> None:
    copy = copied(settings, tmp_path / "copy.zip")
    add_school(settings, "Школа № 2")
    (settings.files_for(False) / NAME).unlink()

    assert restore.run(settings, copy, sure=True) == 0

    assert schools(settings) == ["Школа № 1"]
    assert (settings.files_for(False) / NAME).read_bytes() == b"photo"
    (replaced,) = settings.backups_for(False).iterdir()
    assert restore.run(settings, replaced, sure=True) == 0
    assert schools(settings) == ["Школа № 1", "Школа № 2"]
    add_school(settings, "Школа № 3")  # new rows get new numbers
    assert schools(settings)[-1] == "Школа № 3"


def test_the_audit_log_still_only_grows_after_a_restore(
    settings: Settings, tmp_path: Path
) -> None:
    copy = copied(settings, tmp_path / "copy.zip")
    restore.run(settings, copy, sure=True)

    in_database(settings, lambda s: s.execute(text(
        "INSERT INTO audit_entry (at, action, subject, data)"
        " VALUES ('2026-10-05 07:00:00', 'x', 'person:1', '{}')"
    )) and None)  # fmt: skip
    with pytest.raises(Exception, match="append-only"):
        in_database(settings, lambda s: s.execute(text("DELETE FROM audit_entry")) and None)


def spoil(copy: Path, change: dict[str, Any]) -> None:
    with zipfile.ZipFile(copy) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = {**json.loads(members["manifest.json"]), **change}
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sha256": {f"files/{NAME}": "0" * 64}}, "damaged"),
        ({"sha256": {"../evil": "0" * 64}}, "foreign"),
        ({"revision": "9999"}, "newer"),
        ({"revision": None}, "foreign"),
    ],
)
def test_what_is_not_a_whole_copy_of_ours_changes_nothing(
    change: dict[str, Any],
    why: str,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = copied(settings, tmp_path / "copy.zip")
    spoil(copy, change)
    add_school(settings, "Школа № 2")
    capsys.readouterr()

    code = restore.run(settings, copy, sure=True)

    assert capsys.readouterr().out == texts.unfit(why) + "\n"
    assert (code, schools(settings)) == (1, ["Школа № 1", "Школа № 2"])


def test_sqlite_is_not_restored_into_postgres(
    empty_postgres_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = Settings.model_validate({"data_dir": tmp_path / "small", "bot_token": TOKEN})
    migrate.run(small)
    copy = copied(small, tmp_path / "copy.zip")
    large = Settings.model_validate(
        {
            "data_dir": tmp_path / "large",
            "bot_token": TOKEN,
            "database_url": empty_postgres_database,
        }
    )
    capsys.readouterr()

    assert restore.run(large, copy, sure=True) == 1

    assert capsys.readouterr().out == texts.unfit("other_kind") + "\n"


def test_a_running_bot_is_not_restored_under(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copied(settings, tmp_path / "copy.zip")
    heartbeat = Heartbeat(settings.data_dir)
    heartbeat.beat()
    capsys.readouterr()

    assert restore.run(settings, copy, sure=True) == 1

    assert capsys.readouterr().out == texts.still_running() + "\n"
    heartbeat.stop()
    assert restore.run(settings, copy, sure=True) == 0


def test_without_a_yes_nothing_is_touched(settings: Settings, tmp_path: Path) -> None:
    copy = copied(settings, tmp_path / "copy.zip")
    add_school(settings, "Школа № 2")

    assert restore.run(settings, copy, sure=False) == 1

    assert schools(settings) == ["Школа № 1", "Школа № 2"]


def test_a_file_that_is_not_there_is_said_before_the_question(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = tmp_path / "нет.zip"

    assert restore.run(settings, absent, sure=False) == 1

    assert capsys.readouterr().out == (
        f"Файла {absent} нет. Ничего не изменилось. Копии перечислит python -m bot restore.\n"
    )


def test_a_damaged_database_is_replaced_and_set_aside(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path / "data", "bot_token": TOKEN})
    migrate.run(settings)
    add_school(settings, "Школа № 1")
    copy = copied(settings, tmp_path / "copy.zip")
    for file in settings.data_dir.glob("nastavnik.db*"):
        file.write_bytes(b"damaged" * 1000)

    assert restore.run(settings, copy, sure=True) == 0

    assert schools(settings) == ["Школа № 1"]
    (aside,) = settings.backups_for(False).glob("damaged-*.db")
    assert aside.read_bytes() == b"damaged" * 1000


def test_an_upgrade_leaves_a_copy_to_go_back_to(settings: Settings) -> None:
    from alembic import command

    command.downgrade(migrate.config(settings.database_url), "0001")

    migrate.run(settings)

    (copy,) = settings.backups_for(False).iterdir()
    assert copy.name.startswith("before-0001-")
    add_school(settings, "Школа № 2")
    assert restore.run(settings, copy, sure=True) == 0
    assert schools(settings) == ["Школа № 1"]


def nightly(settings: Settings, at: datetime, told: list[date]) -> Nightly:
    async def tell(night: date) -> None:
        told.append(night)

    return Nightly(settings, lambda: at, tell)


def test_every_night_has_its_copy_even_if_the_machine_was_off(
    settings: Settings, tmp_path: Path
) -> None:
    told: list[date] = []
    elsewhere = settings.model_copy(update={"backup_dir": tmp_path / "other"})

    for at in (
        datetime(2026, 10, 5, 23, 30, tzinfo=UTC),  # 02:30 in Moscow: the night before last
        datetime(2026, 10, 6, 12, tzinfo=UTC),  # switched on at 15:00
        datetime(2026, 10, 6, 13, tzinfo=UTC),  # it is there
    ):
        asyncio.run(nightly(elsewhere, at, told).tick())

    names = sorted(path.name for path in (tmp_path / "other").iterdir())
    assert names == ["files", "nightly-2026-10-05.zip", "nightly-2026-10-06.zip"]
    assert told == []
    (settings.files_for(False) / NAME).unlink()
    assert restore.run(elsewhere, tmp_path / "other" / names[2], sure=True) == 0
    assert (settings.files_for(False) / NAME).read_bytes() == b"photo"


def test_old_copies_go_and_the_first_of_each_month_stays(settings: Settings) -> None:
    folder = settings.backups_for(False)
    folder.mkdir(parents=True)
    for name in ("nightly-2026-08-01.zip", "nightly-2026-08-02.zip", "mine.zip"):
        (folder / name).write_bytes(b"")

    asyncio.run(nightly(settings, datetime(2026, 10, 6, 12, tzinfo=UTC), []).tick())

    assert sorted(path.name for path in folder.iterdir()) == [
        "mine.zip", "nightly-2026-08-01.zip", "nightly-2026-10-06.zip",
    ]  # fmt: skip


def test_which_copies_stay_after_two_years() -> None:
    first, last = date(2024, 10, 3), date(2026, 10, 6)
    nights = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]

    stay = kept(nights, date(2026, 10, 6), 14)

    assert sorted(stay) == [
        *(date(2025, month, 1) for month in (11, 12)),
        *(date(2026, month, 1) for month in range(1, 10)),
        *(date(2026, 9, day) for day in range(23, 31)),
        *(date(2026, 10, day) for day in range(1, 7)),
    ]


def test_a_copy_that_cannot_be_made_is_told_and_tried_again(
    settings: Settings, tmp_path: Path
) -> None:
    told: list[date] = []
    (tmp_path / "file").write_bytes(b"")
    blocked = settings.model_copy(update={"backup_dir": tmp_path / "file"})
    night = nightly(blocked, datetime(2026, 10, 6, 12, tzinfo=UTC), told)

    asyncio.run(night.tick())
    asyncio.run(night.tick())

    assert told == [date(2026, 10, 6)] * 2


async def test_administrators_hear_of_a_missing_copy_once_a_day(stage: Any) -> None:
    admin = await stage.join("Ким Анна Львовна", Role.ADMINISTRATOR)
    before = len(admin.messages)

    for _ in range(2):
        await stage.db.write(troubles.no_copy, date(2026, 10, 5), stage.clock.now())
        await stage.settle()

    assert len(admin.messages) == before + 1
    assert admin.messages[-1].text.startswith("⚠️ Копия за сегодня")
