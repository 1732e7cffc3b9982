"""A filled-in table of sheets of paper, taken in row by row through the one door."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain import typed_day
from domain.search import search_key
from domain.survey import Kind, Question
from domain.survey.answers import NOT_APPLICABLE, SKIPPED, Fault, parse
from domain.survey.walk import Step
from imports.questionnaire import words
from imports.questionnaire.answers import AnswerLine
from imports.questionnaire.finding import plain
from services.actor import Actor
from services.errors import Refusal
from services.surveys import answering, banked, papers, responses, sending
from services.surveys.responses import Whole
from services.surveys.slots import Slot

_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is no answer (`question`, `data`), or a row that is refused (`number` 0).

    `code`: a key of domain.survey.answers.Fault, of a Refusal, "code", "day" or "idle".
    """

    at: int
    code: str
    number: int = 0
    question: Question | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    title: str
    sent: int
    begun: int
    problems: tuple[Problem, ...]


def apply(session: Session, actor: Actor, lines: Sequence[AnswerLine]) -> Taken:
    """What is right is kept, what is wrong is named; the same table again changes nothing."""
    title, sent, begun = "", 0, 0
    problems: list[Problem] = []
    for line in lines:
        try:
            with session.begin_nested():
                response_id = _sheet(session, actor, line)
        except _Bad as bad:
            problems.append(Problem(line.at, bad.code))
            continue
        whole = responses.own(session, actor, response_id, take=True)
        title = whole.campaign.title
        problems += _row(session, actor, line, whole)
        if sending.send(session, actor, response_id).sent:
            sent += 1
        else:
            begun += 1
    return Taken(title, sent, begun, tuple(problems))


class _Bad(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _sheet(session: Session, actor: Actor, line: AnswerLine) -> int:
    slot = Slot(line.person_id, line.about_id, line.pair_id)
    try:
        return papers.take(
            session, actor, line.version_id, line.campaign_id, slot, _day(actor, line.day)
        )
    except Refusal as refusal:
        known = refusal.key in ("paper_future", "forbidden")
        raise _Bad(refusal.key if known else "code") from None


def _day(actor: Actor, said: str) -> date:
    if not said.strip():
        return actor.today
    try:
        found = date.fromisoformat(said) if _ISO.fullmatch(said) else None
    except ValueError:
        found = None
    found = found or typed_day.read(said, actor.today, past=True)
    if found is None:
        raise _Bad("day")
    return found


def _row(session: Session, actor: Actor, line: AnswerLine, whole: Whole) -> list[Problem]:
    answering.begin(session, actor, whole)
    problems: list[Problem] = []
    for number, question in enumerate(whole.questionnaire.questions, 1):
        whole = responses.own(session, actor, whole.response.id)
        cells = {row: text for (of, row), text in line.cells.items() if of == number}
        steps = [step for step in whole.steps if step.question.key == question.key]
        if not steps:
            if cells:
                problems.append(Problem(line.at, "idle", number))
            continue
        for step in steps:
            try:
                _answer(session, actor, whole, step, cells)
            except Fault as fault:
                problems.append(Problem(line.at, fault.key, number, question, fault.data))
    return problems


def _answer(
    session: Session, actor: Actor, whole: Whole, step: Step, cells: Mapping[str, str]
) -> None:
    question, known = step.question, whole.replies.get(step.key)
    if cells and len({s.about for s in whole.steps if s.question.key == question.key}) > 1:
        raise Fault("mentees")
    if not cells:
        if known is None and question.kind is Kind.STATEMENT:
            reply = parse(question, None)
        elif known is None and question.optional:
            reply = SKIPPED
        else:
            return
    elif question.may_not_apply and all(
        words.NOT_APPLICABLE.search(plain(text)) for text in cells.values()
    ):
        reply = NOT_APPLICABLE
    else:
        reply = parse(question, _raw(session, actor, whole, question, cells), actor.today)
    if reply != known:
        answering.save_answer(session, actor, whole.response.id, *step.key, reply)


def _raw(
    session: Session, actor: Actor, whole: Whole, question: Question, cells: Mapping[str, str]
) -> Any:
    if question.kind is Kind.MATRIX:
        rows = {plain(row.text): row.key for row in question.rows}
        return {rows[row]: text for row, text in cells.items() if row in rows}
    text = next(iter(cells.values()))
    if question.kind is not Kind.PERSON:
        return text
    found = banked.people(session, actor, whole.response.id, question, text)
    exact = [each for each in found if search_key(each.name) == search_key(text)] or found
    if len(exact) != 1:
        raise Fault("person")
    return exact[0].id
