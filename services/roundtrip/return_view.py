"""What came back, as its screens show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from db.models.roundtrip import ReturnState, SentSheet
from domain.named import Named
from services import people
from services.actor import Actor
from services.roundtrip import undoable
from services.roundtrip.kinds import KINDS
from services.roundtrip.model import State, Wording, stamp_of_roadmap
from services.roundtrip.new_rows import COLUMN as ROW
from services.roundtrip.proposing import Entry
from services.roundtrip.returns import open_return


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


def view(session: Session, actor: Actor, return_id: int, wording: Wording) -> ReturnView:
    """Raises Refusal("gone" | "forbidden" | "closed" | "sheet_gone")."""
    found, sheet, table = open_return(session, actor, return_id, wording)
    entries = list(enumerate(found.edits))
    ids = {id_ for _, entry in entries if entry["t"] == "edit" for id_ in _people(entry)}
    names = people.named(session, ids)
    told = partial(KINDS[sheet.kind].told, table)
    edits = [
        _edit(number, entry, names, told(entry["column"]))
        for number, entry in entries
        if entry["t"] == "edit"
    ]
    return ReturnView(
        id=found.id,
        kind=sheet.kind,
        subject_id=sheet.subject_id,
        state=found.state,
        edits=tuple(edit for edit in edits if not edit.conflict),
        conflicts=tuple(edit for edit in edits if edit.conflict),
        wrong=tuple(
            _wrong(entry, told(entry["column"])) for _, entry in entries if entry["t"] == "wrong"
        ),
        notes={entry["code"]: entry["count"] for _, entry in entries if entry["t"] == "note"},
        names=names,
        home=table.home,
        before=_before(session, sheet, actor.at),
    )


def _before(session: Session, sheet: SentSheet, at: datetime) -> int | None:
    """Only sheets of a roadmap are found again from where they are undone."""
    of_roadmap = KINDS[sheet.kind].stamp is stamp_of_roadmap
    return undoable.latest(session, sheet.subject_id, at) if of_roadmap else None


def _edit(number: int, entry: Entry, names: Mapping[int, Named], column: str) -> Edit:
    conflict: dict[str, Any] = entry["conflict"] or {}
    on = conflict.get("on")
    return Edit(
        number=number,
        at=entry["at"],
        label=entry["label"],
        column=column,
        typed=entry["typed"],
        wanted=entry["want"],
        present=entry["seen"],
        conflict=entry["conflict"] is not None,
        take=entry["take"],
        by=names.get(conflict.get("by", 0)),
        on=date.fromisoformat(on) if on else None,
    )


def _wrong(entry: Entry, column: str) -> Wrong:
    return Wrong(entry["at"], entry["label"], column, entry["typed"], entry["code"], entry["data"])


def _people(entry: Entry) -> list[int]:
    """Everybody whom an edit names: owners before and after, who changed it in the bot."""
    found: list[int] = []
    for state in (entry["want"], entry["seen"]):
        if isinstance(state, dict):
            found += (state.get("owner") or state).get("ids", [])
    by = (entry["conflict"] or {}).get("by")
    return [*found, *([by] if by is not None else [])]
