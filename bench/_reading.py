"""Reading a file: `python -m bot roadmap read FILE --json` as a whole process, from cold."""

import statistics
import sys
from dataclasses import replace
from pathlib import Path

from bench._measure import NOTHING, ROOT, Figure, Spent, figure, own_peak_mb, run_child

OFFICE = {".docx", ".xlsx", ".odt"}
SHARED = ROOT.parent / "shared" / "roadmaps"
SECONDS, MEGABYTES = 0.3, 120.0
RUNS = 5


def measure() -> list[Figure]:
    """One figure a file; none, with a line that says so, where the documents are not there."""
    if not SHARED.is_dir():
        print("reading: skipped, ../shared/roadmaps is not there")
        return []
    if own_peak_mb() > MEGABYTES / 2:
        raise RuntimeError("this process is too large to see how small its children are")
    files = sorted(path for path in SHARED.iterdir() if path.suffix in OFFICE)
    reading: list[list[Spent]] = [[] for _ in files]
    nothing: list[Spent] = []
    for _ in range(RUNS):
        nothing.append(run_child([sys.executable, "-c", ""]))
        for path, runs in zip(files, reading, strict=True):
            runs.append(run_child(_command(path)))
    return [_figure(path.name, runs, nothing) for path, runs in zip(files, reading, strict=True)]


def _figure(name: str, reading: list[Spent], nothing: list[Spent]) -> Figure:
    made = figure(f"read {name}", _ms(reading), NOTHING, _ms(nothing), None)
    peak = statistics.median(each.rss_mb for each in reading)
    cpu = statistics.median(each.cpu_seconds for each in reading)
    return replace(
        made,
        cpu_ms=cpu * 1000,
        rss_mb=peak,
        # By the clock it is the same on an idle machine, and anything at all on a busy one.
        goal=f"cpu <= {SECONDS} s, {MEGABYTES:g} MB",
        met=cpu <= SECONDS and peak <= MEGABYTES,
    )


def _command(path: Path) -> list[str]:
    return [sys.executable, "-m", "bot", "roadmap", "read", str(path), "--json"]


def _ms(runs: list[Spent]) -> list[float]:
    return [each.seconds * 1000 for each in runs]
