"""Productions for single points of the calendar: dates, months, quarters, years."""

from dataclasses import replace

from domain.deadlines.figures import FigureParser
from domain.deadlines.nodes import Atom, Part, Unit
from domain.deadlines.words import GENITIVE, PLURALS

_LIMITS: dict[str, int] = {"quarter": 4, "term": 4, "trimester": 3, "half": 2}
_LARGE: dict[str, Unit] = {
    "quarter": "quarter",
    "term": "term",
    "trimester": "trimester",
    "half": "half",
}
_OF_MONTH: dict[str, tuple[Unit, int]] = {
    "week": ("week", 5),
    "decade": ("decade", 3),
    "halves": ("halfmonth", 2),
}
# What may stand behind a day without a year; the end of the text is one of them.
_AFTER_DAY = frozenset(("end", "comma", "semicolon", "prep", "and", "punct", "dot"))
_PARTS: dict[str, Part] = {"begin": "begin", "middle": "middle", "end": "end"}


class AtomParser(FigureParser):
    """Reads one atom, with the year that stands behind it."""

    def atom(self) -> Atom | None:
        """An atom without the year behind it, but for dates written in figures."""
        productions = (
            self._iso,
            self._figures,
            self._years,
            self._day,
            self._part,
            self._numbered,
            self._school_year,
            self._month_day,
            self._month,
            self._season,
        )
        for production in productions:
            found = self.attempt(production)
            if found is not None:
                return found
        return None

    def dated(self) -> Atom | None:
        """An atom and its year."""
        atom = self.atom()
        if atom is None:
            return None
        atom = self._narrowed(atom)
        return self._narrowed(self._in_its_year(atom)) if atom.yearless else atom

    def _in_its_year(self, atom: Atom) -> Atom:
        if self.peek().kind == "dot" and (self.peek(1).kind == "dash" or self._is_year(1)):
            self.at += 1
        return self.attempt(lambda: self._with_year(atom)) or self._of_school_year(atom)

    def number(self) -> int | None:
        """«3», «3-й», «III», «третья», «последняя» (-1)."""
        tens = self.take("tens")
        if tens is not None:
            ones = self.take("ordinal")
            fits = ones is not None and 1 <= int(ones.value) < 10
            return int(tens.value) + int(ones.value) if ones and fits else None
        token = self.take("roman", "ordinal", "number", "cardinal")
        if token is None or token.digits > 2:
            return None
        if token.kind == "number" and self._two_letters():
            return int(token.value)
        if token.kind in ("number", "roman"):
            self._suffix()
        return int(token.value)

    def _two_letters(self) -> bool:
        """The ending of «2-х» looks like a Roman ten."""
        size = 1 if self.peek().kind == "roman" else 2
        end = self.peek(size - 1)
        if end.kind != "roman" or end.value != 10 or not (end.glued and end.text.islower()):
            return False
        dashed = size == 1 or self.peek().kind == "dash"
        self.at += size if dashed else 0
        return dashed

    def _suffix(self) -> None:
        if self.peek().kind == "suffix" and self.peek().glued:
            self.at += 1
        elif self.kinds(2) == ("dash", "suffix") and self.peek(1).glued:
            self.at += 2

    def _with_year(self, atom: Atom) -> Atom | None:
        if self.take("filler") and self.peek().kind != "number":
            return None
        years = self.attempt(self._years)
        if years is not None:
            return replace(atom, year=years.year, school=years.school, last_year=years.last_year)
        short = self.take("number")
        if short and short.digits == 2 and self.take_unit("year"):
            self.take("dot")
            return replace(atom, year=2000 + int(short.value))
        return None

    def _of_school_year(self, atom: Atom) -> Atom:
        """«I четверть учебного года»: says nothing new."""
        mark = self.at
        self.skip("filler")
        if self._school_year() is None:
            self.at = mark
        return atom

    def _day(self) -> Atom | None:
        """«15 октября», «первое сентября», «последний день мая»; not «первые числа мая»."""
        several = self._several()
        n = self.number()
        if n is None or several:
            return None
        counted = self.take_unit("number", "day")
        if n < 0 and not counted:
            return None
        if self.peek().kind == "dot" and self.peek(1).text.lower().endswith(GENITIVE):
            self.at += 1
        month = self.take("month")
        self.take_unit("month")
        return Atom("day", n, month=int(month.value)) if month else None

    def _several(self) -> bool:
        token = self.peek()
        return token.kind == "ordinal" and token.text.lower().endswith(PLURALS)

    def _month(self) -> Atom | None:
        token = self.take("month")
        if token is None:
            return None
        self.take_unit("month")
        return Atom("month", month=int(token.value))

    def _month_day(self) -> Atom | None:
        """«октября 15», where the number can be no year and no beginning of anything else."""
        month, day = self.take("month"), self.take("number")
        if month is None or day is None or not month.text.lower().endswith(GENITIVE):
            return None
        if day.digits > 2:
            return None
        ranged = self.kinds(2) == ("dash", "month")
        if not (ranged or self.peek().kind in _AFTER_DAY or self._is_year()):
            return None
        return Atom("day", int(day.value), month=int(month.value))

    def _season(self) -> Atom | None:
        """«осень», «осенние каникулы», «дни зимних каникул», «весенний период»."""
        season = self.take("season")
        if season is not None:
            return Atom("season", int(season.value))
        days = self.take_unit("day")
        kind = self.take("seasonal")
        if kind is None:
            return None
        if self.take("holidays"):
            return Atom("break", int(kind.value))
        if days:
            return None
        named = self.take("period") or self.take_unit("month")
        return Atom("season", int(kind.value)) if named else None

    def _narrowed(self, atom: Atom) -> Atom:
        """«октябрь (2 неделя)», «октябрь, последняя пятница», «май (начало)»."""
        if atom.unit != "month" or atom.part is not None:
            return atom
        return self.attempt(lambda: self._narrower(atom)) or atom

    def _narrower(self, atom: Atom) -> Atom | None:
        if self.peek().text != "(":
            self.take("comma")
            found = self._piece_of(atom)
            return found if self.peek().kind in _AFTER_DAY or self._is_year() else None
        self.at += 1
        part = self.take("part")
        found = replace(atom, part=_PARTS[str(part.value)]) if part else self._piece_of(atom)
        self.at += 1
        return found if self.peek(-1).text == ")" else None

    def _piece_of(self, month: Atom) -> Atom | None:
        n = self.number()
        if n is None:
            return None
        weekday = self.take("weekday")
        if weekday is not None:
            fits = n in (-1, 1, 2, 3, 4)
            found = replace(month, unit="weekday", n=n, weekday=int(weekday.value))
            return found if fits else None
        unit, most = _OF_MONTH.get(self.take_unit(*_OF_MONTH) or "", (None, 0))
        if unit is None or not (n == -1 or 1 <= n <= most):
            return None
        return replace(month, unit=unit, n=n)

    def _part(self) -> Atom | None:
        """«начало мая», «конец учебного года», «последние числа мая»."""
        part = self._part_name()
        if part is None:
            return None
        self.skip("filler")
        if self.peek().kind == "unit" and self.peek().value == "year":
            self.at += 1
            self.warn("ambiguous_year")
            return Atom("school_year", part=part)
        base = self._years() if self._is_year() else self._part_base()
        return replace(base, part=part) if base is not None else None

    def _part_base(self) -> Atom | None:
        for production in (
            self._month, self._numbered, self._season, self._school_year, self._years
        ):  # fmt: skip
            found = self.attempt(production)
            if found is not None:
                return found
        return None

    def _part_name(self) -> Part | None:
        token = self.take("part")
        if token is not None:
            return _PARTS[str(token.value)]
        order = self.take("ordinal")
        if order is None or not self.take_unit("number", "day"):
            return None
        return "begin" if order.value == 1 else "end" if order.value == -1 else None

    def _numbered(self) -> Atom | None:
        """«II четверть», «1-я неделя сентября», «последняя пятница мая»."""
        n = self.number()
        if n is None:
            return None
        weekday = self.take("weekday")
        if weekday is not None:
            month = self.take("month")
            fits = month is not None and n in (-1, 1, 2, 3, 4)
            if month is None or not fits:
                return None
            return Atom("weekday", n, month=int(month.value), weekday=int(weekday.value))
        unit = self.take("unit")
        return self._unit(str(unit.value), n) if unit is not None else None

    def _unit(self, unit: str, n: int) -> Atom | None:
        if unit in _LARGE:
            n = _LIMITS[unit] if n == -1 else n
            return Atom(_LARGE[unit], n) if 1 <= n <= _LIMITS[unit] else None
        if unit not in _OF_MONTH:
            return None
        name, most = _OF_MONTH[unit]
        month = self.take("month")
        if month is None:
            whole_year = unit == "halves" and n in (1, 2) and self._whole_year()
            return Atom("half", n) if whole_year else None
        return Atom(name, n, month=int(month.value)) if n == -1 or 1 <= n <= most else None

    def _whole_year(self) -> bool:
        self.skip("filler")
        return self._school_year() is not None or self.take_unit("year") is not None

    def _school_year(self) -> Atom | None:
        """«учебный год», «учебного 2022-2023 года»."""
        if not self.take("school"):
            return None
        self.take("dot")
        pair = self.attempt(self._pair)
        if pair is not None and self.take_unit("year"):
            return Atom("school_year", school=pair[0], last_year=pair[1] - 1)
        if not (self.take_unit("year") or self.take("years")):
            return None
        self.take("dot")
        pair = self.attempt(self._pair)
        if pair is not None:
            return Atom("school_year", school=pair[0], last_year=pair[1] - 1)
        return Atom("school_year")
