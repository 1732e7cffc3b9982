"""`make monkey`: thousands of steps of every kind by everybody, and what they led to.

    python -m tests.monkey [--seed N] [--steps 5000] [--database sqlite|postgres]

Prints every trouble with the steps that lead to it, a table and, last, one line of JSON; ends
with 1 when there was any trouble.
"""

import argparse
import asyncio
import contextlib
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot import logs
from exports.worker import stop_worker
from tests.chaos import databases
from tests.monkey.play import play, table


def main(argv: list[str] | None = None) -> int:
    args = _arguments(argv)
    logs.setup("ERROR")
    logging.root.handlers[:] = [logging.NullHandler()]
    with tempfile.TemporaryDirectory(prefix="monkey-") as name, _made(args.database) as database:
        report = asyncio.run(play(args.seed, args.steps, database, Path(name), _say))
    stop_worker()
    _say(table(report))
    _say(report.as_json())
    return 1 if report.found else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args(argv)


@contextlib.contextmanager
def _made(kind: str) -> Iterator[Callable[[Path], str]]:
    """Makes fresh databases of a kind."""
    if kind == "sqlite":
        yield databases.sqlite
        return
    # Making one runs a loop of its own, while the monkey's is running.
    with databases.server() as server, ThreadPoolExecutor(1) as aside:
        yield lambda folder: aside.submit(server.database).result()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
