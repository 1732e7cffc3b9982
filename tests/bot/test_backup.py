"""A copy made while the program writes: whole, consistent, and never over an older one."""

import asyncio
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot import stored
from bot.commands import backup
from bot.copies.upgrade import copy_before_migration
from bot.settings import Settings
from texts import copies as texts

TOKEN = "123456789:" + "A" * 35


def settings(data_dir: Path, **fields: Any) -> Settings:
    return Settings.model_validate({"data_dir": data_dir, **fields})


def make_database(path: Path, revision: str = "0001") -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("create table alembic_version (version_num text)")
    connection.execute("insert into alembic_version values (?)", (revision,))
    connection.execute("create table pair (a integer, b integer)")
    return connection


async def write_pairs(connection: sqlite3.Connection, wanted: asyncio.Event) -> int:
    """Pairs that are only ever equal in a committed state."""
    number = 0
    while not wanted.is_set():
        connection.execute("begin immediate")
        connection.execute("insert into pair (a) values (?)", (number,))
        await asyncio.sleep(0)
        connection.execute("update pair set b = a where b is null")
        connection.execute("commit")
        number += 1
    return number


def unpack(out: Path, name: str, folder: Path) -> Path:
    with zipfile.ZipFile(out) as archive:
        return Path(archive.extract(name, folder))


def manifest(out: Path) -> dict[str, Any]:
    with zipfile.ZipFile(out) as archive:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))
        sums = {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name != "manifest.json"
        }
    assert found.pop("sha256") == sums
    assert str(found.pop("created")).endswith("+00:00")
    return found


async def test_an_online_copy_is_consistent(tmp_path: Path) -> None:
    data = tmp_path / "data/sandbox"
    connection = make_database(data / "nastavnik.db")
    (data / "files").mkdir()
    (data / "files/abc").write_bytes(b"photo")
    enough = asyncio.Event()
    writing = asyncio.create_task(write_pairs(connection, enough))
    await asyncio.sleep(0)

    code = await backup.run(settings(tmp_path / "data"), tmp_path / "out/copy.zip")

    enough.set()
    assert (code, await writing > 1) == (0, True)
    copied = unpack(tmp_path / "out/copy.zip", "database.sqlite3", tmp_path)
    with closing(stored.open_sqlite(copied)) as reader:
        ((pairs, torn),) = reader.execute("select count(*), sum(b is null) from pair")
        assert reader.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert manifest(tmp_path / "out/copy.zip") == {
        "kind": "sqlite",
        "revision": "0001",
        "tables": {"alembic_version": 1, "pair": pairs},
        "with_files": True,
        "file_names": ["abc"],
    }
    assert torn in (0, None)
    assert unpack(tmp_path / "out/copy.zip", "files/abc", tmp_path).read_bytes() == b"photo"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["copy.zip"]
    connection.close()


async def test_an_older_copy_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_database(tmp_path / "sandbox/nastavnik.db").close()
    out = tmp_path / "copy.zip"
    out.write_bytes(b"precious")

    code = await backup.run(settings(tmp_path), out)

    assert (code, out.read_bytes()) == (1, b"precious")
    assert capsys.readouterr().out == texts.exists(out) + "\n"


async def test_without_a_database_nothing_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await backup.run(settings(tmp_path / "data"), tmp_path / "out/copy.zip")

    assert (code, capsys.readouterr().out) == (1, texts.no_database() + "\n")
    assert list((tmp_path / "out").iterdir()) == []


async def test_a_damaged_database_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sandbox").mkdir()
    (tmp_path / "sandbox/nastavnik.db").write_bytes(b"damaged" * 1000)

    code = await backup.run(settings(tmp_path), tmp_path / "copy.zip")

    assert (code, capsys.readouterr().out) == (1, texts.database_silent() + "\n")
    assert not (tmp_path / "copy.zip").exists()


async def test_postgres_is_copied_and_can_be_read_back(
    postgres_database: str, tmp_path: Path
) -> None:
    connection = await stored.open_postgres(postgres_database)
    await connection.execute("create table note (id int primary key, text text)")
    await connection.execute("insert into note values (1, E'Ёж, \"да\"\\nещё'), (2, null)")
    found = settings(tmp_path, bot_token=TOKEN, database_url=postgres_database)

    code = await backup.run(found, tmp_path / "copy.zip")

    copied = unpack(tmp_path / "copy.zip", "tables/note.csv", tmp_path)
    assert (code, await read_back(connection, copied)) == (0, [(1, 'Ёж, "да"\nещё'), (2, None)])
    told = manifest(tmp_path / "copy.zip")
    assert (told["kind"], told["revision"], told["tables"]["note"]) == ("postgresql", None, 2)
    await connection.close()


async def read_back(connection: asyncpg.Connection, file: Path) -> list[tuple[Any, ...]]:
    await connection.execute("create table restored (like note)")
    await connection.copy_to_table("restored", source=file, format="csv", header=True)
    return [tuple(row) for row in await connection.fetch("select * from restored order by id")]


def test_before_a_migration_the_last_five_copies_stay(tmp_path: Path) -> None:
    path = tmp_path / "sandbox/nastavnik.db"
    connection = make_database(path, "0000")

    made = []
    for number in range(7):
        connection.execute("insert into pair values (?, 0)", (number,))
        made.append(copy_before_migration(settings(tmp_path), sandbox=True))
    connection.close()

    kept = sorted((tmp_path / "sandbox/backups").iterdir())
    assert kept == made[2:]
    with closing(stored.open_sqlite(kept[0])) as reader:
        assert reader.execute("select count(*) from pair").fetchone() == (3,)


def test_no_copy_when_nothing_will_change(tmp_path: Path) -> None:
    absent = copy_before_migration(settings(tmp_path), sandbox=True)
    make_database(tmp_path / "sandbox/nastavnik.db", str(stored.head())).close()

    assert (absent, copy_before_migration(settings(tmp_path), sandbox=True)) == (None, None)
    assert not (tmp_path / "sandbox/backups").exists()
