"""All facts of a pair as plain values: every event keeps them before and after, so that undo and
past days need no rule of their own for each kind of change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairMember, PairPaper
from domain.pairs import Form, PairState, RoleModel, Side
from services.actor import Actor
from services.item_states import encoded
from services.pairs import log

Facts = dict[str, Any]
TOLD = log.TOLD
BECAUSE = "because"  # of `told`: what the change follows from; without it somebody chose it


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _same(value: Any) -> Any:
    return value


_PAIR: dict[str, Callable[[Any], Any]] = {
    "form": Form,
    "role_model": lambda value: RoleModel(value) if value else None,
    "kinds": list,
    "state": PairState,
    "goal": _same,
    "starts": _day,
    "ends": _day,
    "ended_on": _day,
    "ended_why": _same,
    "paused_until": _day,
    "every_days": _same,
    "slots": list,
}
_MEMBER: dict[str, Callable[[Any], Any]] = {
    "id": _same, "person_id": _same, "side": Side, "since": _day, "until": _day,
    "stands_in_for": _same,
}  # fmt: skip
_PAPER: dict[str, Callable[[Any], Any]] = {
    "id": _same, "person_id": _same, "kind": _same, "number": _same, "signed_on": _day,
    "pay": _same, "paid": _same, "until": _day, "sha": _same,
}  # fmt: skip


@dataclass(slots=True)
class Change:
    """A change under way; `told` goes into the event, whose id is there once it is over."""

    told: dict[str, Any]
    event_id: int = field(default=0)


@contextmanager
def changing(
    session: Session, actor: Actor, pair: Pair, action: str, **told: Any
) -> Iterator[Change]:
    """Whatever is done to the pair inside becomes one event of its history."""
    before = take(session, pair)
    change = Change(told)
    yield change
    session.flush()
    after = {**take(session, pair), TOLD: change.told}
    change.event_id = log.record(session, actor, pair, action, before=before, after=after).id


def take(session: Session, pair: Pair) -> Facts:
    """The pair as it is, with its members and its papers."""
    members = session.scalars(
        select(PairMember).where(PairMember.pair_id == pair.id).order_by(PairMember.id)
    )
    papers = session.scalars(
        select(PairPaper)
        .where(PairPaper.pair_id == pair.id, PairPaper.removed_at.is_(None))
        .order_by(PairPaper.id)
    )
    return {
        **_plain(pair, _PAIR),
        "members": [_plain(each, _MEMBER) for each in members],
        "papers": [_plain(each, _PAPER) for each in papers],
    }


def put_back(session: Session, actor: Actor, pair: Pair, facts: Facts) -> None:
    """Make the pair what it was."""
    for name, read in _PAIR.items():
        setattr(pair, name, read(facts[name]))
    _members(session, pair.id, {each["id"]: each for each in facts["members"]})
    _papers(session, actor, pair.id, {each["id"]: each for each in facts["papers"]})
    session.flush()


def _members(session: Session, pair_id: int, wanted: dict[int, Facts]) -> None:
    for row in session.scalars(select(PairMember).where(PairMember.pair_id == pair_id)):
        if row.id in wanted:
            _fill(row, _MEMBER, wanted[row.id])
        else:
            session.delete(row)


def _papers(session: Session, actor: Actor, pair_id: int, wanted: dict[int, Facts]) -> None:
    for row in session.scalars(select(PairPaper).where(PairPaper.pair_id == pair_id)):
        if row.id in wanted:
            _fill(row, _PAPER, wanted[row.id])
            row.removed_at = None
        elif row.removed_at is None:
            row.removed_at = actor.at


def _fill(row: Any, readers: dict[str, Callable[[Any], Any]], values: Facts) -> None:
    for name, read in readers.items():
        setattr(row, name, read(values[name]))


def _plain(row: Any, readers: dict[str, Callable[[Any], Any]]) -> Facts:
    return {name: encoded(getattr(row, name)) for name in readers}
