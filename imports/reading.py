"""Rows of one roadmap out of one or several tables, top down."""

import re
from dataclasses import dataclass, replace

from imports import columns, responsible, sections, steps
from imports.columns import Layout, Role, looks_like_number
from imports.refusals import Remark
from imports.tables import Cell, Line, Table, distinct

_SECTION_LENGTH = 300
_DASHES = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its own activity or content, in the words of the file.

    section, stage: headings that it stands under. number: as written, without the last full stop.
    steps: numbered items of the content cell, `content` the rest of it. done: text of an extra
    column about what has been done. mark: the mentor's mark in the plan of a pair.
    """

    section: str | None
    stage: str | None
    number: str | None
    title: str
    content: str | None
    steps: tuple[str, ...]
    deadline: str | None
    responsible: tuple[str, ...]
    result: str | None
    done: str | None = None
    mark: str | None = None


class Rows:
    def __init__(self, table: Table, layout: Layout, section: str | None) -> None:
        self.remarks: list[Remark] = []
        self._layout = layout
        self._section = section
        self._stage: str | None = None
        self._number: str | None = None
        self._title = ""
        self._rows: list[Row] = []
        self._last: Line = []
        self._people: list[str] = []
        self._joined = 0
        self._unused(layout)
        self._read(table, layout.after, broken=False)

    def go_on(self, table: Table, heading: str | None) -> bool:
        """Read a further table if it belongs to the roadmap: the same columns, or no header and
        as many columns. `heading`: the last line above it.
        """
        layout = columns.find(table)
        if not self._fits(table, layout):
            return False
        if heading and len(heading) <= _SECTION_LENGTH:
            self._section, self._stage, self._number = heading, None, None
        if layout is not None:
            self._layout = layout
            self._unused(layout)
        self._read(table, layout.after if layout else 0, broken=True)
        return True

    def _fits(self, table: Table, layout: Layout | None) -> bool:
        if layout is None:
            return table.width == self._layout.width
        own, other = set(self._layout.roles), set(layout.roles)
        return own == other or bool(other & {Role.DEADLINE, Role.RESPONSIBLE})

    def finished(self) -> tuple[Row, ...]:
        if self._joined:
            self.remarks.append(Remark("rows_joined", {"count": self._joined}))
        for role, code in ((Role.DEADLINE, "no_deadlines"), (Role.RESPONSIBLE, "no_responsible")):
            if role not in self._layout.roles:
                self.remarks.append(Remark(code))
        return tuple(self._rows)

    def _unused(self, layout: Layout) -> None:
        known = [remark.data.get("name") for remark in self.remarks]
        self.remarks += [
            Remark("column_ignored", {"name": name}) for name in layout.unused if name not in known
        ]

    def _read(self, table: Table, start: int, *, broken: bool) -> None:
        """`broken`: a page may have ended in the middle of the row before."""
        for at in range(start, len(table.grid)):
            line = self._linked(table.grid[at])
            if not _has_text(line):
                broken = not table.merges
                continue
            if not columns.is_repeated(line, self._layout):
                self._line(line, at, table, broken=broken)
                broken = False
            self._last = line

    def _linked(self, line: Line) -> Line:
        """Cells that go on from the table on the page before take the text that they had there."""
        return [
            self._last[at]
            if cell and cell.continues and not cell.text and at < len(self._last)
            else cell
            for at, cell in enumerate(line)
        ]

    def _line(self, line: Line, at: int, table: Table, *, broken: bool) -> None:
        following = next((later for later in table.grid[at + 1 :] if _has_text(later)), [])
        section = sections.heading(line, following, self._layout)
        if section is not None:
            self._section, self._stage, self._number = section, None, None
            self._title = ""
            return
        stage_is_new = self._take_stage(line)
        own_title = self._own(line, Role.ACTIVITY, at)
        own_content = self._own(line, Role.CONTENT, at)
        if broken and self._is_rest_of_row(line, own_title):
            self._join(line, own_title)
        elif own_title or own_content or (stage_is_new and self._own(line, Role.STAGE, at)):
            self._rows.append(self._row(line, at, table))
        elif self._rows:
            self._join(line, "")

    def _own(self, line: Line, role: Role, at: int) -> str:
        cells = [cell for cell in self._layout.cells(line, role) if cell.row == at]
        return " ".join(cell.text for cell in cells if cell.text)

    def _take_stage(self, line: Line) -> bool:
        """A blank stage cell stands under the stage above it."""
        stage = self._layout.text(line, Role.STAGE)
        if not stage or stage == self._stage:
            return False
        self._stage, self._number, self._title = stage, None, ""
        return True

    def _row(self, line: Line, at: int, table: Table) -> Row:
        layout = self._layout
        number = _number(layout.text(line, Role.NUMBER))
        title_cells = layout.cells(line, Role.ACTIVITY)
        title = layout.text(line, Role.ACTIVITY)
        if not table.merges and self._stage and not layout.text(line, Role.STAGE):
            number = number or self._number
            title = title or self._title
        if len(title_cells) == 1 and len(title_cells[0].paragraphs) == 1:
            only = title_cells[0].paragraphs[0]
            if only.mark and looks_like_number(only.mark) and only.text:
                number, title = number or _number(only.mark), only.text
        self._number, self._title = number, title
        content, items = self._content(line, at, title_cells)
        people = layout.cells(line, Role.RESPONSIBLE)
        self._people = [text for cell in people for text in cell.lines]
        return Row(
            section=self._section, stage=self._stage, number=number,
            title=title or self._stage or content or (items[0] if items else ""),
            content=content if title or self._stage else None,
            steps=items,
            deadline=_filled(layout.text(line, Role.DEADLINE)),
            responsible=responsible.split(self._people),
            result=_filled(layout.text(line, Role.RESULT)),
            done=_filled(layout.text(line, Role.DONE)),
            mark=_filled(layout.text(line, Role.MARK)),
        )  # fmt: skip

    def _content(
        self, line: Line, at: int, taken: list[Cell]
    ) -> tuple[str | None, tuple[str, ...]]:
        """A content cell over several rows belongs to the first of them."""
        cells = self._layout.cells(line, Role.CONTENT)
        own = [cell for cell in cells if cell.row == at and cell not in taken]
        if not own:
            return None, ()
        parts = [steps.split(cell) for cell in own]
        content = " ".join(text for text, _ in parts if text)
        return content or None, tuple(item for _, items in parts for item in items)

    def _is_rest_of_row(self, line: Line, own_title: str) -> bool:
        """The second half of a row that a page break cut: no number, a sentence going on."""
        if not self._rows or self._layout.text(line, Role.NUMBER):
            return False
        return Role.NUMBER in self._layout.roles and own_title[:1].islower()

    def _join(self, line: Line, own_title: str) -> None:
        """Add a line without an activity of its own to the row above it."""
        row = self._rows[-1]
        deadline, result = (self._more(line, r) for r in (Role.DEADLINE, Role.RESULT))
        people = [text for c in self._new(line, Role.RESPONSIBLE) for text in c.lines]
        if not (own_title or deadline or result or people):
            return
        self._joined += 1
        self._people = _continued(self._people, people, in_sentence=bool(own_title))
        self._rows[-1] = replace(
            row,
            title=_both(row.title, own_title) or row.title,
            deadline=_both(row.deadline, deadline),
            result=_both(row.result, result),
            responsible=responsible.split(self._people),
        )

    def _new(self, line: Line, role: Role) -> list[Cell]:
        """Cells of the line that do not go on from the line above."""
        known = {id(cell) for cell in self._last}
        return [c for c in self._layout.cells(line, role) if id(c) not in known and c.text]

    def _more(self, line: Line, role: Role) -> str | None:
        return _filled(" ".join(cell.text for cell in self._new(line, role)))


def _has_text(line: Line) -> bool:
    return any(cell.text for cell in distinct(line))


def _both(before: str | None, after: str | None) -> str | None:
    return " ".join(filter(None, (before, after))) or None


def _continued(before: list[str], more: list[str], *, in_sentence: bool) -> list[str]:
    """Paragraphs of a cell that a page break cut, perhaps in the middle of one."""
    cut = in_sentence and more and more[0][0].islower()
    if before and more and (cut or before[-1].endswith(",")):
        return [*before[:-1], f"{before[-1]} {more[0]}", *more[1:]]
    return [*before, *more]


def _filled(text: str) -> str | None:
    """A lone dash says «nothing» as a blank cell does."""
    return None if _DASHES.fullmatch(text) else text


def _number(text: str) -> str | None:
    """Without the last full stop; Excel made «01.02» of 1.2."""
    text = text.removesuffix(".").strip()
    if re.fullmatch(r"0\d\.\d\d|\d\d\.0\d", text):
        text = ".".join(part.lstrip("0") for part in text.split("."))
    return text or None
