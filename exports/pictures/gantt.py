"""The roadmap along the months: a bar for every row, its state in a sign and a colour."""

from collections.abc import Iterator, Sequence
from typing import Final

from exports.counting import Status
from exports.pictures import axis, fonts, frame
from exports.pictures.axis import Axis
from exports.pictures.data import GanttBar, GanttData, Span
from exports.pictures.looks import (
    ACTIVE,
    BAD,
    CALM,
    GOOD,
    INK,
    INNER,
    MARGIN,
    MUTED,
    PALE,
    PAPER,
    SMALL,
    TALLEST,
    WAIT,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Area, Box, Line, Picture, Polygon, Shape, Text
from texts import pictures as texts

_BAR = 20
_STEP = fonts.height(SMALL) + 2 + _BAR + 12
_SIDE = fonts.height(SMALL) - 2  # of the square with the sign
_LEAST = 8  # pixels of the shortest bar
_SIGNS: Final[dict[Status, tuple[str, str]]] = {
    "done": ("✓", GOOD),
    "started": ("►", ACTIVE),
    "todo": ("○", MUTED),
    "overdue": ("!", BAD),
    "ongoing": ("∞", ACTIVE),
    "waiting": ("?", WAIT),
    "na": ("–", CALM),
}


def png(data: GanttData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: GanttData) -> Picture:
    picture, days = Picture(WIDTH), Axis(*axis.between([data.first, data.last], data.today))
    part = texts.part(data.stage, data.start, len(data.bars), data.total)
    y = frame.head(picture, texts.GANTT, data.title, part, texts.as_of(data.today))
    top = axis.draw(picture, days, y, data.today)
    bottom = top + _STEP * len(data.bars)
    axis.grid(picture, days, top, bottom)
    for at, bar in enumerate(data.bars):
        _row(picture, days, top + at * _STEP, bar)
    # Through the bars, not through the words.
    for at in range(len(data.bars)):
        bars = top + at * _STEP + fonts.height(SMALL)
        axis.today_line(picture, days, bars, bars + _BAR + 12, data.today)
    shown = {bar.state for bar in data.bars}
    picture.height = min(
        frame.legend(picture, bottom + 12, _legend(shown), sample=_SIDE) + MARGIN, TALLEST
    )
    return picture


def _row(picture: Picture, days: Axis, y: int, bar: GanttBar) -> None:
    sign, colour = _SIGNS[bar.state]
    said = texts.numbers(*bar.counts) if bar.counts else ""
    term = said or texts.term(bar.spans, lasting=bar.lasting, years=days.is_long)
    room = INNER - _SIDE - 12 - fonts.width(term, SMALL) - 20
    label, high = bar.label or texts.NO_STAGE, fonts.height(SMALL)
    picture.add(
        # Over the lines of the months, which must not cross the words.
        Box((MARGIN, y, MARGIN + INNER + 2, y + high), PAPER),
        *_sign((MARGIN, y, MARGIN + _SIDE, y + _SIDE), sign, colour),
        Text(
            MARGIN + _SIDE + 12,
            y,
            fonts.clip(label, room, SMALL),
            SMALL,
            INK,
        ),
        Text(MARGIN + INNER, y, term, SMALL, MUTED, anchor="right"),
    )
    top = y + high + 2
    spans: Sequence[Span] = bar.spans or ([(days.first, days.last)] if bar.lasting else [])
    for span in spans:
        picture.add(*_span(days, top, span, bar, colour))


def _sign(area: Area, sign: str, colour: str) -> Iterator[Shape]:
    left, top, right, bottom = area
    yield Box(area, colour)
    y = top + (bottom - top - fonts.height(SMALL)) // 2
    yield Text((left + right) // 2, y, sign, SMALL, PAPER, bold=True, anchor="middle")


def _span(days: Axis, top: int, span: Span, bar: GanttBar, colour: str) -> Iterator[Shape]:
    start, end = span
    middle, bottom = top + _BAR // 2, top + _BAR
    if start is None or start == end:
        point = days.middle(end) if end else days.left
        if start is None:
            yield Line(((days.left, middle), (point, middle)), colour, width=3, dash=6)
        yield from _point(point, middle, colour)
        return
    left, right = days.x(start), days.end(end) if end else days.right
    area = (left, top, max(right, left + _LEAST), bottom)
    if bar.lasting:
        yield Box(area, PALE, colour, "hatched")
    else:
        yield Box(area, colour, colour)
    if end is None:
        yield _arrow(days.right, top, bottom, colour)


def _point(x: int, y: int, colour: str) -> Iterator[Shape]:
    half = _BAR // 2
    x = min(max(x, MARGIN + half), MARGIN + INNER - half)
    yield Polygon(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), colour)


def _arrow(x: int, top: int, bottom: int, colour: str) -> Shape:
    """Past the edge of the days: it goes on."""
    return Polygon(((x, top - 4), (x + 26, (top + bottom) // 2), (x, bottom + 4)), colour)


def _legend(shown: set[Status]) -> list[tuple[str, frame.Sample]]:
    return [
        (texts.STATES[state], _sample(sign, colour))
        for state, (sign, colour) in _SIGNS.items()
        if state in shown
    ]


def _sample(sign: str, colour: str) -> frame.Sample:
    def drawn(area: Area) -> list[Shape]:
        left, top, _, _ = area
        return list(_sign((left, top - 1, left + _SIDE, top - 1 + _SIDE), sign, colour))

    return drawn
