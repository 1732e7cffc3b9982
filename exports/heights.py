"""How high a row must be for its text.

Not every program fits the height on opening, and none does it for merged cells, so heights are
estimated here: rather a little too high than a cut text.
"""

from math import ceil
from typing import Final

LINE: Final = 15.0
"""Points a line of the body font takes."""
MAX: Final = 409.0
"""Points: the format's own limit for a row; longer text stays in the cell but is cut on paper."""

_PADDING = 3.0
_SAFETY = 0.93  # words break earlier than characters, fonts differ


def height(lines: int, line: float = LINE) -> float:
    return min(lines * line + _PADDING, MAX)


def lines(text: str, width: float) -> int:
    """Lines that `text` takes when wrapped at words in `width` characters of the body font."""
    room = max(1, int(width * _SAFETY))
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: int) -> int:
    taken, used = 1, 0
    for word in paragraph.split(" "):
        size = _size(word)
        if used and used + 1 + size > room:
            taken, used = taken + 1, 0
        elif used:
            used += 1
        used += size
        if used > room:
            more = ceil(used / room) - 1
            taken, used = taken + more, used - more * room
    return taken


def _size(word: str) -> int:
    # Emoji and East Asian letters are about two Latin letters wide.
    return sum(1 if letter < "\u2e80" else 2 for letter in word)
