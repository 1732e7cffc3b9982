"""The sheets of answers in a workbook of results: a row a sheet, and a row for each thing said."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from domain.named import Named
from domain.names import Style, render
from domain.survey import AnswerStatus, Kind, Question, Reply, numbering, scoring
from domain.survey.answers import SCALES, option, said, text_of
from domain.survey.statistics import of_row
from exports.report import Column, Value
from exports.report import Kind as ColumnKind
from exports.survey_tables import AnswerSheets, Values
from handlers.context import Context
from services.surveys.result_files import ForFile
from services.surveys.results import Sent
from services.surveys.tagging import Open
from texts import survey_answers as open_words
from texts import survey_files as words
from texts import survey_results as result_words
from texts.piping import of_table, plain

_WIDE, _NARROW = 28, 18  # characters


class Naming:
    """How the file names people: who has not agreed to it is a number."""

    def __init__(self, context: Context, found: ForFile) -> None:
        self._style = Style(context.around.names_in_files)
        self._found = found

    def of(self, who: Named | None) -> str:
        if who is None:
            return ""
        if who.id not in self._found.nameable:
            return words.participant(who.id)
        return render(who.name, self._style, pupil=who.pupil, code=who.id)

    def by_id(self, person_id: int) -> str:
        return self.of(self._found.names.get(person_id))


class Answering:
    """What was answered, of one file."""

    def __init__(self, context: Context, found: ForFile) -> None:
        self._zone = context.actor.zone
        self._found = found
        self._naming = Naming(context, found)
        self._asked = found.results.questionnaire
        self._numbers = numbering.numbers(self._asked)

    def sheets(self) -> AnswerSheets:
        sent = list(enumerate(self._found.results.sheets, 1))
        return AnswerSheets(
            columns=(*_HEAD, *self._columns()),
            sheets=tuple(row for number, each in sent for row in self._sheet(number, each)),
            parts=tuple(row for number, each in sent for row in self._parts(number, each)),
        )

    def words(self) -> Iterator[Values]:
        """Open answers, with their question each; of whom, where there are names."""
        for line in self._found.words:
            who: Values = ()
            if not self._found.results.anonymous:
                who = (self._naming.of(line.who), self._naming.of(line.of), _how(line))
            yield (
                line.number, plain(line.question.text), line.text, *who,
                "; ".join(map(open_words.tag, line.tags)),
            )  # fmt: skip

    # -- a row a sheet --------------------------------------------------------------------------

    def _columns(self) -> Iterator[Column]:
        for question, row, own in self._fields():
            text = plain(question.text)
            text = of_table(text, _row_text(question, row)) if row else text
            heading = words.heading(self._numbers[question.key], text, own=own)
            kind: ColumnKind = "text" if own else _KINDS.get(question.kind, "text")
            width = _WIDE if kind == "text" else _NARROW
            key = question.key + (f".{row}" if row else "") + (".text" if own else "")
            yield Column(key, heading, width, kind=kind)

    def _fields(self) -> Iterator[tuple[Question, str, bool]]:
        """One a question, one a row of a matrix, one more for own words."""
        for each in self._found.results.asked:
            question = each.question
            if question.kind is Kind.MATRIX:
                yield from ((question, row.key, False) for row in question.rows)
                continue
            yield question, "", False
            if any(option.own for option in question.options):
                yield question, "", True

    def _sheet(self, number: int, sent: Sent) -> Iterator[Values]:
        """Of blocks about mentees one row more for each of them."""
        about = sorted({of for _, of in sent.replies})
        for of in about if about else [0]:
            cells = (
                self._cell(question, sent.replies.get((question.key, of)), row, own=own)
                for question, row, own in self._fields()
            )
            yield (*self._head(number, sent, of), *cells)

    def _head(self, number: int, sent: Sent, of: int) -> Values:
        about = self._found.names.get(of) if of else sent.about
        return (
            number, self._naming.of(sent.who), self._naming.of(about),
            result_words.SIDES.get(sent.group, sent.group), _how(sent), sent.paper_on,
            sent.at.astimezone(self._zone).date() if sent.at else None,
        )  # fmt: skip

    def _cell(self, question: Question, reply: Reply | None, row: str, *, own: bool) -> Value:
        if reply is None:
            return ""
        reply = of_row(reply, row) if row else reply
        if reply.status is not AnswerStatus.GIVEN:
            return words.STATUSES[reply.status.value]
        return reply.text if own else _value(question, reply.value, self._naming.by_id)

    # -- a row for each thing said --------------------------------------------------------------

    def _parts(self, number: int, sent: Sent) -> Iterator[Values]:
        for question, row, own in self._fields():
            for (key, of), reply in sent.replies.items():
                if key != question.key or own:
                    continue
                who, about, group, how, _, day = self._head(number, sent, of)[1:]
                head = (number, who, about, group, how, day, self._numbers[key])
                asked = (plain(question.text), _row_text(question, row))
                for said_, own_words, value, code in self._said(question, reply, row):
                    yield (*head, *asked, said_, own_words, value, key, code)

    def _said(self, question: Question, reply: Reply, row: str) -> Iterator[Values]:
        """What was chosen, own words, its number, its code."""
        reply = of_row(reply, row) if row else reply
        if reply.status is not AnswerStatus.GIVEN:
            yield words.STATUSES[reply.status.value], "", None, ""
            return
        chosen = reply.value if isinstance(reply.value, list) else [reply.value]
        for place, each in enumerate(chosen, 1):
            found = option(question, each)
            code = str(each) if question.options else ""
            text = reply.text if found is not None and found.own else ""
            value = self._number(question, each, place)
            yield _value(question, each, self._naming.by_id), text, value, code

    def _number(self, question: Question, value: Any, place: int) -> Value:
        """Itself, the place in a ranking, the points of a scored statement."""
        if question.kind is Kind.RANKING:
            return place
        if question.kind in (*SCALES, Kind.NUMBER):
            return value if isinstance(value, int | float) else None
        return int(value) if question == scoring.matrix(self._asked) else None


_KINDS: dict[Kind, ColumnKind] = {
    Kind.SCALE: "number", Kind.TEN: "number", Kind.NUMBER: "number", Kind.DATE: "date",
}  # fmt: skip
_HEAD = (
    Column("sheet", words.SHEET_NUMBER, 11, kind="number"),
    Column("who", words.WHO, 26),
    Column("about", words.ABOUT, 22),
    Column("group", words.GROUP, 17),
    Column("how", words.HOW_ANSWERED, 15),
    Column("paper_on", words.PAPER_ON, 16, kind="date"),
    Column("sent", words.SENT_ON, 15, kind="date"),
)


def _row_text(question: Question, row: str) -> str:
    return next((each.text for each in question.rows if each.key == row), "")


def _how(found: Sent | Open) -> str:
    return words.ON_PAPER if found.paper else words.IN_CHAT


def _value(question: Question, value: Any, name: Callable[[int], str]) -> Value:
    """In the questionnaire's words; numbers and days as what they are."""
    if question.kind is Kind.PERSON and isinstance(value, int):
        return name(value)
    if question.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if question.kind is Kind.MATRIX:
        return text_of(question, value)
    if isinstance(value, int | float):
        return value
    return "; ".join(said(question, value))
