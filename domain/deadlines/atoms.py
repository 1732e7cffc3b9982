"""Productions for single points of the calendar: dates, months, quarters, years."""

from dataclasses import replace

from domain.deadlines.figures import FigureParser
from domain.deadlines.nodes import Atom, Part, Unit
from domain.deadlines.words import GENITIVE

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
            self._month,
        )
        for production in productions:
            found = self.attempt(production)
            if found is not None:
                return found
        return None

    def dated(self) -> Atom | None:
        """An atom and its year."""
        atom = self.atom()
        if atom is None or not atom.yearless:
            return atom
        if self.peek().kind == "dot" and (self.peek(1).kind == "dash" or self._is_year(1)):
            self.at += 1
        return self.attempt(lambda: self._with_year(atom)) or self._of_school_year(atom)

    def number(self) -> int | None:
        """«3», «3-й», «III», «третья», «последняя» (-1)."""
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
        """«15 октября», «15-го октября», «первое сентября»."""
        n = self.number()
        if n is None or n < 0:
            return None
        self.take_unit("number")
        if self.peek().kind == "dot" and self.peek(1).text.lower().endswith(GENITIVE):
            self.at += 1
        month = self.take("month")
        self.take_unit("month")
        return Atom("day", n, month=int(month.value)) if month else None

    def _month(self) -> Atom | None:
        token = self.take("month")
        if token is None:
            return None
        self.take_unit("month")
        return Atom("month", month=int(token.value))

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
        for production in (self._month, self._numbered, self._school_year, self._years):
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
