"""The sandbox's invented school: people and a roadmap, checked when loaded."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.roles import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`roles`: pairs of role and title; `chat`: whether the person has pressed «Запустить»."""

    key: str
    name: str
    post: str
    roles: tuple[tuple[Role, str], ...]
    chat: bool


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One row of the roadmap, in the words of a document."""

    stage: str
    number: str
    title: str
    deadline: str
    responsible: tuple[str, ...]
    result: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """`title` has a place for the school year: `{period}`."""

    municipality: str
    school: str
    people: tuple[DemoPerson, ...]
    title: str
    rows: tuple[DemoRow, ...]


def _role(text: str) -> tuple[Role, str]:
    role, _, title = text.partition(":")
    return Role(role), title


@cache
def demo() -> Demo:
    """Raises KeyError or ValueError where the file is wrong."""
    raw = tomllib.loads((Path(__file__).with_name("demo.toml")).read_text(encoding="utf-8"))
    people = tuple(
        DemoPerson(
            key=p["key"],
            name=p["name"],
            post=p["post"],
            roles=tuple(map(_role, p["roles"])),
            chat=p.get("chat", True),
        )
        for p in raw["people"]
    )
    rows = tuple(
        DemoRow(
            stage=r["stage"],
            number=r["number"],
            title=r["title"],
            deadline=r["deadline"],
            responsible=tuple(r["responsible"]),
            result=r["result"],
            steps=tuple(r.get("steps", ())),
        )
        for r in raw["roadmap"]["rows"]
    )
    if len({p.key for p in people}) != len(people):
        raise ValueError("two people of the demo share a key")
    return Demo(
        municipality=raw["municipality"]["name"],
        school=raw["school"]["name"],
        people=people,
        title=raw["roadmap"]["title"],
        rows=rows,
    )
