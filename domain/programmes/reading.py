"""The head of a programme in a document: told by the captions of its paragraphs."""

from collections.abc import Iterable

from domain.programmes import TEXT_LIMIT, Head, HeadField
from domain.programmes.words import CAPTIONS


def head_of(lines: Iterable[str]) -> Head:
    """What stands after «Цель:», «Задачи:» and the like, up to the next caption.

    Lines under no caption that is known are left out.
    """
    found: dict[str, list[str]] = {name.value: [] for name in HeadField}
    present = ""
    for line in lines:
        caption, rest = _caption(line.strip())
        if caption is not None:
            present = caption
        if present in found and rest:
            found[present].append(rest)
    return Head(**{name: "\n".join(some)[:TEXT_LIMIT] for name, some in found.items()})


def _caption(line: str) -> tuple[str | None, str]:
    """Which part a line begins, if any ("" for one that is not kept), and what else it says."""
    for name, pattern in CAPTIONS.items():
        match = pattern.match(line)
        if match is not None:
            return name, line[match.end() :].strip()
    return None, line
