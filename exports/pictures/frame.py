"""The head and the legend that every picture has."""

from collections.abc import Callable, Iterable

from exports.pictures import fonts
from exports.pictures.looks import INK, INNER, MARGIN, MUTED, SMALL, TITLE
from exports.pictures.shapes import Area, Picture, Shape, Text

SAMPLE = 44
_GAP = 14
Sample = Callable[[Area], Iterable[Shape]]  # draws a legend's sample into an area


def head(picture: Picture, title: str, *lines: str, most: int = 2) -> int:
    """What the picture shows (in so many lines at most), of what and as of when; where the rest
    begins."""
    y = MARGIN
    for line in fonts.wrap(title, INNER, TITLE, bold=True, most=most):
        picture.add(Text(MARGIN, y, line, TITLE, INK, bold=True))
        y += fonts.height(TITLE)
    y += 6
    for line in filter(None, lines):
        for part in fonts.wrap(line, INNER, SMALL):
            picture.add(Text(MARGIN, y, part, SMALL, MUTED))
            y += fonts.height(SMALL) + 2
    return y + 24


def swatch(x: int, y: int) -> Area:
    """Where the sample of a legend's entry is drawn; `y`: the top of its line."""
    middle = y + fonts.height(SMALL) // 2
    return x, middle - 13, x + SAMPLE, middle + 13


def legend(
    picture: Picture, y: int, entries: Iterable[tuple[str, Sample]], sample: int = SAMPLE
) -> int:
    """Samples (of a width) with their words, as many in a line as fit; where it ends."""
    x, step = MARGIN, fonts.height(SMALL) + _GAP
    for words, drawn in entries:
        wide = sample + 12 + fonts.width(words, SMALL)
        if x > MARGIN and x + wide > MARGIN + INNER:
            x, y = MARGIN, y + step
        picture.add(*drawn(swatch(x, y)), Text(x + sample + 12, y, words, SMALL, INK))
        x += wide + 36
    return y + step
