"""The sheet of terms and owners, from the database to plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.returning import Manifest
from domain.roles import Role
from domain.search import key_of
from exports.plan import PlanRow
from services import people, responsibles
from services.actor import Actor
from services.draft_rows import Row
from services.questions import open_questions
from services.roundtrip import owner_rule, plan, plan_draft, plan_running, sending, undoable
from services.roundtrip.model import State, Wording
from services.roundtrip.plan_draft import DraftPlan
from services.roundtrip.plan_running import RunningPlan
from services.roundtrip.sending import SentRow
from services.terms import Term

_LEVELS = {ItemLevel.ROW: 0, ItemLevel.STEP: 1}


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What the file is made of. `asked`: only rows that wait for an answer; `home`: a Table's;
    `before`: what came back last, as long as it can be undone."""

    title: str
    rows: tuple[PlanRow, ...]
    choices: tuple[str, ...]
    manifest: Manifest
    asked: bool
    home: str
    before: int | None


def send(
    session: Session, actor: Actor, roadmap_id: int, every: bool, wording: Wording
) -> PlanSheet:
    """The rows with open questions; all of them if asked for, or where nothing is open.

    Raises Refusal("gone" | "forbidden" | "closed").
    """
    table = plan.open_plan(session, actor, roadmap_id, wording)
    waiting = set() if every else _waiting(session, actor, roadmap_id, table)
    chosen = [(i, t) for i, t in _items(table) if not waiting or i.id in waiting]
    names = _names(session, wording, [table.lines[item.id].states["owner"] for item, _ in chosen])
    rows = [_row(item, term, table.lines[item.id].states["owner"], names, wording)
            for item, term in chosen]  # fmt: skip
    place = sending.place_of(session, roadmap_id)
    sent = {row.id: _sent(table, row) for row in rows}
    return PlanSheet(
        title=table.title,
        rows=tuple(rows),
        choices=owner_rule.choices(session, place, wording),
        manifest=sending.keep(session, actor, plan.KIND, roadmap_id, place, sent),
        asked=bool(waiting),
        home=table.home,
        before=undoable.latest(session, roadmap_id, actor.at),
    )


def _items(table: DraftPlan | RunningPlan) -> list[tuple[Item, Term]]:
    if isinstance(table, RunningPlan):
        return [(node.item, plan_running.term_of(node.item)) for node in table.nodes]
    return [(item, plan_draft.term_of(item)) for row in table.every for item in row]


def _waiting(
    session: Session, actor: Actor, roadmap_id: int, table: DraftPlan | RunningPlan
) -> set[int]:
    """Rows of a draft with no sure term, an unknown phrase, or nobody named."""
    if isinstance(table, RunningPlan):
        return set()
    questions = open_questions(session, actor, roadmap_id)
    asked = {q.item_id for q in questions if q.entry is None or q.entry < 0}
    found = responsibles.phrases(session, table.roadmap, table.every)
    unknown = {phrase.key for phrase in found if phrase.meaning is None}
    return asked | {row.item.id for row in table.every if row.open and _names_one(row, unknown)}


def _names_one(row: Row, keys: set[str]) -> bool:
    return any(key_of(str(entry)) in keys for entry in row.item.responsible)


def _names(session: Session, wording: Wording, states: Sequence[State]) -> dict[int, str]:
    named = people.named(session, {id_ for state in states for id_ in state["ids"]})
    return {id_: wording.name(one) for id_, one in named.items()}


def _row(item: Item, term: Term, owner: State, names: dict[int, str], wording: Wording) -> PlanRow:
    return PlanRow(
        id=item.id,
        level=_LEVELS[item.level],
        number=item.number or "",
        stage=item.stage or item.section or "",
        activity=item.title,
        term_written=item.deadline or "",
        term=wording.term(term) if term.decided else "",
        owner_written=", ".join(map(str, item.responsible)),
        owner=_owner(owner, names, wording),
    )


def _owner(state: State, names: dict[int, str], wording: Wording) -> str:
    if state["role"]:
        return wording.role(Role(state["role"]), state["title"])
    return wording.owners([names[id_] for id_ in state["ids"] if id_ in names], state["each"])


def _sent(table: DraftPlan | RunningPlan, row: PlanRow) -> SentRow:
    return sending.row_of(
        row.activity, table.lines[row.id], {"term": row.term, "owner": row.owner}
    )
