"""An answer out of what came: a tap's key, typed words, a cell of a table."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from domain import typed_day
from domain.search import search_key
from domain.survey.answers import LAST_DAY, NOT_APPLICABLE, READ, Fault, fault_of, matrix
from domain.survey.model import AnswerStatus, Kind, Option, Question, Reply

_NUMBER = re.compile(r"[-+\u2212]?\d[\d\s]*(?:[.,]\d+)?")
_DAY_WORDS = 60  # characters that are read for a day
_BETWEEN = re.compile(r"[;\n]")
_NOT_DIGITS = re.compile(r"\D+")
_NUMBERS = re.compile(r"\d{1,2}(?:\s*[,;\s]\s*\d{1,2})+")  # «1, 3, 5»


def parse(question: Question, raw: Any, today: date | None = None) -> Reply:
    """The given answer that `raw` means. `today` lets days be told in words («завтра»).

    Choices come as keys or texts of options («Другое: своими словами» for an own one), several as
    a sequence or parted by semicolons, a matrix as a mapping of rows. Raises Fault.
    """
    reply = _PARSERS[question.kind](question, raw, today)
    # Whether rows of a matrix lack is looked at where it is stored: paper may have them so.
    if fault := fault_of(question, reply, paper=True):
        raise fault
    return reply


def _options_in(question: Question, raw: Any) -> tuple[list[str], str]:
    """Keys of what is named, in order, and own words."""
    if isinstance(raw, str):
        numbers = _NUMBERS.fullmatch(raw.strip()) and not _is_text_of(question.options, raw)
        between = _NOT_DIGITS if numbers else _BETWEEN
        raw = [part for part in between.split(raw) if part.strip()]
    keys, words = [], ""
    for part in raw if isinstance(raw, Sequence) else [raw]:
        found, own = _named(question.options, part)
        keys.append(found)
        words = own or words
    return keys, words


def _is_text_of(options: Sequence[Option], raw: str) -> bool:
    return search_key(raw) in {search_key(each.text) for each in options}


def _named(options: Sequence[Option], part: Any) -> tuple[str, str]:
    """The key of an option by key, text or number, and the words after «Другое:»."""
    said = str(part).strip()
    by_key = {each.key: each.key for each in options}
    by_text = {search_key(each.text): each.key for each in options}
    numbered = {str(at): each.key for at, each in enumerate(options, 1)}
    for names, word in ((by_key, said), (by_text, search_key(said)), (numbered, said)):
        if word in names:
            return names[word], ""
    head, colon, tail = said.partition(":")
    for each in options:
        if each.own and colon and search_key(head) == search_key(each.text):
            return each.key, tail.strip()
    raise Fault("choice", said=said)


def _one(question: Question, raw: Any, today: date | None) -> Reply:
    key, words = _named(question.options, raw)
    return Reply(AnswerStatus.GIVEN, key, words)


def _several(question: Question, raw: Any, today: date | None) -> Reply:
    keys, words = _options_in(question, raw)
    order = [each.key for each in question.options if each.key in keys]
    return Reply(AnswerStatus.GIVEN, order, words)


def _ranking(question: Question, raw: Any, today: date | None) -> Reply:
    keys, words = _options_in(question, raw)
    return Reply(AnswerStatus.GIVEN, keys, words)


def _matrix(question: Question, raw: Any, today: date | None) -> Reply:
    if not isinstance(raw, Mapping):
        raise Fault("row", said=str(raw))
    rows = {
        _named(question.rows, row)[0]:
            None if cell is NOT_APPLICABLE else _named(question.options, cell)[0]
        for row, cell in raw.items()
        if cell not in (None, "")
    }  # fmt: skip
    return matrix(question, rows) if rows else Reply(AnswerStatus.GIVEN, rows)


def _number(question: Question, raw: Any, today: date | None) -> Reply:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raw = _read_number(str(raw))
    if not isfinite(raw):
        raise Fault("number")
    return Reply(AnswerStatus.GIVEN, int(raw) if raw == int(raw) else float(raw))


def _read_number(text: str) -> float:
    """«3», «2,5», «1 200», «около 12 лет»: the only number in the words."""
    found = _NUMBER.findall(text[:100])
    if len(found) != 1:
        raise Fault("number")
    digits = re.sub(r"\s", "", found[0]).replace(",", ".").replace("\u2212", "-")
    return float(digits)


def _date(question: Question, raw: Any, today: date | None) -> Reply:
    if isinstance(raw, date):
        return Reply(AnswerStatus.GIVEN, date(raw.year, raw.month, raw.day).isoformat())
    said = str(raw).strip()[:_DAY_WORDS]
    try:
        day: date | None = date.fromisoformat(said)
    except ValueError:
        day = _told(said, today)
    if day is None:
        raise Fault("date")
    return Reply(AnswerStatus.GIVEN, day.isoformat())


def _told(said: str, today: date | None) -> date | None:
    """A day in words; one without a year is the nearest such day."""
    if today is None:
        return typed_day.read(said, LAST_DAY, past=True)
    near = {typed_day.read(said, today, past=past) for past in (True, False)} - {None}
    return min((day for day in near if day), key=lambda day: abs(day - today), default=None)


def _text(question: Question, raw: Any, today: date | None) -> Reply:
    words = str(raw).replace("\0", "").strip()
    if question.kind is Kind.SHORT:
        words = " ".join(words.split())
    return Reply(AnswerStatus.GIVEN, words)


def _person(question: Question, raw: Any, today: date | None) -> Reply:
    try:
        return Reply(AnswerStatus.GIVEN, int(raw))
    except (TypeError, ValueError, OverflowError):
        raise Fault("person") from None


def _file(question: Question, raw: Any, today: date | None) -> Reply:
    return Reply(AnswerStatus.GIVEN, dict(raw) if isinstance(raw, Mapping) else raw)


def _statement(question: Question, raw: Any, today: date | None) -> Reply:
    return READ


_PARSERS: dict[Kind, Callable[[Question, Any, date | None], Reply]] = {
    Kind.ONE: _one, Kind.SEVERAL: _several, Kind.SCALE: _number, Kind.TEN: _number,
    Kind.MATRIX: _matrix, Kind.NUMBER: _number, Kind.DATE: _date, Kind.SHORT: _text,
    Kind.LONG: _text, Kind.PERSON: _person, Kind.RANKING: _ranking, Kind.FILE: _file,
    Kind.STATEMENT: _statement,
}  # fmt: skip
