"""The kind of work that a line of a roadmap asks for, guessed from its words."""

import re

from domain.kinds import WorkKind
from domain.kinds.words import PHRASES, STEMS
from domain.search import search_key

NOTHING_SAID = WorkKind.EVENT  # «Провести …»: what is none of the others is held
LOOKED_AT = 1000  # characters: what comes later decides nothing
_GAP = r"\w*(?:\W+\w+){0,6}?\W+"


def guess(
    title: str, stage: str | None = None, result: str | None = None, content: str | None = None
) -> WorkKind:
    """What the title says decides; where it says nothing the content, the result, the stage.

    Of several kinds in one text that which is named first: an order on a contest is a paper.
    """
    for text in (title, content, result, stage):
        found = _told(search_key(text[:LOOKED_AT])) if text else None
        if found is not None:
            return found
    return NOTHING_SAID


def _told(text: str) -> WorkKind | None:
    """What stands first; of two at one place the phrase, then the longer one."""
    found = [
        (match.start(), at, -match.end(), kind)
        for at, (kind, pattern) in enumerate(_PATTERNS)
        if (match := pattern.search(text))
    ]
    order = [(start, at >= _STEMS_FROM, end, kind) for start, at, end, kind in found]
    return min(order)[3] if order else None


def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = (
        _GAP.join(re.escape(part).replace(r"\ ", r"\w*\W+") for part in stem.split("~"))
        for stem in stems
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})")


_STEMS_FROM = len(PHRASES)
_PATTERNS = tuple((WorkKind(kind), _pattern(stems)) for kind, stems in (*PHRASES, *STEMS.items()))
