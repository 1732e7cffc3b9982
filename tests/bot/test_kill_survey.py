"""The bot is killed again and again while people answer a questionnaire: what was delivered to it
is kept, once and under its own question, and nothing is changed by hearing it twice.

Two questions in a row are answered by words: words that came again would fit the second as well.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import is_sqlite
from db.models import Answer, AnswerChange, Response
from db.models.surveys import ResponseState
from domain.survey import Kind
from handlers.buttons.survey import Choose, OpenSurvey, SendSurvey
from tests import survey_factories as make
from tests.bot.kill import harness, scene
from tests.bot.kill.harness import Messenger, Parent
from tests.bot.kill.points import AnswerPoint, Run

KILLS = len(AnswerPoint)
SEED = 20261121
KILLED = "-9"
ASKED = make.questionnaire(
    make.question("joy", Kind.SCALE), make.question("first", Kind.SHORT),
    make.question("second", Kind.SHORT), make.question("ease", Kind.TEN),
)  # fmt: skip
Act = tuple[int, str, str]


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parent]:
    with harness.parent(tmp_path_factory.mktemp("parent")) as process:
        yield process


@pytest.fixture
def messenger(tmp_path: Path) -> Iterator[Messenger]:
    with harness.messenger(tmp_path) as process:
        yield process


def fill(session: Session) -> dict[int, int]:
    """People of a school who are asked: their responses by chat."""
    place = scene.running(session).organisation_id
    people = scene.mentors(session, place, KILLS * scene.WAVE)
    _, ids = make.campaign(session, scene.LAUNCHED, place, ASKED, [each.id for each in people])
    return dict(zip(map(scene.chat_of, people), ids, strict=True))


def acts(chat: int, response: int) -> list[Act]:
    """What one person does, from the first question to the last."""
    return [
        (chat, "press", OpenSurvey(response).pack()),
        (chat, "press", Choose(response, 0, 0, 4).pack()),
        (chat, "write", f"первое {response}"),
        (chat, "write", f"второе {response}"),
        (chat, "press", Choose(response, 3, 0, 7).pack()),
        (chat, "press", SendSurvey(response).pack()),
    ]


def stored(session: Session) -> tuple[dict[int, dict[str, object]], int]:
    """Values of the sent responses by question, and how many were changed afterwards."""
    sent = select(Answer).join(Response).where(Response.state == ResponseState.SENT)
    found: dict[int, dict[str, object]] = {}
    for row in session.scalars(sent):
        found.setdefault(row.response_id, {})[row.question] = row.value["is"]
    return found, session.scalar(select(func.count()).select_from(AnswerChange)) or 0


def points() -> list[tuple[AnswerPoint, int]]:
    chance = random.Random(SEED)
    chosen = list(AnswerPoint)
    chance.shuffle(chosen)
    once = {AnswerPoint.FETCHED, AnswerPoint.HANDLED}
    return [(each, 1 if each in once else chance.randint(1, scene.WAVE)) for each in chosen]


def test_no_answer_is_lost_and_none_is_doubled(
    database_url: str, parent: Parent, messenger: Messenger, tmp_path: Path
) -> None:
    responses: dict[int, int] = harness.now(harness.write(database_url, fill))
    messenger.people(list(responses))
    messenger.greet(list(responses))
    life = Run(database_url, messenger.address, messenger.token, str(tmp_path), work="answering")
    kind = "SQLite" if is_sqlite(database_url) else "PostgreSQL"
    everybody = list(responses.items())

    for number, (point, nth) in enumerate(points()):
        where = f"{kind}, seed {SEED}, kill {number + 1} at {point} (time {nth})"
        wave = everybody[number * scene.WAVE : (number + 1) * scene.WAVE]
        messenger.acts([act for each in wave for act in acts(*each)])
        ended = parent.run(replace(life, point=point, nth=nth))
        assert ended == KILLED, f"{where} did not happen\n{parent.said()}"
        messenger.settle()  # the calls of the dead are over
        assert parent.run(life) == "0", f"{where}, the next life\n{parent.said()}"

    kept, changed = harness.now(harness.read(database_url, stored))
    assert kept == {
        each: {"joy": 4, "first": f"первое {each}", "second": f"второе {each}", "ease": 7}
        for each in responses.values()
    }, f"{kind}, seed {SEED}"
    assert changed == 0, f"{kind}, seed {SEED}"
