"""Candidates for the banks in the weekly message: whoever leads the school decides."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.banks import asking
from services.digest.parts import Before, Found, Reader, Todo, part

URGENCY = 3


@dataclass(frozen=True, slots=True)
class CandidatesWait:
    """So many people, by side."""

    mentors: int
    mentees: int


@part(33, "banks")
def banks(session: Session, reader: Reader, before: Before | None) -> Found:
    waiting = asking.count(session, reader.organisation_id)
    if not waiting.all:
        return Found()
    return Found(todos=[Todo(URGENCY, CandidatesWait(waiting.mentors, waiting.mentees))])
