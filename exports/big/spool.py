"""Rows on their way: kept on disk as they are read, for the worker to write the file of them."""

import pickle
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from exports.big.model import Row

LIMIT = pickle.HIGHEST_PROTOCOL


def add(folder: Path, key: str, rows: Sequence[Row]) -> None:
    """Append rows to what is kept of a table."""
    with (folder / f"{key}.rows").open("ab") as file:
        pickle.dump(rows, file, LIMIT)


def rows(folder: Path, key: str, start: int = 0, stop: int | None = None) -> Iterator[Row]:
    """The rows of a table from `start` up to `stop`; none of a table that has none."""
    yield from islice(_all(folder / f"{key}.rows"), start, stop)


def count(folder: Path, key: str) -> int:
    return sum(1 for _ in _all(folder / f"{key}.rows"))


def _all(path: Path) -> Iterator[Row]:
    if not path.exists():
        return
    with path.open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return
