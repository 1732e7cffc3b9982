"""Pairs from a table: looked at first, taken in as a whole, undone within a day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Identity,
    Meeting,
    MeetingEvent,
    MeetingMark,
    MeetingNote,
    Pair,
    PairMember,
    PairPaper,
    Person,
    RosterImport,
)
from db.models.people import Given
from domain.meetings import MeetingState
from domain.pair_papers import OF_MENTOR, PaperKind
from domain.pairs import PairState
from domain.roles import Action, Role
from domain.search import search_key
from imports.pair_list import PairList
from services import audit, chat, grants, people
from services.actor import Actor, require
from services.errors import Refusal
from services.meetings import log as meeting_log
from services.pairs import capacity, enter, import_papers, import_reading
from services.pairs import undo as undo_pair
from services.pairs.import_model import Line, Past, Someone, kept, line_of, past_of

WHAT = "pairs"
UNDO_FOR = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Undone:
    """`stayed`: pairs in which something happened since; `meetings`: meetings of which somebody
    has said something since, which stayed too."""

    pairs: int
    stayed: int
    meetings: int


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
    return _proposal(_opened(session, actor, import_id, taken=False))


def drop(session: Session, actor: Actor, import_id: int) -> None:
    """Forget a table that was not taken in."""
    row = _opened(session, actor, import_id)
    if row.applied_at is None:
        session.delete(row)


def apply(session: Session, actor: Actor, import_id: int, *, adding: bool) -> Taken:
    """Take in all good rows in one transaction; `adding`: with the people who are not there yet.

    A mentor who has more mentees than the limit keeps them: these pairs exist already. Raises
    Refusal("pairs_applied" | "pairs_nothing").
    """
    row = _opened(session, actor, import_id)
    if row.applied_at is not None:
        raise Refusal("pairs_applied")
    found = _proposal(row)
    lines = found.good if adding else found.ready
    taking = _Taking(session, actor, row.organisation_id)
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


def undo(session: Session, actor: Actor, import_id: int) -> Undone:
    """Everything that was not touched since goes. Raises Refusal("pairs_undo")."""
    row = _opened(session, actor, import_id)
    fresh = row.applied_at is not None and actor.at - row.applied_at <= UNDO_FOR
    if not fresh or row.undone_at is not None:
        raise Refusal("pairs_undo")
    gone = stayed = 0
    for each in row.made:
        if "paper" in each:
            import_papers.take_back(session, actor, each["paper"], each["old"])
    meetings = _take_meetings_back(session, actor, _made(row, "meeting"))
    for pair_id in _made(row, "pair"):
        pair = session.get(Pair, pair_id)
        if pair is None or undo_pair.touched(session, pair_id):
            stayed += 1
            continue
        undo_pair.remove(session, actor, pair)
        gone += 1
    session.flush()
    for person_id in _made(row, "person"):
        _take_out(session, actor, person_id)
    row.undone_at = actor.at
    audit.record(
        session, actor, "pairs_import_undone", f"import:{row.id}", row.organisation_id,
        pairs=gone, stayed=stayed, meetings=meetings,
    )  # fmt: skip
    return Undone(gone, stayed, meetings)


class _Taking:
    """What is made of a table, kept for undoing it."""

    def __init__(self, session: Session, actor: Actor, place: int) -> None:
        self._session, self._actor, self._place = session, actor, place
        self._new: dict[str, int] = {}
        self.made: list[dict[str, int]] = []
        self.by_row: dict[int, int] = {}
        self.raised = self.filled = 0

    def pair(self, line: Line) -> None:
        mentor_pupils, mentee_pupils = import_reading.pupils_side(line.form)
        mentors = self._ids(line.mentors, Role.MENTOR, mentor_pupils)
        mentees = self._ids(line.mentees, Role.MENTEE, mentee_pupils)
        if enter.open_pair(self._session, mentors[0], mentees[0]):
            return
        for each in mentors:
            before = capacity.of_mentor(self._session, self._actor, each).limit
            enter.raise_limit(self._session, self._actor, each, mentees)
            after = capacity.of_mentor(self._session, self._actor, each).limit
            self.raised += after != before

        def fill(pair: Pair) -> None:
            pair.kinds = [kind.value for kind in line.kinds]
            pair.goal = line.goal[:1000]
            for paper in line.papers:
                self._paper(pair.id, paper, mentors)

        made = enter.create(
            self._session, self._actor, self._place, mentors, mentees, line.form,
            PairState.ACTIVE, (line.starts, line.ends), fill=fill, held=line.held,
        )  # fmt: skip
        self.made.append({"pair": made.pair_id})
        self.by_row[line.at] = made.pair_id

    def papers(self, line: Line) -> None:
        """Of a pair that is there: only what it still lacks."""
        pair_id = line.known or 0
        ids = [each.id for each in line.mentors if each.id is not None]
        found = import_papers.missing(self._session, self._actor, pair_id, line.papers, ids)
        for each in found:
            paper_id = import_papers.fill(self._session, self._actor, pair_id, each)
            self.made.append({"paper": paper_id, "old": each.old or 0})
        self.filled += bool(found)

    def meetings(self, past: Sequence[Past]) -> None:
        for each in past:
            pair_id = each.pair_id or self.by_row.get(each.pair_at or 0)
            if pair_id is None or each.on is None or self._known(pair_id, each):
                continue
            meeting = Meeting(
                pair_id=pair_id, kind=each.kind, state=MeetingState.HELD, held_on=each.on,
                topic=each.topic, how=Given.PAPER, logged_by=self._actor.person_id,
                logged_at=self._actor.at, created_at=self._actor.at,
            )  # fmt: skip
            meeting_log.imported(self._session, self._actor, meeting)
            self.made.append({"meeting": meeting.id})

    def _known(self, pair_id: int, each: Past) -> bool:
        found = select(Meeting.id).where(
            Meeting.pair_id == pair_id, Meeting.held_on == each.on, Meeting.kind == each.kind,
            Meeting.removed_at.is_(None),
        )  # fmt: skip
        return self._session.scalar(found.limit(1)) is not None

    def _ids(self, found: Sequence[Someone], role: Role, pupil: bool) -> list[int]:
        return [
            each.id if each.id is not None else self._add(each.name, role, pupil) for each in found
        ]

    def _add(self, name: str, role: Role, pupil: bool) -> int:
        key = search_key(name)
        if key not in self._new:
            person = people.create(self._session, self._actor, self._place, name, is_pupil=pupil)
            self._new[key] = person.id
            self.made.append({"person": person.id})
        grants.add(self._session, self._actor, self._new[key], self._place, role=role)
        return self._new[key]

    def _paper(self, pair_id: int, paper: Any, mentors: Sequence[int]) -> None:
        """A mentor's own paper is each mentor's."""
        kind = PaperKind(paper["kind"])
        signed = date.fromisoformat(paper["signed_on"]) if paper["signed_on"] else None
        for owner in mentors if kind in OF_MENTOR else [None]:
            self._session.add(
                PairPaper(
                    pair_id=pair_id, person_id=owner, kind=kind.value, number=paper["number"],
                    signed_on=signed, pay=paper.get("pay", ""), paid=paper.get("paid"),
                    entered_by=self._actor.person_id, at=self._actor.at,
                )
            )  # fmt: skip


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


def _opened(session: Session, actor: Actor, import_id: int, *, taken: bool = True) -> RosterImport:
    """`taken`: for a change, so that of two taps the second waits and finds it done."""
    row = session.get(
        RosterImport, import_id, with_for_update=taken or None, populate_existing=taken
    )
    if row is None or row.what != WHAT:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_PAIRS, row.organisation_id)
    return row


def _made(row: RosterImport, kind: str) -> list[int]:
    return [each[kind] for each in row.made if kind in each]


def _take_meetings_back(session: Session, actor: Actor, ids: list[int]) -> int:
    """How many stayed: those that somebody has said something of since."""
    kept = _worked_with(session, ids)
    there = session.scalars(
        select(Meeting).where(Meeting.id.in_(ids), Meeting.removed_at.is_(None))
    ).all()
    for meeting in there:
        if meeting.id not in kept:
            meeting.removed_at = actor.at
    session.execute(
        update(MeetingEvent)
        .where(MeetingEvent.meeting_id.in_({each.id for each in there} - kept))
        .values(undone_at=actor.at)
    )
    session.flush()
    return sum(meeting.id in kept for meeting in there)


def _worked_with(session: Session, ids: list[int]) -> set[int]:
    """The table itself leaves neither notes nor marks, and one event."""
    said = (
        select(MeetingEvent.meeting_id).where(
            MeetingEvent.meeting_id.in_(ids),
            MeetingEvent.undone_at.is_(None),
            MeetingEvent.action != meeting_log.IMPORTED,
        ),
        select(MeetingNote.meeting_id).where(
            MeetingNote.meeting_id.in_(ids), MeetingNote.removed_at.is_(None)
        ),
        select(MeetingMark.meeting_id).where(
            MeetingMark.meeting_id.in_(ids),
            or_(
                MeetingMark.present.is_not(None),
                MeetingMark.confirmed.is_not(None),
                MeetingMark.rating.is_not(None),
            ),
        ),
    )
    return {each for some in said for each in session.scalars(some)}


def _take_out(session: Session, actor: Actor, person_id: int) -> None:
    """Somebody who came with the table and has neither a chat nor another pair."""
    person = session.get(Person, person_id)
    chats = select(Identity.id).where(Identity.person_id == person_id)
    pairs = (
        select(PairMember.id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(PairMember.person_id == person_id, Pair.removed_at.is_(None))
    )
    used = any(session.scalar(each.limit(1)) is not None for each in (chats, pairs))
    if person is not None and not used:
        grants.archive(session, actor, person_id)


def _forget_old(session: Session, actor: Actor, place: int) -> None:
    session.execute(
        delete(RosterImport).where(
            RosterImport.organisation_id == place,
            RosterImport.what == WHAT,
            RosterImport.applied_at.is_(None),
            RosterImport.at < actor.at - KEPT_FOR,
        )
    )
