"""What every benchmark shares: medians of interleaved runs, children's cost, the printed table."""

import json
import os
import statistics
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
SQLITE = "the same statements through bare sqlite3 (WAL, synchronous=FULL)"
NOTHING = "the same Python starting and doing nothing"
Run = Callable[[], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. Times in ms, memory in MB; `met` is None where there is no goal."""

    name: str
    ms: float
    low: float
    high: float
    peer: str = ""
    peer_ms: float | None = None
    cpu_ms: float | None = None
    rss_mb: float | None = None
    goal: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        return self.ms / self.peer_ms if self.peer_ms else None


@dataclass(frozen=True, slots=True)
class Spent:
    """What a child process took: seconds by the clock and of the processor, peak memory in MB."""

    seconds: float
    cpu_seconds: float
    rss_mb: float


def run_child(command: Sequence[str], given: IO[bytes] | None = None) -> Spent:
    """Run a program to its end; `given`: its standard input. Raises RuntimeError when it fails.

    The peak is that of the largest process of the family. A child inherits the peak of the
    process that starts it, so this one has to be small (see `own_peak_mb`).
    """
    started = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[1:]} ended with {child.returncode}")
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def own_peak_mb() -> float:
    """The floor of what `run_child` can see."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def timed(run: Run) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    waiting = run()
    if waiting is not None:
        await waiting
    return (time.perf_counter() - started) * 1000


async def interleaved(runs: Sequence[Run], times: int, restore: Run) -> list[list[float]]:
    """Milliseconds of each run by turns, each from the same state; one round before is not kept.

    Two things measured at different times say nothing about each other on a shared machine.
    """
    kept: list[list[float]] = [[] for _ in runs]
    for turn in range(times + 1):
        for run, found in zip(runs, kept, strict=True):
            await timed(restore)
            spent = await timed(run)
            if turn:
                found.append(spent)
    return kept


def figure(
    name: str, ours: Sequence[float], peer: str, theirs: Sequence[float], at_most: float | None
) -> Figure:
    """Our median against the peer's; `at_most` is the goal of the ratio."""
    made = Figure(
        name, statistics.median(ours), min(ours), max(ours), peer, statistics.median(theirs)
    )
    if at_most is None:
        return made
    ratio = made.ratio or 0.0
    return Figure(**{**asdict(made), "goal": f"<= {at_most:g}x", "met": ratio <= at_most})


def print_table(figures: Sequence[Figure]) -> None:
    """One line a figure: median, least-most, the peer, the ratio, processor, memory, the goal."""
    head = f"{'what':<50}{'ms':>9}  {'least-most':<17}{'peer ms':>9}{'ratio':>8}"
    print(f"{head}{'cpu':>6}{'MB':>5}  goal")
    for each in figures:
        span = f"{each.low:.1f}-{each.high:.1f}"
        peer = f"{each.peer_ms:.2f}" if each.peer_ms is not None else ""
        ratio = f"{each.ratio:.2f}" if each.ratio is not None else ""
        cpu, memory = (f"{v:.0f}" if v is not None else "" for v in (each.cpu_ms, each.rss_mb))
        verdict = {None: "", True: "met", False: "MISSED"}[each.met]
        print(
            f"{each.name:<50}{each.ms:>9.2f}  {span:<17}{peer:>9}{ratio:>8}{cpu:>6}{memory:>5}"
            f"  {each.goal} {verdict}".rstrip()
        )
    peers = {each.peer for each in figures if each.peer}
    print("peers: " + "; ".join(sorted(peers)))


def print_json(name: str, figures: Sequence[Figure]) -> None:
    """The same as one line for a machine."""
    lines = [{**asdict(each), "ratio": each.ratio} for each in figures]
    print(json.dumps({"bench": name, "figures": [_rounded(line) for line in lines]}))


def _rounded(line: dict[str, object]) -> dict[str, object]:
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in line.items()}
