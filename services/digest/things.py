"""What may wait for a curator, head or coordinator: plain values that handlers put into words."""

from dataclasses import dataclass
from datetime import date

from services.digest.roadmaps import Whose


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue item. `may_pass`: it can be passed on to a head and was not yet."""

    item_id: int
    label: str
    due: date
    whose: Whose
    may_pass: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """An item whose owner said «not mine», and nobody has taken it over."""

    item_id: int
    label: str
    due: date


@dataclass(frozen=True, slots=True)
class Passed:
    """What the curator passes on to the head."""

    item_id: int
    label: str
    due: date | None
    whose: Whose


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many items of a roadmap are overdue, for those who get counts.

    `roadmap`: its title where several run, here and below.
    """

    roadmap_id: int
    count: int
    roadmap: str = ""


@dataclass(frozen=True, slots=True)
class Undated:
    """Items that need a day: `item_id` where it is one."""

    roadmap_id: int
    count: int
    item_id: int | None
    roadmap: str = ""


@dataclass(frozen=True, slots=True)
class ThisWeek:
    roadmap_id: int
    count: int
    roadmap: str = ""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Messages do not reach so many people with open items; `no_chat` of them have no chat."""

    people: int
    no_chat: int
    soon: int


@dataclass(frozen=True, slots=True)
class LateSchools:
    """Schools with overdue items: how many, how many items, the worst of them by name."""

    schools: int
    items: int
    worst: tuple[str, ...]
