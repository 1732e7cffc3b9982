"""A returned sheet is looked at, its conflicts settled; then it is applied, and can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models.roundtrip import ReturnState, SentSheet, SheetReturn
from domain.named import Named
from services import audit, chat, people
from services.actor import Actor
from services.changes import UNDO_FOR
from services.errors import Refusal
from services.roundtrip import undoable
from services.roundtrip.kinds import KINDS
from services.roundtrip.model import Applied, State, Table, Wanted, Wording, stamp_of_roadmap
from services.roundtrip.new_rows import COLUMN as ROW
from services.roundtrip.proposing import Entry, opened

OFFERED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit in values; `by` and `on`: who changed the same in the bot meanwhile."""

    number: int
    at: int  # the row of the file
    label: str
    column: str
    typed: str
    wanted: State
    present: State
    conflict: bool
    take: bool | None
    by: Named | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that was not understood, or (with `column` "") a row."""

    at: int
    label: str
    column: str
    typed: str
    code: str
    data: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ReturnView:
    """`edits` without the `conflicts`; `names`: of everybody whom a value names."""

    id: int
    kind: str
    subject_id: int
    state: ReturnState
    edits: tuple[Edit, ...]
    conflicts: tuple[Edit, ...]
    wrong: tuple[Wrong, ...]
    notes: Mapping[str, int]
    names: Mapping[int, Named]
    home: str
    before: int | None  # the last sheet of the same that was applied and can be undone

    @property
    def ready(self) -> int:
        """How many edits applying would do."""
        kept = sum(edit.take is not False for edit in self.edits)
        return kept + sum(edit.take is True for edit in self.conflicts)

    @property
    def new_rows(self) -> tuple[Edit, ...]:
        """Rows to be added; with `take` False they are left out."""
        return tuple(edit for edit in self.edits if edit.column == ROW)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying or undoing did; `left`: (row as named, column, key of the refusal)."""

    return_id: int
    subject_id: int
    kind: str
    done: int
    left: tuple[tuple[str, str, str], ...]
    home: str
    unsettled: int = 0
    wrong: int = 0


def view(session: Session, actor: Actor, return_id: int, wording: Wording) -> ReturnView:
    """Raises Refusal("gone" | "forbidden" | "closed" | "sheet_gone")."""
    found, sheet, table = _opened(session, actor, return_id, wording)
    entries = list(enumerate(found.edits))
    ids = {id_ for _, entry in entries if entry["t"] == "edit" for id_ in _people(entry)}
    names = people.named(session, ids)
    edits = [_edit(number, entry, names) for number, entry in entries if entry["t"] == "edit"]
    return ReturnView(
        id=found.id,
        kind=sheet.kind,
        subject_id=sheet.subject_id,
        state=found.state,
        edits=tuple(edit for edit in edits if not edit.conflict),
        conflicts=tuple(edit for edit in edits if edit.conflict),
        wrong=tuple(_wrong(entry) for _, entry in entries if entry["t"] == "wrong"),
        notes={entry["code"]: entry["count"] for _, entry in entries if entry["t"] == "note"},
        names=names,
        home=table.home,
        before=_before(session, sheet, actor.at),
    )


def _before(session: Session, sheet: SentSheet, at: datetime) -> int | None:
    """Only sheets of a roadmap are found again from where they are undone."""
    of_roadmap = KINDS[sheet.kind].stamp is stamp_of_roadmap
    return undoable.latest(session, sheet.subject_id, at) if of_roadmap else None


def settle(
    session: Session,
    actor: Actor,
    return_id: int,
    number: int | None,
    take: bool,
    wording: Wording,
) -> None:
    """Decide one conflict (or with `number` None all): as in the sheet, or as in the bot."""
    found, _, _ = _opened(session, actor, return_id, wording, lock=True)
    _require_proposed(found)
    entries = [dict(entry) for entry in found.edits]
    chosen = entries if number is None else entries[max(number, 0) : max(number, 0) + 1]
    asked = [entry for entry in chosen if _is_conflict(entry)]
    if not asked:
        raise Refusal("gone")
    for entry in asked:
        entry["take"] = take
    found.edits = entries


def take_rows(
    session: Session, actor: Actor, return_id: int, take: bool, wording: Wording
) -> None:
    """Whether the rows that stand in the file alone go into the plan. Raises Refusal("gone")."""
    found, _, _ = _opened(session, actor, return_id, wording, lock=True)
    _require_proposed(found)
    entries = [dict(entry) for entry in found.edits]
    rows = [entry for entry in entries if _is_row(entry)]
    if not rows:
        raise Refusal("gone")
    for entry in rows:
        entry["take"] = take
    found.edits = entries


def drop(session: Session, actor: Actor, return_id: int, wording: Wording) -> None:
    """Nothing of it is wanted."""
    found, _, _ = _opened(session, actor, return_id, wording, lock=True)
    _require_proposed(found)
    found.state = ReturnState.DROPPED


def apply(session: Session, actor: Actor, return_id: int, wording: Wording) -> Outcome:
    """Do every edit that is no open conflict, in one transaction.

    What was changed between the proposal and the yes is left and told ("sheet_meanwhile").
    Raises Refusal("sheet_applied" | "sheet_dropped" | "sheet_late") and those of `view`.
    """
    found, sheet, table = _opened(session, actor, return_id, wording, lock=True)
    _require_proposed(found)
    if actor.at - found.at > OFFERED_FOR:
        raise Refusal("sheet_late")
    entries: list[Entry] = [dict(entry) for entry in found.edits]
    wanted = [entry for entry in entries if _is_wanted(entry)]
    fresh = [entry for entry in wanted if _is_as_seen(table, entry)]
    new = [entry for entry in wanted if _is_row(entry)]
    both = [table.apply(_by_row(table, fresh)), _added(table, new)]
    failed = {(row_id, column): key for done in both for row_id, column, key in done.failed}
    made = [entry for entry in [*fresh, *new] if _cell(entry) not in failed]
    now = KINDS[sheet.kind].open(session, actor, sheet.subject_id, wording)
    _note_what_became(sheet, table, now, made)
    found.edits, found.acts = entries, [act for done in both for act in done.acts]
    found.state, found.applied_at, found.by = ReturnState.APPLIED, actor.at, actor.person_id
    audit.record(
        session, actor, "sheet_applied", f"sheet:{sheet.id}", sheet.organisation_id,
        edits=len(made),
    )  # fmt: skip
    left = [
        (entry["label"], entry["column"], failed.get(_cell(entry), "sheet_meanwhile"))
        for entry in wanted
        if entry not in made
    ]
    return Outcome(
        return_id=return_id,
        subject_id=sheet.subject_id,
        kind=sheet.kind,
        done=len(made),
        left=tuple(left),
        home=table.home,
        unsettled=sum(_is_conflict(entry) and entry["take"] is not True for entry in entries),
        wrong=sum(entry["t"] == "wrong" for entry in entries),
    )


def _added(table: Table, entries: Sequence[Entry]) -> Applied:
    if table.additions is None or not entries:
        return Applied(())
    wanted = {e["row"]: {ROW: Wanted(e["want"], e["typed"])} for e in entries}
    return table.additions.add(wanted)


def _cell(entry: Entry) -> tuple[int, str]:
    return entry["row"], entry["column"]


def _is_row(entry: Entry) -> bool:
    return bool(entry["t"] == "edit" and entry["column"] == ROW)


def _is_conflict(entry: Entry) -> bool:
    return entry["t"] == "edit" and entry["conflict"] is not None


def _note_what_became(sheet: SentSheet, was: Table, now: Table, made: Sequence[Entry]) -> None:
    """What this sheet has made of a cell, and thereby of others in its row («выполнено» gives a
    day), is no conflict when the same file comes again."""
    for entry in made:
        line = now.lines.get(entry["row"])
        if line is not None:
            entry["became"] = line.states[entry["column"]]
            still = _unmoved(sheet, was, entry["row"])
            entry["beside"] = {column: line.states[column] for column in still}


def _unmoved(sheet: SentSheet, was: Table, row_id: int) -> list[str]:
    """Cells of a row that nobody had changed since the sheet left."""
    cells: dict[str, Any] = sheet.base["rows"][str(row_id)]["cells"]
    states = was.lines[row_id].states
    return [
        column
        for column, (_, state) in cells.items()
        if column in was.rules and not was.rules[column].moved(state, states[column])
    ]


def undo(session: Session, actor: Actor, return_id: int, wording: Wording) -> Outcome:
    """Take back what a sheet did, the last act first; what was changed since stays and is told.

    Raises Refusal("undone_already" | "undo_late") and those of `view`.
    """
    found, sheet, table = _opened(session, actor, return_id, wording, lock=True)
    if found.state is not ReturnState.APPLIED or found.applied_at is None:
        raise Refusal("undone_already" if found.state is ReturnState.UNDONE else "gone")
    if actor.at - found.applied_at > UNDO_FOR:
        raise Refusal("undo_late")
    labels = {row_id: line.label for row_id, line in table.lines.items()}
    labels |= {entry["row"]: entry["label"] for entry in found.edits if _is_row(entry)}
    kind = KINDS[sheet.kind]
    acts = list(reversed(found.acts))
    stayed = kind.undo(session, actor, sheet.subject_id, acts)
    left = [(labels.get(act.get("row", 0), ""), "", key) for act, key in stayed]
    done = len(acts) - len(left)
    found.state = ReturnState.UNDONE
    audit.record(
        session, actor, "sheet_undone", f"sheet:{sheet.id}", sheet.organisation_id, acts=done
    )
    return Outcome(return_id, sheet.subject_id, sheet.kind, done, tuple(left), table.home)


def _opened(
    session: Session, actor: Actor, return_id: int, wording: Wording, *, lock: bool = False
) -> tuple[SheetReturn, SentSheet, Table]:
    found = session.get(SheetReturn, return_id, with_for_update=lock)
    if found is None:
        raise Refusal("gone")
    sheet = session.get_one(SentSheet, found.sheet_id)
    if lock:
        chat.clear(session, actor)
    return found, sheet, opened(session, actor, KINDS[sheet.kind], sheet, wording)


def _require_proposed(found: SheetReturn) -> None:
    if found.state is ReturnState.APPLIED:
        raise Refusal("sheet_applied")
    if found.state is not ReturnState.PROPOSED:
        raise Refusal("sheet_dropped")


def _is_wanted(entry: Entry) -> bool:
    kept = entry["take"] is True if _is_conflict(entry) else entry.get("take") is not False
    return entry["t"] == "edit" and kept


def _is_as_seen(table: Table, entry: Entry) -> bool:
    line = table.lines.get(entry["row"])
    if line is None:
        return False
    return not table.rules[entry["column"]].moved(entry["seen"], line.states[entry["column"]])


def _by_row(table: Table, entries: Sequence[Entry]) -> dict[int, dict[str, Wanted]]:
    """In the order of the document: whoever sorted the file meant nothing by it."""
    found: dict[int, dict[str, Wanted]] = {}
    order = {row_id: at for at, row_id in enumerate(table.lines)}
    for entry in sorted(entries, key=lambda one: order[one["row"]]):
        cells = found.setdefault(entry["row"], {})
        cells[entry["column"]] = Wanted(entry["want"], entry["typed"])
    return found


def _edit(number: int, entry: Entry, names: Mapping[int, Named]) -> Edit:
    conflict: dict[str, Any] = entry["conflict"] or {}
    on = conflict.get("on")
    return Edit(
        number=number,
        at=entry["at"],
        label=entry["label"],
        column=entry["column"],
        typed=entry["typed"],
        wanted=entry["want"],
        present=entry["seen"],
        conflict=entry["conflict"] is not None,
        take=entry["take"],
        by=names.get(conflict.get("by", 0)),
        on=date.fromisoformat(on) if on else None,
    )


def _wrong(entry: Entry) -> Wrong:
    return Wrong(
        entry["at"], entry["label"], entry["column"], entry["typed"], entry["code"], entry["data"]
    )


def _people(entry: Entry) -> list[int]:
    """Everybody whom an edit names: owners before and after, who changed it in the bot."""
    found: list[int] = []
    for state in (entry["want"], entry["seen"]):
        if isinstance(state, dict):
            found += (state.get("owner") or state).get("ids", [])
    by = (entry["conflict"] or {}).get("by")
    return [*found, *([by] if by is not None else [])]
