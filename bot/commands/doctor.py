"""`python -m bot doctor`: is everything in place, and if not, what to do, in words."""

import shutil
import tempfile
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

import aiohttp

from bot import stored
from bot.commands.moment import clock_of
from bot.heartbeat import Heartbeat
from bot.reachability import Reachability
from bot.settings import Settings, sqlite_path
from texts import doctor as texts

API_URL = "https://api.telegram.org"
ANSWER_WITHIN = 15.0
FREE_BYTES = 1 << 30
# Ticks come every few seconds; a long one (a large import) must not look like death.
HEARTBEAT_WITHIN = 300.0


class Check(NamedTuple):
    """One thing looked at: fine or not, and the sentence about it."""

    ok: bool
    text: str


async def run(settings: Settings, *, quick: bool = False) -> int:
    """Print one line a check; 0 when all is well, 1 when something wants a hand.

    `quick` is the container's health check: the running bot and its database, no network.
    """
    checks = await _quick(settings) if quick else await examine(settings)
    for check in checks:
        print(texts.line(*check))
    failed = sum(not check.ok for check in checks)
    print(texts.verdict(failed))
    return 1 if failed else 0


async def examine(settings: Settings) -> list[Check]:
    """All checks of the installation, the messenger last because it may take seconds."""
    data_dir = settings.data_dir_for(settings.sandbox)
    now = clock_of(settings).now().astimezone(settings.zone)
    return [
        Check(True, texts.zone(settings.timezone, now)),
        _data_dir(data_dir),
        _disk(data_dir),
        await _database(settings.database_url_for(settings.sandbox)),
        await _messenger(settings),
    ]


async def _quick(settings: Settings) -> list[Check]:
    data_dir = settings.data_dir_for(settings.sandbox)
    return [_alive(data_dir), await _database(settings.database_url_for(settings.sandbox))]


def _alive(data_dir: Path) -> Check:
    age = Heartbeat(data_dir).age()
    if age is None or age > HEARTBEAT_WITHIN:
        return Check(False, texts.not_alive())
    return Check(True, texts.alive(age))


def _data_dir(path: Path) -> Check:
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(b"doctor")
    except OSError:
        return Check(False, texts.data_dir_closed(path))
    return Check(True, texts.data_dir(path))


def _disk(path: Path) -> Check:
    existing = next(folder for folder in (path, *path.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free
    enough = free >= FREE_BYTES
    return Check(enough, (texts.disk if enough else texts.disk_full)(free / (1 << 30)))


async def _database(url: str) -> Check:
    try:
        found, wanted = await stored.revision(url), stored.head()
    except stored.Missing:
        return Check(True, texts.database_absent())
    except stored.Unusable:
        return Check(False, texts.database_silent(sqlite_path(url)))
    if found is None:
        return Check(False, texts.database_empty())
    if found != wanted:
        return Check(False, texts.database_other(found, str(wanted)))
    return Check(True, texts.database(found))


async def _messenger(settings: Settings) -> Check:
    if settings.bot_token is None:
        return Check(True, texts.no_token())
    url = f"{settings.telegram_api_url or API_URL}/bot{settings.bot_token}/getMe"
    try:
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, proxy=settings.telegram_proxy) as response,
        ):
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return Check(False, _silent(settings))
    return _identity(answer, settings)


def _identity(answer: object, settings: Settings) -> Check:
    match answer:
        case {"ok": True, "result": {"username": str(username)}}:
            return Check(True, texts.messenger(username))
        # The server says 404 to a token of a wrong shape and 401 to a revoked one.
        case {"ok": False, "error_code": 401 | 404}:
            return Check(False, texts.token_refused())
        case _:
            return Check(False, _silent(settings))


def _silent(settings: Settings) -> str:
    since = Reachability(settings.data_dir_for(settings.sandbox)).down_since()
    local = since.replace(tzinfo=since.tzinfo or UTC).astimezone(settings.zone) if since else None
    return texts.messenger_silent(local, settings.telegram_proxy is not None)
