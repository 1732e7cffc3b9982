"""Before and after on each scale: two marks on a line, the way between them."""

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
    PAPER,
    SMALL,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Area, Box, Line, Picture, Polygon, Shape, Text
from exports.pictures.survey_data import Shift, ShiftsData
from texts import survey_results as words

_MARK = 13
_GAP = 34
_MOST = 9  # scales of a picture
_INSET = 60


def png(data: ShiftsData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: ShiftsData) -> Picture:
    picture = Picture(WIDTH)
    y = frame.head(picture, data.title, *data.lines)
    for shift in data.shifts[:_MOST]:
        y = _shift(picture, y, shift)
    if len(data.shifts) > _MOST:
        rest = words.more_shifts(len(data.shifts) - _MOST)
        picture.add(Text(MARGIN, y, rest, SMALL, MUTED))
        y += fonts.height(SMALL) + 20
    entries = [(data.before, _sample_before), (data.after, _sample_after)]
    picture.height = frame.legend(picture, y, entries) + MARGIN
    return picture


def _shift(picture: Picture, y: int, shift: Shift) -> int:
    for line in fonts.wrap(shift.label, INNER, BODY):
        picture.add(Text(MARGIN, y, line, BODY, INK))
        y += fonts.height(BODY)
    y += _MARK + 6
    left, right = MARGIN + _INSET, MARGIN + INNER - _INSET
    before, after = _x(shift, shift.before, left, right), _x(shift, shift.after, left, right)
    half = fonts.height(SMALL) // 2
    picture.add(
        Line(((left, y), (right, y)), GRID, width=3),
        Text(left - 24, y - half, f"{shift.low:g}", SMALL, MUTED, anchor="right"),
        Text(right + 24, y - half, f"{shift.high:g}", SMALL, MUTED),
        Line(((before, y), (after, y)), ACTIVE, width=7),
        *_square(before, y),
        *_diamond(after, y),
    )
    y += _MARK + 4
    wide = fonts.width(shift.value, SMALL, bold=True) // 2 + 1
    middle = min(max((before + after) // 2, MARGIN + wide), MARGIN + INNER - wide)
    picture.add(Text(middle, y, shift.value, SMALL, INK, bold=True, anchor="middle"))
    return y + fonts.height(SMALL) + _GAP


def _x(shift: Shift, value: float, left: int, right: int) -> int:
    return left + round((right - left) * (value - shift.low) / (shift.high - shift.low))


def _square(x: int, y: int) -> list[Shape]:
    return [Box((x - _MARK, y - _MARK, x + _MARK, y + _MARK), PAPER, CALM),
            Box((x - _MARK + 3, y - _MARK + 3, x + _MARK - 3, y + _MARK - 3), CALM)]  # fmt: skip


def _diamond(x: int, y: int) -> list[Shape]:
    size = _MARK + 4
    return [Polygon(((x, y - size), (x + size, y), (x, y + size), (x - size, y)), ACTIVE, PAPER)]


def _sample_before(area: Area) -> list[Shape]:
    left, top, right, bottom = area
    return _square((left + right) // 2, (top + bottom) // 2)


def _sample_after(area: Area) -> list[Shape]:
    left, top, right, bottom = area
    return _diamond((left + right) // 2, (top + bottom) // 2)
