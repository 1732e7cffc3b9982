"""A questionnaire to print on A4: boxes to tick, lines to write on, conditions in words."""

from collections.abc import Callable, Iterator
from datetime import date

from domain.survey import Kind, Option, Question, Questionnaire
from domain.survey.answers import SCALES
from domain.survey.piping import fill
from exports.docx.paper import Block, Column, Line, Paper, Table, Text, cell
from texts import questionnaire_files as words
from texts.typography import tidy

_LINE = 72  # letters that stand in one line
_GAP = "     "
_LONG_LINES, _SHORT_LINES = 4, 1
_ROW_LEAST, _CELL_LEAST = 45, 15  # millimetres


def printed(asked: Questionnaire, made: date, organisation: str = "") -> bytes:
    """The .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(paper(asked, made, organisation))


def paper(asked: Questionnaire, made: date, organisation: str = "") -> Paper:
    blocks: list[Block] = [Text(organisation, "center")] if organisation else []
    blocks.append(Text(asked.title, "center", bold=True, with_next=True))
    blocks += [Text(line, "left") for line in words.paper_head(asked)]
    if not asked.anonymous:
        blocks.append(Text(words.NAME_LINE, "left"))
    if asked.about:
        blocks.append(Text(words.ABOUT_LINE, "left"))
    blocks.append(Text(words.DAY_LINE, "left"))
    blocks += _Printing(asked).questions()
    blocks.append(Text(asked.thanks, "center"))
    return Paper(title=asked.title, made=made, blocks=tuple(blocks))


class _Printing:
    def __init__(self, asked: Questionnaire) -> None:
        self._asked = asked
        self._known = {each.key: each for each in asked.questions}
        counted = [each for each in asked.questions if each.kind is not Kind.STATEMENT]
        self._numbers = {each.key: number for number, each in enumerate(counted, 1)}

    def questions(self) -> Iterator[Block]:
        block = False
        for question in self._asked.questions:
            if question.each_mentee and not block:
                yield Text(words.EACH_MENTEE, "left", bold=True, with_next=True)
            block = question.each_mentee
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[Block]:
        if question.kind is Kind.STATEMENT:
            yield Text(self._words(question.text), "left")
            return
        if question.shown_if is not None:
            told = words.told_condition(question.shown_if, self._numbers, self._known.get)
            yield Text(tidy(told), "left", with_next=True)
        yield Text(self._title(question), "left", bold=True, with_next=True)
        beside = " ".join(self._beside(question))
        if beside:
            yield Text(tidy(beside), "left", with_next=True)
        yield from _ANSWERS[question.kind](question)
        if question.may_not_apply:
            close = self._asked.close
            yield Text(words.CLOSE_NOT_APPLICABLE if close else words.NOT_APPLICABLE, "left")

    def _title(self, question: Question) -> str:
        how = words.how_to(question, close=self._asked.close)
        text = f"{self._numbers[question.key]}. {self._words(question.text)}"
        return tidy(f"{text} ({how})" if how else text)

    def _beside(self, question: Question) -> Iterator[str]:
        if question.help:
            yield self._words(question.help)
        if question.sensitive:
            yield words.who_sees(self._asked)
        if question.optional:
            yield words.SKIPPED

    def _words(self, text: str) -> str:
        """Names and earlier answers are not known on paper: a line stands for them."""
        return fill(text, lambda _: words.NUMBER_LINE)


def _options(question: Question) -> Iterator[Block]:
    boxes = [_box(option) for option in question.options]
    line = _GAP.join(boxes)
    yield Text(line if len(line) <= _LINE else "\n".join(boxes), "left")


def _box(option: Option) -> str:
    return f"{words.BOX}\u00a0{option.text}" + (f": {words.OWN_LINE}" if option.own else "")


def _scale(question: Question) -> Iterator[Block]:
    low, high = SCALES[question.kind]
    circles = "   ".join(f"{words.CIRCLE}\u00a0{number}" for number in range(low, high + 1))
    told = words.ends(question)
    if told:
        yield Text(told, "left", with_next=True)
    yield Text(circles, "center")


def _matrix(question: Question) -> Iterator[Block]:
    columns = [Column("", _ROW_LEAST)]
    columns += [Column(each.text, _CELL_LEAST, "center", 0.5) for each in question.options]
    lines = (
        Line((cell(row.text), *(cell(words.BOX) for _ in question.options)))
        for row in question.rows
    )
    yield Table(tuple(columns), tuple(lines))


def _ranking(question: Question) -> Iterator[Block]:
    yield Text(words.RANK_NOTE, "left", with_next=True)
    lines = "\n".join(f"____ {option.text}" for option in question.options)
    yield Text(lines, "left")


def _lines(count: int) -> Callable[[Question], Iterator[Block]]:
    def lines(question: Question) -> Iterator[Block]:
        yield Text("\n".join([words.OPEN_LINE] * count), "left")

    return lines


def _number(question: Question) -> Iterator[Block]:
    yield Text(f"{words.NUMBER_LINE} {words.limits(question)}".strip(), "left")


def _day(question: Question) -> Iterator[Block]:
    yield Text(words.DAY, "left")


def _file(question: Question) -> Iterator[Block]:
    yield Text(words.FILE_NOTE, "left")


_ANSWERS: dict[Kind, Callable[[Question], Iterator[Block]]] = {
    Kind.ONE: _options, Kind.SEVERAL: _options, Kind.SCALE: _scale, Kind.TEN: _scale,
    Kind.MATRIX: _matrix, Kind.NUMBER: _number, Kind.DATE: _day,
    Kind.SHORT: _lines(_SHORT_LINES), Kind.LONG: _lines(_LONG_LINES),
    Kind.PERSON: _lines(_SHORT_LINES), Kind.RANKING: _ranking, Kind.FILE: _file,
}  # fmt: skip
