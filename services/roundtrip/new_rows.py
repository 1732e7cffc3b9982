"""Rows that somebody wrote into the sheet of a running roadmap: offered to be added to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import Sharing
from domain.deadlines import Kind
from domain.search import search_key
from imports.cells import EMPTY, Typed
from imports.roundtrip import AddedRow
from services import calendars, item_edit, item_owners, terms
from services.actor import Actor
from services.errors import Refusal
from services.item_acts import TEXT_LIMIT
from services.roundtrip import items, term_rule
from services.roundtrip.model import Applied, Misread, State, Wanted, Wording
from services.roundtrip.owner_rule import OwnerRule
from services.roundtrip.term_rule import TermRule
from services.tree import Node

COLUMN = "row"
"""The column of an edit that is a whole row."""
IDENTITY = "activity"
LIMIT = 50  # more of them are another roadmap pasted below this one
_MARKS = ("status", "fact_date", "evidence")


class NewRows:
    """`nodes`: the items of the roadmap, in its order."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        roadmap: Roadmap,
        wording: Wording,
        nodes: Sequence[Node],
    ) -> None:
        self._session, self._actor, self._roadmap_id = session, actor, roadmap.id
        place = roadmap.organisation_id
        calendar = calendars.schooling(session, place)
        self._term = TermRule(terms.period_of(roadmap), calendar)
        self._owner = OwnerRule(session, actor, place, wording)
        self._rows = {node.id: _whole(node).item for node in nodes}
        tops = [node.item for node in nodes if node.parent is None]
        self._there = {_place(item, item.title) for item in tops}
        self._stages = {search_key(_stage(item)): item for item in tops}

    def read(self, row: AddedRow) -> State | None:
        """What the row asks for; None where the plan has it already: the file came again.

        Raises Misread with `column` for a cell that is not understood.
        """
        title = _text(row.cells, IDENTITY)
        after = self._after(row)
        if after is None or _place(after, title) in self._there:
            return None
        if len(title) > TEXT_LIMIT:
            raise Misread("title_long", limit=TEXT_LIMIT, column=COLUMN)
        number = _text(row.cells, "number")[: item_edit.NUMBER_LIMIT]
        return {
            "title": title,
            "number": number or None,
            "after": after.id,
            "stage": _stage(after),
            "term": self._cell(row, "term"),
            "phrase": _text(row.cells, "term"),
            "owner": self._cell(row, "owner"),
            "note": _text(row.cells, "note")[:TEXT_LIMIT],
            "marked": any(_text(row.cells, column) for column in _MARKS),
        }

    def _after(self, row: AddedRow) -> Item | None:
        """Of the stage that is written, else the row above; under a heading the one below."""
        near = self._rows.get(row.above or 0) or self._rows.get(row.below or 0)
        written = search_key(_text(row.cells, "stage"))
        if near is not None and written == search_key(_stage(near)):
            return near
        return self._stages.get(written or "-", near)

    def _cell(self, row: AddedRow, column: str) -> State | None:
        typed = row.cells.get(column, EMPTY)
        if not typed.text.strip():
            return None
        rule = self._term if column == "term" else self._owner
        try:
            return rule.read(0, typed, "")
        except Misread as misread:
            raise Misread(misread.code, **{**misread.data, "column": column}) from misread

    def add(self, wanted: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        """The last first: those that follow one row keep their order."""
        order = dict(sorted(wanted.items()))  # numbers under zero: the last row of the file first
        return items.apply(self._session, self._actor, self._roadmap_id, order, self._do)

    def _do(
        self, row_id: int, wanted: Mapping[str, Wanted]
    ) -> tuple[list[int], list[tuple[str, str]]]:
        state = wanted[COLUMN].state
        return items.attempt(self._session, COLUMN, lambda: self._insert(state))

    def _insert(self, state: dict[str, Any]) -> list[int]:
        session, actor = self._session, self._actor
        after = session.get(Item, state["after"])
        if after is None or after.removed_at is not None:
            raise Refusal("sheet_meanwhile")
        term = state["term"]
        made = item_edit.insert_row(
            session, actor, self._roadmap_id, after, state["title"],
            number=state["number"], note=state["note"],
            term=term_rule.decoded(term, _phrase(state)) if term else None,
        )  # fmt: skip
        owner = state["owner"]
        if owner is None:
            return [made.event_id]
        sharing = Sharing.EACH if owner["each"] else Sharing.ONE
        given = item_owners.assign(session, actor, made.item_id, owner["ids"], sharing)
        return [made.event_id, given.event_id]


def _whole(node: Node) -> Node:
    return node if node.parent is None else _whole(node.parent)


def _phrase(state: dict[str, Any]) -> str | None:
    """What is no bare date keeps the words: months of a rule are read from them."""
    bare = state["term"]["kind"] in (Kind.DATES, Kind.NONE)
    return None if bare else state["phrase"]


def _stage(item: Item) -> str:
    return item.stage or item.section or ""


def _place(item: Item, title: str) -> tuple[str | None, str | None, str]:
    return item.section, item.stage, search_key(title)


def _text(cells: Mapping[str, Typed], column: str) -> str:
    return " ".join(cells.get(column, EMPTY).text.split())
