"""Pairs from a table: looked at first, taken in as a whole."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import (
    Pair,
    RosterImport,
)
from domain.pairs import PairState
from domain.roles import Action
from domain.search import search_key
from imports.pair_list import PairList
from services import audit, chat
from services.actor import Actor, require
from services.errors import Refusal
from services.pairs import import_reading
from services.pairs.import_model import Line, Past, kept, line_of, past_of
from services.pairs.import_taking import Taking

WHAT = "pairs"
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table as the screen shows it. `strangers`: names that the school does not have."""

    id: int
    file_name: str
    lines: tuple[Line, ...]
    meetings: tuple[Past, ...]
    applied: bool
    undone: bool

    @property
    def good(self) -> list[Line]:
        return [line for line in self.lines if line.good]

    @property
    def ready(self) -> list[Line]:
        """Good ones whose people are all there."""
        return [line for line in self.good if not line.strangers]

    @property
    def strangers(self) -> list[str]:
        named = {search_key(name): name for line in self.good for name in line.strangers}
        return list(named.values())

    @property
    def known(self) -> int:
        return sum(line.known is not None and not line.faults for line in self.lines)

    @property
    def filled(self) -> list[Line]:
        """Known pairs that get papers which they lack."""
        return [line for line in self.lines if line.known and line.fills and not line.faults]

    @property
    def undated(self) -> int:
        """Meetings of good rows of which only the number is known."""
        dated = Counter(each.pair_at for each in self.past if each.pair_at is not None)
        return sum(max(0, line.held - dated[line.at]) for line in self.good)

    @property
    def past(self) -> list[Past]:
        return [each for each in self.meetings if not each.faults]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it."""

    pairs: int
    people: int
    meetings: int
    raised: int  # mentors whose limit grew
    waiting: int  # pairs that wait for a consent
    filled: int  # known pairs that got papers


def propose(session: Session, actor: Actor, file_name: str, table: PairList) -> int:
    """Keep a table as a proposal; its id. Raises Refusal("forbidden" | "pairs_empty")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    if not (table.pairs or table.meetings):
        raise Refusal("pairs_empty")
    _forget_old(session, actor, place)
    lines, meetings = import_reading.read(session, actor, place, table)
    row = RosterImport(
        organisation_id=place, what=WHAT, file_name=file_name[:255],
        rows=[*map(kept, lines), *map(kept, meetings)], made=[], by=actor.person_id, at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    chat.clear(session, actor)
    return row.id


def view(session: Session, actor: Actor, import_id: int) -> Proposal:
    """Raises Refusal("gone" | "forbidden")."""
    return _proposal(opened(session, actor, import_id, taken=False))


def drop(session: Session, actor: Actor, import_id: int) -> None:
    """Forget a table that was not taken in."""
    row = opened(session, actor, import_id)
    if row.applied_at is None:
        session.delete(row)


def apply(session: Session, actor: Actor, import_id: int, *, adding: bool) -> Taken:
    """Take in all good rows in one transaction; `adding`: with the people who are not there yet.

    A mentor who has more mentees than the limit keeps them: these pairs exist already. Raises
    Refusal("pairs_applied" | "pairs_nothing").
    """
    row = opened(session, actor, import_id)
    if row.applied_at is not None:
        raise Refusal("pairs_applied")
    found = _proposal(row)
    lines = found.good if adding else found.ready
    taking = Taking(session, actor, row.organisation_id)
    for line in lines:
        taking.pair(line)
    for line in found.filled:
        taking.papers(line)
    taking.meetings(found.past)
    if not taking.made:
        raise Refusal("pairs_nothing")
    row.applied_at, row.made = actor.at, taking.made
    audit.record(
        session, actor, "pairs_imported", f"import:{row.id}", row.organisation_id,
        pairs=len(taking.by_row),
    )  # fmt: skip
    kinds = [next(iter(each)) for each in taking.made]
    return Taken(
        pairs=kinds.count("pair"),
        people=kinds.count("person"),
        meetings=kinds.count("meeting"),
        raised=taking.raised,
        waiting=_waiting(session, list(taking.by_row.values())),
        filled=taking.filled,
    )


def _proposal(row: RosterImport) -> Proposal:
    return Proposal(
        row.id,
        row.file_name,
        tuple(line_of(each) for each in row.rows if not each.get("past")),
        tuple(past_of(each) for each in row.rows if each.get("past")),
        row.applied_at is not None,
        row.undone_at is not None,
    )


def _waiting(session: Session, pair_ids: list[int]) -> int:
    waits = select(func.count(Pair.id)).where(
        Pair.id.in_(pair_ids), Pair.state == PairState.CONFIRMED
    )
    return session.scalar(waits) or 0


def opened(session: Session, actor: Actor, import_id: int, *, taken: bool = True) -> RosterImport:
    """`taken`: for a change, so that of two taps the second waits and finds it done."""
    row = session.get(
        RosterImport, import_id, with_for_update=taken or None, populate_existing=taken
    )
    if row is None or row.what != WHAT:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_PAIRS, row.organisation_id)
    return row


def _forget_old(session: Session, actor: Actor, place: int) -> None:
    session.execute(
        delete(RosterImport).where(
            RosterImport.organisation_id == place,
            RosterImport.what == WHAT,
            RosterImport.applied_at.is_(None),
            RosterImport.at < actor.at - KEPT_FOR,
        )
    )
