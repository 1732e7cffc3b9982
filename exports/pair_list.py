"""The table of pairs to fill in, with an example and what each column means."""

from exports import xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import pair_import as words

_BLANK = 40


def example() -> bytes:
    """Give it to exports.worker.in_worker."""
    keys = list(words.COLUMNS)
    columns = tuple(
        Column(key, title, width, fill_in=True, hint=hint)
        for key, (title, width, hint) in words.COLUMNS.items()
    )
    past = tuple(
        Column(key, title, width, fill_in=True)
        for key, (title, width) in words.MEETING_COLUMNS.items()
    )
    shown = tuple(Row(tuple(row.get(key, "") for key in keys)) for row in words.SHOWN_ROWS)
    plain = tuple(Column(each.key, each.title, each.width) for each in columns)
    meanings = tuple(Row((title, hint)) for title, _, hint in words.COLUMNS.values())
    how = (Column("column", words.COLUMN, 24), Column("meaning", words.MEANING, 80))
    table = _table(words.EXAMPLE_NAME, words.HOW, columns, _blank(columns))
    return xlsx.render(
        Workbook(
            (
                Sheet(words.SHEET, table),
                Sheet(words.MEETINGS_SHEET, _table("", (), past, _blank(past))),
                Sheet(words.SHOWN_SHEET, _table(words.SHOWN_SHEET, (), plain, shown)),
                Sheet(words.HOW_SHEET, _table(words.HOW_SHEET, (), how, meanings)),
            )
        )
    )


def _blank(columns: tuple[Column, ...]) -> tuple[Row, ...]:
    return tuple(Row((None,) * len(columns)) for _ in range(_BLANK))


def _table(
    title: str, subtitle: tuple[str, ...], columns: tuple[Column, ...], rows: tuple[Row, ...]
) -> Report:
    return Report(title=title, subtitle=subtitle, columns=columns, rows=rows, filtered=False)
