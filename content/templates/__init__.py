"""Roadmaps to begin from: three of our own wording, and the shape that schools' own ones have.

A term is a phrase without a year («до 20 октября»), which the chosen school year gives; a
responsible is the word for a role. Everything is checked when it is read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
KEYS = ("teachers", "pupils", "municipality")
YEARS = "{period}"  # stands in a title for the school year
ROWS_LIMIT = 500


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step of a row; without a term or people of its own it has those of the row."""

    title: str
    term: str = ""
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """`term` is empty where the row has none; `section` stands above the stage, if anything."""

    title: str
    term: str = ""
    responsible: tuple[str, ...] = ()
    result: str = ""
    content: str = ""
    section: str = ""
    number: str = ""
    steps: tuple[TemplateStep, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateStage:
    """`name` is empty for rows that stand in no stage."""

    name: str
    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """`kind`: whose roadmap it is, "school" or "municipality"."""

    kind: str
    name: str
    about: str
    title: str
    stages: tuple[TemplateStage, ...] = field(default=())

    @property
    def rows(self) -> list[TemplateRow]:
        return [row for stage in self.stages for row in stage.rows]

    def titled(self, years: str) -> str:
        """The title with the school year in it."""
        return self.title.replace(YEARS, years)


@cache
def template(key: str) -> Template:
    """One of KEYS. Raises KeyError for another, ValueError where the file is wrong."""
    if key not in KEYS:
        raise KeyError(key)
    return parse(tomllib.loads((_FOLDER / f"{key}.toml").read_text(encoding="utf-8")))


def parse(body: Mapping[str, Any]) -> Template:
    """A template from TOML or from the database; ValueError says what is wrong with it."""
    try:
        made = Template(
            kind=str(body["kind"]),
            name=str(body["name"]),
            about=str(body["about"]),
            title=str(body["title"]),
            stages=tuple(_stage(stage) for stage in body["stages"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"a value is missing or of a wrong kind: {error}") from error
    if not 0 < len(made.rows) <= ROWS_LIMIT:
        raise ValueError(f"{len(made.rows)} rows")
    if made.kind not in ("school", "municipality"):
        raise ValueError(f"no such kind of organisation: {made.kind}")
    return made


def body(made: Template) -> dict[str, Any]:
    """The same as plain values, for the database."""
    return asdict(made)


def _stage(raw: Mapping[str, Any]) -> TemplateStage:
    return TemplateStage(str(raw["name"]), tuple(_row(row) for row in raw["rows"]))


def _row(raw: Mapping[str, Any]) -> TemplateRow:
    return TemplateRow(
        title=_title(raw),
        term=str(raw.get("term", "")),
        responsible=tuple(map(str, raw.get("responsible", ()))),
        result=str(raw.get("result", "")),
        content=str(raw.get("content", "")),
        section=str(raw.get("section", "")),
        number=str(raw.get("number", "")),
        steps=tuple(_step(step) for step in raw.get("steps", ())),
    )


def _step(raw: Mapping[str, Any]) -> TemplateStep:
    people = tuple(map(str, raw.get("responsible", ())))
    return TemplateStep(_title(raw), str(raw.get("term", "")), people)


def _title(raw: Mapping[str, Any]) -> str:
    title = str(raw["title"]).strip()
    if not title:
        raise ValueError("a row without words")
    return title
