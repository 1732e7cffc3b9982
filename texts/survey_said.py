"""Answers to a questionnaire in words. `close`: pupils are spoken to as «ты»."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.survey import AnswerStatus, Kind, Question, Reply
from domain.survey.answers import said
from texts import dates
from texts.survey_faults import SCALE, number

Call = Callable[[int], str]  # a person's name as chats show it, by id


def answer_words(question: Question, reply: Reply, call: Call, close: bool = False) -> str:
    """An answer as a person reads it, plain, in one line."""
    if reply.status is AnswerStatus.SKIPPED:
        return "пропущено"
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return _none(close)
    told = _said(question, reply.value, call, _none(close))
    return f"{told}: {reply.text}" if reply.text else told


def _none(close: bool) -> str:
    return "не про меня" if close else "не относится"


def _blank(question: Question, value: Any) -> list[str]:
    """Rows of a matrix that nobody has answered."""
    if question.kind is not Kind.MATRIX or not isinstance(value, dict):
        return []
    return [f"{row.text}: нет ответа" for row in question.rows if row.key not in value]


def _said(question: Question, value: Any, call: Call, none: str) -> str:
    if question.kind is Kind.STATEMENT:
        return "прочитано"
    if question.kind in SCALE:
        return f"{value} из {SCALE[question.kind]}"
    if question.kind is Kind.NUMBER:
        return number(value)
    if question.kind is Kind.DATE:
        day = date.fromisoformat(value)
        return f"{day.day} {dates.month_genitive(day.month)} {day.year}"
    if question.kind is Kind.PERSON:
        return call(value)
    if question.kind is Kind.FILE and value.get("photo"):
        return "фото"
    told = [*said(question, value, none), *_blank(question, value)]
    if question.kind is Kind.RANKING:
        told = [f"{at}. {text}" for at, text in enumerate(told, 1)]
    between = "; " if question.kind is Kind.MATRIX else ", "
    return " ".join(between.join(told).split())
