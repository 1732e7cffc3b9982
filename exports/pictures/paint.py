"""Draws shapes into a PNG. The same shapes give the same bytes."""

from io import BytesIO
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw

from exports.pictures import fonts
from exports.pictures.looks import PAPER
from exports.pictures.shapes import Box, Line, Picture, Polygon, Shape, Text

_HATCH = 10  # pixels between the slanting lines


def png(picture: Picture) -> bytes:
    """CPU-bound: call through exports.worker.in_worker."""
    image = Image.new("RGB", (picture.width, picture.height), PAPER)
    draw = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _draw(image, draw, shape)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _draw(image: Image.Image, draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    match shape:
        case Text():
            left, top, _, _ = shape.area
            face = fonts.font(shape.size, shape.bold)
            draw.text((left, top), shape.words, fill=shape.colour, font=face)
        case Box():
            _box(image, draw, shape)
        case Line():
            _line(draw, shape)
        case Polygon():
            draw.polygon(shape.points, fill=shape.fill, outline=shape.edge, width=2)


def _box(image: Image.Image, draw: ImageDraw.ImageDraw, box: Box) -> None:
    left, top, right, bottom = box.area
    inner = (left, top, max(left, right - 1), max(top, bottom - 1))
    if box.fill:
        draw.rectangle(inner, fill=box.fill)
    if box.style == "hatched" and box.edge:
        _hatch(image, box)
    if box.edge:
        draw.rectangle(inner, outline=box.edge, width=2)


def _hatch(image: Image.Image, box: Box) -> None:
    """Drawn aside and pasted, so that no line leaves the rectangle."""
    left, top, right, bottom = box.area
    wide, high = max(right - left, 1), max(bottom - top, 1)
    patch = image.crop((left, top, left + wide, top + high))
    draw = ImageDraw.Draw(patch)
    for at in range(-high, wide, _HATCH):
        draw.line(((at, high), (at + high, 0)), fill=box.edge, width=3)
    image.paste(patch, (left, top))


def _line(draw: ImageDraw.ImageDraw, line: Line) -> None:
    if not line.dash:
        draw.line(line.points, fill=line.colour, width=line.width, joint="curve")
        return
    for start, end in pairwise(line.points):
        _dashes(draw, line, start, end)


def _dashes(
    draw: ImageDraw.ImageDraw, line: Line, start: tuple[int, int], end: tuple[int, int]
) -> None:
    (x, y), (right, bottom) = start, end
    length = hypot(right - x, bottom - y)
    for at in range(0, int(length), line.dash * 2):
        to = min(at + line.dash, length)
        first = (x + (right - x) * at / length, y + (bottom - y) * at / length)
        last = (x + (right - x) * to / length, y + (bottom - y) * to / length)
        draw.line((first, last), fill=line.colour, width=line.width)
