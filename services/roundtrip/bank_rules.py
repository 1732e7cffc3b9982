"""Columns of the sheet of a bank: numbers, areas with their level, words from a list, a day."""

import re
from collections.abc import Mapping
from datetime import date

from domain.search import search_key
from imports.cells import Typed
from services.banks.editing import TIMES_LIMIT
from services.roundtrip.model import Misread, State
from services.roundtrip.term_rule import day_of
from services.roundtrip.typed import computed

TEN = 10
_LEVEL = re.compile(r"^(?P<name>.*\S)\s*[:–—-]?\s+(?P<level>\d{1,2})$")
_BETWEEN = re.compile(r"[;\n]")


class _Value:
    clears = True
    exact = False

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted == present)

    def moved(self, base: State, present: State) -> bool:
        return bool(base != present)


class NumberRule(_Value):
    """A whole number from 1 to `most`."""

    def __init__(self, most: int) -> None:
        self._most = most

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = computed(typed).strip()
        if not text:
            return None
        whole = text.removesuffix(".0").removesuffix(",0")
        if not whole.isdecimal() or len(whole) > 6 or not 1 <= int(whole) <= self._most:
            raise Misread("bank_number", most=self._most)
        return int(whole)


class WordsRule(_Value):
    """Several of known words; `known`: from the search key of each to what it means."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        found = [self._meant(part) for part in _parts(computed(typed))]
        return list(dict.fromkeys(found))

    def _meant(self, part: str) -> str:
        meant = self._known.get(search_key(part).strip(" ."))
        if meant is None:
            raise Misread("bank_word", name=part[:60])
        return meant


class AreasRule(_Value):
    """«Оценивание 8; Порядок в классе»: of 10; without a number it is only named."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        return dict(self._meant(part) for part in _parts(computed(typed)))

    def _meant(self, part: str) -> tuple[str, int | None]:
        at = _LEVEL.match(part)
        name, level = (at["name"], int(at["level"])) if at else (part, None)
        key = self._known.get(search_key(name).strip(" .:–—-"))
        if key is None:
            raise Misread("bank_area", name=name[:60])
        if level is not None and not 1 <= level <= TEN:
            raise Misread("bank_level", name=name[:60])
        return key, level


class TimesRule(_Value):
    exact = True

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = " ".join(computed(typed).split())
        if len(text) > TIMES_LIMIT:
            raise Misread("bank_times", limit=TIMES_LIMIT)
        return text


class DayRule(_Value):
    """A day that has come."""

    def __init__(self, today: date) -> None:
        self._today = today

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        if not computed(typed).strip() and typed.day is None:
            return None
        day = day_of(typed)
        if day is None:
            raise Misread("day_unclear")
        if day > self._today:
            raise Misread("day_to_come")
        return day.isoformat()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
