"""How much is left over time: as it was meant and as it went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exports.pictures import axis, fonts, frame
from exports.pictures.axis import Axis
from exports.pictures.data import BurndownData, Point
from exports.pictures.looks import (
    ACTIVE,
    BODY,
    GRID,
    INK,
    INNER,
    MARGIN,
    MUTED,
    PAPER,
    SMALL,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Area, Box, Line, Picture, Polygon, Shape, Text
from texts import pictures as texts

_HIGH = 720  # pixels of the field
_FACT, _PLAN = ACTIVE, "#8a5a00"
_DOT = 11


def png(data: BurndownData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: BurndownData) -> Picture:
    picture = Picture(WIDTH)
    y = frame.head(picture, texts.BURNDOWN, data.title, texts.as_of(data.today))
    ticks = _ticks(data.total)
    left = MARGIN + fonts.width(str(ticks[-1]), SMALL) + 14
    days = Axis(
        *axis.between([data.first, data.last, data.today], data.today), left, MARGIN + INNER
    )
    top = axis.draw(picture, days, y, data.today) + 14
    field = _Field(days, top, top + _HIGH, ticks[-1])
    axis.grid(picture, days, top, field.bottom)
    picture.add(*_levels(field, ticks))
    axis.today_line(picture, days, top, field.bottom, data.today)
    until = min(data.today, days.last)
    picture.add(
        Line(field.steps(data.total, data.plan, days.last), _PLAN, width=4, dash=14),
        Line(field.steps(data.total, data.fact, until), _FACT, width=7),
        *_now(field, data, until),
    )
    picture.height = frame.legend(picture, field.bottom + 24, _legend()) + MARGIN
    return picture


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the lines are drawn: days across, how much is left upwards."""

    days: Axis
    top: int
    bottom: int
    most: int

    def y(self, left: int) -> int:
        return self.bottom - (self.bottom - self.top) * left // self.most

    def steps(
        self, total: int, points: Sequence[Point], until: date
    ) -> tuple[tuple[int, int], ...]:
        """A stair from the left edge to the end of a day."""
        found, level = [(self.days.left, self.y(total))], total
        for day, left in points:
            x = self.days.middle(day)
            found += [(x, self.y(level)), (x, self.y(left))]
            level = left
        found.append((self.days.middle(until), self.y(level)))
        return tuple(found)


def _ticks(total: int) -> list[int]:
    """Round numbers from zero to at least `total`, at most seven."""
    sizes = (base * 10**power for power in range(5) for base in (1, 2, 5))
    step = next(size for size in sizes if size * 6 >= max(total, 1))
    return [step * n for n in range(-(-max(total, 1) // step) + 1)]


def _levels(field: _Field, ticks: Sequence[int]) -> Iterator[Shape]:
    for tick in ticks:
        y = field.y(tick)
        yield Line(((field.days.left, y), (field.days.right, y)), GRID)
        text_y = y - fonts.height(SMALL) // 2
        yield Text(field.days.left - 10, text_y, str(tick), SMALL, MUTED, anchor="right")


def _now(field: _Field, data: BurndownData, until: date) -> Iterator[Shape]:
    """Today's point and its number, away from the line of the plan."""
    x, y = field.days.middle(until), field.y(data.left)
    yield Polygon(((x, y - _DOT), (x + _DOT, y), (x, y + _DOT), (x - _DOT, y)), _FACT, PAPER)
    words = texts.left(data.left)
    wide, high = fonts.width(words, BODY, bold=True), fonts.height(BODY)
    start = x + 22 if x + 22 + wide <= field.days.right else x - 22 - wide
    start = max(start, field.days.left + 4)
    above, below = y - high - 16, y + 16
    ahead = data.left <= data.planned and below + high <= field.bottom
    upper = below if ahead or above < field.top else above
    yield Box((start - 6, upper - 2, start + wide + 6, upper + high + 2), PAPER, GRID)
    yield Text(start, upper, words, BODY, INK, bold=True)


def _legend() -> list[tuple[str, frame.Sample]]:
    return [(texts.FACT, _sample(_FACT, 7, 0)), (texts.PLAN, _sample(_PLAN, 4, 14))]


def _sample(colour: str, width: int, dash: int) -> frame.Sample:
    def drawn(area: Area) -> list[Shape]:
        left, top, right, bottom = area
        middle = (top + bottom) // 2
        return [Line(((left, middle), (right, middle)), colour, width, dash)]

    return drawn
