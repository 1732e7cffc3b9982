"""What a valid answer of each kind is: one door for the chat, paper and tables.

`fault_of` looks at a Reply, whoever made it; domain.survey.parsing makes one of what came. A
Fault names what is wrong; texts.survey_faults says it with an example.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from domain.survey.model import AnswerStatus, Kind, Option, Question, Reply

SHORT, LONG, OWN = 200, 3000, 500  # characters
RANKS = 3
SCALES = {Kind.SCALE: (1, 5), Kind.TEN: (1, 10)}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
SKIPPED = Reply(AnswerStatus.SKIPPED)
NOT_APPLICABLE = Reply(AnswerStatus.NOT_APPLICABLE)
READ = Reply(AnswerStatus.GIVEN)  # of a statement


class Fault(Exception):
    """An answer that is none. Keys: "choice", "few", "many", "twice", "alone", "number", "whole",
    "least", "most", "date", "day", "empty", "brief", "long", "person", "file", "row", "own",
    "required", "applies"; `data` are figures and words for the sentence."""

    def __init__(self, key: str, **data: Any) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


def fault_of(question: Question, reply: Reply, *, paper: bool = False) -> Fault | None:
    """What is wrong with a reply, whoever made it; None where it may be stored. `paper`: what
    stands on a sheet is a fact, also a place that was left empty."""
    if reply.status is AnswerStatus.SKIPPED:
        return None if question.optional or paper else Fault("required")
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return None if question.may_not_apply else Fault("applies")
    try:
        _CHECKS[question.kind](question, reply.value)
        _own(question, reply)
    except Fault as fault:
        return fault
    return Fault("row") if blank_rows(question, reply) and not paper else None


def blank_rows(question: Question, reply: Reply) -> list[Option]:
    """Rows of a matrix without an answer that should have one."""
    if question.kind is not Kind.MATRIX or question.optional or reply.value is None:
        return []
    return [row for row in question.rows if row.key not in reply.value]


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


def matrix(question: Question, rows: Mapping[str, str | None]) -> Reply:
    """Of its rows: the key of an option, or None where a row does not apply; rows that are not
    there were skipped. Where no row is answered, the whole is skipped or does not apply."""
    if rows and not any(rows.values()) and len(rows) == len(question.rows):
        return NOT_APPLICABLE
    return Reply(AnswerStatus.GIVEN, dict(rows)) if rows else SKIPPED


def option(question: Question, key: object) -> Option | None:
    return next((each for each in question.options if each.key == key), None)


def said(question: Question, value: Any, none: str = "") -> list[str]:
    """What is chosen or written, piece by piece, in the words of the questionnaire. `none`: what
    is said of a row that does not apply; without it such rows are left out."""
    if isinstance(value, list):
        return [text_of(question, each) for each in value]
    if question.kind is Kind.MATRIX and isinstance(value, dict):
        rows = {each.key: each.text for each in question.rows}
        return [
            f"{rows.get(row, row)}: {none if key is None else text_of(question, key)}"
            for row, key in value.items()
            if none or key is not None
        ]
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


def alone_in(question: Question, keys: Collection[str]) -> Option | None:
    """The option among these that is chosen without others."""
    return next((each for each in question.options if each.alone and each.key in keys), None)


def with_one_more(question: Question, chosen: Sequence[str], key: str) -> list[str]:
    """What is chosen when an option joins: one that stands alone clears the others, and they
    clear it."""
    if alone_in(question, [key]):
        return [key]
    return [*(e for e in chosen if e != key and not alone_in(question, [e])), key]


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
    alone = alone_in(question, value)
    if alone and len(value) > 1:
        raise Fault("alone", said=alone.text)
    if least is not None and len(value) < least and not alone:
        raise Fault("few", least=int(least))
    if most is not None and len(value) > most:
        raise Fault("many", most=int(most))


def _is_matrix(question: Question, value: Any) -> None:
    rows = {each.key for each in question.rows}
    if not isinstance(value, dict) or not value or not value.keys() <= rows:
        raise Fault("row", said="")
    for each in value.values():
        if each is not None:
            _is_one(question, each)
        elif not question.may_not_apply:
            raise Fault("applies")


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
