"""Productions for single points of the calendar: dates, months, quarters, years."""

from dataclasses import replace

from domain.deadlines.cursor import Cursor
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR, Warning_
from domain.deadlines.nodes import Atom, Part, Unit
from domain.deadlines.tokens import Token
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


class AtomParser(Cursor):
    """Reads one atom, with the year that stands behind it."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.warnings: list[Warning_] = []

    def warn(self, code: str, *data: str) -> None:
        warning = Warning_(code, data)
        if warning not in self.warnings:
            self.warnings.append(warning)

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
        if token.kind in ("number", "roman"):
            self._suffix()
        return int(token.value)

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
            return replace(
                atom, year=years.year, school=years.school, last_year=years.last_year
            )
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

    def _is_year(self, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.digits == 4 and FIRST_YEAR <= int(token.value) <= LAST_YEAR

    def _year_word(self) -> str:
        """What stands behind a year: school, years (plural), year or nothing."""
        mark = self.at
        if self.take("school"):
            self.take("dot")
            if self.take_unit("year") or self.take("years"):
                self.take("dot")
            return "school"
        if self.take("years"):
            self.take("dot")
            return "years"
        if self.take_unit("year"):
            self.take("dot")
            if self.take_unit("year"):
                self.take("dot")
                return "years"
            return "year"
        self.at = mark
        return ""

    def _years(self) -> Atom | None:
        return self.attempt(self._two_years) or self._one_year()

    def _one_year(self) -> Atom | None:
        if not self._is_year():
            return None
        year = int(self.peek().value)
        self.at += 1
        if self._year_word() == "school":
            self.warn("ambiguous_years")
            return Atom("school_year", school=year)
        return Atom("year", year=year)

    def _two_years(self) -> Atom | None:
        first, joint, last = self.peek(), self.peek(1), self.peek(2)
        if joint.kind not in ("dash", "slash") or last.digits not in (2, 4):
            return None
        if self._is_year() and self._is_year(2):
            pair = int(first.value), int(last.value)
        elif last.digits == 2 and (self._is_year() or first.digits == 2):
            pair = _full_year(first), _full_year(last)
        else:
            return None
        self.at += 3
        word = self._year_word()
        if last.digits == 2 and (pair[1] != pair[0] + 1 or not self._surely_years(pair, word)):
            return None
        if first.digits == 2 and word != "school":
            return None
        return self._year_pair(pair, word)

    def _surely_years(self, pair: tuple[int, int], word: str) -> bool:
        """«2011-12» may be December 2011, «2022-23.10» a date."""
        return bool(word) or (pair[1] % 100 > 12 and self.peek().kind not in ("dot", "slash"))

    def _year_pair(self, pair: tuple[int, int], word: str) -> Atom | None:
        first, last = pair
        if last <= first:
            self.warn("reversed_range", f"{first}-{last}")
            return None
        if word == "school":
            return Atom("school_year", school=first, last_year=last - 1)
        if word == "years" or last > first + 1:
            return Atom("year", year=first, last_year=last)
        self.warn("ambiguous_years")
        return Atom("school_year", school=first, last_year=first)

    def _iso(self) -> Atom | None:
        """«2022-10-15», «2022.10.15», «2022-10»."""
        if not self._is_year():
            return None
        year, joint = self.peek(), self.peek(1)
        month, day = self.peek(2), self.peek(4)
        if joint.kind not in ("dash", "dot") or month.digits != 2 or not month.glued:
            return None
        if self.peek(3).kind == joint.kind and day.digits in (1, 2) and day.glued:
            self.at += 5
            return Atom("day", int(day.value), month=int(month.value), year=int(year.value))
        if joint.kind == "dash" and int(month.value) <= 12 and int(month.value) > 0:
            self.at += 3
            return Atom("month", month=int(month.value), year=int(year.value))
        return None

    def _figures(self) -> Atom | None:
        """«15.10», «15.10.22», «15/10/2022», «15-10-2022», «15.X.2022», «10.2022»."""
        first, joint, second = self.peek(), self.peek(1), self.peek(2)
        if joint.kind not in ("dot", "slash", "dash") or first.digits not in (1, 2):
            return None
        if self._is_year(2) and joint.kind != "dash":
            self.at += 3
            self._year_word()
            return Atom("month", month=int(first.value), year=int(second.value))
        if second.digits not in (1, 2) and second.kind != "roman":
            return None
        year = self._year_of_figures(joint)
        if year is None and (joint.kind != "dot" or not (joint.glued and second.glued)):
            return None
        self.at += 3 if year is None else 5
        if year is not None:
            self._year_word()
        return Atom("day", int(first.value), month=int(second.value), year=year)

    def _year_of_figures(self, joint: Token) -> int | None:
        again, last = self.peek(3), self.peek(4)
        if again.kind != joint.kind or not (last.digits == 4 or (last.digits == 2 and last.glued)):
            return None
        if last.digits == 2 and joint.kind == "dash":
            return None
        # «01.09.15.10» is two dates with a full stop between them.
        if last.digits == 2 and self.peek(5).kind == "dot" and self.peek(6).digits:
            return None
        year = _full_year(last)
        return year if FIRST_YEAR <= year <= LAST_YEAR else None

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
        years = self.attempt(self._two_years)
        if years is not None:
            return Atom("school_year", school=years.year or years.school)
        if not (self.take_unit("year") or self.take("years")):
            return None
        self.take("dot")
        if self._is_year():
            years = self._years()
            if years is not None:
                return Atom("school_year", school=years.school or years.year)
        return Atom("school_year")


def _full_year(token: Token) -> int:
    return int(token.value) if token.digits == 4 else 2000 + int(token.value)
