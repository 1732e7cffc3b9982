"""The files of an export: one, or several where one would be more than the messenger takes."""

import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.names import Style
from exports.big import csv, spool, xlsx
from exports.big.cells import plain_rows
from exports.big.model import Job, Kind, Sheet, Table
from exports.names import file_part
from texts import export_files as words

LIMIT = 45 << 20
"""Bytes of one file: the messenger takes 50 MB."""
ROWS = 500_000
"""In one file: a sheet takes a million, and a step of the worker should be short."""
_LEAST_ROWS = 100


@dataclass(frozen=True, slots=True)
class _Slice:
    """Some rows of a table that go into one file."""

    table: Table
    start: int
    stop: int


def make(
    source: Path, job: Job, folder: Path, *, limit: int = LIMIT, most: int = ROWS
) -> tuple[Path, ...]:
    """The files, in order. `source`: where the rows are kept (spool); `folder`: where to write.

    CPU-bound: call through exports.worker.in_worker.
    """
    counts = {table.key: spool.count(source, table.key) for table in job.tables}
    while True:
        volumes = list(_volumes(job.tables, counts, most))
        made = [
            _volume(source, job, folder / f"{number}", volume, (number, len(volumes)), limit)
            for number, volume in enumerate(volumes, 1)
        ]
        largest = max(path.stat().st_size for path in made)
        if largest <= limit or most <= _LEAST_ROWS:
            return tuple(made)
        rows = max(sum(each.stop - each.start for each in volume) for volume in volumes)
        most = max(_LEAST_ROWS, min(rows, most) // math.ceil(largest / limit) - 1)


def _volumes(
    tables: Sequence[Table], counts: dict[str, int], most: int
) -> Iterator[tuple[_Slice, ...]]:
    """At most so many rows a file; a table without rows is a sheet too."""
    volume: list[_Slice] = []
    room = most
    for table in tables:
        at, left = 0, counts[table.key]
        while left > room:
            if room:
                volume.append(_Slice(table, at, at + room))
            yield tuple(volume)
            at, left, room, volume = at + room, left - room, most, []
        if left or not at:
            volume.append(_Slice(table, at, at + left))
        room -= left
    yield tuple(volume)


def _volume(
    source: Path,
    job: Job,
    stem: Path,
    volume: Sequence[_Slice],
    number: tuple[int, int],
    limit: int,
) -> Path:
    style = Style(job.names)
    counting = _counting(job, volume, number)
    if not job.csv:
        target = stem.with_suffix(".xlsx")
        sheets = [_sheet(source, each, style) for each in volume]
        xlsx.write(target, [*sheets, counting], job.at)
        return target
    texts = []
    for each in volume:
        texts.append(stem.with_name(f"{stem.name}-{each.table.key}.csv"))
        csv.write(texts[-1], [_sheet(source, each, style), counting])
    if len(job.tables) == 1 and texts[0].stat().st_size <= limit:
        return texts[0]
    names = [words.NAMES[each.table.key] for each in volume]
    return _packed(stem.with_suffix(".zip"), texts, names)


def _packed(target: Path, files: Sequence[Path], names: Sequence[str]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, name in zip(files, names, strict=True):
            archive.write(path, f"{file_part(name)}.csv")
            path.unlink()
    return target


def _sheet(source: Path, part: _Slice, style: Style) -> Sheet:
    key = part.table.key
    columns = [
        (words.HEADINGS[column.key], column.kind, column.width) for column in part.table.columns
    ]
    rows = plain_rows(spool.rows(source, key, part.start, part.stop), style)
    return Sheet(words.NAMES[key], columns, rows)


def _counting(job: Job, volume: Sequence[_Slice], number: tuple[int, int]) -> Sheet:
    lines = words.counting(job, [each.table.key for each in volume], number)
    columns: list[tuple[str, Kind, float]] = [
        (words.WHAT, "text", 28.0), (words.MEANING, "text", 100.0),
    ]  # fmt: skip
    return Sheet(words.COUNTING, columns, lines, wrapped=True)
