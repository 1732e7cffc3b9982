"""What people of a pair answered when they were asked; kept with the flag that asked."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.models import HealthFlag
from domain.health import Answer

_KEY = "answers"


@dataclass(frozen=True, slots=True)
class Given:
    person_id: int
    answer: Answer
    on: date


def of(flag: HealthFlag, zone: ZoneInfo) -> tuple[Given, ...]:
    return tuple(
        Given(who, Answer(answer), datetime.fromisoformat(at).astimezone(zone).date())
        for who, answer, at in flag.facts.get(_KEY, ())
    )


def add(flag: HealthFlag, person_id: int, answer: Answer, at: datetime) -> None:
    """A later answer of the same person takes the place of an earlier one."""
    others = [each for each in flag.facts.get(_KEY, ()) if each[0] != person_id]
    flag.facts = {**flag.facts, _KEY: [*others, [person_id, answer.value, at.isoformat()]]}
