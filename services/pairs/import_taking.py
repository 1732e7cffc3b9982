"""What is made of a table of pairs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Pair, PairPaper
from db.models.people import Given
from domain.meetings import MeetingState
from domain.pair_papers import OF_MENTOR, PaperKind
from domain.pairs import PairState
from domain.roles import Role
from domain.search import search_key
from services import grants, people
from services.actor import Actor
from services.meetings import log as meeting_log
from services.pairs import capacity, enter, import_papers, import_reading
from services.pairs.import_model import Line, Past, Someone


class Taking:
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
