"""What mentoring helps with, by audience; both sides of a pair choose from one list."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

AUDIENCES = ("teachers", "pupils", "students")
_FILE = Path(__file__).parent / "areas.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """`group`: a labour function of teachers or a part of life; `short` fits a button."""

    key: str
    group: str
    short: str
    full: str


@cache
def areas(audience: str) -> tuple[Area, ...]:
    """The list of one of AUDIENCES, in the order it is shown. Raises KeyError."""
    body = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Area(**each) for each in body[audience])


@cache
def named() -> dict[str, str]:
    """Every area's short name by its key, whatever the audience."""
    return {area.key: area.short for audience in AUDIENCES for area in areas(audience)}
