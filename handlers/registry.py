"""Buttons and who answers them: one table from a short prefix to a typed request and its handler.

A button carries all that it needs in 64 bytes, so it works after restarts and weeks later; what
it asks for is checked again when it is pressed.
"""

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
    dataclass_transform,
    get_args,
    get_type_hints,
)

if TYPE_CHECKING:
    from handlers.context import Context

LIMIT_BYTES = 64
SEPARATOR = ":"
WAY = "|"


class StaleButton(Exception):
    """Callback data that no present button has: from an older version, or forged."""


class Button:
    """Base of all requests a button can make; subclasses are made by `@button("prefix")`."""

    PREFIX: ClassVar[str]

    def pack(self) -> str:
        """The callback data. Raises ValueError over 64 bytes."""
        values = (getattr(self, f.name) for f in dataclasses.fields(self))  # type: ignore[arg-type]
        data = SEPARATOR.join([self.PREFIX, *map(_write, values)])
        if len(data.encode()) > LIMIT_BYTES:
            raise ValueError(f"button over {LIMIT_BYTES} bytes: {data}")
        return data


class ItemButton(Button):
    """Base of the requests of an item's screens: they carry on where its card was opened from."""


@dataclasses.dataclass(frozen=True)
class Via:
    """A request with the ways back from it, the nearest first; the farthest give way to room."""

    request: Button
    ways: tuple[Button, ...]

    def pack(self) -> str:
        """The callback data. Raises ValueError when the request alone is over 64 bytes."""
        data = self.request.pack()
        for way in self.ways:
            longer = WAY.join([data, way.pack()])
            if len(longer.encode()) > LIMIT_BYTES:
                break
            data = longer
        return data


def fits(request: Button) -> bool:
    """Whether a button can carry it."""
    try:
        request.pack()
    except ValueError:
        return False
    return True


B = TypeVar("B", bound=Button)
Handler = Callable[["Context", Any], Awaitable[None]]
StateHandler = Callable[["Context", dict[str, Any]], Awaitable[None]]
CommandHandler = Callable[["Context", str], Awaitable[None]]

BUTTONS: dict[str, type[Button]] = {}
HANDLERS: dict[str, Handler] = {}
STATES: dict[str, StateHandler] = {}
# What a chat is shown that waits for words, when an update comes that was handled before.
AGAIN: dict[str, StateHandler] = {}
COMMANDS: dict[str, CommandHandler] = {}
# What may be pressed or typed before the consent to processing is given.
BEFORE_CONSENT: set[str] = set()
# Buttons whose handlers begin with a write: it reads in its own transaction who asks.
STRAIGHT: set[str] = set()


@dataclass_transform(frozen_default=True)
def button(prefix: str) -> Callable[[type[B]], type[B]]:
    """Make a frozen dataclass out of a Button subclass and register its prefix."""

    def register(cls: type[B]) -> type[B]:
        if prefix in BUTTONS:
            raise ValueError(f"prefix {prefix} is taken by {BUTTONS[prefix].__name__}")
        made = dataclasses.dataclass(frozen=True)(cls)
        made.PREFIX = prefix
        BUTTONS[prefix] = made
        return made

    return register


def on(
    kind: type[B], *, before_consent: bool = False, straight: bool = False
) -> Callable[
    [Callable[["Context", B], Awaitable[None]]], Callable[["Context", B], Awaitable[None]]
]:
    """Register the handler of a button. `straight`: it does nothing before its write, so that
    only then it is read who asks."""

    def register(
        handler: Callable[["Context", B], Awaitable[None]],
    ) -> Callable[["Context", B], Awaitable[None]]:
        if kind.PREFIX in HANDLERS:
            raise ValueError(f"{kind.PREFIX} has a handler already")
        HANDLERS[kind.PREFIX] = handler
        if before_consent:
            BEFORE_CONSENT.add(kind.PREFIX)
        if straight:
            STRAIGHT.add(kind.PREFIX)
        return handler

    return register


def straight(data: str) -> bool:
    """Whether callback data are those of a button that goes straight to its write."""
    return data.partition(SEPARATOR)[0] in STRAIGHT


def on_state(name: str, *, before_consent: bool = False) -> Callable[[StateHandler], StateHandler]:
    """Register what is done with the text, photo or file that a chat was asked for."""

    def register(handler: StateHandler) -> StateHandler:
        STATES[name] = handler
        if before_consent:
            BEFORE_CONSENT.add(f"state:{name}")
        return handler

    return register


def on_again(name: str) -> Callable[[StateHandler], StateHandler]:
    """Register what is shown once more of a state, instead of the menu; it only reads."""

    def register(handler: StateHandler) -> StateHandler:
        AGAIN[name] = handler
        return handler

    return register


def on_command(
    name: str, *, before_consent: bool = False
) -> Callable[[CommandHandler], CommandHandler]:
    """Register a /command; the handler gets the text after it."""

    def register(handler: CommandHandler) -> CommandHandler:
        COMMANDS[name] = handler
        if before_consent:
            BEFORE_CONSENT.add(f"/{name}")
        return handler

    return register


def parse(data: str) -> Button:
    """Raises StaleButton for anything that is not exactly a present button's data."""
    prefix, *parts = data.partition(WAY)[0].split(SEPARATOR)
    kind = BUTTONS.get(prefix)
    if kind is None:
        raise StaleButton(data)
    hints = _hints(prefix)
    if len(parts) != len(hints):
        raise StaleButton(data)
    try:
        values = [_read(hint, part) for hint, part in zip(hints, parts, strict=True)]
    except ValueError as error:
        raise StaleButton(data) from error
    return kind(*values)


@cache
def _hints(prefix: str) -> list[Any]:
    """Of the fields of a button, in their order."""
    kind = BUTTONS[prefix]
    found = get_type_hints(kind)
    return [found[field.name] for field in dataclasses.fields(kind)]  # type: ignore[arg-type]


def ways(data: str) -> tuple[Button, ...]:
    """The ways back that callback data carry; up to the first that is no present button's."""
    found: list[Button] = []
    for part in data.split(WAY)[1:]:
        try:
            found.append(parse(part))
        except StaleButton:
            break
    return tuple(found)


def _write(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.strftime("%Y%m%d")
    text = str(value)
    if SEPARATOR in text or WAY in text:
        raise ValueError(f"a button's text may not hold {SEPARATOR!r} or {WAY!r}")
    return text


def _read(hint: Any, part: str) -> Any:
    if isinstance(hint, UnionType):
        if part == "":
            return None
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if hint is bool:
        return {"0": False, "1": True}[part] if part in "01" and part else _bad(part)
    if hint is int:
        return int(part) if abs(int(part)) < 2**63 else _bad(part)
    if hint is date:
        year, month, day = part[:4], part[4:6], part[6:]
        return date(int(year), int(month), int(day)) if len(part) == 8 else _bad(part)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(part)
    return part


def _bad(part: str) -> Any:
    raise ValueError(part)
