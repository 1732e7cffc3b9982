"""`make chaos`: the program under blows of every kind, on both databases, and what it cost.

    python -m tests.chaos [--seed N] [--kills 200] [--times 40] [--only sender,bot]
                          [--databases PostgreSQL]

Prints a table and, last, one line of JSON; ends with 1 when anything was lost.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot import logs
from sandbox.faults import Fault
from tests.chaos import blows, databases, kills
from tests.chaos.outcome import Outcome, as_json, line, table

FAULTS = [fault for fault in Fault if fault is not Fault.DROP_BEFORE]
KINDS = ("SQLite", "PostgreSQL")
PARTS = ("sender", "bot", "server", "messenger", "clock", "disk", "lock")


def main(argv: list[str] | None = None) -> int:
    args = _arguments(argv)
    logs.setup("CRITICAL")
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        for one in _all(args, Path(folder)):
            _say(line(one))
            outcomes.append(one)
    _say(table(outcomes))
    _say(as_json(args.seed, outcomes))
    return 0 if all(one.fine for one in outcomes) else 1


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--kills", type=int, default=200, help="of each process")
    parser.add_argument("--times", type=int, default=40, help="of each other trouble")
    parser.add_argument("--only", default=",".join(PARTS), help="comma-separated: %(default)s")
    parser.add_argument("--databases", default=",".join(KINDS), help="%(default)s")
    return parser.parse_args(argv)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _all(args: argparse.Namespace, folder: Path) -> Iterator[Outcome]:
    with databases.server() as server:
        for kind in args.databases.split(","):
            made = _Databases(kind, folder, server)
            yield from _of(args, made)


class _Databases:
    def __init__(self, kind: str, folder: Path, server: databases.Server) -> None:
        self.kind, self.folder, self.server = kind, folder, server
        self._made = 0

    def next(self) -> tuple[str, str, Path]:
        """The kind, a fresh database and a folder of its own."""
        self._made += 1
        folder = self.folder / f"{self.kind}-{self._made}"
        folder.mkdir()
        if self.kind == "SQLite":
            return self.kind, databases.sqlite(folder), folder
        return self.kind, self.server.database(), folder


def _of(args: argparse.Namespace, made: _Databases) -> Iterator[Outcome]:
    only, seed, times = set(args.only.split(",")), args.seed, args.times
    if "sender" in only:
        kind, url, folder = made.next()
        yield kills.sender(kind, url, args.kills, seed, folder)
    if "bot" in only:
        kind, url, folder = made.next()
        yield kills.bot(kind, url, args.kills, seed, folder)
    if "messenger" in only:
        for fault in FAULTS:
            kind, url, folder = made.next()
            yield asyncio.run(blows.messenger_fault(kind, url, fault, times, seed, folder))
    if "clock" in only:
        kind, url, folder = made.next()
        yield asyncio.run(blows.clock_jumps(kind, url, times, folder))
    if made.kind == "SQLite":
        if "disk" in only:
            kind, url, folder = made.next()
            yield asyncio.run(blows.full_disk(kind, url, times, folder))
        if "lock" in only:
            kind, url, folder = made.next()
            yield asyncio.run(blows.locked_file(kind, url, times, folder))
    elif "server" in only:
        kind, url, folder = made.next()
        yield asyncio.run(blows.server_killed(kind, url, made.server, args.kills, seed, folder))


if __name__ == "__main__":
    sys.exit(main())
