"""The progress sheet that comes back: statuses, notes, days and papers, by the rules of taps."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Occurrence, Roadmap
from db.models.roadmap import EvidenceKind, OccState, RoadmapState
from domain.occurrences import OccKind
from domain.progress import Status
from domain.roles import Action
from services import evidence, item_acts, item_done, people, tree
from services.actor import Actor, require
from services.changes import Change
from services.errors import Refusal
from services.item_rights import for_acting
from services.roundtrip import items
from services.roundtrip.item_rules import DayRule, NoteRule, PaperRule, StatusRule
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
from services.roundtrip.new_rows import NewRows
from services.tree import Node

REASON = "xlsx"
_ORDER = ("status", "fact_date", "note", "evidence")


class ProgressTable:
    home = "roadmap"

    def __init__(self, session: Session, actor: Actor, roadmap: Roadmap, wording: Wording) -> None:
        self._session, self._actor, self._roadmap_id = session, actor, roadmap.id
        self.nodes = [
            node
            for row in tree.load(session, roadmap.id).rows
            for node in items.in_order(row, shares=True)
        ]
        self._nodes = {node.id: node for node in self.nodes}
        closed, proofs = _closed(session, roadmap.id), _proofs(session, roadmap.id)
        named = people.named(session, {id_ for node in self.nodes for id_ in node.owners})
        called = {id_: wording.name(one) for id_, one in named.items()}
        self.lines: dict[int, Line] = {}
        for node in self.nodes:
            whose = [called[id_] for id_ in node.own_owners if id_ in called]
            papers = [one for part in (node, *node.shares) for one in proofs.get(part.id, [])]
            states = _states(node, closed[node.id], papers)
            self.lines[node.id] = Line(items.label(node, whose), states)
        parts = {
            node.id: "has_shares" if node.shares else "has_steps"
            for node in self.nodes
            if node.children
        }
        self.rules: dict[str, Rule] = {
            "status": StatusRule(parts),
            "evidence": PaperRule(),
            "note": NoteRule(),
            "fact_date": DayRule(actor.today, parts),
        }
        self.additions = NewRows(session, actor, roadmap, wording, self.nodes)

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        """A day without «выполнено» says nothing."""
        states = self.lines[row_id].states
        status = wanted.get("status", states["status"])["status"]
        if "fact_date" in wanted and status != Status.DONE:
            return {"fact_date": Misread("day_undone")}
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        return items.touched(self._session, self._actor, self._roadmap_id, row_ids, since)

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        session, actor, roadmap_id = self._session, self._actor, self._roadmap_id
        return items.apply(session, actor, roadmap_id, edits, self._take_up, self._do)

    def _take_up(
        self, row_id: int, wanted: Mapping[str, Wanted]
    ) -> tuple[list[int], list[tuple[str, str]]]:
        """What is over and is to be otherwise is opened first."""
        asked = Status(wanted["status"].state["status"]) if "status" in wanted else None
        if asked is None or not self._is_over(row_id, asked):
            return [], []
        return items.attempt(
            self._session,
            "status",
            lambda: [item_acts.reopen(self._session, self._actor, row_id).event_id],
        )

    def _is_over(self, row_id: int, wanted: Status) -> bool:
        now = self._nodes[row_id].status
        return now in tree.OVER and wanted is not now

    def _do(
        self, row_id: int, wanted: Mapping[str, Wanted]
    ) -> tuple[list[int], list[tuple[str, str]]]:
        acts: dict[str, Callable[[int, State], list[int]]] = {
            "status": self._mark, "fact_date": self._date, "note": self._note,
            "evidence": self._prove,
        }  # fmt: skip
        done: list[int] = []
        refused: list[tuple[str, str]] = []
        for column in _ORDER:
            if column in wanted:
                act, state = acts[column], wanted[column].state
                events, keys = items.attempt(
                    self._session,
                    column,
                    lambda a=act, s=state: a(row_id, s),  # type: ignore[misc]
                )
                done += events
                refused += keys
        return done, refused

    def _mark(self, row_id: int, state: State) -> list[int]:
        wanted = Status(state["status"])
        now = self._nodes[row_id].status
        if self._is_over(row_id, wanted):
            return []  # it could not be opened
        if wanted is Status.DONE:
            today = self._actor.today
            done = item_done.tick(self._session, self._actor, row_id, None, today).event_id
            return [done] if done is not None else []
        if wanted is Status.NA:
            acted = item_acts.not_applicable(self._session, self._actor, row_id, REASON)
            return [acted.event_id]
        if wanted is Status.STARTED and now is Status.TODO:
            return [item_acts.mark_started(self._session, self._actor, row_id).event_id]
        if wanted is Status.TODO and now is Status.STARTED:
            return [item_acts.set_aside(self._session, self._actor, row_id).event_id]
        return []

    def _date(self, row_id: int, state: State) -> list[int]:
        """Of an item that is due again nothing is dated: it is not done yet."""
        access = for_acting(self._session, self._actor, row_id)
        if access.item.status is not Status.DONE:
            return []
        change = Change(self._session, self._actor, access)
        change.touch(access.item)
        access.item.done_on = date.fromisoformat(state)
        return [change.save("dated", day=state)]

    def _note(self, row_id: int, state: State) -> list[int]:
        access = for_acting(self._session, self._actor, row_id)
        change = Change(self._session, self._actor, access)
        change.touch(access.item)
        access.item.note = state
        return [change.save("remarked", text=state)]

    def _prove(self, row_id: int, state: State) -> list[int]:
        return [
            evidence.add_evidence(
                self._session, self._actor, row_id,
                EvidenceKind.LINK if url else EvidenceKind.DOCUMENT, title,
                url=url, document_date=date.fromisoformat(day) if day else None,
            ).event_id
            for title, url, day in state
        ]  # fmt: skip


def _states(node: Node, closed: int, proofs: list[list[Any]]) -> dict[str, State]:
    done_on = node.done_on
    return {
        "status": {"status": node.status.value, "closed": closed},
        "note": node.item.note,
        "fact_date": done_on.isoformat() if done_on else None,
        "evidence": proofs,
    }


def _closed(session: Session, roadmap_id: int) -> Counter[int]:
    """How many terms of each item were ticked off."""
    rows = session.execute(
        select(Occurrence.item_id, func.count())
        .join(Item, Item.id == Occurrence.item_id)
        .where(
            Item.roadmap_id == roadmap_id,
            Occurrence.kind == OccKind.DUE,
            Occurrence.state == OccState.DONE,
        )
        .group_by(Occurrence.item_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def _proofs(session: Session, roadmap_id: int) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    rows = session.execute(
        select(Evidence.item_id, Evidence.title, Evidence.url, Evidence.document_date)
        .join(Item, Item.id == Evidence.item_id)
        .where(Item.roadmap_id == roadmap_id, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    for item_id, title, url, day in rows:
        found.setdefault(item_id, []).append([title, url, day.isoformat() if day else None])
    return found


def open_progress(
    session: Session, actor: Actor, roadmap_id: int, wording: Wording
) -> ProgressTable:
    """Raises Refusal("gone" | "forbidden" | "not_launched" | "closed")."""
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    if roadmap.state is not RoadmapState.RUNNING:
        raise Refusal("closed" if roadmap.state is RoadmapState.CLOSED else "not_launched")
    return ProgressTable(session, actor, roadmap, wording)


KIND = Kind("progress", "activity", stamp_of_roadmap, open_progress, items.undo)
