"""A row of a table of pairs as it is kept: understood, matched with the school's people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.meetings import MeetingKind
from domain.pairs import Form, PairKind


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken; `code` names a sentence in texts/pair_import.py."""

    code: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """A name of the file and whom it means; no id: the school has nobody of this name."""

    name: str
    id: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A pair of the file. `known`: an open pair of the same people; `doubts`: cells that were
    not understood and are left out; `fills`: how many papers a known pair gets."""

    at: int
    mentors: tuple[Someone, ...]
    mentees: tuple[Someone, ...]
    form: Form
    kinds: tuple[PairKind, ...]
    starts: date
    ends: date | None
    goal: str
    papers: tuple[Mapping[str, Any], ...]
    held: int
    faults: tuple[Fault, ...] = ()
    doubts: tuple[str, ...] = ()
    known: int | None = None
    fills: int = 0

    @property
    def strangers(self) -> tuple[str, ...]:
        return tuple(each.name for each in (*self.mentors, *self.mentees) if each.id is None)

    @property
    def good(self) -> bool:
        return not self.faults and self.known is None


@dataclass(frozen=True, slots=True)
class Past:
    """A meeting of the file; `pair_at`: the row of its pair, or `pair_id` of one that is there."""

    at: int
    on: date | None
    kind: MeetingKind
    topic: str
    pair_at: int | None = None
    pair_id: int | None = None
    faults: tuple[Fault, ...] = field(default=())


def kept(line: Line | Past) -> dict[str, Any]:
    """As JSON."""
    if isinstance(line, Past):
        return {
            "past": True, "at": line.at, "on": _iso(line.on), "kind": line.kind.value,
            "topic": line.topic, "pair_at": line.pair_at, "pair_id": line.pair_id,
            "faults": [[each.code, each.told] for each in line.faults],
        }  # fmt: skip
    return {
        "at": line.at,
        "mentors": [[each.name, each.id] for each in line.mentors],
        "mentees": [[each.name, each.id] for each in line.mentees],
        "form": line.form.value,
        "kinds": [each.value for each in line.kinds],
        "starts": line.starts.isoformat(),
        "ends": _iso(line.ends),
        "goal": line.goal,
        "papers": [dict(each) for each in line.papers],
        "held": line.held,
        "faults": [[each.code, each.told] for each in line.faults],
        "doubts": list(line.doubts),
        "known": line.known,
        "fills": line.fills,
    }


def line_of(row: Mapping[str, Any]) -> Line:
    return Line(
        at=row["at"],
        mentors=tuple(Someone(*each) for each in row["mentors"]),
        mentees=tuple(Someone(*each) for each in row["mentees"]),
        form=Form(row["form"]),
        kinds=tuple(map(PairKind, row["kinds"])),
        starts=date.fromisoformat(row["starts"]),
        ends=_day(row["ends"]),
        goal=row["goal"],
        papers=tuple(row["papers"]),
        held=row["held"],
        faults=tuple(Fault(*each) for each in row["faults"]),
        doubts=tuple(row["doubts"]),
        known=row["known"],
        fills=row.get("fills", 0),
    )


def past_of(row: Mapping[str, Any]) -> Past:
    return Past(
        row["at"], _day(row["on"]), MeetingKind(row["kind"]), row["topic"], row["pair_at"],
        row["pair_id"], tuple(Fault(*each) for each in row["faults"]),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
