"""`python -m bot export`: a file without the messenger."""

import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.__main__ import parser
from bot.commands import export as command
from bot.commands.export import Wanted
from bot.settings import Settings
from db.engine import Database
from domain.exporting import What
from domain.roles import Role
from services.exporting.tables import batch
from tests.people_factories import person, school
from tests.services.test_exporting import scope


@pytest.fixture
def settings(db: Database, tmp_path: Path) -> Settings:
    return Settings.model_construct(
        timezone="Europe/Moscow", database_url=db.url, bot_token="1:x", data_dir=tmp_path,
        telegram_api_url=None, names_in_files="full",
    )  # fmt: skip


async def test_a_workbook_of_one_school(
    db: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = await school(db)
    await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    other = await school(db, "Школа № 2")
    await person(db, other, "Ким Анна Львовна", Role.CURATOR, chat="2")
    out = tmp_path / "new" / "people.xlsx"

    code = await command.run(settings, Wanted(What.PEOPLE, place, None, None, csv=False), out)

    assert code == 0
    assert capsys.readouterr().out == f"{out}: 1\u00a0строка\n"
    assert os.listdir(out.parent) == ["people.xlsx"]
    book = load_workbook(out)
    assert [row[2] for row in book["Люди"].iter_rows(values_only=True)][1:] == [
        "Ветрова Ольга Сергеевна"
    ]
    assert dict(book["Как считается"].iter_rows(values_only=True))["Кто выгрузил"] == (
        "командная строка"
    )
    (noted,) = (await db.read(batch, What.AUDIT, scope(place), 0)).rows[-1:]
    assert noted[4].code == "export:people"


async def test_everything_as_text_is_an_archive(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    await school(db)
    out = tmp_path / "all.zip"

    assert (
        await command.run(settings, Wanted(What.EVERYTHING, None, None, None, csv=True), out) == 0
    )
    assert out.read_bytes()[:2] == b"PK"


async def test_what_is_not_there_is_said(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Wanted(What.PEOPLE, None, date(2026, 10, 2), date(2026, 10, 1), csv=False)

    assert await command.run(settings, wrong, tmp_path / "x.xlsx") == 2
    assert await command.run(
        settings, Wanted(What.PEOPLE, 77, None, None, csv=False), tmp_path / "x.xlsx"
    ) == 2  # fmt: skip
    assert "x.xlsx" not in os.listdir(tmp_path)
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Последний день раньше первого")
    assert said[1].startswith("Организации № 77 нет.")


def test_the_command_line_knows_every_table() -> None:
    given = ["export", "everything", "--out", "a.xlsx", "--school", "3", "--since", "2026-09-01"]
    args = parser().parse_args([*given, "--csv"])

    assert (args.what, args.school, args.since, args.until, args.csv) == (
        "everything", 3, date(2026, 9, 1), None, True,
    )  # fmt: skip
