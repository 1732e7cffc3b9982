"""The usual year of mentoring, read from rhythm.toml and checked on load."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from domain.rhythm import Beat
from domain.schoolyear import place

_FILE = Path(__file__).with_name("rhythm.toml")
_ANY_YEAR = 2026


@cache
def rhythm() -> tuple[Beat, ...]:
    """The kinds of stages with their months."""
    return parse(_FILE.read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Beat, ...]:
    """Kinds of stages from TOML; ValueError says what is wrong with them."""
    try:
        beats = tuple(_beat(row) for row in tomllib.loads(text)["beats"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"a value is missing or of a wrong kind: {error}") from error
    if len({beat.key for beat in beats}) != len(beats):
        raise ValueError("two kinds of stages share a key")
    return beats


def _beat(row: Mapping[str, Any]) -> Beat:
    beat = Beat(
        key=str(row["key"]),
        words=tuple(tuple(map(str, each)) for each in row["words"]),
        first=row.get("first"),
        last=row.get("last"),
        broad=row.get("broad", False),
    )
    if not all(beat.words):
        raise ValueError(f"{beat.key!r} is recognised by nothing")
    if (beat.first is None) != (beat.last is None):
        raise ValueError(f"{beat.key!r} has one month of two")
    if beat.first is not None and beat.last is not None:
        first, last = (place((month, 1), _ANY_YEAR) for month in (beat.first, beat.last))
        if first > last:
            raise ValueError(f"{beat.key!r} ends before it starts")
    return beat
