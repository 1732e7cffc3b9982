"""Handles of the processes around the one that is killed, and what a crash leaves behind."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from sqlalchemy import select as select_rows
from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import Database, is_sqlite
from db.models import Identity, OutboxMessage
from db.models.outbox import OutboxState
from tests.bot.kill.points import Run

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 240
_DIRECT = build_opener(ProxyHandler({}))
# A commit that was on its way when its process died is over after this, one way or the other.
_END_OF_THE_DEAD = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True)
class Row:
    """A message of the outbox as it stands after a crash."""

    chat_id: int
    state: OutboxState
    attempts: int


@contextmanager
def _process(module: str, log: Path) -> Iterator["subprocess.Popen[str]"]:
    """A module run beside the tests, gone with all its children at the end."""
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _line(process: "subprocess.Popen[str]", patience: float = PATIENCE_SECONDS) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], patience)
    return process.stdout.readline().strip() if ready else "nothing: it hangs"


class Parent:
    """The preloaded program."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process, self._log = process, log
        assert _line(process) == "ready", self.said()

    def run(self, run: Run, patience: float = PATIENCE_SECONDS) -> str:
        """One life; how it ended: a code as of subprocess, negative for a signal. One that lasts
        longer than the patience, in seconds, is taken for hung."""
        assert self._process.stdin is not None
        print(json.dumps(asdict(run)), file=self._process.stdin, flush=True)
        return _line(self._process, patience)

    def said(self) -> str:
        """The last lines that the program and its parent wrote on stderr."""
        return self._log.read_text(encoding="utf-8")[-3000:]


@contextmanager
def parent(folder: Path) -> Iterator[Parent]:
    log = folder / "parent.log"
    with _process("tests.bot.kill.parent", log) as process:
        yield Parent(process, log)


class Messenger:
    """The fake messenger in its own process."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def people(self, chat_ids: list[int]) -> None:
        """Let them press START."""
        self._ask("people", chat_ids)

    def greet(self, chat_ids: list[int]) -> None:
        """Let the bot have said something, on which buttons can be pressed."""
        for chat_id in chat_ids:
            body = json.dumps({"chat_id": chat_id, "text": "hello"}).encode()
            url = f"{self.address}/bot{self.token}/sendMessage"
            headers = {"Content-Type": "application/json"}
            with _DIRECT.open(Request(url, body, headers), timeout=PATIENCE_SECONDS) as answer:
                answer.read()

    def acts(self, acts: list[tuple[int, str, str]]) -> None:
        """Let people write and press: (chat, "write" | "press", what)."""
        self._ask("acts", acts)

    def faults(self, orders: list[tuple[str, str, int]]) -> None:
        """Order faults of the next calls: (fault, method, times)."""
        self._ask("faults", orders)

    def unanswered(self) -> int:
        """Presses whose buttons still spin."""
        return int(self._ask("presses")["unanswered"])

    def settle(self) -> None:
        """Nothing is under way any more."""
        self._ask("settle")

    def delivered(self) -> dict[int, list[str]]:
        """Every text of every chat, once nothing is under way any more."""
        self.settle()
        answer = self._ask("delivered")
        assert answer["wrong"] == [], "calls that the real messenger would refuse"
        return self._texts(answer)

    def delivered_so_far(self) -> dict[int, list[str]]:
        """The same while calls may hang; and the messenger may have refused some, as it does an
        answer to a press that was answered already."""
        return self._texts(self._ask("delivered"))

    def _texts(self, answer: Any) -> dict[int, list[str]]:
        return {int(chat_id): texts for chat_id, texts in answer["texts"].items()}

    def _ask(self, what: str, body: object = None) -> Any:
        request = Request(f"{self.address}/kill/{what}", json.dumps(body).encode(), method="POST")
        with _DIRECT.open(request, timeout=PATIENCE_SECONDS) as answer:
            return json.load(answer)


@contextmanager
def messenger(folder: Path) -> Iterator[Messenger]:
    with _process("tests.bot.kill.messenger", folder / "messenger.log") as process:
        yield Messenger(**json.loads(_line(process)))


def rows(url: str) -> dict[int, Row]:
    """The outbox by id, when the last transaction of the dead has ended."""
    found: dict[int, Row] = now(read(url, _load))
    return found


def _load(session: Session) -> dict[int, Row]:
    found = session.execute(
        select_rows(
            OutboxMessage.id, Identity.chat_id, OutboxMessage.state, OutboxMessage.attempts
        ).join(Identity, Identity.person_id == OutboxMessage.person_id)
    )
    return {row.id: Row(int(row.chat_id), row.state, row.attempts) for row in found}


def now(work: Any) -> Any:
    """What a coroutine comes to."""
    return asyncio.run(work)


async def read(url: str, fn: Any) -> Any:
    """What a function of the session finds, when the last transaction of the dead has ended."""
    database = Database(url)
    try:
        if not is_sqlite(url):
            await database.read(lambda session: session.execute(_END_OF_THE_DEAD).all())
        return await database.read(fn)
    finally:
        await database.close()


async def write(url: str, fn: Any, *args: Any) -> Any:
    """One transaction by a database that is closed again."""
    database = Database(url)
    try:
        return await database.write(fn, *args)
    finally:
        await database.close()
