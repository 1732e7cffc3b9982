"""Answers to one question: bars with their numbers, or the points of a scale upright."""

from exports.pictures import fonts, frame
from exports.pictures.looks import (
    ACTIVE,
    BODY,
    CALM,
    GRID,
    INK,
    INNER,
    MARGIN,
    MUTED,
    PALE,
    PAPER,
    SMALL,
    TALLEST,
    TODAY,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Box, Line, Picture, Text
from exports.pictures.survey_data import Bar, BarsData
from texts import survey_files as words

BAR = 34
_GAP = 20
_HIGH = 520  # pixels of the highest point
_MOST = 13  # bars of a picture: of more, the largest
_BETWEEN = 14
_LINES = ((6, 3), (5, 2), (3, 2), (2, 2), (2, 1))  # of the question and of an option
_ENDS = 3  # lines of the words at the ends of a scale


def png(data: BarsData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: BarsData) -> Picture:
    """Long questions and options are cut only where the picture would become too tall."""
    made = (_layout(data, title, label) for title, label in _LINES)
    return next((each for each in made if each.height <= TALLEST), _layout(data, *_LINES[-1]))


def _layout(data: BarsData, title: int, label: int) -> Picture:
    picture = Picture(WIDTH)
    y = frame.head(picture, data.question, *data.lines, most=title)
    if data.points:
        y = _points(picture, y, data)
    else:
        for bar in _largest(data.bars):
            y = _bar(picture, y, bar, label)
        if len(data.bars) > _MOST:
            rest = words.more_bars(len(data.bars) - _MOST)
            picture.add(Text(MARGIN, y, rest, SMALL, MUTED))
            y += fonts.height(SMALL)
    picture.height = y + MARGIN
    return picture


def _largest(bars: tuple[Bar, ...]) -> list[Bar]:
    """In their own order."""
    order = sorted(range(len(bars)), key=lambda at: -(bars[at].size or 0))
    return [bars[at] for at in sorted(order[:_MOST])]


def _bar(picture: Picture, y: int, bar: Bar, most: int) -> int:
    """The label over the bar, its numbers at the right; where the next one begins."""
    room = INNER - fonts.width(bar.value, BODY, bold=True) - 24
    lines = fonts.wrap(bar.label, room, BODY, most=most)
    for line in lines:
        picture.add(Text(MARGIN, y, line, BODY, INK))
        y += fonts.height(BODY)
    top = y - fonts.height(BODY)
    colour = MUTED if bar.size is None else INK
    picture.add(Text(MARGIN + INNER, top, bar.value, BODY, colour, bold=True, anchor="right"))
    area = (MARGIN, y + 4, MARGIN + INNER, y + 4 + BAR)
    picture.add(Box(area, PALE, CALM, "solid"))
    if bar.size is None:
        picture.add(Box(area, PALE, CALM, "hatched"))
    elif bar.size:
        right = MARGIN + max(6, round(INNER * bar.size))
        picture.add(Box((MARGIN, y + 4, right, y + 4 + BAR), ACTIVE))
    return y + 4 + BAR + _GAP


def _points(picture: Picture, y: int, data: BarsData) -> int:
    wide = (INNER - _BETWEEN * (len(data.bars) - 1)) // len(data.bars)
    top = y + 2 * fonts.height(SMALL) + 8
    floor = top + _HIGH
    most = max((bar.size or 0 for bar in data.bars), default=0) or 1
    picture.add(Line(((MARGIN, floor), (MARGIN + INNER, floor)), GRID, width=3))
    for at, bar in enumerate(data.bars):
        left = MARGIN + at * (wide + _BETWEEN)
        high = round(_HIGH * (bar.size or 0) / most)
        if bar.size is None:
            picture.add(Box((left, floor - _HIGH // 3, left + wide, floor), PALE, CALM, "hatched"))
        elif high:
            picture.add(Box((left, floor - high, left + wide, floor), ACTIVE))
    _mean(picture, y, floor, data, wide)
    for at, bar in enumerate(data.bars):
        middle = MARGIN + at * (wide + _BETWEEN) + wide // 2
        high = round(_HIGH * (bar.size or 0) / most)
        if bar.size:
            up = floor - high - fonts.height(SMALL) - 4
            count = fonts.clip(bar.value, wide + _BETWEEN, SMALL, bold=True)
            told = Text(middle, up, count, SMALL, INK, bold=True, anchor="middle")
            picture.add(Box(told.area, PAPER), told)
        picture.add(Text(middle, floor + 8, bar.label, BODY, INK, bold=True, anchor="middle"))
    return _ends(picture, floor + 8 + fonts.height(BODY) + 6, data.ends)


def _mean(picture: Picture, y: int, floor: int, data: BarsData, wide: int) -> None:
    if data.mean is None:
        return
    x = MARGIN + round((data.mean - 1) * (wide + _BETWEEN)) + wide // 2
    half = fonts.width(data.mean_words, SMALL, bold=True) // 2 + 1
    at = min(max(x, MARGIN + half), MARGIN + INNER - half)
    top = y + fonts.height(SMALL) + 4
    picture.add(
        Line(((x, top), (x, floor)), PAPER, width=7),  # stands out from the bars
        Line(((x, top), (x, floor)), TODAY, width=3, dash=12),
        Text(at, y, data.mean_words, SMALL, TODAY, bold=True, anchor="middle"),
    )


def _ends(picture: Picture, y: int, ends: tuple[str, str]) -> int:
    room = INNER // 2 - 20
    low, high = (fonts.wrap(each, room, SMALL, most=_ENDS) for each in ends)
    step = fonts.height(SMALL)
    for at, line in enumerate(low):
        picture.add(Text(MARGIN, y + at * step, line, SMALL, MUTED))
    for at, line in enumerate(high):
        picture.add(Text(MARGIN + INNER, y + at * step, line, SMALL, MUTED, anchor="right"))
    return y + max(len(low), len(high), 1) * step
