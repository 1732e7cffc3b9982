"""The plan of a programme that comes back: terms, what came of a line, the mentor's mark."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Programme, Roadmap
from db.models.roadmap import RoadmapState
from domain.programmes import Mark
from domain.returning import Manifest
from domain.search import search_key
from imports.cells import Typed
from services import calendars, item_terms, terms, tree
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import OVER
from services.item_rights import for_acting
from services.programmes import access, results
from services.roundtrip import items, sending, term_rule
from services.roundtrip.item_rules import NoteRule
from services.roundtrip.model import (
    Applied,
    Kind,
    Line,
    Misread,
    Rule,
    State,
    Touched,
    Wanted,
    Wording,
    stamp_of_roadmap,
)
from services.roundtrip.plan_running import REASON, phrase_of, term_of
from services.roundtrip.term_rule import TermRule
from services.roundtrip.typed import computed
from texts.programme_names import MARKS

_ORDER = ("term", "actual", "mark")
_WORDS = {search_key(word): mark for mark, word in MARKS.items()}


class MarkRule:
    """One of our four words; what a document said otherwise stays as long as nobody edits it."""

    clears = True
    exact = False

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = search_key(computed(typed)).strip(" .")
        if not text:
            return ""
        if text not in _WORDS:
            raise Misread("mark_unknown")
        return _WORDS[text].value

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted == present)

    def moved(self, base: State, present: State) -> bool:
        return bool(base != present)


class ProgrammePlan:
    """Rows and steps of a programme that runs."""

    home = "programme"
    additions = None

    def __init__(self, session: Session, actor: Actor, roadmap: Roadmap) -> None:
        self._session, self._actor, self._roadmap_id = session, actor, roadmap.id
        nodes = [
            node
            for row in tree.load(session, roadmap.id).rows
            for node in items.in_order(row, shares=False)
        ]
        self.lines: dict[int, Line] = {
            node.id: Line(
                items.label(node),
                {
                    "term": term_rule.encoded(term_of(node.item)),
                    "actual": node.item.actual,
                    "mark": node.item.mark,
                },
            )
            for node in nodes
        }
        calendar = calendars.schooling(session, roadmap.organisation_id)
        self.rules: dict[str, Rule] = {
            "term": TermRule(terms.period_of(roadmap), calendar, self._may_move),
            "actual": NoteRule(),
            "mark": MarkRule(),
        }
        self._over = {node.id for node in nodes if node.status in OVER}

    def _may_move(self, row_id: int) -> None:
        if row_id in self._over:
            raise Refusal("is_over")
        item_terms.check_move(self._session, self._actor, row_id)

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        return items.touched(self._session, self._actor, self._roadmap_id, row_ids, since)

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        return items.apply(self._session, self._actor, self._roadmap_id, edits, self._do)

    def _do(
        self, row_id: int, wanted: Mapping[str, Wanted]
    ) -> tuple[list[int], list[tuple[str, str]]]:
        acts: dict[str, Callable[[int, Wanted], int]] = {
            "term": self._retime, "actual": self._tell, "mark": self._mark,
        }  # fmt: skip
        done: list[int] = []
        refused: list[tuple[str, str]] = []
        for column in _ORDER:
            if column in wanted:
                events, keys = items.attempt(
                    self._session,
                    column,
                    lambda a=acts[column], c=column: [a(row_id, wanted[c])],  # type: ignore[misc]
                )
                done += events
                refused += keys
        return done, refused

    def _retime(self, row_id: int, wanted: Wanted) -> int:
        term = term_rule.decoded(wanted.state, phrase_of(wanted))
        return item_terms.give(
            self._session, self._actor, row_id, term, REASON, wanted.typed
        ).event_id

    def _tell(self, row_id: int, wanted: Wanted) -> int:
        found = for_acting(self._session, self._actor, row_id)
        change = Change(self._session, self._actor, found)
        change.touch(found.item)
        found.item.actual = wanted.state
        return change.save(results.ACTUAL, text=wanted.state)

    def _mark(self, row_id: int, wanted: Wanted) -> int:
        if wanted.state:
            mark = Mark(wanted.state)
            return results.set_mark(self._session, self._actor, row_id, mark).event_id
        return results.clear_mark(self._session, self._actor, row_id).event_id


def open_programme(
    session: Session, actor: Actor, roadmap_id: int, wording: Wording
) -> ProgrammePlan:
    """For its mentors and who keeps the pair. Raises Refusal("gone" | "forbidden" |
    "not_launched" | "closed")."""
    programme = session.scalar(select(Programme).where(Programme.roadmap_id == roadmap_id))
    if programme is None:
        raise Refusal("gone")
    found = access.see(session, actor, programme.id)
    if not found.write:
        raise Refusal("forbidden")
    if found.roadmap.state is not RoadmapState.RUNNING:
        raise Refusal("closed" if found.roadmap.state is RoadmapState.CLOSED else "not_launched")
    return ProgrammePlan(session, actor, found.roadmap)


KIND = Kind("programme", "activity", stamp_of_roadmap, open_programme, items.undo)


def may_return(session: Session, actor: Actor, programme_id: int) -> bool:
    """Whether the sheet may come back edited: it runs, and the actor writes it."""
    found = access.see(session, actor, programme_id)
    return found.write and found.roadmap.state is RoadmapState.RUNNING


def keep(
    session: Session, actor: Actor, programme_id: int, wording: Wording,
    shown: Mapping[int, tuple[str, Mapping[str, str]]],
) -> Manifest:  # fmt: skip
    """Remember a sheet that is about to leave. `shown`: by row, the text that identifies it and
    the words of its editable cells. Raises as `open_programme`."""
    programme = access.see(session, actor, programme_id).programme
    table = open_programme(session, actor, programme.roadmap_id, wording)
    rows = {
        row_id: sending.row_of(identity, table.lines[row_id], cells)
        for row_id, (identity, cells) in shown.items()
        if row_id in table.lines
    }
    place = sending.place_of(session, programme.roadmap_id)
    return sending.keep(session, actor, KIND, programme.roadmap_id, place, rows)


def home_of(session: Session, actor: Actor, roadmap_id: int) -> int:
    """The programme of a plan. Raises Refusal("gone")."""
    found = session.scalar(select(Programme.id).where(Programme.roadmap_id == roadmap_id))
    if found is None:
        raise Refusal("gone")
    return found
