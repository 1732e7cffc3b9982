"""The bundled typeface: what a text takes on the picture, and how it is cut to fit."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

import content
from exports.cells import clean

ELLIPSIS = "…"
_FOLDER = Path(content.__file__).with_name("fonts")
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


@cache
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    # The basic engine draws the same wherever the picture is made.
    return ImageFont.truetype(
        str(_FOLDER / _FILES[bold]), size, layout_engine=ImageFont.Layout.BASIC
    )


def width(text: str, size: int, bold: bool = False) -> int:
    """In pixels, rounded up."""
    return int(-(-font(size, bold).getlength(text) // 1))


def height(size: int) -> int:
    """Of a line with its letters' tails, the same for every text of a size."""
    ascent, descent = font(size, bold=False).getmetrics()
    return ascent + descent


def clip(text: str, room: int, size: int, bold: bool = False) -> str:
    """One line of at most `room` pixels; what is cut ends in «…», after a whole word if it can."""
    line = " ".join(clean(text).split())
    if width(line, size, bold) <= room:
        return line
    kept = _longest(line, room, size, bold)
    words = kept.rpartition(" ")[0]
    if line[len(kept) :].startswith(" ") or len(words) * 2 < len(kept):
        words = kept
    return words.rstrip(" ,.;:-–—«(") + ELLIPSIS


def wrap(text: str, room: int, size: int, bold: bool = False, most: int = 2) -> list[str]:
    """At most `most` lines, the last of them clipped."""
    left, lines = " ".join(clean(text).split()), list[str]()
    while left and len(lines) < most - 1 and width(left, size, bold) > room:
        kept = _longest(left, room, size, bold, tail="")
        whole = left[len(kept) :].startswith(" ") or " " not in kept
        line = kept if whole else kept.rpartition(" ")[0]
        lines.append(line.rstrip())
        left = left[len(line) :].lstrip()
    return [*lines, clip(left, room, size, bold)] if left else lines


def _longest(line: str, room: int, size: int, bold: bool, tail: str = ELLIPSIS) -> str:
    """The longest beginning that fits together with `tail`; at least one letter."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width(line[:middle] + tail, size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return line[:low]
