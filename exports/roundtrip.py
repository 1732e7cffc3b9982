"""A sheet that comes back: made of any report whose rows have ids and some columns are filled in.

What ties the file to the database is said four times, because people delete sheets, rows and
columns that they cannot see: a hidden sheet, a mark over the tokens in a hidden row and in the
header, a token in every row.
"""

from dataclasses import replace

from domain.returning import COLUMN, FORMAT, MANIFEST, Manifest
from exports import xlsx
from exports.names import sheet_title
from exports.report import Column, Report, Row, Sheet, Workbook


def returnable(book: Workbook, manifest: Manifest) -> Workbook:
    """The same workbook whose first sheet can be edited and sent back."""
    first, *others = book.sheets
    report = replace(first.report, mark=manifest.mark)
    return Workbook((replace(first, report=report), *others, _manifest(first, manifest)), book.own)


def choices(name: str, title: str, lines: tuple[str, ...]) -> Sheet:
    """A sheet of words to choose from, for `choices_from`."""
    return Sheet(
        name, _bare((Column("choice", title, 60),), tuple(Row((line,)) for line in lines))
    )


def render(book: Workbook, manifest: Manifest) -> bytes:
    """The file; give it to exports.worker.in_worker."""
    return xlsx.render(returnable(book, manifest))


def _manifest(first: Sheet, manifest: Manifest) -> Sheet:
    said = {
        "format": str(FORMAT),
        "mark": manifest.mark,
        "table": sheet_title(first.name, ()),
        **{f"{COLUMN}{column.key}": column.title for column in first.report.columns},
    }
    columns = (Column("key", "key", 20), Column("value", "value", 40))
    return Sheet(MANIFEST, _bare(columns, tuple(map(Row, said.items()))), hidden=True)


def _bare(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Report:
    return Report(title="", subtitle=(), columns=columns, rows=rows, filtered=False)
