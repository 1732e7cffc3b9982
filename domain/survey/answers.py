"""What a valid answer of each kind is: one door for the chat, paper and tables.

`parse` makes a Reply of what came (a tap's key, typed words, a cell), `fault_of` looks at a Reply
that was made elsewhere. A Fault names what is wrong; texts.survey says it with an example.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from domain import typed_day
from domain.search import search_key
from domain.survey.model import AnswerStatus, Kind, Option, Question, Reply

SHORT, LONG, OWN = 200, 3000, 500  # characters
RANKS = 3
SCALES = {Kind.SCALE: (1, 5), Kind.TEN: (1, 10)}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
TYPED = frozenset({Kind.NUMBER, Kind.SHORT, Kind.LONG})  # answered by words alone
SKIPPED = Reply(AnswerStatus.SKIPPED)
NOT_APPLICABLE = Reply(AnswerStatus.NOT_APPLICABLE)
READ = Reply(AnswerStatus.GIVEN)  # of a statement
_NUMBER = re.compile(r"[-+\u2212]?\d[\d\s]*(?:[.,]\d+)?")
_DAY_WORDS = 60  # characters that are read for a day
_BETWEEN = re.compile(r"[;\n]")


class Fault(Exception):
    """An answer that is none. Keys: "choice", "few", "many", "twice", "number", "whole", "least",
    "most", "date", "day", "empty", "brief", "long", "person", "file", "row", "own", "required",
    "applies"; `data` are figures and words for the sentence."""

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


def parse(question: Question, raw: Any, today: date | None = None) -> Reply:
    """The given answer that `raw` means. `today` lets days be told in words («завтра»).

    Choices come as keys or texts of options («Другое: своими словами» for an own one), several as
    a sequence or parted by semicolons, a matrix as a mapping of rows. Raises Fault.
    """
    reply = _PARSERS[question.kind](question, raw, today)
    if fault := fault_of(question, reply):
        raise fault
    return reply


def fault_of(question: Question, reply: Reply) -> Fault | None:
    """What is wrong with a reply, whoever made it; None where it may be stored."""
    if reply.status is AnswerStatus.SKIPPED:
        return None if question.optional else Fault("required")
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return None if question.may_not_apply else Fault("applies")
    try:
        _CHECKS[question.kind](question, reply.value)
        _own(question, reply)
    except Fault as fault:
        return fault
    return None


def bounds(question: Question) -> tuple[float | None, float | None]:
    """The least and the most: of a number its value, of several how many, of text its length."""
    if question.kind in SCALES:
        return SCALES[question.kind]
    if question.kind is Kind.SEVERAL:
        return question.least or 1, question.most
    if question.kind is Kind.RANKING:
        return question.least or 1, min(question.most or RANKS, RANKS, len(question.options))
    if question.kind in (Kind.SHORT, Kind.LONG):
        limit = SHORT if question.kind is Kind.SHORT else LONG
        return question.least or 1, min(question.most or limit, limit)
    return question.least, question.most


def option(question: Question, key: object) -> Option | None:
    return next((each for each in question.options if each.key == key), None)


def said(question: Question, value: Any) -> list[str]:
    """What is chosen or written, piece by piece, in the words of the questionnaire."""
    if isinstance(value, list):
        return [text_of(question, each) for each in value]
    if question.kind is Kind.MATRIX and isinstance(value, dict):
        rows = {each.key: each.text for each in question.rows}
        return [f"{rows.get(row, row)}: {text_of(question, v)}" for row, v in value.items()]
    if question.kind is Kind.FILE and isinstance(value, dict):
        return [str(value.get("name", ""))]
    return [] if value is None else [text_of(question, value)]


def text_of(question: Question, key: object) -> str:
    """The text of an option; of what is none, itself."""
    found = option(question, key)
    return found.text if found else str(key)


def own_chosen(question: Question, value: object) -> bool:
    """Whether an option that asks for own words is among what is chosen."""
    keys = value if isinstance(value, list) else [value]
    return any(each.own and each.key in keys for each in question.options)


def _options_in(question: Question, raw: Any) -> tuple[list[str], str]:
    """Keys of what is named, in order, and own words."""
    if isinstance(raw, str):
        raw = [part for part in _BETWEEN.split(raw) if part.strip()]
    keys, words = [], ""
    for part in raw if isinstance(raw, Sequence) else [raw]:
        found, own = _named(question.options, part)
        keys.append(found)
        words = own or words
    return keys, words


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
        _named(question.rows, row)[0]: _named(question.options, cell)[0]
        for row, cell in raw.items()
        if cell not in (None, "")
    }
    return Reply(AnswerStatus.GIVEN, rows)


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


def _is_one(question: Question, value: Any) -> None:
    if option(question, value) is None:
        raise Fault("choice", said=str(value))


def _are_several(question: Question, value: Any) -> None:
    if not isinstance(value, list):
        raise Fault("choice", said=str(value))
    for each in value:
        _is_one(question, each)
    if len(set(value)) < len(value):
        raise Fault("twice")
    least, most = bounds(question)
    if least is not None and len(value) < least:
        raise Fault("few", least=int(least))
    if most is not None and len(value) > most:
        raise Fault("many", most=int(most))


def _is_matrix(question: Question, value: Any) -> None:
    rows = {each.key for each in question.rows}
    if not isinstance(value, dict) or not value or not value.keys() <= rows:
        raise Fault("row", said="")
    for each in value.values():
        _is_one(question, each)


def _is_number(question: Question, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise Fault("number")
    if question.kind in SCALES and value != int(value):
        raise Fault("whole")
    least, most = bounds(question)
    if least is not None and value < least:
        raise Fault("least", least=least, most=most)
    if most is not None and value > most:
        raise Fault("most", least=least, most=most)


def _is_date(question: Question, value: Any) -> None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise Fault("date") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Fault("day")


def _is_text(question: Question, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise Fault("empty")
    least, most = bounds(question)
    if least is not None and len(value) < least:
        raise Fault("brief", least=int(least))
    if most is not None and len(value) > most:
        raise Fault("long", most=int(most), length=len(value))


def _is_person(question: Question, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault("person")


def _is_file(question: Question, value: Any) -> None:
    if not isinstance(value, dict) or not value.get("sha"):
        raise Fault("file")


def _is_statement(question: Question, value: Any) -> None:
    if value is not None:
        raise Fault("choice", said=str(value))


_CHECKS: dict[Kind, Callable[[Question, Any], None]] = {
    Kind.ONE: _is_one, Kind.SEVERAL: _are_several, Kind.SCALE: _is_number, Kind.TEN: _is_number,
    Kind.MATRIX: _is_matrix, Kind.NUMBER: _is_number, Kind.DATE: _is_date, Kind.SHORT: _is_text,
    Kind.LONG: _is_text, Kind.PERSON: _is_person, Kind.RANKING: _are_several,
    Kind.FILE: _is_file, Kind.STATEMENT: _is_statement,
}  # fmt: skip


def _own(question: Question, reply: Reply) -> None:
    """Own words stand only beside an option that asks for them."""
    if len(reply.text) > OWN:
        raise Fault("long", most=OWN, length=len(reply.text))
    if reply.text and not own_chosen(question, reply.value):
        raise Fault("own")
