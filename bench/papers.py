"""Papers of 300 rows: how long one takes, and whether the worker's memory stays flat.

    python -m bench.papers

Prints a table and, last, one line of JSON; fails where a goal is missed. The peer is the same
table built by the library's own calls, as most programs do it.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

from docx import Document

from exports.docx.annex import AnnexData, AnnexRow, Field, Part, annex, annex_paper
from exports.docx.paper import Table

ROWS, DOCUMENTS, ROUNDS = 300, 200, 3
RATIO, GROWTH = 1.0, 1.5
FIELDS: tuple[Field, ...] = ("number", "activity", "content", "deadline", "responsible", "result")


def main() -> int:
    data = _data()
    ours, theirs = _interleaved(lambda: annex(data), lambda: _plainly(data))
    first = _peak_mb()
    for _ in range(DOCUMENTS):
        annex(data)
    growth = _peak_mb() / first
    ratio = ours / theirs
    met = ratio <= RATIO and growth <= GROWTH
    print(f"{ROWS} rows: {ours:.0f} ms, cell by cell {theirs:.0f} ms, ratio {ratio:.2f}")
    print(f"{DOCUMENTS} documents: peak memory {first:.0f} MB, then {growth:.2f} times that")
    print(
        json.dumps(
            {
                "bench": "papers", "rows": ROWS, "ms": round(ours, 1), "peer_ms": round(theirs, 1),
                "ratio": round(ratio, 3), "documents": DOCUMENTS, "growth": round(growth, 3),
                "met": met,
            }
        )
    )  # fmt: skip
    return 0 if met else 1


def _data() -> AnnexData:
    words = "Preparing papers, meetings of mentors and their charges, a report"
    rows = tuple(
        AnnexRow(
            number=f"{at // 10 + 1}.{at % 10 + 1}", section=f"Part {at // 30 + 1}", stage="",
            title=f"{words} {at}", content=words, result="an order, a statement", note="",
            term="October 2026", owner="the deputy head",
            parts=(Part(f"1. {words}", "October 2026", ""),),
        )
        for at in range(ROWS)
    )  # fmt: skip
    columns = tuple((field, "") for field in FIELDS)
    return AnnexData("Roadmap", (), columns, rows, date(2026, 10, 5))


def _plainly(data: AnnexData) -> bytes:
    """The same table by the library's own calls."""
    table = next(block for block in annex_paper(data).blocks if isinstance(block, Table))
    document = Document()
    made = document.add_table(rows=1, cols=len(table.columns))
    for line in table.lines:
        cells = made.add_row().cells
        for cell, own in zip(cells, line.cells, strict=False):
            cell.text = "\n".join(own.lines)
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def _interleaved(*makers: Callable[[], object]) -> list[float]:
    """Medians in milliseconds."""
    spent: list[list[float]] = [[] for _ in makers]
    for maker in makers:
        maker()  # libraries are read, caches are warm
    for _ in range(ROUNDS):
        for maker, times in zip(makers, spent, strict=True):
            started = time.perf_counter()
            maker()
            times.append((time.perf_counter() - started) * 1000)
    return [statistics.median(times) for times in spent]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
