"""python -m bench.exports: large tables written by several libraries, and who waits meanwhile.

First 100,000 x 12 rows by each writer, every one in a process of its own: time, processor, peak
memory, size, and whether openpyxl reads back what was written. Then the whole program in one
process: people press buttons at a steady pace, without and with an export of 100,000 meetings
under way; the goal is a p99 of at most three times that of the quiet time. Prints tables and,
last, one line of JSON; ends with 1 when the goal was missed.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from bench._measure import Spent, run_child
from bench._writers import WRITERS, reads_back

ROWS, CHECKED = 100_000, 1_000
AT_MOST = 3.0


def main(argv: list[str] | None = None) -> int:
    """1 when the goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=["writers", "answers"])
    parser.add_argument("--write", choices=WRITERS, help=argparse.SUPPRESS)
    parser.add_argument("--check", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.check:
        return 0 if reads_back(args.check, CHECKED) else 1
    if args.write:
        WRITERS[args.write](args.out, args.rows)
        return 0
    told: dict[str, object] = {"bench": "exports", "rows": args.rows}
    met = True
    if args.only != "answers":
        told["writers"] = _writers(args.rows, args.rounds)
    if args.only != "writers":
        from bench._answers import measured

        answers = measured(args.rows)
        told["answers"] = answers
        met = answers["ratio_p99"] <= AT_MOST
        print(f"p99 at most {AT_MOST:g} times the quiet one: {'met' if met else 'MISSED'}")
    print(json.dumps(told))
    return 0 if met else 1


def _writers(rows: int, rounds: int) -> dict[str, dict[str, float | bool]]:
    """By turns, so that all meet the same machine."""
    spent: dict[str, list[Spent]] = {name: [] for name in WRITERS}
    sizes: dict[str, float] = {}
    fine: dict[str, bool] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            for number, name in enumerate(WRITERS):
                target = Path(folder) / f"{number}.xlsx"
                command = [sys.executable, "-m", "bench.exports", "--write", name]
                command += ["--out", str(target), "--rows", str(rows)]
                spent[name].append(run_child(command))
                sizes[name] = target.stat().st_size / 1e6
                if turn == 0 and name != "csv":
                    fine[name] = _is_read(target)
                target.unlink()
    bound = statistics.median(each.seconds for each in spent["csv"])
    made = {name: _figures(found, bound, sizes[name]) for name, found in spent.items()}
    _print(made, fine)
    return {
        name: {**figures, "reads_back": fine.get(name, True)} for name, figures in made.items()
    }


def _is_read(target: Path) -> bool:
    try:
        run_child([sys.executable, "-m", "bench.exports", "--check", str(target)])
    except RuntimeError:
        return False
    return True


def _figures(found: list[Spent], bound: float, size: float) -> dict[str, float]:
    seconds = statistics.median(each.seconds for each in found)
    return {
        "seconds": round(seconds, 2),
        "times_csv": round(seconds / bound, 2),
        "cpu_seconds": round(statistics.median(each.cpu_seconds for each in found), 2),
        "peak_mb": round(max(each.rss_mb for each in found)),
        "file_mb": round(size, 2),
    }


def _print(made: dict[str, dict[str, float]], fine: dict[str, bool]) -> None:
    print(f"{'writer':<28}{'s':>8}{'x csv':>8}{'cpu s':>8}{'MB':>6}{'file MB':>9}  reads back")
    for name, each in made.items():
        values = list(each.values())
        said = {True: "yes", False: "NO"}.get(fine.get(name, True))
        print(
            f"{name:<28}{values[0]:>8}{values[1]:>8}{values[2]:>8}{values[3]:>6}{values[4]:>9}"
            f"  {said if name in fine else ''}"
        )


if __name__ == "__main__":
    sys.exit(main())
