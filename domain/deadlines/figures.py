"""Productions for what is written in figures: years, pairs of years, dates like 15.10.2022."""

from domain.deadlines.cursor import Cursor
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.deadlines.nodes import Atom
from domain.deadlines.tokens import Token

# What may stand behind a date without a year.
_ENDS = frozenset(("end", "comma", "semicolon", "dash", "prep", "and", "punct", "dot"))


class FigureParser(Cursor):
    """Reads years and dates in figures."""

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
        short = self.peek().digits == 2, self.peek(2).digits == 2
        pair = self._pair()
        if pair is None:
            return None
        word = self._year_word()
        if short[0] and word != "school":
            return None
        if short[1] and (pair[1] != pair[0] + 1 or not self._surely_years(pair, word)):
            return None
        return self._year_pair(pair, word)

    def _pair(self) -> tuple[int, int] | None:
        """«2022-2023», «2022/23», «22-23»."""
        first, joint, last = self.peek(), self.peek(1), self.peek(2)
        if joint.kind not in ("dash", "slash") or last.digits not in (2, 4):
            return None
        long = self._is_year() and self._is_year(2)
        if not long and not (last.digits == 2 and (self._is_year() or first.digits == 2)):
            return None
        self.at += 3
        return _full_year(first), _full_year(last)

    def _surely_years(self, pair: tuple[int, int], word: str) -> bool:
        """«2011-12» may be December 2011, «2022-23.10» a date."""
        return bool(word) or (pair[1] % 100 > 12 and self.peek().kind not in ("dot", "slash"))

    def _year_pair(self, pair: tuple[int, int], word: str) -> Atom:
        first, last = pair
        if last <= first:
            return Atom("year", year=first, last_year=last)
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
        """«15.10», «15/10», «15.10.22», «15/10/2022», «15-10-2022», «15.X.2022», «10.2022»."""
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
        if year is None and not self._is_short_date():
            return None
        self.at += 3 if year is None else 5
        if year is not None:
            self._year_word()
        return Atom("day", int(first.value), month=int(second.value), year=year)

    def _is_short_date(self) -> bool:
        """«15.10»; «15/10» only where it can be nothing else: «1/2» and «11/12 уч. год» can."""
        first, joint, second, behind = (self.peek(n) for n in range(4))
        if not (joint.glued and second.glued):
            return False
        if joint.kind == "dot":
            return True
        fits = 1 <= int(first.value) <= 31 and second.digits == 2 and 1 <= int(second.value) <= 12
        return joint.kind == "slash" and fits and (behind.kind in _ENDS or self._is_year(3))

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


def _full_year(token: Token) -> int:
    return int(token.value) if token.digits == 4 else 2000 + int(token.value)
