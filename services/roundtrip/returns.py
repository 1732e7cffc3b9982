"""What came back is settled, applied, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from db.models.roundtrip import ReturnState, SentSheet, SheetReturn
from services import audit, chat
from services.actor import Actor
from services.changes import UNDO_FOR
from services.errors import Refusal
from services.roundtrip.kinds import KINDS
from services.roundtrip.model import Applied, Table, Wanted, Wording
from services.roundtrip.new_rows import COLUMN as ROW
from services.roundtrip.proposing import Entry, opened

OFFERED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying or undoing did; `left`: (row as named, column, key of the refusal); `notes`:
    the same of what is to be known about what was done."""

    return_id: int
    subject_id: int
    kind: str
    done: int
    left: tuple[tuple[str, str, str], ...]
    home: str
    unsettled: int = 0
    wrong: int = 0
    notes: tuple[tuple[str, str, str], ...] = ()


def settle(
    session: Session,
    actor: Actor,
    return_id: int,
    number: int | None,
    take: bool,
    wording: Wording,
) -> None:
    """Decide one conflict (or with `number` None all): as in the sheet, or as in the bot."""
    found, _, _ = open_return(session, actor, return_id, wording, lock=True)
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
    found, _, _ = open_return(session, actor, return_id, wording, lock=True)
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
    found, _, _ = open_return(session, actor, return_id, wording, lock=True)
    _require_proposed(found)
    found.state = ReturnState.DROPPED


def apply(session: Session, actor: Actor, return_id: int, wording: Wording) -> Outcome:
    """Do every edit that is no open conflict, in one transaction.

    What was changed between the proposal and the yes is left and told ("sheet_meanwhile").
    Raises Refusal("sheet_applied" | "sheet_dropped" | "sheet_late") and those of `view`.
    """
    found, sheet, table = open_return(session, actor, return_id, wording, lock=True)
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
    told = partial(KINDS[sheet.kind].told, table)
    left = [
        (entry["label"], told(entry["column"]), failed.get(_cell(entry), "sheet_meanwhile"))
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
        notes=tuple(
            (table.lines[row_id].label, told(column), key)
            for done in both
            for row_id, column, key in done.notes
        ),
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
    found, sheet, table = open_return(session, actor, return_id, wording, lock=True)
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


def open_return(
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
