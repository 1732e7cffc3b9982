"""Terms and owners of a draft as a table. A draft has no history: what was is kept in the acts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, ResponsibleAlias, Roadmap
from db.models.roadmap import Sharing
from domain.deadlines.model import Kind
from domain.search import key_of
from services import calendars, responsibles, terms
from services.actor import Actor
from services.decisions import apply_term
from services.draft_rows import Row, changing, row_of, rows
from services.errors import Refusal
from services.questions import tally
from services.responsibles import Meaning
from services.roundtrip import items, owner_rule, term_rule
from services.roundtrip.model import (
    Act,
    Applied,
    Line,
    Misread,
    Rule,
    State,
    Touched,
    Wanted,
    Wording,
)
from services.roundtrip.owner_rule import OwnerRule
from services.roundtrip.term_rule import TermRule
from services.row_people import chosen_people, give_row
from services.terms import Term

_TERM = ("term_kind", "spans", "rule", "term_decided", "deadline", "sharing")


@dataclass(frozen=True, slots=True)
class _Before:
    """An item of a draft: the columns of its term, and the people chosen for it."""

    fields: dict[str, Any]
    owners: list[int]


class DraftPlan:
    home = "draft"
    additions = None

    def __init__(self, session: Session, actor: Actor, roadmap: Roadmap, wording: Wording) -> None:
        self._session, self._actor, self.roadmap = session, actor, roadmap
        self.title = roadmap.title
        place = roadmap.organisation_id
        calendar = calendars.schooling(session, place)
        self.every = rows(session, roadmap.id)
        self._owner = OwnerRule(session, actor, place, wording)
        self.rules: dict[str, Rule] = {
            "term": TermRule(terms.period_of(roadmap), calendar),
            "owner": self._owner,
        }
        self.meanings = _Meanings(session, roadmap, self.every, self._owner)
        self.lines: dict[int, Line] = {
            item.id: self._line(row, item) for row in self.every for item in row
        }

    def _line(self, row: Row, item: Item) -> Line:
        above = "" if item is row.item else f"{items.name(row.item)} → "
        return Line(
            label=above + items.name(item),
            states={
                "term": term_rule.encoded(term_of(item)),
                "owner": self.meanings.state(row, item),
            },
        )

    def check(self, row_id: int, wanted: Mapping[str, State]) -> Mapping[str, Misread]:
        return {}

    def changed(self, row_ids: Sequence[int], since: datetime) -> dict[int, Touched]:
        """A draft does not remember who changed it."""
        return {}

    def apply(self, edits: Mapping[int, Mapping[str, Wanted]]) -> Applied:
        """Rows before their steps: a step's own answer comes last."""
        session = self._session
        roadmap = changing(session, self._actor, self.roadmap.id)
        tally(session, self._actor, roadmap)
        concerned = {i.id: i for row_id in edits for i in row_of(self.every, row_id)}
        before = _photo(session, concerned)
        for row_id, wanted in edits.items():
            if "term" in wanted:
                self._retime(row_id, wanted["term"])
        acts = self._assign({id_: one["owner"] for id_, one in edits.items() if "owner" in one})
        session.flush()
        return Applied((*acts, *_acts(roadmap.id, before, _photo(session, concerned))))

    def _retime(self, row_id: int, wanted: Wanted) -> None:
        phrase = wanted.typed if wanted.state["rule"] else None
        term = term_rule.decoded(wanted.state, phrase)
        row = row_of(self.every, row_id)
        if row.item.id == row_id:
            apply_term(row, term)
        else:
            terms.store(next(step for step in row.steps if step.id == row_id), term)

    def _assign(self, wanted: Mapping[int, Wanted]) -> list[Act]:
        """A phrase for which all its rows have one answer is remembered with it, the others get
        their people themselves."""
        learnt = self._learnt(wanted)
        acts = [self._remember(key, meaning) for key, meaning in learnt.items()]
        for row_id, one in wanted.items():
            row = row_of(self.every, row_id)
            item = next(part for part in row if part.id == row_id)
            if _lone_key(item) not in learnt or item is not row.item:
                give_row(
                    self._session, item, Meaning(tuple(one.state["ids"]), each=one.state["each"])
                )
            else:
                give_row(self._session, item, None)
        return acts

    def _learnt(self, wanted: Mapping[int, Wanted]) -> dict[str, Meaning]:
        places: dict[str, list[int]] = {}
        for row in self.every:
            for entry in {key_of(str(entry)) for entry in row.item.responsible}:
                if entry and row.open:
                    places.setdefault(entry, []).append(row.item.id)
        alone = {row.item.id for row in self.every if _lone_key(row.item)}
        return {
            key: owner_rule.decoded(wanted[ids[0]].state)
            for key, ids in places.items()
            if set(ids) <= wanted.keys() & alone
            and all(wanted[id_].state == wanted[ids[0]].state for id_ in ids)
        }

    def _remember(self, key: str, meaning: Meaning) -> Act:
        place = self.roadmap.organisation_id
        before = _alias(self._session, place, key)
        responsibles.remember(self._session, place, key, meaning)
        after = _alias(self._session, place, key)
        return {"alias": key, "draft": self.roadmap.id, "before": before, "after": after}


class _Meanings:
    """Who answers for the items of a draft: chosen for it, for its row, or by its phrases."""

    def __init__(
        self, session: Session, roadmap: Roadmap, every: Sequence[Row], rule: OwnerRule
    ) -> None:
        self._rule = rule
        self._chosen = chosen_people(session, [item for row in every for item in row])
        found = responsibles.phrases(session, roadmap, every)
        self._phrases = {phrase.key: phrase.meaning for phrase in found}

    def of(self, row: Row, item: Item) -> list[Meaning]:
        chosen = self._chosen.get(item.id) or self._chosen.get(row.item.id)
        if chosen is not None:
            return [chosen]
        found = (self._phrases.get(key_of(str(entry))) for entry in item.responsible)
        return list(dict.fromkeys(meaning for meaning in found if meaning is not None))

    def state(self, row: Row, item: Item) -> State:
        found = self.of(row, item)
        ids = [id_ for meaning in found for id_ in self._rule.ids(meaning)]
        lone = found[0] if len(found) == 1 else Meaning()
        each = any(meaning.each for meaning in found)
        return owner_rule.encoded(ids, each, lone.role, lone.title)


def term_of(item: Item) -> Term:
    """What nobody has decided yet has no term."""
    if not item.term_decided:
        return Term(Kind.NONE, decided=False)
    return Term(item.term_kind, terms.spans_of(item), terms.rule_of(item), phrase=item.deadline)


def _lone_key(item: Item) -> str:
    """The only entry of a row; empty where there are several or none."""
    keys = {key_of(str(entry)) for entry in item.responsible}
    return next(iter(keys)) if len(keys) == 1 else ""


def _photo(session: Session, concerned: Mapping[int, Item]) -> dict[int, _Before]:
    chosen: dict[int, list[int]] = {}
    found = session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .where(ItemOwner.item_id.in_(concerned), ItemOwner.phrase.is_(None))
        .order_by(ItemOwner.id)
    )
    for item_id, person_id in found:
        chosen.setdefault(item_id, []).append(person_id)
    return {
        id_: _Before({field: getattr(item, field) for field in _TERM}, chosen.get(id_, []))
        for id_, item in concerned.items()
    }


def _acts(
    roadmap_id: int, before: Mapping[int, _Before], after: Mapping[int, _Before]
) -> list[Act]:
    return [
        {"item": id_, "row": id_, "draft": roadmap_id, "before": asdict(was),
         "after": asdict(after[id_])}
        for id_, was in before.items()
        if was != after[id_]
    ]  # fmt: skip


def _alias(session: Session, place: int, key: str) -> list[Any] | None:
    row = session.scalar(
        select(ResponsibleAlias).where(
            ResponsibleAlias.organisation_id == place, ResponsibleAlias.phrase == key
        )
    )
    if row is None:
        return None
    return [list(row.person_ids), row.role, row.role_title, row.sharing.value]


def undo(
    session: Session, actor: Actor, roadmap_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    """Which acts stay, and why."""
    left: list[tuple[Act, str]] = []
    try:
        roadmap = changing(session, actor, roadmap_id)
    except Refusal as refusal:
        return [(act, refusal.key) for act in acts]
    ids = [act["item"] for act in acts if "item" in act]
    items_ = {item.id: item for item in session.scalars(select(Item).where(Item.id.in_(ids)))}
    now = _photo(session, items_)  # an item has one act
    for act in acts:
        try:
            if "alias" in act:
                _undo_alias(session, roadmap.organisation_id, act)
            else:
                _undo_item(session, items_.get(act["item"]), now, act)
        except Refusal as refusal:
            left.append((act, refusal.key))
    session.flush()
    return left


def _undo_item(session: Session, item: Item | None, now: Mapping[int, _Before], act: Act) -> None:
    if item is None or item.removed_at is not None:
        raise Refusal("gone")
    if asdict(now[item.id]) != act["after"]:
        raise Refusal("undo_changed")
    before = act["before"]
    for field, value in before["fields"].items():
        setattr(item, field, _typed(field, value))
    session.execute(
        delete(ItemOwner).where(ItemOwner.item_id == item.id, ItemOwner.phrase.is_(None))
    )
    session.add_all(ItemOwner(item_id=item.id, person_id=id_) for id_ in before["owners"])


def _typed(field: str, value: Any) -> Any:
    kinds: dict[str, type[StrEnum]] = {"term_kind": Kind, "sharing": Sharing}
    return kinds[field](value) if field in kinds else value


def _undo_alias(session: Session, place: int, act: Act) -> None:
    if _alias(session, place, act["alias"]) != act["after"]:
        raise Refusal("undo_changed")
    before = act["before"]
    if before is None:
        responsibles.remember(session, place, act["alias"], None)
        return
    ids, role, title, sharing = before
    each = sharing == Sharing.EACH
    meaning = owner_rule.decoded({"ids": ids, "role": role, "title": title, "each": each})
    responsibles.remember(session, place, act["alias"], meaning)
