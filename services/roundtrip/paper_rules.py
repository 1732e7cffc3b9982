"""Columns of a table of answers from paper: a question, a row of a matrix, the day of the sheet.

A state is what services.surveys.answering stores, with the words for it beside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.named import Named
from domain.search import search_key
from domain.survey import AnswerStatus, Kind, Option, Question, Reply
from domain.survey.answers import NOT_APPLICABLE, SKIPPED, Fault, text_of
from domain.survey.parsing import parse
from imports.cells import Typed
from imports.questionnaire import words
from imports.questionnaire.finding import plain
from services.roundtrip.bank_rules import DayRule
from services.roundtrip.model import Misread, State
from services.roundtrip.paper_rows import PaperRow
from services.roundtrip.term_rule import day_of
from services.roundtrip.typed import computed
from texts import questionnaire_papers as paper_words
from texts.survey_faults import number

Call = Callable[[int], str]  # a person's name as files have it, by id


class SheetDayRule(DayRule):
    """The day that stands on a sheet."""

    clears = False

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        try:
            return super().read(row_id, typed, shown)
        except Misread as misread:
            if misread.code == "day_to_come":
                raise Misread("paper_future") from misread
            raise


class _Answer:
    """An answer is never emptied: who has answered nothing is not asked about it here."""

    clears = False

    def __init__(self, question: Question, rows: Mapping[int, PaperRow]) -> None:
        self.question, self._rows = question, rows
        self.exact = question.kind in (Kind.SHORT, Kind.LONG)

    def same(self, wanted: State, present: State) -> bool:
        return bool(value(wanted) == value(present))

    def moved(self, base: State, present: State) -> bool:
        return bool(value(base) != value(present))

    def _text(self, row_id: int, typed: Typed) -> str:
        row = self._rows.get(row_id)
        if row is not None and not row.holds(self.question):
            raise Misread("paper_not_here")
        return computed(typed).strip()

    def _is_none(self, text: str) -> bool:
        """Whether a cell says that it does not apply, where that may be."""
        no = words.NOT_APPLICABLE.search(plain(text)) is not None
        return self.question.may_not_apply and no


class AnswerRule(_Answer):
    """A question. `offered`: whom it may be answered with, with their names in files."""

    def __init__(
        self, question: Question, rows: Mapping[int, PaperRow], today: date,
        offered: Sequence[tuple[Named, str]], call: Call,
    ) -> None:  # fmt: skip
        super().__init__(question, rows)
        self._today, self._offered, self._call = today, offered, call

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text, question = self._text(row_id, typed), self.question
        if _is_blank(text):
            return state(question, SKIPPED, self._call)
        if self._is_none(text):
            return state(question, NOT_APPLICABLE, self._call)
        try:
            reply = parse(question, self._raw(typed, text), self._today)
        except Fault as fault:
            raise Misread(f"paper_{fault.key}", **_data(fault)) from fault
        return state(question, reply, self._call)

    def _raw(self, typed: Typed, text: str) -> Any:
        if self.question.kind is Kind.DATE:
            return day_of(typed) or text
        if self.question.kind is not Kind.PERSON:
            return text
        said = search_key(text)
        found = [
            one.id for one, written in self._offered
            if said in (search_key(one.name), search_key(written))
        ]  # fmt: skip
        if len(found) != 1:
            raise Fault("person")
        return found[0]


class MatrixRule(_Answer):
    """A row of a matrix; its state is of that row alone."""

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = self._text(row_id, typed)
        if _is_blank(text):
            return state(self.question, SKIPPED, str)
        if self._is_none(text):
            return row_state(self.question, None)
        try:
            reply = parse(replace(self.question, kind=Kind.ONE, rows=()), text)
        except Fault as fault:
            raise Misread(f"paper_{fault.key}", **_data(fault)) from fault
        return row_state(self.question, reply.value)


def _is_blank(text: str) -> bool:
    """Whether a cell says that the sheet has nothing there."""
    return words.BLANK.search(plain(text)) is not None


def _data(fault: Fault) -> dict[str, str | int]:
    return {
        key: number(each) if isinstance(each, float) else each
        for key, each in fault.data.items()
        if isinstance(each, str | int | float)
    }


def value(found: State) -> Any:
    """What counts of a state."""
    return None if found is None else (found["s"], found["is"], found["t"])


def state(question: Question, reply: Reply | None, call: Call) -> State:
    if reply is None:
        return None
    return {
        "s": reply.status.value, "is": reply.value, "t": reply.text,
        "say": _shown(question, reply, call),
    }  # fmt: skip


def row_state(question: Question, key: str | None) -> State:
    """Of a row of a matrix; None: it does not apply."""
    if key is None:
        return {
            "s": AnswerStatus.NOT_APPLICABLE.value, "is": None, "t": "",
            "say": paper_words.NOT_APPLICABLE,
        }  # fmt: skip
    said = text_of(question, key)
    return {"s": AnswerStatus.GIVEN.value, "is": key, "t": "", "say": said}


def row_of(question: Question, reply: Reply | None, row: Option) -> State:
    """The same of a stored answer; None: nothing is stored of this row."""
    if reply is None or reply.status is AnswerStatus.SKIPPED:
        return None
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return row_state(question, None)
    return row_state(question, reply.value[row.key]) if row.key in reply.value else None


def reply_of(found: State) -> Reply:
    return Reply(AnswerStatus(found["s"]), found["is"], found["t"])


def _shown(question: Question, reply: Reply, call: Call) -> str:
    """As a cell takes it again."""
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return paper_words.NOT_APPLICABLE
    if reply.status is AnswerStatus.SKIPPED:
        return "" if question.optional else paper_words.BLANK
    if question.kind is Kind.PERSON:
        return call(reply.value)
    if question.kind is Kind.DATE:
        return f"{date.fromisoformat(reply.value):%d.%m.%Y}"
    if isinstance(reply.value, int | float):
        return number(reply.value)
    if not question.options:
        return str(reply.value)
    chosen = reply.value if isinstance(reply.value, list) else [reply.value]
    own = {each.key for each in question.options if each.own and reply.text}
    return "; ".join(
        f"{text_of(question, each)}: {reply.text}" if each in own else text_of(question, each)
        for each in chosen
    )
