"""What people of a pair answered when they were asked; kept with the flag that asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from db.models import HealthFlag
from domain.health import Answer, Source
from services.entering import Paper

_KEY = "answers"
_PAPERS = "papers"  # by person: the day of a paper and who entered it


@dataclass(frozen=True, slots=True)
class Given:
    """`on` of an answer on paper: the day that stands on it; `paper`: it is one; `source`: of a
    HELP, where it comes from."""

    person_id: int
    answer: Answer
    on: date
    paper: Paper | None = None
    source: Source = Source.HELP


def of(flag: HealthFlag, zone: ZoneInfo) -> tuple[Given, ...]:
    return tuple(_given(flag, zone, *each) for each in flag.facts.get(_KEY, ()))


def add(
    flag: HealthFlag, person_id: int, answer: Answer, at: datetime, paper: Paper | None = None,
    source: Source = Source.HELP,
) -> None:  # fmt: skip
    """A later answer of the same person takes the place of an earlier one."""
    others = [each for each in flag.facts.get(_KEY, ()) if each[0] != person_id]
    papers = {k: v for k, v in flag.facts.get(_PAPERS, {}).items() if k != str(person_id)}
    if paper is not None:
        papers[str(person_id)] = [paper.on.isoformat(), paper.by]
    why = [] if source is Source.HELP else [source.value]
    given = [*others, [person_id, answer.value, at.isoformat(), *why]]
    flag.facts = {**flag.facts, _KEY: given, _PAPERS: papers}


def by(session: Session, person_id: int, zone: ZoneInfo) -> Iterator[Given]:
    """All that a person has answered."""
    named = cast(HealthFlag.facts, String).contains(str(person_id))
    for flag in session.scalars(select(HealthFlag).where(named).order_by(HealthFlag.id)):
        yield from (each for each in of(flag, zone) if each.person_id == person_id)


def forget(session: Session, person_id: int, *, erase: bool) -> int:
    """What a person has answered, where the person's data are erased; how many answers."""
    found = 0
    named = cast(HealthFlag.facts, String).contains(str(person_id))
    for flag in session.scalars(select(HealthFlag).where(named).order_by(HealthFlag.id)):
        given = flag.facts.get(_KEY, ())
        others = [each for each in given if each[0] != person_id]
        found += len(given) - len(others)
        if erase and len(others) < len(given):
            papers = {k: v for k, v in flag.facts.get(_PAPERS, {}).items() if k != str(person_id)}
            flag.facts = {**flag.facts, _KEY: others, _PAPERS: papers}
    return found


def _given(
    flag: HealthFlag, zone: ZoneInfo, who: int, answer: str, at: str,
    source: str = Source.HELP.value,
) -> Given:  # fmt: skip
    kept = flag.facts.get(_PAPERS, {}).get(str(who))
    paper = Paper(who, date.fromisoformat(kept[0]), kept[1]) if kept else None
    on = paper.on if paper else datetime.fromisoformat(at).astimezone(zone).date()
    return Given(who, Answer(answer), on, paper, Source(source))
