"""python -m bench.roundtrip: 300 rows as a sheet that comes back, out and in.

Out beside the same cells written by bare openpyxl; in, through the limited child process, beside
bare openpyxl reading the same file. Prints a table and, last, one line of JSON. Of the figures
only the ratios travel.
"""

import asyncio
import statistics
import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench._measure import Figure, Spent, figure, interleaved, print_json, print_table, run_child

if TYPE_CHECKING:
    from exports.plan import PlanRow

ROWS, RUNS = 300, 7
OUT_GOAL, IN_GOAL, MEGABYTES = 6.0, 1.5, 60.0
WRITING = "the same cells by bare openpyxl, without looks"
READING = "the same file by bare openpyxl, read-only, every cell"
IN_CHILD = "the same Python starting and doing nothing"


def main() -> int:
    """1 when a goal was missed."""
    # First, while this process is small: a child's peak is never below its parent's.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        run_child([sys.executable, "-m", "bench.roundtrip", str(path)])
        figures = [_whole_child(path), *asyncio.run(_measured(path.read_bytes()))]
    print_table(figures)
    print_json("roundtrip", figures)
    return 1 if any(each.met is False for each in figures) else 0


def _whole_child(path: Path) -> Figure:
    """The reading process from cold, with its peak."""
    reading: list[Spent] = []
    nothing: list[Spent] = []
    for _ in range(RUNS):
        nothing.append(run_child([sys.executable, "-E", "-S", "-c", ""]))
        with path.open("rb") as file:
            command = [sys.executable, "-E", "-S", "-m", "imports.child", "returned", ""]
            reading.append(run_child(command, file))
    made = figure(
        f"read {ROWS} rows back: the process whole", [one.seconds * 1000 for one in reading],
        IN_CHILD, [one.seconds * 1000 for one in nothing], None,
    )  # fmt: skip
    peak = statistics.median(one.rss_mb for one in reading)
    return replace(
        made,
        cpu_ms=statistics.median(one.cpu_seconds for one in reading) * 1000,
        rss_mb=peak,
        goal=f"{MEGABYTES:g} MB",
        met=peak <= MEGABYTES,
    )


async def _measured(data: bytes) -> list[Figure]:
    import openpyxl

    from imports.roundtrip import read

    def nothing() -> None:
        return

    def bare_out() -> None:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in _rows():
            sheet.append([row.number, row.activity, row.term_written, row.term, row.owner])
        book.save(BytesIO())

    def bare_in() -> None:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass

    runs = [lambda: _made() and None, bare_out, lambda: read(data) and None, bare_in]
    out, bare_writing, back, bare_reading = await interleaved(runs, RUNS, nothing)
    return [
        figure(f"write {ROWS} rows", out, WRITING, bare_writing, OUT_GOAL),
        figure(f"read {ROWS} rows back", back, READING, bare_reading, IN_GOAL),
    ]


def _rows() -> "list[PlanRow]":
    from content.demo import demo
    from exports.plan import PlanRow

    return [
        PlanRow(at, 0, str(at), "", row.title, row.deadline, row.deadline,
                ", ".join(row.responsible), ", ".join(row.responsible))
        for at, row in enumerate(islice(cycle(demo().rows), ROWS), 1)
    ]  # fmt: skip


def _made() -> bytes:
    from domain.returning import Manifest
    from exports.plan import plan_sheet

    return plan_sheet(_rows(), (), "", Manifest("plan", 1, "0" * 16))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(_made())
        raise SystemExit(0)
    raise SystemExit(main())
