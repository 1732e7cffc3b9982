"""Reports -> one .xlsx workbook.

Text stays text: a cell that begins like a formula is stored as a string and marked so that a
spreadsheet does not calculate it even after a person edits it.
"""

from collections.abc import Mapping
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.ownfiles import keyword
from domain.returning import BAND, token
from exports import heights, looks
from exports.cells import clean, looks_like_formula
from exports.names import sheet_title
from exports.report import Column, Marked, Report, Row, Sheet, Value, Workbook
from texts import exports as texts

_A4 = 9
_TITLE_LINE = 20.0
_FILTER_BUTTON = 3  # characters it covers in a header cell
_INDENT = 2
_BAND_FACTOR = 1.15  # its font is that much wider than the body's
_PROMPT_LIMIT = 255
_CENTRED = ("date", "number", "percent", "status")
_FORMATS = {"date": "dd.mm.yyyy", "percent": "0%"}


def render(workbook: Workbook) -> bytes:
    """The workbook as .xlsx bytes. CPU-bound: call through exports.worker.in_worker."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = texts.AUTHOR
    book.properties.keywords = keyword(workbook.own) or None
    titles = _titles(workbook)
    sizes = {titles[sheet.name]: len(sheet.report.rows) for sheet in workbook.sheets}
    for sheet in workbook.sheets:
        _Writer(book.create_sheet(titles[sheet.name]), sheet, titles, sizes).write()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _titles(workbook: Workbook) -> dict[str, str]:
    taken: set[str] = set()
    titles: dict[str, str] = {}
    for sheet in workbook.sheets:
        title = sheet_title(sheet.name, taken)
        taken.add(title.casefold())
        titles[sheet.name] = title
    return titles


def put(cell: Cell, value: Value) -> None:
    """Store `value` as what it is: text never turns into a formula, an error or a number."""
    plain = value.text if isinstance(value, Marked) else value
    if not isinstance(plain, str):
        cell.value = plain
        return
    text = clean(plain)
    if not text:
        return  # an empty text would hide a cell from «blanks» in the filter
    cell.value = text
    cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True


def _lines(cell: Cell, column: Column, shift: int) -> int:
    # A level of indent takes about one and a half characters.
    wraps = column.wrap and isinstance(cell.value, str)
    return heights.lines(str(cell.value), column.width - shift * 1.5) if wraps else 1


class _Writer:
    """Writes one sheet from top to bottom; `at` is the last row written."""

    def __init__(
        self, ws: Worksheet, sheet: Sheet, titles: Mapping[str, str], sizes: Mapping[str, int]
    ) -> None:
        self.ws = ws
        self.sheet = sheet
        self.report: Report = sheet.report
        self.titles = titles
        self.sizes = sizes
        self.at = 0
        self.shown = [n for n, column in enumerate(self.report.columns, 1) if not column.hidden]
        self.width = sum(column.width for column in self.report.columns if not column.hidden)

    def write(self) -> None:
        self._widths()
        self._head()
        self._keys()
        header = self._header()
        for row in self.report.rows:
            self._row(row)
        last = self.at
        self._notes()
        self._helps(header, last)
        self._view(header, last)
        self._print(header)

    def _widths(self) -> None:
        for number, column in enumerate(self.report.columns, 1):
            dimension = self.ws.column_dimensions[get_column_letter(number)]
            # A spreadsheet takes a part of the stated width for the cell's own margins.
            dimension.width = column.width + 0.7
            dimension.hidden = column.hidden
        if self.report.mark:
            self.ws.column_dimensions[get_column_letter(self._tokens)].hidden = True

    @property
    def _tokens(self) -> int:
        """The column behind the last one, where the tokens of rows stand."""
        return len(self.report.columns) + 1

    def _head(self) -> None:
        if self.report.title:
            cell = self._wide(self.report.title, 1.35, _TITLE_LINE)
            cell.font = looks.TITLE_FONT
        for line in self.report.subtitle:
            self._wide(line, 0.95, heights.LINE).font = looks.NOTE_FONT

    def _keys(self) -> None:
        """A hidden row over the header: headings are words, which people change."""
        if not self.report.mark:
            return
        self.at += 1
        for number, column in enumerate(self.report.columns, 1):
            self._cell(number, column.key)
        self._cell(self._tokens, self.report.mark)
        self.ws.row_dimensions[self.at].hidden = True

    def _header(self) -> int:
        self.at += 1
        if self.report.mark:
            self._cell(self._tokens, self.report.mark)
        deepest = 1
        for number, column in enumerate(self.report.columns, 1):
            cell = self._cell(number, column.title)
            cell.font = looks.HEADER_FONT
            cell.fill = looks.FILL_IN_HEADER_FILL if column.fill_in else looks.HEADER_FILL
            cell.alignment = looks.HEADER_ALIGN
            cell.border = looks.BORDER
            room = column.width / 1.15 - (_FILTER_BUTTON if self.report.filtered else 0)
            deepest = max(deepest, heights.lines(column.title, room))
        self.ws.row_dimensions[self.at].height = heights.height(deepest) + 6
        return self.at

    def _row(self, row: Row) -> None:
        if row.kind != "plain":
            self._band(row)
        else:
            self._plain(row)
        if self.report.mark:
            self._cell(self._tokens, BAND if row.id is None else token(row.id))

    def _plain(self, row: Row) -> None:
        self.at += 1
        deepest = 1
        if self.report.bare:
            self._data(row)
            return
        for number, (column, value) in enumerate(
            zip(self.report.columns, row.values, strict=True), 1
        ):
            cell = self._cell(number, value)
            if not column.hidden:
                shift = row.indent * _INDENT if column.indented else 0
                self._body(cell, column, value, shift)
                deepest = max(deepest, _lines(cell, column, shift))
        self.ws.row_dimensions[self.at].height = heights.height(deepest)

    def _data(self, row: Row) -> None:
        for number, (column, value) in enumerate(
            zip(self.report.columns, row.values, strict=True), 1
        ):
            if value is None or value == "":
                continue
            cell = self._cell(number, value)
            if column.kind in _FORMATS:
                cell.number_format = _FORMATS[column.kind]

    def _body(self, cell: Cell, column: Column, value: Value, shift: int) -> None:
        cell.font = looks.BODY_FONT
        cell.border = looks.BORDER
        centred = column.kind in _CENTRED
        cell.alignment = looks.CENTRE_ALIGN if centred else looks.body_align(column.wrap, shift)
        if column.kind in _FORMATS:
            cell.number_format = _FORMATS[column.kind]
        if column.fill_in:
            cell.fill = looks.FILL_IN_FILL
        if column.fill_in and column.kind != "date":
            # Text on purpose: a spreadsheet turns a typed month and year into its first day.
            cell.number_format = "@"
        if isinstance(value, Marked):
            cell.fill = looks.TONE_FILLS[value.tone]
            cell.font = looks.TONE_FONTS[value.tone]

    def _band(self, row: Row) -> None:
        """A heading over all columns. No spreadsheet sorts rows some of which are merged, so in a
        table that people sort the words run over the empty cells, as long as there is room."""
        (value,) = row.values
        fits = heights.lines(str(value), self.width / _BAND_FACTOR) == 1
        if self.report.mark and fits:
            cell = self._run(value)
        else:
            cell = self._wide(value, _BAND_FACTOR, heights.LINE + 1, border=True)
        cell.font = looks.BAND_FONTS[row.kind]
        for number in self.shown:
            self.ws.cell(self.at, number).fill = looks.BAND_FILLS[row.kind]

    def _run(self, value: Value) -> Cell:
        self.at += 1
        for number in self.shown:
            self.ws.cell(self.at, number).border = looks.BAND_BORDER
        cell = self._cell(self.shown[0], value)
        cell.alignment = looks.RUN_ALIGN
        self.ws.row_dimensions[self.at].height = heights.height(1, heights.LINE + 1)
        return cell

    def _notes(self) -> None:
        if self.report.notes:
            self.at += 1
        for note in self.report.notes:
            self._wide(note, 0.95, heights.LINE).font = looks.NOTE_FONT

    def _wide(self, value: Value, factor: float, points: float, border: bool = False) -> Cell:
        """One value over all shown columns; `factor` is how much wider than the body it is.

        Spreadsheets do not fit the height of merged cells themselves, so it is set here.
        """
        self.at += 1
        cell = self._cell(self.shown[0], value)
        cell.alignment = looks.WIDE_ALIGN
        if border:
            for number in self.shown:
                self.ws.cell(self.at, number).border = looks.BORDER
        if len(self.shown) > 1:
            self.ws.merge_cells(
                start_row=self.at, end_row=self.at,
                start_column=self.shown[0], end_column=self.shown[-1],
            )  # fmt: skip
        text = cell.value if isinstance(cell.value, str) else ""
        deep = heights.lines(text, self.width / factor)
        self.ws.row_dimensions[self.at].height = heights.height(deep, points)
        return cell

    def _cell(self, column: int, value: Value) -> Cell:
        cell = self.ws.cell(self.at, column)
        assert isinstance(cell, Cell)  # never inside a merged range: rows are written once
        put(cell, value)
        return cell

    def _helps(self, header: int, last: int) -> None:
        """Lists and hints for the cells that people fill in; other words stay allowed."""
        for number, column in enumerate(self.report.columns, 1):
            if last > header and (column.hint or column.choices_from or column.choices):
                letter = get_column_letter(number)
                rule = self._rule(column)
                rule.add(f"{letter}{header + 1}:{letter}{last}")
                self.ws.add_data_validation(rule)

    def _rule(self, column: Column) -> DataValidation:
        source = self._source(column)
        return DataValidation(
            type="list" if source else None,
            formula1=source or None,
            allow_blank=True,
            showErrorMessage=False,
            showInputMessage=bool(column.hint),
            promptTitle=clean(column.title)[:32],
            prompt=clean(column.hint)[:_PROMPT_LIMIT],
        )

    def _source(self, column: Column) -> str:
        if column.choices:
            return '"' + ",".join(column.choices) + '"'
        title = self.titles.get(column.choices_from, "")
        size = self.sizes.get(title, 0)
        # A sheet of choices is a bare list, its header in the first row.
        return f"{quote_sheetname(title)}!$A$2:$A${size + 1}" if size else ""

    def _view(self, header: int, last: int) -> None:
        self.ws.freeze_panes = f"{get_column_letter(self.report.fixed + 1)}{header + 1}"
        self.ws.sheet_view.zoomScale = 100
        if self.report.filtered:
            # Tokens have to be sorted with their rows.
            final = get_column_letter(len(self.report.columns) + bool(self.report.mark))
            self.ws.auto_filter.ref = f"A{header}:{final}{max(last, header)}"
        if self.sheet.hidden:
            self.ws.sheet_state = "hidden"

    def _print(self, header: int) -> None:
        self.ws.page_setup.orientation = "landscape"
        self.ws.page_setup.paperSize = _A4
        self.ws.page_setup.fitToWidth = 1
        self.ws.page_setup.fitToHeight = 0
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.print_title_rows = f"{header}:{header}"
        self.ws.print_options.horizontalCentered = True
        margins = self.ws.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.5, 0.6
        margins.header = margins.footer = 0.3
        footer = self.ws.HeaderFooter.oddFooter
        assert footer is not None  # every new sheet has one
        footer.center.text = texts.PAGE.format(page="&P", pages="&N")
