"""Sheets of paper as a table to fill in: one row a person, a column a question.

imports.questionnaire.answers reads it again. Give `table` to exports.worker.in_worker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.survey import Kind, Question, Questionnaire
from domain.survey.answers import SCALES
from exports import xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import questionnaire_papers as words
from texts.questionnaire_files import OWN_MARK

_CHOICES = 250  # characters that a list of a cell takes
_WIDE, _NARROW = 28, 12


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A sheet. `code`: as the reader wants it."""

    code: str
    who: str
    about: str


def code(
    version_id: int, campaign_id: int | None, person_id: int, about: int | None, pair: int | None
) -> str:
    return f"v{version_id}-c{campaign_id or ''}-p{person_id}-a{about or ''}-r{pair or ''}"


def table(asked: Questionnaire, lines: Sequence[PaperLine]) -> bytes:
    questions = tuple(_columns(asked))
    columns = (
        Column("code", words.CODE, 16, hint=words.CODE_HINT),
        Column("who", words.WHO, 26),
        *((Column("about", words.ABOUT, 22),) if asked.about else ()),
        Column("day", words.DAY, 13, fill_in=True, hint=words.DAY_HINT),
        *questions,
    )
    rows = [_row(line, asked, len(questions)) for line in lines]
    report = Report(
        title=asked.title, subtitle=words.NOTE, columns=columns, rows=tuple(rows), filtered=False
    )
    return xlsx.render(Workbook((Sheet(words.SHEET, report), _how(asked))))


def _row(line: PaperLine, asked: Questionnaire, questions: int) -> Row:
    about = (line.about,) if asked.about else ()
    return Row((line.code, line.who, *about, None, *[None] * questions))


def _columns(asked: Questionnaire) -> Iterator[Column]:
    for number, question in enumerate(asked.questions, 1):
        if question.kind in (Kind.STATEMENT, Kind.FILE):
            continue
        width = _NARROW if question.kind in SCALES or question.kind is Kind.NUMBER else _WIDE
        for row in [each.text for each in question.rows] or [""]:
            yield Column(
                f"q{number}:{row}", words.heading(number, question.text, row), width,
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
            "; ".join(each.text + (OWN_MARK if each.own else "") for each in question.options)
        )
    if question.kind in (Kind.SEVERAL, Kind.RANKING):
        told.append(words.SEVERAL_HINT)
    if any(each.own for each in question.options):
        told.append(words.OWN_HINT)
    if question.optional:
        told.append(words.EMPTY_HINT)
    return " ".join(told)


def _how(asked: Questionnaire) -> Sheet:
    columns = (Column("column", words.MATTER, 50), Column("meaning", words.EXPLAINED, 90))
    rows = [Row((words.CODE, words.CODE_HINT)), Row((words.DAY, words.DAY_HINT))]
    for number, question in enumerate(asked.questions, 1):
        if question.kind is Kind.STATEMENT:
            continue
        told = words.NO_FILE if question.kind is Kind.FILE else _hint(question)
        if not told and question.kind in SCALES:
            told = words.NUMBER_HINT
        rows.append(
            Row((words.heading(number, question.text), told or "; ".join(_choices(question))))
        )
    report = Report(
        title=words.HOW_SHEET, subtitle=(), columns=columns, rows=tuple(rows), filtered=False
    )
    return Sheet(words.HOW_SHEET, report)
