"""`make chaos` itself, a few blows of each kind: the whole is run before a release."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.kill.points import CONCURRENCY
from tests.bot.kill.scene import Expected
from tests.chaos import scene
from tests.chaos.outcome import Outcome, as_json, table

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("part", ["bot", "server", "messenger", "clock", "disk", "lock"])
def test_nothing_is_lost_under_a_few_blows(part: str) -> None:
    """In a process of its own: the points are placed in the program's code for good."""
    made = subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "tests.chaos",
            "--kills", "6", "--times", "2", "--only", part,
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
    report = json.loads(made.stdout.splitlines()[-1])
    assert (report["lost"], report["answers_lost"], report["answers_doubled"]) == (0, 0, 0)
    assert report["times"] > 0


def test_the_books_notice_what_is_missing_and_what_is_double() -> None:
    reminders = [Expected(1, "Первое"), Expected(2, "Второе")]

    assert scene.lost(reminders, {1: ["Пора: Первое"], 2: ["Пора: Первое"]}) == 1
    acts = Counter({(1, "done"): 2, (1, "commented"): 1, (2, "done"): 1})
    assert scene.missing_and_doubled(acts, [1, 2]) == (1, 1)


def test_a_loss_is_not_fine_and_a_double_is() -> None:
    double = Outcome("kill", "SQLite", 1, 0, 1, 0, 0, 0, 2.5)
    loss = Outcome("kill", "SQLite", 1, 1, 0, 0, 0, 0, None)
    flood = Outcome("kill", "SQLite", 1, 0, CONCURRENCY + 1, 0, 0, 0, 2.5)

    assert [one.fine for one in (double, loss, flood)] == [True, False, False]
    told = json.loads(as_json(7, [double, loss]))
    assert (told["fine"], told["lost"], told["doubled"], told["recover_seconds"]) == (
        False, 1, 1, 2.5,
    )  # fmt: skip
    assert len(table([double, loss]).splitlines()) == 3
