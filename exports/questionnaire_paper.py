"""A questionnaire to print on A4: boxes to tick, lines to write on, conditions in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from domain.survey import Compare, Kind, Option, Question, Questionnaire, numbering
from domain.survey.answers import SCALES
from domain.survey.piping import fill
from exports.docx.paper import Block, Column, Line, Paper, Table, Text, cell
from texts import questionnaire_files as words
from texts.typography import tidy

_LINE = 72  # letters that stand in one line
_GAP = "     "
_LONG_LINES, _SHORT_LINES = 4, 1
_ROW_LEAST, _CELL_LEAST, _FIGURE_LEAST = 45, 15, 9  # millimetres


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
        self._numbers = numbering.numbers(asked)

    def questions(self) -> Iterator[Block]:
        block = False
        for family, found in groupby(self._asked.questions, self._family):
            questions = tuple(found)
            if questions[0].each_mentee and not block:
                yield Text(words.EACH_MENTEE, "left", bold=True, with_next=True)
            block = questions[-1].each_mentee
            if family.key or len(questions) == 1:
                for question in questions:
                    yield from self._question(question)
            else:
                yield from self._scales(family, questions)

    def _family(self, question: Question) -> Question:
        """What questions have in common that ask the same scale of each option marked before; of
        any other question itself, which alone has a key."""
        shown_if = question.shown_if
        option = self._option(question)
        start = f"{option.text}: " if option else ""
        alike = question.kind in SCALES and not question.may_not_apply
        if shown_if is None or not (alike and start and question.text.startswith(start)):
            return question
        return replace(
            question, key="", text=question.text.removeprefix(start), measure="", fills="",
            shown_if=replace(shown_if, values=()),
        )  # fmt: skip

    def _option(self, question: Question) -> Option | None:
        """The only one whose mark brings the question."""
        shown_if = question.shown_if
        if shown_if is None or shown_if.test is not Compare.IS or len(shown_if.values) != 1:
            return None
        source = self._known.get(shown_if.question)
        options = source.options if source else ()
        return next((each for each in options if each.key == shown_if.values[0]), None)

    def _scales(self, family: Question, questions: Sequence[Question]) -> Iterator[Block]:
        """One table instead of a question for each of what may be marked before."""
        assert family.shown_if is not None
        numbers = [self._numbers[each.key] for each in questions]
        text = family.text[:1].upper() + family.text[1:]
        how = words.how_to_rows(close=self._asked.close)
        head = f"{numbers[0]}\u2013{numbers[-1]}. {self._words(text)} ({how})"
        only = words.only_marked(self._numbers[family.shown_if.question])
        beside = [only, words.ends(family) + ".", *self._beside(family)]
        yield Text(tidy(head), "left", bold=True, with_next=True)
        yield Text(tidy(" ".join(each for each in beside if each != ".")), "left", with_next=True)
        low, high = SCALES[family.kind]
        figures = [str(figure) for figure in range(low, high + 1)]
        columns = [Column("", _ROW_LEAST)]
        columns += [Column(each, _FIGURE_LEAST, "center", 0.1) for each in figures]
        yield Table(
            tuple(columns),
            tuple(
                Line((cell(f"{number}. {option.text}"), *(cell(words.CIRCLE) for _ in figures)))
                for number, each in zip(numbers, questions, strict=True)
                if (option := self._option(each))
            ),
        )

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
    alone = words.ALONE_ON_PAPER if option.alone else ""
    own = f": {words.OWN_LINE}" if option.own else ""
    return f"{words.BOX}\u00a0{option.text}{alone}{own}"


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
