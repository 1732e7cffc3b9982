"""What a kind of sheet is made of. Values of cells («states») are plain JSON: they are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from db.models import Roadmap
from domain.named import Named
from domain.names import Style, render
from domain.roles import Role
from imports.cells import Typed
from imports.roundtrip import AddedRow
from services.actor import Actor
from services.terms import Term

State = Any
Act = dict[str, Any]
"""What undoing takes back: {"event": id} of an item, or what a kind of its own understands."""


class Misread(Exception):
    """A cell that is not understood; `code` names a sentence in texts/roundtrip.py."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Cell:
    """What the sheet shows in an editable cell, and the value behind it."""

    shown: str
    state: State


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an edit asks for: the value understood, and the words that were typed."""

    state: State
    typed: str


def _in_chat(person: Named) -> str:
    return render(person.name, Style.INITIALS, pupil=person.pupil, code=person.id)


@dataclass(frozen=True, slots=True)
class Wording:
    """How values are written into cells; names in the style of files, `chat`: of messages."""

    term: Callable[[Term], str]
    owners: Callable[[Sequence[str], bool], str]  # several, each for himself
    role: Callable[[Role, str | None], str]
    name: Callable[[Named], str]
    chat: Callable[[Named], str] = _in_chat


class Rule(Protocol):
    """One editable column. `clears`: whether an emptied cell is an edit; `exact`: whether case
    and the letter yo matter."""

    @property
    def clears(self) -> bool: ...

    @property
    def exact(self) -> bool: ...

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        """The value of a changed cell; `shown`: what it held. Raises Misread."""

    def same(self, wanted: State, present: State) -> bool:
        """Whether what is wanted is so already."""

    def moved(self, base: State, present: State) -> bool:
        """Whether the database has changed since the sheet left."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is now: its name, and the values of its editable cells."""

    label: str
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, and (row, column, key of the refusal) of what could not be; `notes`: the
    same of what is to be known about what was done."""

    acts: tuple[Act, ...]
    failed: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()


class Additions(Protocol):
    """Rows that a sheet may bring beside those that left in it (new_rows.NewRows)."""

    def read(self, row: AddedRow) -> State | None:
        """What it asks for; None: nothing. Raises Misread."""

    def add(self, wanted: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        """Make them, by numbers under zero; each is one edit of the column "row"."""


class Table(Protocol):
    """What a sheet is about, as it is now: opened for one request, rights checked.

    `home`: where a person goes on from here, a key of handlers/roundtrip.py."""

    @property
    def home(self) -> str: ...

    @property
    def rules(self) -> Mapping[str, Rule]: ...

    @property
    def lines(self) -> Mapping[int, Line]:
        """By id, in the order of the document."""

    @property
    def additions(self) -> Additions | None:
        """None: new rows are only counted and told."""

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        """Columns of a row that make no sense beside the others."""

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, "Touched"]:
        """Who changed rows last, and when."""

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        """Do it, in the order given; what cannot be done is told and the rest done."""


@dataclass(frozen=True, slots=True)
class Touched:
    by: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet. `identity`: the column whose text tells that rows were mixed up;
    `stamp`: tells a subject from one that had the same id before it, None where it is gone.

    `undo` takes acts back in the order given; which stay, and why: keys of refusals.
    `open` raises Refusal: "gone", "forbidden", or that the subject takes no more changes.
    `told`: a column of the table as texts call it.
    """

    key: str
    identity: str
    stamp: Callable[[Session, int], str | None]
    open: Callable[[Session, Actor, int, Wording], Table]
    undo: Callable[[Session, Actor, int, Sequence[Act]], list[tuple[Act, str]]]
    told: Callable[[Any, str], str] = lambda _, column: column


def stamp_of_roadmap(session: Session, roadmap_id: int) -> str | None:
    """Ids are given again after a draft is deleted; a moment is not.

    A corrected document leaves the roadmap and its rows what they are, so it is no part of it.
    """
    roadmap = session.get(Roadmap, roadmap_id)
    return roadmap.created_at.isoformat() if roadmap else None
