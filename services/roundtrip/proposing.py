"""A sheet came back: what in it is an edit, what contradicts newer data, what is not understood.

Three values are compared: what the cell held when it left, what it holds now, and what the
database holds now. Nothing is changed here.
"""

from collections import Counter
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models.roundtrip import ReturnState, SentSheet, SheetReturn
from domain.search import search_key
from exports.cells import clean
from imports.cells import EMPTY, Typed
from imports.roundtrip import AddedRow, ReturnedRow, ReturnedSheet
from services.actor import Actor
from services.errors import Refusal
from services.roundtrip.kinds import KINDS
from services.roundtrip.model import Kind, Misread, Table, Wording
from services.roundtrip.new_rows import COLUMN as ROW
from services.roundtrip.new_rows import LIMIT
from services.roundtrip.typed import unchanged

Entry = dict[str, Any]


def propose(session: Session, actor: Actor, returned: ReturnedSheet, wording: Wording) -> int:
    """Keep what came back as a proposal; its id. One that waited before gives way.

    Raises Refusal("sheet_unknown") for a sheet of another base, or one too old, "sheet_mixed"
    where texts and rows have come apart, and those of the kind: "gone", "forbidden", "closed".
    """
    kind, sheet = known(session, returned)
    table = opened(session, actor, kind, sheet, wording)
    entries = _Comparison(session, sheet, table, returned, kind.identity).entries()
    session.execute(
        update(SheetReturn)
        .where(SheetReturn.sheet_id == sheet.id, SheetReturn.state == ReturnState.PROPOSED)
        .values(state=ReturnState.DROPPED)
    )
    proposal = SheetReturn(
        sheet_id=sheet.id, edits=entries, acts=[], by=actor.person_id, at=actor.at
    )
    session.add(proposal)
    session.flush()
    return proposal.id


def known(session: Session, returned: ReturnedSheet) -> tuple[Kind, SentSheet]:
    """The sheet that a file says it is. Raises Refusal("sheet_unknown")."""
    kind = KINDS.get(returned.kind)
    sheet = session.get(SentSheet, returned.sheet_id)
    if kind is None or sheet is None or (sheet.kind, sheet.key) != (kind.key, returned.key):
        raise Refusal("sheet_unknown")
    return kind, sheet


def opened(
    session: Session, actor: Actor, kind: Kind, sheet: SentSheet, wording: Wording
) -> Table:
    """What the sheet is about. Raises Refusal("sheet_gone") where that is no more."""
    if kind.stamp(session, sheet.subject_id) != sheet.base["stamp"]:
        raise Refusal("sheet_gone")
    return kind.open(session, actor, sheet.subject_id, wording)


class _Comparison:
    def __init__(
        self,
        session: Session,
        sheet: SentSheet,
        table: Table,
        returned: ReturnedSheet,
        identity: str,
    ) -> None:
        self._sheet, self._table, self._returned = sheet, table, returned
        self._base: dict[int, Any] = {int(id_): row for id_, row in sheet.base["rows"].items()}
        self._identity = identity
        self._last, self._became = _applied(session, sheet.id)
        self._edits: list[Entry] = []
        self._wrong: list[Entry] = []
        self._notes: Counter[str] = Counter()

    def entries(self) -> list[Entry]:
        self._refuse_mixed()
        for row in self._returned.rows:
            self._row(row)
        self._new_rows()
        self._count_notes()
        self._copied()
        self._name_conflicts()
        return [*self._edits, *self._wrong, *self._noted()]

    def _refuse_mixed(self) -> None:
        """A column sorted without the others has put texts beside the rows of others."""
        texts = {id_: _key(row["identity"]) for id_, row in self._base.items()}
        everything = set(texts.values())
        for row in self._returned.rows:
            if self._identity not in row.cells or row.row_id not in texts:
                continue
            said = _key(row.cells[self._identity].text)
            if said == texts[row.row_id] or not said:
                continue
            if said in everything:
                raise Refusal("sheet_mixed", row=row.number)
            self._notes["renamed"] += 1

    def _row(self, row: ReturnedRow) -> None:
        base = self._base.get(row.row_id)
        if base is None:
            self._notes["added"] += 1
            return
        line = self._table.lines.get(row.row_id)
        changed = {
            column: row.cells[column]
            for column in self._table.rules
            if column in base["cells"]
            and column in row.cells
            and self._is_edited(row, column, base["cells"][column][0])
        }
        if line is None:
            if changed:
                self._wrong.append(_wrong(row, base["identity"], "", "", Misread("row_gone")))
            return
        found = {c: e for c, t in changed.items() if (e := self._cell(row, c, t)) is not None}
        wrong = self._table.check(row.row_id, {c: e["want"] for c, e in found.items()})
        for column, entry in found.items():
            if column in wrong:
                said = row.cells[column].text
                self._wrong.append(_wrong(row, line.label, column, said, wrong[column]))
            else:
                self._edits.append(entry)

    def _is_edited(self, row: ReturnedRow, column: str, shown: str) -> bool:
        typed, rule = row.cells[column], self._table.rules[column]
        if typed == EMPTY and not rule.clears:
            self._notes["emptied"] += bool(clean(shown).strip())
            return False
        return not unchanged(typed, shown, exact=rule.exact)

    def _cell(self, row: ReturnedRow, column: str, typed: Typed) -> Entry | None:
        line, rule = self._table.lines[row.row_id], self._table.rules[column]
        shown, state = self._base[row.row_id]["cells"][column]
        before = self._last.get((row.row_id, column))
        if before is not None and _key(before["typed"]) == _key(typed.text):
            return None  # the same file again: this was applied
        try:
            wanted = rule.read(row.row_id, typed, shown)
        except Misread as misread:
            self._wrong.append(_wrong(row, line.label, column, typed.text, misread))
            return None
        present = line.states[column]
        if rule.same(wanted, present):
            return None
        base = self._became.get((row.row_id, column), state)
        return {
            "t": "edit", "row": row.row_id, "at": row.number, "column": column,
            "label": line.label, "typed": typed.text, "want": wanted, "seen": present,
            "conflict": {} if rule.moved(base, present) else None, "take": None,
        }  # fmt: skip

    def _new_rows(self) -> None:
        """Offered where the table takes any, else counted."""
        additions, added = self._table.additions, self._returned.added
        offered = added[:LIMIT] if additions is not None else ()
        self._notes["added"] += len(added) - len(offered)
        for row in offered:
            title = row.cells.get(self._identity, EMPTY).text.strip()
            if not title:
                self._notes["untitled"] += 1
                continue
            try:
                state = additions.read(row) if additions is not None else None
            except Misread as misread:
                self._wrong.append(_wrong_new(row, title, misread))
                continue
            if state is not None:
                self._notes["marks"] += state.pop("marked")
                self._edits.append(_new(row, state))

    def _count_notes(self) -> None:
        returned = self._returned
        there = {row.row_id for row in returned.rows} | {one.row_id for one in returned.copied}
        self._notes["deleted"] += len(self._base.keys() - there)
        columns = {column for row in self._base.values() for column in row["cells"]}
        self._notes["columns"] += len(columns - set(returned.columns))
        self._notes["stale"] += self._stale()

    def _stale(self) -> int:
        """Cells as they left, though another copy of the same sheet has changed them since."""
        cells = {row.row_id: row.cells for row in self._returned.rows}
        return sum(
            row_id in self._base
            and column in cells.get(row_id, {})
            and unchanged(
                cells[row_id][column], self._base[row_id]["cells"][column][0], exact=False
            )
            for row_id, column in self._last
        )

    def _copied(self) -> None:
        for one in self._returned.copied:
            line = self._table.lines.get(one.row_id)
            if line is not None and one.row_id in self._base:
                misread = Misread("row_twice", first=one.first, second=one.second)
                self._wrong.append({
                    "t": "wrong", "at": one.second, "column": "", "label": line.label,
                    "typed": "", "code": misread.code, "data": misread.data,
                })  # fmt: skip

    def _name_conflicts(self) -> None:
        """Who changed it meanwhile, and when."""
        asked = [edit for edit in self._edits if edit["conflict"] is not None]
        if not asked:
            return
        rows = [edit["row"] for edit in asked]
        found = self._table.changed(rows, self._sheet.made_at)
        for edit in asked:
            touched = found.get(edit["row"])
            if touched is not None:
                edit["conflict"] = {"by": touched.by, "on": touched.on.isoformat()}

    def _noted(self) -> list[Entry]:
        return [{"t": "note", "code": c, "count": n} for c, n in self._notes.items() if n]


def _wrong(
    row: ReturnedRow | AddedRow, label: str, column: str, typed: str, misread: Misread
) -> Entry:
    data = {k: v[:100] if isinstance(v, str) else v for k, v in misread.data.items()}
    return {
        "t": "wrong", "at": row.number, "column": column, "label": label, "typed": typed[:300],
        "code": misread.code, "data": data,
    }  # fmt: skip


def _new(row: AddedRow, state: Any) -> Entry:
    """A whole row as an edit; what is not there yet goes by a number under zero."""
    return {
        "t": "edit", "row": -row.number, "at": row.number, "column": ROW,
        "label": state["title"], "typed": "", "want": state, "seen": None,
        "conflict": None, "take": None,
    }  # fmt: skip


def _wrong_new(row: AddedRow, title: str, misread: Misread) -> Entry:
    data = dict(misread.data)
    column = str(data.pop("column"))
    typed = row.cells.get(column, EMPTY).text
    return _wrong(row, title[:200], column, typed, Misread(misread.code, **data))


_Cells = dict[tuple[int, str], Any]


def _applied(session: Session, sheet_id: int) -> tuple[_Cells, _Cells]:
    """Of what came with this sheet and still stands: the last edit of each cell, and what cells
    have become by it, those beside an edit as well."""
    returns = session.scalars(
        select(SheetReturn)
        .where(SheetReturn.sheet_id == sheet_id, SheetReturn.state == ReturnState.APPLIED)
        .order_by(SheetReturn.applied_at, SheetReturn.id)
    )
    last: _Cells = {}
    became: _Cells = {}
    for entry in (entry for each in returns for entry in each.edits if "became" in entry):
        row_id = entry["row"]
        last[row_id, entry["column"]] = entry
        became |= {(row_id, column): state for column, state in entry["beside"].items()}
        became[row_id, entry["column"]] = entry["became"]
    return last, became


def _key(text: str) -> str:
    return search_key(clean(text))
