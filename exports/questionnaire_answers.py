"""Sheets of paper as a table that comes back: one row a person, a column a question; of several
mentees one row more for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.returning import Manifest
from domain.survey import Kind, Question, Questionnaire, numbering
from domain.survey.answers import SCALES
from exports import roundtrip
from exports.report import Column, Report, Row, Sheet, Value, Workbook
from texts import questionnaire_papers as words
from texts.piping import plain
from texts.questionnaire_files import ALONE_MARK, OWN_MARK

_CHOICES = 250  # characters that a list of a cell takes
_WIDE, _NARROW = 28, 12


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A sheet, or what it says of one of several mentees (`each`). `cells`: what is entered
    already, by the key of the column."""

    id: int
    code: str
    who: str
    about: str
    each: str
    day: date | None
    cells: Mapping[str, str]


def table(
    asked: Questionnaire, lines: Sequence[PaperLine], manifest: Manifest,
    here: Questionnaire | None = None,
) -> bytes:  # fmt: skip
    """`here`: what of it is asked, where that is not all. Give it to exports.worker.in_worker."""
    here = here or asked
    questions = tuple(_columns(asked, here))
    many = any(line.each for line in lines)
    columns = (
        Column("paper_code", words.CODE, 12, hint=words.CODE_HINT),
        Column("paper_who", words.WHO, 26),
        *((Column("paper_about", words.ABOUT, 22),) if asked.about else ()),
        *((Column("paper_each", words.EACH, 22, hint=words.EACH_HINT),) if many else ()),
        Column("paper_day", words.DAY, 13, kind="date", fill_in=True, hint=words.DAY_HINT),
        *questions,
    )
    keys = [column.key for column in questions]
    rows = [_row(line, keys, about=bool(asked.about), many=many) for line in lines]
    report = Report(title=asked.title, subtitle=words.NOTE, columns=columns, rows=tuple(rows))
    return roundtrip.render(Workbook((Sheet(words.SHEET, report), _how(here))), manifest)


def _row(line: PaperLine, keys: Sequence[str], *, about: bool, many: bool) -> Row:
    values: list[Value] = [line.code, line.who]
    values += [line.about] if about else []
    values += [line.each] if many else []
    values.append(line.day if line.day is not None else line.cells["paper_day"] or None)
    return Row((*values, *(line.cells[key] or None for key in keys)), id=line.id)


def _columns(asked: Questionnaire, here: Questionnaire) -> Iterator[Column]:
    numbers = numbering.numbers(here)
    for place, question in enumerate(asked.questions, 1):
        if question.key not in numbers or question.kind is Kind.FILE:
            continue
        width = _NARROW if question.kind in SCALES or question.kind is Kind.NUMBER else _WIDE
        number = numbers[question.key]
        rows: list[tuple[int | None, str]] = [
            (at, row.text) for at, row in enumerate(question.rows, 1)
        ]
        for at, row in rows or [(None, "")]:
            key = numbering.column(place, at)
            yield Column(
                key, words.heading(number, plain(question.text), row), width,
                fill_in=True, choices=_choices(question), hint=_hint(question),
            )  # fmt: skip


def _choices(question: Question) -> tuple[str, ...]:
    """Where one is chosen; several are written."""
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return tuple(str(number) for number in range(low, high + 1))
    if question.kind not in (Kind.ONE, Kind.MATRIX) or any(e.own for e in question.options):
        return ()
    texts = tuple(each.text for each in question.options)
    fits = len(",".join(texts)) <= _CHOICES and not any("," in text for text in texts)
    return texts if fits else ()


def _hint(question: Question) -> str:
    told = []
    if question.options and not _choices(question):
        told.append(
            "; ".join(
                each.text + (ALONE_MARK if each.alone else "") + (OWN_MARK if each.own else "")
                for each in question.options
            )
        )
    if question.kind in (Kind.SEVERAL, Kind.RANKING):
        told.append(words.SEVERAL_HINT)
    if any(each.own for each in question.options):
        told.append(words.OWN_HINT)
    told.append(words.EMPTY_HINT if question.optional else words.BLANK_HINT)
    return " ".join(told)


def _how(asked: Questionnaire) -> Sheet:
    columns = (Column("column", words.MATTER, 50), Column("meaning", words.EXPLAINED, 90))
    rows = [Row((words.CODE, words.CODE_HINT)), Row((words.DAY, words.DAY_HINT))]
    numbers = numbering.numbers(asked)
    for question in asked.questions:
        if question.kind is Kind.STATEMENT:
            continue
        told = words.NO_FILE if question.kind is Kind.FILE else _hint(question)
        if not told and question.kind in SCALES:
            told = words.NUMBER_HINT
        head = words.heading(numbers[question.key], plain(question.text))
        rows.append(Row((head, told or "; ".join(_choices(question)))))
    report = Report(
        title=words.HOW_SHEET, subtitle=(), columns=columns, rows=tuple(rows), filtered=False
    )
    return Sheet(words.HOW_SHEET, report)
