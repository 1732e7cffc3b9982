"""Short agendas of meetings: what to go through, and what to call it in the journal."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.meetings import MeetingKind

_FILE = Path(__file__).with_name("agendas.toml")
MOST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Agenda:
    points: tuple[str, ...]
    topics: tuple[str, ...]


@cache
def agendas() -> dict[MeetingKind, Agenda]:
    """Every kind of meeting has one."""
    return parse(_FILE.read_text(encoding="utf-8"))


def parse(text: str) -> dict[MeetingKind, Agenda]:
    """Agendas from TOML; ValueError says what is wrong with them."""
    try:
        found = {
            MeetingKind(key): Agenda(_texts(row["points"]), _texts(row["topics"]))
            for key, row in tomllib.loads(text).items()
        }
    except (KeyError, TypeError) as error:
        raise ValueError(f"a value is missing or of a wrong kind: {error}") from error
    if missing := set(MeetingKind) - found.keys():
        raise ValueError(f"no agenda for {sorted(missing)}")
    if any(not row.topics or not 0 < len(row.points) <= MOST_POINTS for row in found.values()):
        raise ValueError("an agenda has no topic, no point or too many points")
    return found


def _texts(row: Any) -> tuple[str, ...]:
    return tuple(map(str, row))
