"""Values of an export as cells hold them: names in the style of files, choices in words."""

from collections.abc import Iterator
from datetime import date, time
from enum import Enum

from domain.named import Named
from domain.names import Style, render
from exports.big.model import Coded, Plain, Row, Value
from texts import export_files as words


def plain_rows(rows: Iterator[Row], style: Style) -> Iterator[list[Plain]]:
    for row in rows:
        yield [plain(value, style) for value in row]


def plain(value: Value, style: Style) -> Plain:
    """One cell: text, a number, a date or nothing."""
    if isinstance(value, Enum):
        return words.said(value)
    if value is None or isinstance(value, (str, float, date, time)):
        return value
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, int):
        return value
    if isinstance(value, Named):
        return called(value, style)
    if isinstance(value, Coded):
        return words.coded(value.kind, value.code)
    return ", ".join(str(said) for each in value if (said := plain(each, style)))


def called(person: Named, style: Style) -> str:
    """A person whose name may not stand in files comes without one, and is shown by the number."""
    return render(person.name, style, pupil=person.pupil, code=person.id)
