"""How far each stage of a roadmap has come: bars with their numbers."""

from collections.abc import Iterator

from exports.pictures import fonts, frame
from exports.pictures.data import StageBar, StagesData
from exports.pictures.looks import (
    BAD,
    BODY,
    CALM,
    GOOD,
    INK,
    INNER,
    MARGIN,
    PALE,
    SMALL,
    TALLEST,
    WIDTH,
)
from exports.pictures.paint import png as paint
from exports.pictures.shapes import Area, Box, Picture, Shape, Text
from texts import pictures as texts

__all__ = ["StageBar", "StagesData", "layout", "png"]

BAR = 34
_GAP = 22
_SIGN = "!"
_MOST = 14  # bars of a picture: what is more is put together in the last one


def png(data: StagesData) -> bytes:
    """The picture, 1080 pixels wide; give it to exports.worker.in_worker."""
    return paint(layout(data))


def layout(data: StagesData) -> Picture:
    picture = Picture(WIDTH)
    heading, as_of = data.heading or texts.STAGES, texts.as_of(data.as_of)
    y = frame.head(picture, heading, data.title, data.organisation, as_of)
    for bar in _shown(data.stages):
        y = _bar(picture, y, bar, whole=False)
    y = _bar(picture, y, _sum(data.whole or texts.WHOLE, data.stages), whole=True)
    picture.height = min(frame.legend(picture, y + 10, _legend()) + MARGIN, TALLEST)
    return picture


def _shown(stages: tuple[StageBar, ...]) -> list[StageBar]:
    if len(stages) <= _MOST:
        return list(stages)
    rest = stages[_MOST - 1 :]
    return [*stages[: _MOST - 1], _sum(texts.more_stages(len(rest)), rest)]


def _sum(name: str, bars: tuple[StageBar, ...]) -> StageBar:
    return StageBar(
        name,
        sum(bar.done for bar in bars),
        sum(bar.total for bar in bars),
        sum(bar.overdue for bar in bars),
    )


def _bar(picture: Picture, y: int, bar: StageBar, *, whole: bool) -> int:
    """The name over the bar, the numbers at the right of the name; where the next one begins."""
    numbers = texts.numbers(bar.done, bar.total, bar.overdue)
    room = INNER - fonts.width(numbers, BODY, bold=True) - 24
    name = fonts.clip(bar.name or texts.NO_STAGE, room, BODY, whole)
    colour = BAD if bar.overdue else INK
    picture.add(
        Text(MARGIN, y, name, BODY, INK, bold=whole),
        Text(MARGIN + INNER, y, numbers, BODY, colour, bold=True, anchor="right"),
    )
    y += fonts.height(BODY) + 4
    picture.add(*_drawn((MARGIN, y, MARGIN + INNER, y + BAR), bar))
    return y + BAR + _GAP


def _drawn(area: Area, bar: StageBar) -> Iterator[Shape]:
    """Done from the left, what is late next to it, hatched and with a sign."""
    left, top, right, bottom = area
    yield Box(area, PALE, CALM)
    if not bar.total:
        return
    done = left + (right - left) * bar.done // bar.total
    if bar.done:
        yield Box((left, top, max(done, left + 4), bottom), GOOD)
    if bar.overdue:
        late = left + (right - left) * (bar.done + bar.overdue) // bar.total
        yield from _late((done, top, min(max(late, done + 12), right), bottom))


def _late(area: Area) -> Iterator[Shape]:
    left, top, right, bottom = area
    yield Box(area, "#f6d5d1", BAD, "hatched")
    if right - left >= 36:
        middle = (left + right) // 2
        yield Box((middle - 14, top + 3, middle + 14, bottom - 3), "#fbfbf8")
        y = top + (bottom - top - fonts.height(SMALL)) // 2
        yield Text(middle, y, _SIGN, SMALL, BAD, bold=True, anchor="middle")


def _legend() -> list[tuple[str, frame.Sample]]:
    return [
        (texts.DONE, lambda area: [Box(area, GOOD)]),
        (texts.LATE, lambda area: list(_late(area))),
        (texts.AHEAD, lambda area: [Box(area, PALE, CALM)]),
    ]
