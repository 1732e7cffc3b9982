"""Spreadsheets that are lists and no roadmaps: kinds are told by content, which features join.

A kind says whether a file is its list, and how sure that is; when in doubt the person is asked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from handlers.buttons.nav import bottom
from handlers.buttons.roster import TakeFileAs
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from imports.child import read_lists, read_safely
from imports.lists import Lists
from imports.refusals import Unreadable
from services import files
from texts import roster as words

SUFFIXES = frozenset({".xlsx", ".csv", ".tsv", ".txt"})
MEANT = "file_meant"
ROADMAP = "roadmap"


@dataclass(frozen=True, slots=True)
class Found:
    """A list as its kind reads it. `sure`: it cannot be a roadmap; `alone`: nor any other list."""

    thing: Any
    sure: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ListKind:
    """`find` reads a file as this kind for somebody, None: it is none, or nothing for them;
    `take` answers it."""

    caption: str
    find: Callable[[Context, Lists], Found | None]
    take: Callable[[Context, Any, str], Awaitable[None]]


KINDS: dict[str, ListKind] = {}


def list_kind(key: str, kind: ListKind) -> None:
    """Register a kind; a second registration is an error."""
    if key in KINDS:
        raise ValueError(f"{key} is a kind already")
    KINDS[key] = kind


async def take(context: Context, data: bytes, name: str) -> bool:
    """Answer a file that is a list, or ask what it is; False for a roadmap and for anything that
    is no table."""
    found = await _found(context, data, name)
    if not found:
        return False
    if len(found) == 1:
        key, one = next(iter(found.items()))
        if one.sure or not await _reads_as_roadmap(data, name):
            await KINDS[key].take(context, one.thing, name)
            return True
    await _ask(context, data, name, list(found))
    return True


async def take_as(context: Context, what: str, data: bytes, name: str) -> bool:
    """The same after the person has said what it is; False where it is not that."""
    found = await _found(context, data, name)
    if what not in found:
        return False
    await KINDS[what].take(context, found[what].thing, name)
    return True


async def _found(context: Context, data: bytes, name: str) -> dict[str, Found]:
    if PurePath(name).suffix.lower() not in SUFFIXES:
        return {}
    try:
        lists = await read_lists(data, name)
    except Unreadable:
        return {}  # the reader of roadmaps says what is wrong with the file
    found = {key: kind.find(context, lists) for key, kind in KINDS.items()}
    told = {key: one for key, one in found.items() if one is not None}
    return {key: one for key, one in told.items() if one.alone} or told


async def _reads_as_roadmap(data: bytes, name: str) -> bool:
    try:
        await read_safely(data, name)
    except Unreadable:
        return False
    return True


async def _ask(context: Context, data: bytes, name: str, keys: list[str]) -> None:
    sha = files.keep(context.around.data_dir, data)
    await context.ask(MEANT, sha=sha, file=name)
    rows: list[Row] = [[(KINDS[key].caption, TakeFileAs(key))] for key in keys]
    rows.append([(words.ROADMAP, TakeFileAs(ROADMAP))])
    await context.show(Screen(words.ask_kind(name), [*rows, bottom()]))
