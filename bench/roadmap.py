"""python -m bench.roadmap: reading, importing, polling and ticking, each beside its bound.

Prints a table and, last, one line of JSON. Two minutes at most. Of the figures only the ratios
travel: milliseconds belong to the machine.
"""

import asyncio
import tempfile
from pathlib import Path

from bench import _measure, _reading


def main() -> int:
    """1 when a goal was missed."""
    # First, while this process is small: a child's peak is never below its parent's.
    figures = _reading.measure()
    with tempfile.TemporaryDirectory() as folder:
        figures += asyncio.run(_with_database(Path(folder)))
    _measure.print_table(figures)
    _measure.print_json("roadmap", figures)
    return 1 if any(each.met is False for each in figures) else 0


async def _with_database(folder: Path) -> list[_measure.Figure]:
    from bench import _import, _reminders

    return await _import.measure(folder) + await _reminders.measure(folder)


if __name__ == "__main__":
    raise SystemExit(main())
