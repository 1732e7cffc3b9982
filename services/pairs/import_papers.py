"""Papers that a table brings of pairs that are there already: what is missing is added, what has
been entered is never written over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import PairPaper
from domain.pair_papers import OF_MENTOR, PaperKind
from domain.pairs import Side
from services.actor import Actor
from services.pairs import papers, rights


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper that a pair gets; `old`: the one that has neither its number nor its day."""

    kind: PaperKind
    owner: int | None
    number: str
    signed_on: date | None
    pay: str
    paid: bool | None
    old: int | None


def missing(
    session: Session, actor: Actor, pair_id: int, brought: Sequence[Mapping[str, Any]],
    mentors: Sequence[int],
) -> list[Filled]:  # fmt: skip
    """What the pair lacks of what a row says; a mentor's own paper is each named mentor's."""
    there = {
        (row.kind, row.person_id): row
        for row in session.scalars(
            select(PairPaper)
            .where(PairPaper.pair_id == pair_id, PairPaper.removed_at.is_(None))
            .order_by(PairPaper.id)
        )
    }
    members = rights.present(session, [pair_id], actor.today) if brought else []
    own = {each.person_id for each in members if each.side is Side.MENTOR} & set(mentors)
    return [
        found
        for each in brought
        for kind in [PaperKind(each["kind"])]
        for owner in (sorted(own) if kind in OF_MENTOR else [None])
        for found in _filled(there.get((kind.value, owner)), kind, owner, each, actor.today)
    ]


def _filled(
    row: PairPaper | None, kind: PaperKind, owner: int | None, new: Mapping[str, Any], today: date
) -> Iterator[Filled]:
    number = new["number"]
    day = date.fromisoformat(new["signed_on"]) if new["signed_on"] else None
    pay, paid = new.get("pay", ""), new.get("paid")
    if day is not None and day > today:
        return  # such a paper is not entered by hand either
    if row is None:
        yield Filled(kind, owner, number, day, pay, paid, None)
        return
    other = (row.number and number and row.number != number) or (
        row.signed_on and day and row.signed_on != day
    )
    adds = (number and not row.number) or (day and row.signed_on is None)
    if adds and not other and row.paid is not False:
        yield Filled(
            kind, owner, row.number or number, row.signed_on or day, row.pay or pay,
            paid if row.paid is None else row.paid, row.id,
        )  # fmt: skip


def fill(session: Session, actor: Actor, pair_id: int, found: Filled) -> int:
    """Enter it as a hand would; the new paper's id."""
    papers.add(
        session, actor, pair_id, found.kind, found.owner, number=found.number,
        signed_on=found.signed_on, pay=found.pay, paid=found.paid,
    )  # fmt: skip
    newest = select(PairPaper.id).where(PairPaper.pair_id == pair_id)
    return session.scalars(newest.order_by(PairPaper.id.desc()).limit(1)).one()


def take_back(session: Session, actor: Actor, paper_id: int, old: int | None) -> None:
    """As it was before the table, unless the paper has been changed since."""
    row = session.get(PairPaper, paper_id)
    if row is None or row.removed_at is not None:
        return
    papers.remove(session, actor, paper_id)
    before = session.get(PairPaper, old) if old else None
    if before is not None:
        before.removed_at = None
        session.flush()
