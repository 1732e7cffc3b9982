"""`make chaos` itself, a few blows of each kind: the whole is run before a release."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.surveys import ResponseState
from tests.bot.kill.points import CONCURRENCY, AnswerPoint, SurveyPoint
from tests.bot.kill.scene import Expected
from tests.chaos import answering, scene
from tests.chaos.answering import Asked, Kept
from tests.chaos.outcome import Outcome, as_json, table
from tests.chaos.scene import Books, Play

ROOT = Path(__file__).parents[2]


EACH_POINT = len(AnswerPoint) + len(SurveyPoint)


@pytest.mark.parametrize(
    ("part", "kills"),
    [("sender", 5), ("bot", EACH_POINT), ("server", 5), ("messenger", 0), ("clock", 0),
     ("disk", 0), ("lock", 0)],
)  # fmt: skip
def test_nothing_is_lost_under_a_few_blows(part: str, kills: int) -> None:
    """In a process of its own: the points are placed in the program's code for good."""
    made = subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "tests.chaos",
            "--kills", str(kills), "--times", "2", "--only", part,
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
    report = json.loads(made.stdout.splitlines()[-1])
    assert (report["lost"], report["answers_lost"], report["answers_doubled"]) == (0, 0, 0)
    assert report["times"] > 0
    assert report["answers"] > 0


def test_the_books_notice_what_is_missing_and_what_is_double() -> None:
    reminders = [Expected(1, "Первое"), Expected(2, "Второе")]

    assert scene.lost(reminders, {1: ["Пора: Первое"], 2: ["Пора: Первое"]}) == 1
    acts = Counter({(1, "done"): 2, (1, "commented"): 1, (2, "done"): 1})
    nothing = Kept({}, [], {}, {})
    play = Play([], [], working=[1, 2])
    assert scene.missing_and_doubled(Books(acts, nothing), play, {}) == (1, 1)


SENT, STARTED = ResponseState.SENT, ResponseState.STARTED
OPEN = Asked(1, 10, {"joy": 5, "first": "а"}, changed=1)
HIDDEN = Asked(2, 20, {"joy": 4, "first": "б"}, hidden=True)
STOPPED = Asked(3, 30, {"joy": 4, "first": "в"}, stopped=True)
WELL = Kept(
    {1: {"joy": 5, "first": "а"}, 3: {"joy": 4, "first": "в"}}, [{"joy": 4, "first": "б"}],
    {1: 1}, {1: (SENT, "", None), 2: (SENT, "", None), 3: (STARTED, answering.STOP, ["o1"])},
)  # fmt: skip
SHOWN = {30: ["Добрый день!", f"Вопрос {answering.STOP}?"]}


@pytest.mark.parametrize(
    ("kept", "shown", "told"),
    [
        (WELL, SHOWN, (0, 0)),
        (replace(WELL, answers={**WELL.answers, 1: {"joy": 4}}), SHOWN, (2, 0)),
        (replace(WELL, answers={**WELL.answers, 2: {"joy": 4}}), SHOWN, (0, 1)),
        (replace(WELL, sheets=[]), SHOWN, (2, 0)),
        (replace(WELL, sheets=[*WELL.sheets, *WELL.sheets]), SHOWN, (0, 1)),
        (replace(WELL, changes={}), SHOWN, (1, 0)),
        (replace(WELL, changes={1: 2}), SHOWN, (0, 1)),
        (replace(WELL, at={**WELL.at, 1: (STARTED, "joy", None)}), SHOWN, (1, 0)),
        (replace(WELL, at={**WELL.at, 3: (STARTED, "second", None)}), SHOWN, (1, 0)),
        (WELL, {30: ["Добрый день!"]}, (1, 0)),
    ],
)  # fmt: skip
def test_the_books_of_answers(
    kept: Kept, shown: dict[int, list[str]], told: tuple[int, int]
) -> None:
    assert answering.missing_and_doubled([OPEN, HIDDEN, STOPPED], kept, shown) == told


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
