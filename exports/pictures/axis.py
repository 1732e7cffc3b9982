"""Days across a picture: where a day stands, and the months with their names above."""

from dataclasses import dataclass
from datetime import date, timedelta

from exports.pictures import fonts
from exports.pictures.looks import GRID, INNER, MARGIN, MUTED, SMALL, TODAY
from exports.pictures.shapes import Line, Picture, Text
from texts import pictures as texts

LONGEST = timedelta(days=3 * 366)
_GAP = 14  # pixels between the names of months, on average


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both included; what lies outside is drawn at the edge."""

    first: date
    last: date
    left: int = MARGIN
    right: int = MARGIN + INNER

    def x(self, day: date) -> int:
        """The beginning of the day."""
        inside = min(max(day, self.first), self.last + timedelta(days=1))
        days = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * (inside - self.first).days // days

    def end(self, day: date) -> int:
        return self.x(day + timedelta(days=1))

    def middle(self, day: date) -> int:
        return (self.x(day) + self.end(day)) // 2

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def is_long(self) -> bool:
        """More than a year: days need their year."""
        return len(self._months()) > 12

    def months(self) -> list[date]:
        """The first days of months that have room for their names: of each, or of every other,
        third or sixth."""
        every, room = self._months(), self.right - self.left
        for step in (1, 2, 3, 6):
            chosen = [month for month in every if (month.month - 1) % step == 0]
            if sum(fonts.width(self.name(month), SMALL) + _GAP for month in chosen) <= room:
                return chosen
        return chosen

    def name(self, month: date) -> str:
        return texts.month(month, with_year=self.is_long and month.month == 1)

    def _months(self) -> list[date]:
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = _next(month)
        return found


def between(days: list[date], today: date) -> tuple[date, date]:
    """First to last of the days in whole months; the month of today where there are none."""
    first, last = min(days, default=today), max(days, default=today)
    last = min(last, first + LONGEST)
    return first.replace(day=1), _next(last.replace(day=1)) - timedelta(days=1)


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def draw(picture: Picture, axis: Axis, y: int, today: date) -> int:
    """The names of months and today's day over them; where the rows begin."""
    if axis.holds(today):
        words = texts.today(today)
        half = fonts.width(words, SMALL, bold=True) // 2 + 1
        x = min(max(axis.middle(today), axis.left + half), axis.right - half)
        picture.add(Text(x, y, words, SMALL, TODAY, bold=True, anchor="middle"))
        y += fonts.height(SMALL) + 2
    _names(picture, axis, y)
    return y + fonts.height(SMALL) + 8


def _names(picture: Picture, axis: Axis, y: int) -> None:
    free = axis.left
    for month in axis.months():
        words, x = axis.name(month), axis.x(month) + 4
        # The months of a year do not begin at equal distances.
        if x >= free and x + fonts.width(words, SMALL) <= axis.right:
            picture.add(Text(x, y, words, SMALL, MUTED))
            free = x + fonts.width(words, SMALL) + 6


def grid(picture: Picture, axis: Axis, top: int, bottom: int) -> None:
    for month in axis.months():
        x = axis.x(month)
        picture.add(Line(((x, top), (x, bottom)), GRID))


def today_line(picture: Picture, axis: Axis, top: int, bottom: int, today: date) -> None:
    if axis.holds(today):
        x = axis.middle(today)
        picture.add(Line(((x, top), (x, bottom)), TODAY, width=3, dash=12))
