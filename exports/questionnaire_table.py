"""A questionnaire as a spreadsheet to edit and send back, and the empty one to begin with.

imports.questionnaire reads it again without loss. Give `table` to exports.worker.in_worker.
"""

from collections.abc import Mapping

from domain.survey import Option, Question, Questionnaire
from exports import xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import questionnaire_files as words

_BLANK = 30
_CHOICES = {
    "kind": tuple(words.KINDS.values()),
    "optional": words.YES_NO, "may_not_apply": words.YES_NO, "each_mentee": words.YES_NO,
    "sensitive": words.YES_NO, "personal": words.YES_NO, "bank": tuple(words.BANKS.values()),
}  # fmt: skip


def table(asked: Questionnaire | None = None) -> bytes:
    """With None: to be filled in, beside an example."""
    lines = [_line(number, each, asked) for number, each in enumerate(_questions(asked), 1)]
    shown = (_sheet(words.SHOWN_SHEET, words.EXAMPLE, blank=0, plain=True),) if not asked else ()
    return xlsx.render(
        Workbook(
            (
                _sheet(words.SHEET, lines, blank=_BLANK),
                _head(_about(asked) if asked else {}),
                *shown,
                _how(),
            )
        )
    )


def _questions(asked: Questionnaire | None) -> tuple[Question, ...]:
    return asked.questions if asked else ()


def _columns(*, plain: bool) -> tuple[Column, ...]:
    return tuple(
        Column(
            key, title, width, fill_in=not plain, hint="" if plain else hint,
            choices=() if plain else _CHOICES.get(key, ()),
        )
        for key, (title, width, hint) in words.COLUMNS.items()
    )  # fmt: skip


def _sheet(
    name: str, lines: "list[dict[str, str]] | tuple[dict[str, str], ...]", *, blank: int,
    plain: bool = False,
) -> Sheet:  # fmt: skip
    rows = [Row(tuple(line.get(key, "") for key in words.COLUMNS)) for line in lines]
    rows += [Row((None,) * len(words.COLUMNS))] * blank
    note = () if plain else words.TABLE_NOTE
    report = Report(
        title=name, subtitle=note, columns=_columns(plain=plain), rows=tuple(rows), filtered=False
    )
    return Sheet(name, report)


def _head(said: Mapping[str, str]) -> Sheet:
    columns = (
        Column("part", words.PART, 20),
        Column("value", words.MEANING, 70, fill_in=True),
        Column("hint", words.EXPLAINED, 60),
    )
    rows = tuple(Row((name, said.get(key, ""), hint)) for key, (name, hint) in words.HEAD.items())
    report = Report(
        title=words.HEAD_SHEET, subtitle=words.HEAD_NOTE, columns=columns, rows=rows,
        filtered=False,
    )  # fmt: skip
    return Sheet(words.HEAD_SHEET, report)


def _how() -> Sheet:
    columns = (Column("column", words.COLUMN, 28), Column("meaning", words.EXPLAINED, 90))
    rows = [Row((title, hint)) for title, _, hint in words.COLUMNS.values()]
    kinds = [Row((words.KINDS[kind], told)) for kind, told in words.KIND_HELP.items()]
    report = Report(
        title=words.HOW_SHEET, subtitle=(), columns=columns, rows=(*rows, *kinds), filtered=False
    )
    return Sheet(words.HOW_SHEET, report)


def _about(asked: Questionnaire) -> dict[str, str]:
    return {
        "title": asked.title, "intro": asked.intro, "thanks": asked.thanks,
        "audience": words.AUDIENCES.get(asked.audience, ""),
        "about": words.SHORT_ABOUT[asked.about],
        "close": words.CLOSE if asked.close else words.POLITE,
        "anonymous": words.YES if asked.anonymous else words.NO, "origin": asked.key,
    }  # fmt: skip


def _line(number: int, question: Question, asked: Questionnaire | None) -> dict[str, str]:
    known = {each.key: each for each in _questions(asked)}
    return {
        "number": str(number), "code": question.key, "kind": words.KINDS[question.kind],
        "text": question.text, "help": question.help,
        "options": _options(question.options), "rows": _options(question.rows),
        "low": question.ends[0], "high": question.ends[1],
        "least": _figure(question.least), "most": _figure(question.most),
        "optional": _yes(question.optional), "may_not_apply": _yes(question.may_not_apply),
        "shown_if": words.condition(question.shown_if, known.get) if question.shown_if else "",
        "each_mentee": _yes(question.each_mentee), "sensitive": _yes(question.sensitive),
        "personal": _yes(question.personal), "bank": words.BANKS.get(question.bank, ""),
    }  # fmt: skip


def _options(options: tuple[Option, ...]) -> str:
    return "\n".join(
        each.text + (words.ALONE_MARK if each.alone else "") + (words.OWN_MARK if each.own else "")
        for each in options
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _yes(value: bool) -> str:
    return words.YES if value else ""
