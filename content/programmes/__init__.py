"""Programmes to begin from: three of our own wording, and the shape that a school's bank has.

Terms have no dates: `first` and `last` say how far into the pair's own stretch they lie, in
percent, and `words` is a rule instead of them («ежемесячно»). Everything is checked when read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.pairs import OF_PUPILS, Form
from domain.programmes import Head, HeadField

_FOLDER = Path(__file__).parent
KEYS = ("teachers", "pupils", "short")
LINES_LIMIT = 100
COLUMNS = (
    "№", "Мероприятие", "Срок", "Планируемый результат", "Фактический результат",
    "Оценка наставника",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """`who`: the words for who does it; `first`, `last`: percents of the stretch, None: open."""

    title: str
    result: str = ""
    section: str = ""
    who: str = ""
    first: int | None = None
    last: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeTemplate:
    """`forms`: the forms of pairs that it is for; of any where there are none."""

    name: str
    about: str
    forms: tuple[str, ...]
    head: Head
    lines: tuple[TemplateLine, ...]


@cache
def template(key: str) -> ProgrammeTemplate:
    """One of KEYS. Raises KeyError for another, ValueError where the file is wrong."""
    if key not in KEYS:
        raise KeyError(key)
    return parse(tomllib.loads((_FOLDER / f"{key}.toml").read_text(encoding="utf-8")))


def parse(body: Mapping[str, Any]) -> ProgrammeTemplate:
    """A programme from TOML or from the database; ValueError says what is wrong with it."""
    try:
        head = {name.value: str(body["head"].get(name.value, "")) for name in HeadField}
        made = ProgrammeTemplate(
            name=str(body["name"]),
            about=str(body["about"]),
            forms=tuple(Form(form).value for form in body["forms"]),
            head=Head(**head),
            lines=tuple(_line(line) for line in body["lines"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a value is missing or of a wrong kind: {error}") from error
    if len(made.lines) > LINES_LIMIT:
        raise ValueError(f"{len(made.lines)} lines")
    return made


def body(made: ProgrammeTemplate) -> dict[str, Any]:
    """The same as plain values, for the database."""
    return asdict(made)


def fits(made: ProgrammeTemplate, form: Form) -> bool:
    return not made.forms or form.value in made.forms


def presets(field: HeadField, form: Form) -> tuple[str, ...]:
    """What is often written in this part of the head, to be taken by a tap."""
    group = "pupils" if form in OF_PUPILS else "teachers"
    return _presets()[field.value][group]


@cache
def _presets() -> dict[str, dict[str, tuple[str, ...]]]:
    raw = tomllib.loads((_FOLDER / "presets.toml").read_text(encoding="utf-8"))
    return {
        name.value: {group: tuple(map(str, some)) for group, some in raw[name.value].items()}
        for name in HeadField
    }


def _line(raw: Mapping[str, Any]) -> TemplateLine:
    title = str(raw["title"]).strip()
    if not title:
        raise ValueError("a line without words")
    return TemplateLine(
        title=title,
        result=str(raw.get("result", "")),
        section=str(raw.get("section", "")),
        who=str(raw.get("who", "")),
        first=_percent(raw.get("first")),
        last=_percent(raw.get("last")),
        words=str(raw.get("words", "")),
    )


def _percent(raw: Any) -> int | None:
    if raw is None:
        return None
    found = int(raw)
    if not 0 <= found <= 100:
        raise ValueError(f"{found} is no percent")
    return found
