"""python -m bench.year: a school year of many schools, and how often everybody is spoken to.

Schools of twelve people with a roadmap of some forty rows, and a municipality above every
twenty-five.
Some tick off at once, some late, some never; some block the bot for a while. Prints a table and,
last, one line of JSON; ends with 1 when anybody got more than five unasked-for messages in any
seven days, or one in quiet time, on a day off, or twice.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from bench._replay import create_tables
from bench._year_play import Letter, Year
from bench._year_rules import Verdict, judge
from bench._year_schools import build

BEGINS = datetime(2026, 9, 1, 6, tzinfo=UTC)
ENDS = datetime(2027, 6, 1, 6, tzinfo=UTC)
A_MUNICIPALITY = 25


@dataclass(frozen=True, slots=True)
class Part:
    """One municipality's year; ids of people and messages are its own."""

    people: int
    letters: list[Letter]
    ticks: int
    put_off: int
    ticked_off: int


def main(argv: list[str] | None = None) -> int:
    """1 when a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("--schools", type=int, default=10)
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args(argv)
    started = time.perf_counter()
    sizes = [
        min(A_MUNICIPALITY, args.schools - at) for at in range(0, args.schools, A_MUNICIPALITY)
    ]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        tasks = [
            pool.submit(_played, number, size, args.seed) for number, size in enumerate(sizes)
        ]
        parts = [task.result() for task in tasks]
    verdict = judge(
        [part.letters for part in parts], [part.people for part in parts], BEGINS, ENDS
    )
    _tell(args.schools, parts, verdict, time.perf_counter() - started)
    return 0 if verdict.fine else 1


def _played(number: int, schools: int, seed: int) -> Part:
    """In a process of its own, with a database of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _session(Path(folder) / "year.db") as session,
    ):
        build(session, number, schools, BEGINS)
        session.commit()
        year = Year(session, random.Random(f"{seed} {number}"), BEGINS, ENDS)
        year.play()
        return Part(len(year.habits), year.letters, year.ticks, year.put_off, year.done)


def _session(path: Path) -> Session:
    create_tables(path)
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def fast(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        # Nothing is to survive here.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")

    return Session(engine, expire_on_commit=False)


def _tell(schools: int, parts: Sequence[Part], verdict: Verdict, seconds: float) -> None:
    figures = {
        "schools": schools,
        "people": sum(part.people for part in parts),
        "messages": verdict.letters,
        "p50_week": verdict.quantile(0.5),
        "p95_week": verdict.quantile(0.95),
        "max_week": max(verdict.weeks, default=0),
        "max_seven_days": verdict.most,
        "above_budget": verdict.above,
        "quiet": verdict.quiet,
        "doubled": verdict.doubled,
        "daily_came_later": verdict.waited,
        "working_days_later": verdict.longest,
        "put_off": sum(part.put_off for part in parts),
        "ticked_off": sum(part.ticked_off for part in parts),
        "ticks": sum(part.ticks for part in parts),
        "days": (ENDS - BEGINS).days,
        "seconds": round(seconds, 1),
    }
    kinds = {f"of kind {kind}": count for kind, count in verdict.kinds.most_common()}
    print("\n".join(f"{name:<24}{value:>10}" for name, value in {**figures, **kinds}.items()))
    print(json.dumps({"bench": "year", **figures, "kinds": dict(verdict.kinds)}))


if __name__ == "__main__":
    sys.exit(main())
