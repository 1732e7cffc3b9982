"""A play of so many steps, its troubles, and how they are told."""

import json
import logging
import random
import traceback
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from handlers import registry
from tests.monkey.monkey import Monkey
from tests.monkey.town import build
from tests.monkey.watch import CRASH, SORTS, Errors, Trouble, Watch, silent
from tests.stage import Stage, staged

ROUND = 1000  # a monkey destroys a town in time: a new one every so many steps
TRAIL = 12


@dataclass(frozen=True)
class Found:
    """A trouble with the step at which it showed and the steps before."""

    trouble: Trouble
    step: int
    trail: tuple[str, ...]


@dataclass
class Report:
    """What a seed has led to."""

    seed: int
    steps: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    visits: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)

    def count(self, sort: str) -> int:
        return sum(each.trouble.sort == sort for each in self.found)

    def as_json(self) -> str:
        counts = {sort: self.count(sort) for sort in SORTS}
        return json.dumps({"seed": self.seed, "steps": self.steps, **counts})


async def play(
    seed: int, steps: int, database: Callable[[Path], str], folder: Path,
    say: Callable[[str], None] = lambda line: None,
) -> Report:  # fmt: skip
    """`database` makes a fresh one with all tables in a folder; `say` hears of every trouble."""
    report, rng = Report(seed), random.Random(seed)
    for number in range(0, steps, ROUND):
        home = folder / f"{seed}-{number}"
        home.mkdir()
        async with staged(database(home), home) as stage:
            await _round(stage, report, rng, min(ROUND, steps - number), say)
    return report


async def _round(
    stage: Stage, report: Report, rng: random.Random, steps: int, say: Callable[[str], None]
) -> None:
    errors = Errors()
    logging.root.addHandler(errors)
    try:
        town = await build(stage)
        watch, monkey = Watch(town), Monkey(town, rng, report.visits)
        trail: deque[str] = deque(maxlen=TRAIL)
        for number in range(steps):
            errors.found += await _step(monkey, report, trail)
            last = number == steps - 1
            if last or rng.random() < 0.3:
                await stage.app.errands.settle()
            spoken_to = watch.spoken_to
            troubles = await watch.troubles()
            if monkey.spoke is not None and not _closed(monkey):
                troubles += silent(monkey.spoke, spoken_to)
            for trouble in [*errors.found, *troubles]:
                report.found.append(Found(trouble, report.steps, tuple(trail)))
                say(told(report.seed, report.found[-1]))
            errors.found.clear()
    finally:
        logging.root.removeHandler(errors)
        # What was found has been told; the stage asserts the same at its end.
        stage.world.queries.clear()


def _closed(monkey: Monkey) -> bool:
    return monkey.spoke is not None and monkey.spoke.actor.chat.blocked


async def _step(monkey: Monkey, report: Report, trail: deque[str]) -> list[Trouble]:
    report.steps += 1
    try:
        kind = await monkey.step()
    except Exception as error:  # nothing a person does may end the program
        trail.append(monkey.said)
        return [Trouble(CRASH, f"{type(error).__name__}: {error}"[:200], traceback.format_exc())]
    report.kinds[kind] += 1
    trail.append(monkey.said)
    return []


def told(seed: int, found: Found) -> str:
    """A trouble with all that is needed to see it again."""
    lines = [
        f"!! {found.trouble.sort}, seed {seed}, step {found.step}: {found.trouble.what}",
        *(f"     {step}" for step in found.trail),
        *(f"   | {line}" for line in found.trouble.more.splitlines()[-25:]),
    ]
    return "\n".join(lines)


def table(report: Report) -> str:
    """Steps by kind, and how many of the buttons there are were pressed as they were offered."""
    lines = [f"{kind:<16}{count:>6}" for kind, count in report.kinds.most_common()]
    never = sorted(registry.BUTTONS.keys() - report.visits.keys())
    seen = len(registry.BUTTONS) - len(never)
    lines.append(f"{'kinds of buttons pressed':<26}{seen} of {len(registry.BUTTONS)}")
    names = ", ".join(registry.BUTTONS[each].__name__ for each in never)
    return "\n".join([*lines, f"never offered: {names or 'none'}"])
