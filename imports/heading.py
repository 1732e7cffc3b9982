"""The lines above the table: title, approval, organisation, period, the first section."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from imports import words

_APPROVAL_LINES = 15
_TITLE_LENGTH = 600
Group = list[str]  # lines without a blank line between them


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    approval: tuple[str, ...]
    organisation: str | None
    period_label: str | None
    section: str | None


def read(groups: Sequence[Group]) -> Heading:
    groups = [group for group in groups if group]
    section = None
    if groups and len(list(chain(*groups))) > 1 and _is_section(groups[-1][-1]):
        section = groups[-1][-1]
        groups = [*groups[:-1], groups[-1][:-1]]
    above, titled = _divide([group for group in groups if group])
    title = " ".join(titled)
    period = words.PERIOD.search(title) or words.PERIOD.search(" ".join([*chain(*groups)][-6:]))
    return Heading(
        title=title,
        approval=tuple(above[-_APPROVAL_LINES:]),
        organisation=_organisation(title, " ".join(above)),
        period_label=period.group().strip() if period else None,
        section=section,
    )


def _is_section(line: str) -> bool:
    return bool(words.SECTION.match(line)) and not words.TITLE.match(line)


def _divide(groups: Sequence[Group]) -> tuple[list[str], list[str]]:
    """Lines above the title, lines of the title.

    The title begins with the last line that names a plan; without one it is the last group.
    """
    places = [
        (g, n)
        for g, group in enumerate(groups)
        for n, line in enumerate(group)
        if words.TITLE.match(line)
    ]
    if not places:
        above = list(chain(*groups[:-1]))
        return above, list(groups[-1]) if groups else []
    at, line = places[-1]
    while (at, line - 1) in places:
        line -= 1
    above = [*chain(*groups[:at]), *groups[at][:line]]
    titled = _until_text(groups[at][line:])
    for group in groups[at + 1 :]:
        if not _goes_on(group[0]):
            break
        titled += _until_text(group)
    return above, _within(titled)


def _until_text(lines: Group) -> list[str]:
    ends = (n for n, line in enumerate(lines) if n and words.BEFORE_TABLE.match(line))
    return lines[: next(ends, len(lines))]


def _goes_on(line: str) -> bool:
    """A title over several paragraphs goes on in small letters or all in capitals."""
    return len(line) < 250 and (line[0].islower() or line.isupper()) and not _is_section(line)


def _within(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if kept and len(" ".join([*kept, line])) > _TITLE_LENGTH:
            break
        kept.append(line)
    return kept


def _organisation(title: str, above: str) -> str | None:
    for text in (title, above):
        for pattern in (words.SCHOOL_SHORT, words.SCHOOL_FULL):
            found = pattern.search(text)
            if found:
                return _nominative(words.PERIOD_TAIL.sub("", text[found.start() :]))
    found = words.OFFICE.search(above)
    return _nominative(found.group(1)) if found else None


def _nominative(name: str) -> str:
    for declined, plain in words.DECLINED:
        name = declined.sub(plain, name)
    return name[0].upper() + name[1:]
