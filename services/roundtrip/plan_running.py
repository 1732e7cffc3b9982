"""Terms and owners of a running roadmap as a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import Sharing
from domain.deadlines import Kind
from services import calendars, item_owners, item_terms, terms, tree
from services.actor import Actor
from services.roundtrip import items, owner_rule, term_rule
from services.roundtrip.model import Applied, Line, Misread, Rule, State, Touched, Wanted, Wording
from services.roundtrip.new_rows import NewRows
from services.roundtrip.owner_rule import OwnerRule
from services.roundtrip.term_rule import TermRule
from services.terms import Term
from services.tree import Node

REASON = "xlsx"
"""Why a term was moved, in the history: texts/item.py has the words."""


class RunningPlan:
    """Rows and steps; shares follow what they are shares of."""

    home = "roadmap"

    def __init__(self, session: Session, actor: Actor, roadmap: Roadmap, wording: Wording) -> None:
        self._session, self._actor, self._roadmap_id = session, actor, roadmap.id
        self.title = roadmap.title
        place = roadmap.organisation_id
        calendar = calendars.schooling(session, place)
        self.nodes = [
            node
            for row in tree.load(session, roadmap.id).rows
            for node in items.in_order(row, shares=False)
        ]
        self.lines: dict[int, Line] = {node.id: _line(node) for node in self.nodes}
        self.rules: dict[str, Rule] = {
            "term": TermRule(terms.period_of(roadmap), calendar, self._may_move),
            "owner": OwnerRule(session, actor, place, wording),
        }
        self.additions = NewRows(session, actor, roadmap, wording, self.nodes)

    def _may_move(self, row_id: int) -> None:
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
        done: list[int] = []
        refused: list[tuple[str, str]] = []
        for column, act in (("term", self._retime), ("owner", self._assign)):
            if column in wanted:
                events, keys = items.attempt(
                    self._session,
                    column,
                    lambda a=act, c=column: a(row_id, wanted[c]),  # type: ignore[misc]
                )
                done += events
                refused += keys
        return done, refused

    def _retime(self, row_id: int, wanted: Wanted) -> list[int]:
        term = term_rule.decoded(wanted.state, phrase_of(wanted))
        acted = item_terms.give(self._session, self._actor, row_id, term, REASON, wanted.typed)
        return [acted.event_id]

    def _assign(self, row_id: int, wanted: Wanted) -> list[int]:
        sharing = Sharing.EACH if wanted.state["each"] else Sharing.ONE
        acted = item_owners.assign(
            self._session, self._actor, row_id, wanted.state["ids"], sharing
        )
        return [acted.event_id]


def phrase_of(wanted: Wanted) -> str | None:
    """What is no bare date keeps the words: months of a rule are read from them."""
    kept = wanted.state["kind"] not in (Kind.DATES, Kind.NONE)
    return wanted.typed if kept else None


def _line(node: Node) -> Line:
    item = node.item
    each = item.sharing is Sharing.EACH and bool(node.shares)
    return Line(
        label=items.label(node),
        states={
            "term": term_rule.encoded(term_of(item)),
            "owner": owner_rule.encoded(node.owners, each),
        },
    )


def term_of(item: Item) -> Term:
    """With the words, from which the days of a rule are read. What runs is decided."""
    return Term(item.term_kind, terms.spans_of(item), terms.rule_of(item), phrase=item.deadline)
