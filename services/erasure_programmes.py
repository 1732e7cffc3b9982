"""Programmes of pairs of a person's own: their lines speak of the person, from the title of the
plan to the mentor's mark."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, ItemOwner, Programme, Roadmap

NOTHING = "—"  # a line cannot be without a title
_EMPTY: Final[dict[str, Any]] = {
    "title": NOTHING, "search": "", "section": None, "stage": None, "content": None,
    "result": None, "deadline": None, "responsible": [], "note": "", "actual": "", "mark": "",
}  # fmt: skip


def files(session: Session, pair_ids: Collection[int]) -> set[str]:
    """The documents that programmes were read from, and what proves their lines."""
    plans = select(Roadmap.id).where(Roadmap.pair_id.in_(pair_ids))
    sources = session.scalars(select(Roadmap.source_sha).where(Roadmap.id.in_(plans)))
    lines = select(Item.id).where(Item.roadmap_id.in_(plans))
    proofs = session.scalars(select(Evidence.sha).where(Evidence.item_id.in_(lines)))
    return {sha for sha in (*sources, *proofs) if sha}


def erase(session: Session, pair_ids: Collection[int]) -> None:
    """Terms and states of the lines stay, as facts."""
    for head in session.scalars(select(Programme).where(Programme.pair_id.in_(pair_ids))):
        head.difficulties = head.goal = head.tasks = head.expected = ""
        head.conclusion = None
    plans = session.scalars(select(Roadmap).where(Roadmap.pair_id.in_(pair_ids))).all()
    for plan in plans:
        plan.title, plan.source_name, plan.source_sha = NOTHING, "", ""
        plan.approval, plan.columns, plan.answers = [], [], None
    session.flush()
    lines = select(Item.id).where(Item.roadmap_id.in_([plan.id for plan in plans]))
    owners = update(ItemOwner).where(ItemOwner.item_id.in_(lines)).values(phrase=None)
    for statement in (
        delete(Evidence).where(Evidence.item_id.in_(lines)),
        delete(ItemEvent).where(ItemEvent.item_id.in_(lines)),
        owners,
        update(Item).where(Item.id.in_(lines)).values(**_EMPTY),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    session.expire_all()
