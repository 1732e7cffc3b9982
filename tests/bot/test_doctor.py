"""The doctor looks at a real server, a real database and a real folder."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import stored
from bot.commands import doctor
from bot.heartbeat import Heartbeat
from bot.reachability import Reachability
from bot.settings import Settings
from texts import doctor as texts

TOKEN = "123456789:" + "A" * 35
ANSWERS: dict[str, tuple[int, Any]] = {
    f"/bot{TOKEN}/getMe": (200, {"ok": True, "result": {"id": 1, "username": "school_bot"}}),
}
REFUSED = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


async def answer(request: web.Request) -> web.Response:
    if request.path.startswith("/html"):
        return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
    status, body = ANSWERS.get(request.path, REFUSED)
    return web.json_response(body, status=status)


@pytest.fixture
async def server() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    async with TestServer(app) as running:
        yield str(running.make_url("")).rstrip("/")


def settings(data_dir: Path, **fields: Any) -> Settings:
    return Settings.model_validate({"data_dir": data_dir, **fields})


def with_token(data_dir: Path, api_url: str, token: str = TOKEN) -> Settings:
    return settings(data_dir, bot_token=token, telegram_api_url=api_url)


def make_database(path: Path, revision: str | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table alembic_version (version_num text)")
        if revision is not None:
            connection.execute("insert into alembic_version values (?)", (revision,))


async def messenger_check(found: Settings) -> doctor.Check:
    return (await doctor.examine(found))[-1]


async def test_a_healthy_installation(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = str(stored.head())
    make_database(tmp_path / "nastavnik.db", head)

    code = await doctor.run(with_token(tmp_path, server))

    said = capsys.readouterr().out.splitlines()
    assert (code, [line[0] for line in said[:-1]]) == (0, ["✅"] * 5)
    assert said[3:] == [
        texts.line(True, texts.database(head)),
        texts.line(True, texts.messenger("school_bot")),
        texts.verdict(0),
    ]


async def test_before_the_first_start_nothing_is_wrong(tmp_path: Path) -> None:
    data = tmp_path / "data"

    checks = await doctor.examine(settings(data))

    assert [check.ok for check in checks] == [True] * 5
    assert [check.text for check in checks[3:]] == [texts.database_absent(), texts.no_token()]
    assert [path.name for path in settings(data).data_dir_for(True).iterdir()] == []


async def test_a_refused_token(server: str, tmp_path: Path) -> None:
    check = await messenger_check(with_token(tmp_path, server, TOKEN[:-1] + "B"))

    assert check == (False, texts.token_refused())


async def test_a_server_that_answers_in_html_is_not_the_messenger(
    server: str, tmp_path: Path
) -> None:
    check = await messenger_check(with_token(tmp_path, f"{server}/html"))

    assert check == (False, texts.messenger_silent(None, via_proxy=False))


async def test_an_unreachable_messenger_is_told_with_its_time(
    tmp_path: Path, unused_tcp_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Reachability(tmp_path).mark_down(datetime(2026, 9, 1, 6, 30, tzinfo=UTC))
    found = with_token(tmp_path, f"http://127.0.0.1:{unused_tcp_port}")

    code = await doctor.run(found)

    said = capsys.readouterr().out
    since = datetime(2026, 9, 1, 9, 30, tzinfo=found.zone)
    assert texts.line(False, texts.messenger_silent(since, via_proxy=False)) in said.splitlines()
    assert (code, "с 01.09.2026 09:30" in said, TOKEN in said) == (1, True, False)


async def test_the_way_goes_through_the_proxy(
    server: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    reachable = with_token(tmp_path, server)
    dead = f"http://127.0.0.1:{unused_tcp_port}"
    behind_dead_proxy = settings(
        tmp_path, bot_token=TOKEN, telegram_api_url=server, telegram_proxy=dead
    )

    assert (await messenger_check(reachable)).ok
    assert await messenger_check(behind_dead_proxy) == (
        False,
        texts.messenger_silent(None, via_proxy=True),
    )


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "sandbox").write_text("in the way")

    check = (await doctor.examine(settings(tmp_path)))[1]

    assert check == (False, texts.data_dir_closed(tmp_path / "sandbox"))


async def database_check(data_dir: Path, **fields: Any) -> doctor.Check:
    return (await doctor.examine(settings(data_dir, **fields)))[3]


async def test_a_database_of_another_version(tmp_path: Path) -> None:
    make_database(tmp_path / "sandbox/nastavnik.db", "0000")

    check = await database_check(tmp_path)

    assert check == (False, texts.database_other("0000", str(stored.head())))


async def test_a_database_that_was_never_migrated(tmp_path: Path) -> None:
    make_database(tmp_path / "sandbox/nastavnik.db", None)

    assert await database_check(tmp_path) == (False, texts.database_empty())


async def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "sandbox/nastavnik.db"
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 100)

    assert await database_check(tmp_path) == (False, texts.database_silent(path))


async def test_a_postgres_server_that_is_not_there(
    server: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    url = f"postgresql://u:p@127.0.0.1:{unused_tcp_port}/db"
    fields = {"bot_token": TOKEN, "telegram_api_url": server, "database_url": url}

    assert await database_check(tmp_path, **fields) == (False, texts.database_silent(None))


async def test_postgres_that_was_never_migrated(
    postgres_database: str, server: str, tmp_path: Path
) -> None:
    fields = {"bot_token": TOKEN, "telegram_api_url": server, "database_url": postgres_database}

    assert await database_check(tmp_path, **fields) == (False, texts.database_empty())


async def test_quick_asks_for_a_sign_of_life(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_database(tmp_path / "sandbox/nastavnik.db", str(stored.head()))
    silent = await doctor.run(settings(tmp_path), quick=True)
    Heartbeat(tmp_path / "sandbox").beat()

    alive = await doctor.run(settings(tmp_path), quick=True)

    assert (silent, alive) == (1, 0)
    assert texts.not_alive() in capsys.readouterr().out


def test_reachability_remembers_the_first_failure(tmp_path: Path) -> None:
    first, later = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)
    kept = Reachability(tmp_path / "made")

    assert (kept.down_since(), kept.mark_up()) == (None, False)
    assert (kept.mark_down(first), kept.mark_down(later)) == (True, False)
    assert Reachability(tmp_path / "made").down_since() == first
    assert (kept.mark_up(), kept.down_since()) == (True, None)


async def test_the_time_is_that_of_the_program(tmp_path: Path) -> None:
    found = settings(tmp_path, timezone="Europe/Moscow")
    folder = found.data_dir_for(True)
    folder.mkdir(parents=True)
    (folder / "clock_offset").write_text(str(timedelta(days=400).total_seconds()))
    ahead = datetime.now(found.zone) + timedelta(days=400)

    zone = (await doctor.examine(found))[0]

    # The minute may turn between the two looks at the clock.
    later = ahead + timedelta(minutes=1)
    assert zone.text in {texts.zone("Europe/Moscow", ahead), texts.zone("Europe/Moscow", later)}
