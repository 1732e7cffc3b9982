"""People who answer questionnaires, wave after wave, and whether what they said is there once.

In each wave some go through with changes before and after sending, some answer an anonymous one,
and one stops in the middle and comes back in the next wave.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AnonymousSheet, Answer, AnswerChange, Response
from db.models.surveys import ResponseState
from domain.survey import Kind, Questionnaire
from handlers.buttons.survey import (
    ChangeAnswer,
    Choose,
    OpenSurvey,
    Pick,
    Picked,
    SendSurvey,
)
from tests import survey_factories as make
from tests.bot.kill import scene

Act = tuple[int, str, str]
THOROUGH, HIDDEN, STOPPING = 1, 2, 1
PEOPLE = THOROUGH + HIDDEN + STOPPING  # in each wave
_JOY, _FIRST, _AREAS, _SECOND, _EASE = range(5)
STOP = "areas"  # the question in whose middle one stops


@dataclass(frozen=True)
class Asked:
    """What must be there of one person. `changed`: of their answers after sending."""

    response_id: int
    chat_id: int
    said: Mapping[str, object]
    hidden: bool = False
    changed: int = 0
    stopped: bool = False


@dataclass(frozen=True)
class Kept:
    """What is there. `answers`: by response and question; `sheets`: of the anonymous ones;
    `changes`: how many of a response; `at`: its state, its question and what is chosen there."""

    answers: Mapping[int, Mapping[str, object]]
    sheets: Sequence[Mapping[str, object]]
    changes: Mapping[int, int]
    at: Mapping[int, tuple[ResponseState, str, object]]


def fill(session: Session, place: int, waves: int) -> tuple[list[Asked], list[list[Act]]]:
    """Everybody who is asked, and what is done in each wave."""
    people = scene.mentors(session, place, waves * PEOPLE)
    each = range(0, len(people), PEOPLE)
    hidden = [p.id for at in each for p in people[at : at + HIDDEN]]
    rest = [p.id for at in each for p in people[at + HIDDEN : at + PEOPLE]]
    ways: dict[int, int] = {}
    for key, ids in (("open", rest), ("quiet", hidden)):
        _, made = make.campaign(session, scene.LAUNCHED, place, _asked(key), ids)
        ways.update(zip(ids, made, strict=True))
    asked, acts = [], [[] for _ in range(waves)]  # type: ignore[var-annotated]
    for number, person in enumerate(people):
        wave, nth = divmod(number, PEOPLE)
        way, chat = ways[person.id], scene.chat_of(person)
        if nth < HIDDEN:
            asked.append(Asked(way, chat, {**_said(way), "joy": 4}, hidden=True))
            acts[wave] += [*_whole(chat, way), *_sent(chat, way), *_sent(chat, way)]
        elif nth < HIDDEN + THOROUGH:
            said = {**_said(way), "second": f"второе, иначе {way}"}
            asked.append(Asked(way, chat, said, changed=1))
            acts[wave] += [
                *_whole(chat, way), *_second_thoughts(chat, way), *_sent(chat, way),
                *_afterwards(chat, way),
            ]  # fmt: skip
        else:
            said = {"joy": 4, "first": f"первое {way}"}
            asked.append(Asked(way, chat, said, stopped=True))
            acts[wave] += _begun(chat, way)
            acts[min(wave + 1, waves - 1)].append((chat, "press", OpenSurvey(way).pack()))
    return asked, acts


def _asked(key: str) -> Questionnaire:
    return make.questionnaire(
        make.question("joy", Kind.SCALE), make.question("first", Kind.SHORT),
        make.question(STOP, Kind.SEVERAL), make.question("second", Kind.SHORT),
        make.question("ease", Kind.TEN), key=key, anonymous=key == "quiet",
    )  # fmt: skip


def _said(way: int) -> dict[str, object]:
    return {
        "joy": 5, "first": f"первое {way}", STOP: ["o1", "o2"], "second": f"второе {way}",
        "ease": 7,
    }  # fmt: skip


def _begun(chat: int, way: int) -> list[Act]:
    return [
        (chat, "press", OpenSurvey(way).pack()),
        (chat, "press", Choose(way, _JOY, 0, 4).pack()),
        (chat, "write", f"первое {way}"),
        (chat, "press", Pick(way, _AREAS, 0, 0, True).pack()),
    ]


def _whole(chat: int, way: int) -> list[Act]:
    """From the first question to the last."""
    return [
        *_begun(chat, way),
        (chat, "press", Pick(way, _AREAS, 0, 1, True).pack()),
        (chat, "press", Picked(way, _AREAS, 0).pack()),
        (chat, "write", f"второе {way}"),
        (chat, "press", Choose(way, _EASE, 0, 7).pack()),
    ]


def _second_thoughts(chat: int, way: int) -> list[Act]:
    """One of the answers is changed in the summary."""
    return [
        (chat, "press", ChangeAnswer(way, _JOY, 0).pack()),
        (chat, "press", Choose(way, _JOY, 0, 5).pack()),
    ]


def _sent(chat: int, way: int) -> list[Act]:
    return [(chat, "press", SendSurvey(way).pack())]


def _afterwards(chat: int, way: int) -> list[Act]:
    return [
        (chat, "press", ChangeAnswer(way, _SECOND, 0).pack()),
        (chat, "write", f"второе, иначе {way}"),
    ]


def kept(session: Session) -> Kept:
    answers: dict[int, dict[str, object]] = {}
    for row in session.scalars(select(Answer)):
        answers.setdefault(row.response_id, {})[row.question] = row.value["is"]
    sheets = [
        {key: value["is"] for key, value in each.items()}
        for each in session.scalars(select(AnonymousSheet.answers))
    ]
    changes = Counter(session.scalars(select(AnswerChange.response_id)))
    responses = session.scalars(select(Response))
    return Kept(
        answers, sheets, changes,
        {row.id: (row.state, row.at_key, row.draft.get("decided")) for row in responses},
    )  # fmt: skip


def missing_and_doubled(
    asked: Sequence[Asked], found: Kept, delivered: Mapping[int, Sequence[str]]
) -> tuple[int, int]:
    """Answers that are not there, or not the question with which somebody goes on; and what is
    there once too often: under another question, changed twice, or of an anonymous one still in
    the person's own rows."""
    sheets: dict[Any, list[Mapping[str, object]]] = {}
    for sheet in found.sheets:
        sheets.setdefault(sheet.get("first"), []).append(sheet)
    lost = doubled = 0
    for one in asked:
        own = found.answers.get(one.response_id, {})
        moved = sheets.get(one.said["first"], [])
        there = (moved[0] if moved else {}) if one.hidden else own
        lost += sum(there.get(key) != value for key, value in one.said.items())
        lost += not _stands(one, found, delivered)
        doubled += len(there.keys() - one.said.keys())
        doubled += max(len(moved) - 1, 0) + len(own) if one.hidden else len(moved)
        changes = found.changes.get(one.response_id, 0)
        lost += changes < one.changed
        doubled += max(changes - one.changed, 0)
    return lost, doubled


def _stands(one: Asked, found: Kept, delivered: Mapping[int, Sequence[str]]) -> bool:
    """Sent; or at the very question at which one stopped, shown again."""
    state, key, chosen = found.at[one.response_id]
    if not one.stopped:
        return (state, key) == (ResponseState.SENT, "")
    on_screen = f"Вопрос {STOP}?" in (delivered.get(one.chat_id) or [""])[-1]
    return on_screen and (state, key, chosen) == (ResponseState.STARTED, STOP, ["o1"])


def count(asked: Sequence[Asked]) -> int:
    return sum(len(one.said) for one in asked)
