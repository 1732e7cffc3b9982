"""The content cell: numbered items are steps, the rest is content."""

from imports import words
from imports.tables import BULLET, Cell


def split(cell: Cell) -> tuple[str | None, tuple[str, ...]]:
    """Content and steps of a cell, steps without their numbers, typed or made by Word."""
    lines = [part for line in cell.lines for part in _inline(line)]
    numbers = [_number(line) for line in lines]
    first = next((at for at, number in enumerate(numbers) if number), None)
    if first is None:
        marked = _by_marks(cell)
        return (None if marked else cell.text or None), marked
    lead, steps = lines[:first], [lines[first]]
    depth = numbers[first].count(".")
    if numbers[first] == str(first + 1) and first and not any(t.endswith(":") for t in lead):
        lead, steps = [], [*lead, *steps]  # the first items have lost their numbers
    for line, number in zip(lines[first + 1 :], numbers[first + 1 :], strict=True):
        if (number and number.count(".") <= depth) or (not number and _begins(line, steps[-1])):
            steps.append(line)
        else:
            steps[-1] += f" {line}"
    return " ".join(lead) or None, tuple(_bare(step) for step in steps)


def _begins(line: str, before: str) -> bool:
    """An item without its number, not the next line of the item before it."""
    return not (
        words.SUB_ITEM.match(line) or line[0].islower() or before.endswith((":", ",", "-"))
    )


def _by_marks(cell: Cell) -> tuple[str, ...]:
    """Items that Word marks with letters or Roman numbers, if all of the cell is such a list."""
    marks = [p.mark for p in cell.paragraphs if p.text]
    if len(marks) > 1 and all(mark not in (None, BULLET) for mark in marks):
        return tuple(p.text for p in cell.paragraphs if p.text)
    return ()


def _number(line: str) -> str:
    found = words.STEP.match(line)
    number = found.group(1) if found else ""
    # «01.09. …» is a date: numbers of a list have no leading zeros.
    return "" if any(part.startswith("0") for part in number.split(".")) else number


def _bare(step: str) -> str:
    return words.STEP.sub("", step, count=1).strip() if _number(step) else step


def _inline(line: str) -> list[str]:
    """«1) … 2) … 3) …» in one paragraph is a list of three lines."""
    cuts: list[int] = []
    expected = 0
    for found in words.INLINE_STEP.finditer(line):
        number = int(found.group(1))
        if number == expected or (not cuts and (number == 1 or found.start() == 0)):
            cuts.append(found.start())
            expected = number + 1
    if len(cuts) < 2:
        return [line]
    ends = [*cuts[1:], len(line)]
    parts = [line[: cuts[0]], *(line[a:b] for a, b in zip(cuts, ends, strict=True))]
    return [part.strip() for part in parts if part.strip()]
