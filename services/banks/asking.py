"""Candidates who wait for the school's decision, in the daily bundle of its curators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import BankEntry, Person, Prompt
from domain.banks import BankState
from domain.pairs import Side
from services import people, prompts

KIND = "bank_candidates"


@dataclass(frozen=True, slots=True)
class Candidates:
    """So many wait in a school, by side."""

    mentors: int
    mentees: int

    @property
    def all(self) -> int:
        return self.mentors + self.mentees


def count(session: Session, place: int) -> Candidates:
    rows = session.execute(
        select(BankEntry.side, func.count())
        .join(Person, Person.id == BankEntry.person_id)
        .where(
            BankEntry.organisation_id == place,
            BankEntry.state == BankState.CANDIDATE,
            Person.archived_at.is_(None),
            Person.erased_at.is_(None),
        )
        .group_by(BankEntry.side)
    )
    found = {row[0]: row[1] for row in rows}
    return Candidates(found.get(Side.MENTOR, 0), found.get(Side.MENTEE, 0))


def refresh(session: Session, now: datetime, place: int, *, new: bool = False) -> None:
    """Keep what the curators are told in step. `new`: somebody has become a candidate."""
    if not count(session, place).all:
        prompts.settle(session, KIND, [place])
    elif new:
        told = set(
            session.scalars(
                select(Prompt.person_id).where(
                    Prompt.kind == KIND, Prompt.subject_id == place, Prompt.said_times == 0
                )
            )
        )
        who = people.curators(session, place) or people.heads(session, place)
        # Of who has not heard of the last ones yet the message only grows.
        fresh = [each for each in who if each not in told]
        prompts.ask(session, now, KIND, place, fresh, place)


@prompts.prompt(KIND, again=(3, 7), rank=35)
def candidates(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """As long as any wait."""
    found = {place: count(session, place) for place in {row.subject_id for row in rows}}
    return {row.id: found[row.subject_id] for row in rows if found[row.subject_id].all}
