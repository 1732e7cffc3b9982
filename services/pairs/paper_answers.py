"""What people of a pair have said on paper: who may enter it, and agreeing or refusing so."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair
from domain.roles import Action
from services import entering
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.pairs import log, rights
from services.pairs.rights import Access


def taken(
    session: Session, actor: Actor, pair_id: int, person_id: int, on: date | None = None
) -> tuple[Access, Paper]:
    """A pair for entering what one of its people has signed: for who keeps it and for the class
    teacher of a pupil. Takes the pair for itself.

    Raises Refusal("gone" | "forbidden" | "paper_future").
    """
    session.execute(select(Pair.id).where(Pair.id == pair_id).with_for_update())
    session.expire_all()
    pair = session.get(Pair, pair_id)
    if pair is None or pair.removed_at is not None:
        raise Refusal("gone")
    paper = entering.paper(session, actor, person_id, pair.organisation_id, on)
    members = rights.present(session, [pair_id], actor.today)
    if all(each.person_id != person_id for each in members):
        raise Refusal("gone")
    sides = frozenset(each.side for each in members if each.person_id == actor.person_id)
    edit = actor.may(Action.EDIT_PAIRS, pair.organisation_id)
    return Access(pair, tuple(members), sides, edit), paper


def told(paper: Paper | None) -> dict[str, Any]:
    """What the history of the pair keeps of a paper."""
    return {"who": paper.person_id, log.PAPER: paper.on.isoformat()} if paper else {}
