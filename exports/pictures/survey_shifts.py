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
    TALLEST,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Area, Box, Line, Picture, Polygon, Shape, Text
from exports.pictures.survey_data import Shift, ShiftsData
from texts import survey_changes as words

_MARK = 13
_GAP = 34
_MOST = 9  # scales of a picture
_INSET = 60


def png(data: ShiftsData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: ShiftsData) -> Picture:
    """Long questions are cut only where the picture would become too tall."""
    made = (_layout(data, most) for most in (4, 3, 2))
    return next((each for each in made if each.height <= TALLEST), _layout(data, 1))


def _layout(data: ShiftsData, most: int) -> Picture:
    picture = Picture(WIDTH)
    y = frame.head(picture, data.title, *data.lines)
    for shift in data.shifts[:_MOST]:
        y = _shift(picture, y, shift, most)
    if len(data.shifts) > _MOST:
        rest = words.more_shifts(len(data.shifts) - _MOST)
        picture.add(Text(MARGIN, y, rest, SMALL, MUTED))
        y += fonts.height(SMALL) + 20
    entries = [(data.before, _sample_before), (data.after, _sample_after)]
    picture.height = frame.legend(picture, y, entries) + MARGIN
    return picture


def _shift(picture: Picture, y: int, shift: Shift, most: int) -> int:
    for line in fonts.wrap(shift.label, INNER, BODY, most=most):
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
    value = fonts.clip(shift.value, INNER, SMALL, bold=True)
    picture.add(Text(MARGIN, y, value, SMALL, INK, bold=True))
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
