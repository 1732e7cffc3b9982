"""What a digest is made of, and the one place where features join it. See docs/digest.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from domain.roles import Role
from exports.digest import Frame
from exports.pictures.data import StageBar
from exports.report import Sheet


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a digest is for. `role`: what the person is there; it decides what may be said."""

    person_id: int
    organisation_id: int
    role: Role
    now: datetime
    zone: ZoneInfo
    name: str
    my_name: str  # the same as files show it
    names_in_files: str  # the style of NAMES_IN_FILES

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def sees_names(self) -> bool:
        """Heads and coordinators get counts; a head also what the curator passes on."""
        return self.role is Role.CURATOR


@dataclass(frozen=True, slots=True)
class Before:
    """What this part said of the world last time; `day`, `at`: when that was."""

    day: date
    at: datetime
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits. `thing` is the part's own dataclass: handlers/digest_points.py words
    it by its type. `urgency`: 0 first; equal ones stay in the part's order."""

    urgency: int
    thing: Any
    item_id: int | None = None  # what it names with a button, for the daily message to leave out
    roadmap: str = ""  # its title where several run, for the table


@dataclass(frozen=True, slots=True)
class Change:
    """So many of something since the last one; `kind` has its words in texts/digest.py."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Good:
    """One warm line; of all of them the one with the least `weight` is said."""

    weight: int
    kind: str
    data: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet of the table: a function of `exports` and its plain data, both pickle."""

    build: Callable[[Any, Frame], Sheet]
    data: Any


@dataclass(slots=True)
class Found:
    """What one part has to say. `state` comes back as `Before.state` next time: plain JSON."""

    todos: list[Todo] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    good: list[Good] = field(default_factory=list)
    sheets: list[SheetOf] = field(default_factory=list)
    bars: list[StageBar] = field(default_factory=list)
    wide: bool = False  # the bars are of whole organisations, not of stages
    state: dict[str, Any] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)  # ids of ForHead that this says


Part = Callable[[Session, Reader, Before | None], Found]
_PARTS: list[tuple[int, str, Part]] = []


def part(order: int, key: str) -> Callable[[Part], Part]:
    """Register a part; its sheets stand by `order`, its state is kept under `key`."""

    def register(fn: Part) -> Part:
        _PARTS.append((order, key, fn))
        _PARTS.sort(key=lambda each: each[:2])
        return fn

    return register


def parts() -> Sequence[tuple[str, Part]]:
    return [(key, fn) for _, key, fn in _PARTS]
