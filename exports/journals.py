"""What journals of mentors and tables of hours are made of; light, unlike what makes them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One meeting in words."""

    day: date | None
    time: str
    kind: str
    mentees: str
    topic: str
    text: str
    outcome: str
    step: str
    confirmed: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class JournalData:
    """`lines` stand under the title; `many`: of several pairs, so each line says whose it is."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[JournalRow, ...]
    notes: tuple[str, ...]
    mentor: str
    made: date
    many: bool


@dataclass(frozen=True, slots=True)
class HoursRow:
    name: str
    pairs: int
    meetings: int
    hours: float
    minutes: int
    claimed: int
    denied: int


@dataclass(frozen=True, slots=True)
class HoursData:
    title: str
    lines: tuple[str, ...]
    rows: tuple[HoursRow, ...]
    notes: tuple[str, ...]
