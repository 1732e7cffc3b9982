"""Matters of a bundle in words and buttons: one registry by the type of the thing, which features
join (services/prompts.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.named import Named
from handlers.registry import Button
from services.prompts import Told
from texts.reminders import Said

T = TypeVar("T")
Call = Callable[[Named], str]


@dataclass(frozen=True, slots=True)
class Worded:
    """What is said, plain, and the acts: the likely one first, two at most."""

    said: Said
    acts: tuple[tuple[str, Button], ...]


Of = Callable[[T, Call], Worded]
WORDS: dict[type, Of[Any]] = {}


def words_of(thing: type[T]) -> Callable[[Of[T]], Of[T]]:
    """Register how things of a type are worded; a second registration is an error."""

    def register(made: Of[T]) -> Of[T]:
        if thing in WORDS:
            raise ValueError(f"{thing} is worded already")
        WORDS[thing] = made
        return made

    return register


def worded(told: Told, call: Call) -> Worded:
    return WORDS[type(told.thing)](told.thing, call)
