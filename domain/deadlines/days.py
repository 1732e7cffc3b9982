"""First and last days of atoms in a given year: the calendar arithmetic of the grammar."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.deadlines.model import Period, SchoolCalendar, Warning_
from domain.deadlines.nodes import Atom
from domain.schoolyear import Part, school_year

Days = tuple[date, date]
# First and last months (day 1 to last) in the order of the school year.
_QUARTERS = ((9, 10), (11, 12), (1, 3), (4, 5))
_TRIMESTERS = ((9, 11), (12, 2), (3, 5))
_HALVES = ((9, 12), (1, 5))
_SEASONS = ((9, 11), (12, 2), (3, 5), (6, 8))
_BREAKS = ((10, 11), (12, 1), (3, 4), (6, 8))
_USUAL_BREAKS = (
    Part("autumn", (10, 26), (11, 4)),
    Part("winter", (12, 31), (1, 9)),
    Part("spring", (3, 25), (4, 1)),
)
_SCHOOL_YEAR_PARTS = {"begin": (9, 9), "middle": (12, 1), "end": (5, 5)}
_THIRD = timedelta(days=9)
DAY = timedelta(days=1)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_of(atom: Atom) -> tuple[int, int]:
    """The first and the last month that the atom touches."""
    if atom.unit == "school_year":
        return _SCHOOL_YEAR_PARTS[atom.part] if atom.part else (9, 5)
    if atom.unit == "year":
        return 1, 12
    if atom.unit == "quarter":
        return atom.n * 3 - 2, atom.n * 3
    tables = {
        "term": _QUARTERS, "trimester": _TRIMESTERS, "half": _HALVES,
        "season": _SEASONS, "break": _BREAKS,
    }  # fmt: skip
    return tables[atom.unit][atom.n - 1] if atom.unit in tables else (atom.month, atom.month)


def names_month(atom: Atom) -> bool:
    """Whether the atom names its month, not a stretch of the school year."""
    return atom.month != 0


def school_start(atom: Atom, school: int) -> int:
    """The calendar year in which the atom begins within the school year (August comes first)."""
    return school if months_of(atom)[0] >= 8 else school + 1


@dataclass(slots=True)
class Calendar:
    """Turns an atom and the year of its beginning into days; collects what it had to assume."""

    own: SchoolCalendar | None = None
    warnings: list[Warning_] = field(default_factory=list)

    def warn(self, code: str, *data: str) -> None:
        warning = Warning_(code, data)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def days(self, atom: Atom, year: int) -> Days | None:
        """None when there is no such day: 31 April, 29 February 2023, month 13."""
        if not 1 <= months_of(atom)[0] <= 12:
            return None
        base = self._base(atom, year)
        if base is None or atom.part is None or atom.unit == "school_year":
            return base
        return _part_of(base, atom.part, atom.unit == "month") if base[0] <= base[1] else base

    def _base(self, atom: Atom, year: int) -> Days | None:
        first, last = months_of(atom)
        if atom.unit == "day":
            size = calendar.monthrange(year, first)[1]
            n = size if atom.n == -1 else atom.n
            return (date(year, first, n),) * 2 if 1 <= n <= size else None
        if atom.unit in ("week", "decade", "halfmonth", "weekday"):
            return _of_month(atom, year)
        if atom.unit in ("term", "trimester", "break"):
            return self._of_school(atom, year)
        if atom.unit == "season":
            self.warn("season")
        if _many_years(atom):
            return date(year, first, 1), self._last_of_years(atom, last)
        return date(year, first, 1), month_end(year + (last < first), last)

    def _last_of_years(self, atom: Atom, month: int) -> date:
        last = atom.last_year or 0
        return month_end(last + (atom.unit == "school_year"), month)

    def _of_school(self, atom: Atom, year: int) -> Days:
        """The school's own days; without them the usual ones or whole months, and a warning."""
        first, last = months_of(atom)
        school = year if first >= 8 else year - 1
        own = self._own(atom, school)
        if own is not None:
            return own
        self.warn(_ASSUMED[atom.unit])
        return self._usual(atom, school) or (
            date(year, first, 1), month_end(year + (last < first), last)
        )  # fmt: skip

    def _own(self, atom: Atom, school: int) -> Days | None:
        if self.own is None:
            return None
        spans = {
            "term": self.own.quarters,
            "trimester": self.own.trimesters,
            "break": self.own.breaks,
        }[atom.unit]
        known = [(a, b) for a, b in spans if a and b and school_year(a) == school]
        return _chosen(atom, known)

    def _usual(self, atom: Atom, school: int) -> Days | None:
        usual = self.own.usual if self.own else None
        parts: Iterable[Part] = ()
        if atom.unit == "break":
            parts = usual.breaks if usual else _USUAL_BREAKS
        elif usual is not None:
            parts = usual.quarters if atom.unit == "term" else usual.trimesters
        return _chosen(atom, [part.dates(school) for part in parts])


_ASSUMED = {
    "term": "default_quarters",
    "trimester": "default_trimesters",
    "break": "default_breaks",
}


def _chosen(atom: Atom, known: list[Days]) -> Days | None:
    """Quarters are counted, holidays told by the months in which they begin."""
    if atom.unit == "break":
        months = _BREAKS[atom.n - 1]
        return next((days for days in known if days[0].month in months), None)
    return known[atom.n - 1] if atom.n <= len(known) else None


def _many_years(atom: Atom) -> bool:
    whole = atom.unit == "year" or (atom.unit == "school_year" and atom.part is None)
    return whole and atom.last_year is not None


def _of_month(atom: Atom, year: int) -> Days:
    """Weeks are counted from the first of the month; the last week is its last seven days."""
    first, end = date(year, atom.month, 1), month_end(year, atom.month)
    if atom.unit == "weekday":
        day = _weekday(atom, first, end)
        return day, day
    size = {"week": 7, "decade": 10, "halfmonth": 15}[atom.unit]
    if atom.n == -1:
        start = end - timedelta(days=6) if size == 7 else date(year, atom.month, 31 - size)
        return (first + timedelta(days=20) if size == 10 else start), end
    start = min(first + timedelta(days=size * (atom.n - 1)), end)
    open_end = atom.n * size >= 28
    whole = atom.unit == "week" and atom.n == 4
    return start, end if open_end and not whole else min(start + timedelta(days=size - 1), end)


def _weekday(atom: Atom, first: date, end: date) -> date:
    if atom.n == -1:
        return end - timedelta(days=(end.weekday() - atom.weekday) % 7)
    return first + timedelta(days=(atom.weekday - first.weekday()) % 7 + 7 * (atom.n - 1))


def _part_of(base: Days, part: str, month: bool) -> Days:
    """Thirds of a month by the calendar; the first, middle or last ten days of what is longer."""
    start, end = base
    if part == "begin":
        return start, start + _THIRD
    if part == "end":
        return (start + timedelta(days=20) if month else end - _THIRD), end
    if month:
        return start + timedelta(days=10), start + timedelta(days=19)
    middle = start + (end - start) / 2
    return middle - timedelta(days=4), middle + timedelta(days=5)


def until(atom: Atom, days: Days, inclusive: bool) -> date:
    """The last day of «до …»: before a month or its beginning, with a day, a part or an end."""
    if atom.part == "middle":
        return days[0] + timedelta(days=4)
    if inclusive or atom.part == "end" or atom.unit in ("day", "weekday"):
        return days[1]
    return days[0] - DAY


def after(atom: Atom, days: Days) -> date:
    return days[0] if atom.part == "begin" else days[1] + DAY


def period_window(period: Period) -> Days:
    """The days that do not contradict the period: a school year has its Augusts with it."""
    school = period.first_school_year
    if school is None:
        return period.start, period.end
    return date(school, 8, 1), date(school + 1, 8, 31)
