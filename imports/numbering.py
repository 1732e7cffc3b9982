"""Numbers that Word makes itself (numbering.xml and styles.xml): they are not in the text."""

from dataclasses import dataclass, field

from imports import words
from imports.tables import BULLET
from imports.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    restarts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """Counts the list paragraphs of one document, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, properties: Element | None) -> str | None:
        """The number Word prints before a paragraph with these w:pPr, counted on; else None."""
        list_id, depth = self._placed(properties)
        chosen = self._lists.get(list_id or "")
        if chosen is None or list_id is None or depth not in chosen.levels:
            return None
        level = chosen.levels[depth]
        if level.form == "bullet":
            return BULLET
        self._count(list_id, chosen, depth)
        return None if level.form == "none" else self._shown(chosen, depth)

    def _placed(self, properties: Element | None) -> tuple[str | None, int]:
        if properties is None:
            return None, 0
        own_id, own_depth = _num_pr(properties)
        style = properties.find(f"{W}pStyle")
        by_style = self._styles.get(_val(style), (None, None))
        list_id = own_id if own_id is not None else by_style[0]
        depth = own_depth if own_depth is not None else by_style[1]
        return list_id, depth or 0

    def _count(self, list_id: str, chosen: _List, depth: int) -> None:
        counts = self._counts.setdefault(chosen.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for level in chosen.restarts:
                counts.pop(level, None)
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        for level in range(depth):
            counts.setdefault(level, _start(chosen, level))
        counts[depth] = counts[depth] + 1 if depth in counts else _start(chosen, depth)

    def _shown(self, chosen: _List, depth: int) -> str | None:
        counts = self._counts[chosen.abstract]
        text = chosen.levels[depth].text
        for level in range(depth + 1):
            form = chosen.levels.get(level, _Level()).form
            text = text.replace(f"%{level + 1}", spelled(counts[level], form))
        return text.strip() or None


def spelled(number: int, form: str) -> str:
    """A list number in one of the forms of w:numFmt; unknown forms are decimal."""
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    letters = words.LIST_LETTERS.get(form)
    if letters and 0 < number <= len(letters):
        return letters[number - 1]
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    digits = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for value, sign in digits:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _start(chosen: _List, level: int) -> int:
    return chosen.restarts.get(level, chosen.levels.get(level, _Level()).start)


def _lists(numbering: Element) -> dict[str, _List]:
    abstracts = {a.get(f"{W}abstractNumId", ""): a for a in numbering.iter(f"{W}abstractNum")}
    lists: dict[str, _List] = {}
    for num in numbering.iter(f"{W}num"):
        abstract = _val(num.find(f"{W}abstractNumId"))
        made = _List(abstract)
        if abstract in abstracts:
            made.levels = _levels(abstracts[abstract])
        for override in num.findall(f"{W}lvlOverride"):
            depth = _whole(override.get(f"{W}ilvl"))
            made.levels.update(_levels(override))
            restart = override.find(f"{W}startOverride")
            if restart is not None and depth is not None:
                made.restarts[depth] = _whole(_val(restart)) or 1
        lists[num.get(f"{W}numId", "")] = made
    return lists


def _levels(holder: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for lvl in holder.findall(f"{W}lvl"):
        depth = _whole(lvl.get(f"{W}ilvl"))
        if depth is None or not 0 <= depth < 10:
            continue
        start = _whole(_val(lvl.find(f"{W}start")))
        levels[depth] = _Level(
            start=1 if start is None else start,
            form=_val(lvl.find(f"{W}numFmt")) or "decimal",
            text=_val(lvl.find(f"{W}lvlText")),
        )
    return levels


def _styles(styles: Element) -> dict[str, tuple[str | None, int | None]]:
    """Style id -> (list, depth), through the styles that it is based on."""
    own = {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}
    found: dict[str, tuple[str | None, int | None]] = {}
    for name in own:
        at, seen = name, set[str]()
        while at in own and at not in seen and name not in found:
            seen.add(at)
            properties = own[at].find(f"{W}pPr")
            placed = (None, None) if properties is None else _num_pr(properties)
            if placed[0] is not None:
                found[name] = placed
            at = _val(own[at].find(f"{W}basedOn"))
    return found


def _num_pr(properties: Element) -> tuple[str | None, int | None]:
    num_pr = properties.find(f"{W}numPr")
    if num_pr is None:
        return None, None
    list_id = num_pr.find(f"{W}numId")
    depth = _whole(_val(num_pr.find(f"{W}ilvl")))
    return (None if list_id is None else _val(list_id)), depth


def _val(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
