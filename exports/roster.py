"""Tables of people: the example to fill in, and the lines of a list that want mending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.returning import Manifest
from exports import roundtrip, xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import roster_files as words

_WIDTHS: Final = {
    "name": 34, "post": 22, "subject": 18, "class": 9, "leads": 16, "born": 16, "role": 20,
    "wrong": 46,
}  # fmt: skip
COLUMNS: Final = tuple(key for key in _WIDTHS if key != "wrong")
_BLANK_LINES = 40


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the school; `code` tells namesakes apart."""

    id: int
    code: str
    name: str
    post: str
    school_class: str
    born: date | None
    roles: str


def people(rows: Sequence[PersonRow], organisation: str, manifest: Manifest, names: bool) -> bytes:
    """Everybody, to be edited and sent back; `names`: also their names. Give it to
    exports.worker.in_worker."""
    report = Report(
        title=words.PEOPLE_TITLE,
        subtitle=(organisation, *words.PEOPLE_HOW),
        columns=_people_columns(names),
        rows=tuple(
            Row((r.code, r.name, r.post, r.school_class, r.born, r.roles), id=r.id) for r in rows
        ),
    )
    return roundtrip.render(Workbook((Sheet(words.EXAMPLE_SHEET, report),)), manifest)


def _people_columns(names: bool) -> tuple[Column, ...]:
    return (
        Column("person_code", words.CODE, 7),
        Column("person_name", words.COLUMNS["name"], 34, fill_in=names),
        Column("person_post", words.COLUMNS["post"], 30, fill_in=True),
        Column("person_class", words.COLUMNS["class"], 9, fill_in=True),
        Column("person_born", words.COLUMNS["born"], 15, kind="date", fill_in=True),
        Column("person_roles", words.ROLES_COLUMN, 30),
    )


def example() -> bytes:
    """The table to fill in, with an example and what each column means."""
    blank = Report(
        title=words.EXAMPLE_NAME,
        subtitle=words.EXAMPLE_HOW,
        columns=_columns(COLUMNS, fill_in=True),
        rows=tuple(Row((None,) * len(COLUMNS)) for _ in range(_BLANK_LINES)),
        filtered=False,
    )
    sheets = (
        Sheet(words.EXAMPLE_SHEET, blank),
        Sheet(words.SHOWN_SHEET, _table(words.SHOWN_SHEET, (), COLUMNS, words.EXAMPLE_ROWS)),
        Sheet(words.HOW_SHEET, _how()),
    )
    return xlsx.render(Workbook(sheets))


def mend(lines: Sequence[Mapping[str, str]]) -> bytes:
    """The lines as they were typed, by column, with what is wrong in the column "wrong"."""
    used = tuple(key for key in COLUMNS if key == "name" or any(key in line for line in lines))
    table = _table(words.MEND_TITLE, words.MEND_HOW, (*used, "wrong"), lines, fill_in=True)
    return xlsx.render(Workbook((Sheet(words.EXAMPLE_SHEET, table),)))


def _table(
    title: str,
    subtitle: tuple[str, ...],
    keys: Sequence[str],
    lines: Sequence[Mapping[str, str]],
    *,
    fill_in: bool = False,
) -> Report:
    return Report(
        title=title,
        subtitle=subtitle,
        columns=_columns(keys, fill_in=fill_in),
        rows=tuple(Row(tuple(line.get(key) or None for key in keys)) for line in lines),
        filtered=False,
    )


def _columns(keys: Sequence[str], *, fill_in: bool) -> tuple[Column, ...]:
    return tuple(
        Column(
            key,
            words.COLUMNS[key],
            _WIDTHS[key],
            fill_in=fill_in and key != "wrong",
            choices=words.EXAMPLE_ROLES if fill_in and key == "role" else (),
        )
        for key in keys
    )


def _how() -> Report:
    return Report(
        title=words.HOW_SHEET,
        subtitle=(),
        columns=(Column("column", words.HOW_TITLE, 24), Column("text", words.HOW_TEXT, 80)),
        rows=tuple(Row((words.COLUMNS[key], text)) for key, text in words.HOW.items()),
        filtered=False,
    )
