"""Words that tell items of a list apart: documents repeat titles, people must not guess."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

ELLIPSIS = "…"
SEPARATOR = " · "
LIMIT = 120
_HINT_SHARE = 3  # at most this part of the label is spent on one hint


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item and what may tell it from others of the same title, the most telling first."""

    id: int
    number: str | None
    title: str
    hints: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        title = " ".join(self.title.split())
        return f"{self.number}. {title}" if self.number else title


@dataclass(slots=True)
class _Label:
    item: Labelled
    tail: str = ""

    def text(self, limit: int) -> str:
        return cut(self.item.head, limit - len(self.tail)) + self.tail


def labels(items: Iterable[Labelled], limit: int = LIMIT) -> dict[int, str]:
    """One line for each item, different for different items, by id.

    Equal titles get what tells them apart: the words in which long titles differ, then the
    hints, at last a count. `limit` is in characters and at least 40.
    """
    made = [_Label(item) for item in items]
    depth = max((len(label.item.hints) for label in made), default=0)
    _spread(made, limit, _differences)
    for at in range(depth):
        _spread(made, limit, lambda group, at=at: _hints(group, at))  # type: ignore[misc]
    while _spread(made, limit, _counts):
        pass
    return {label.item.id: label.text(limit) for label in made}


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in «…» where something is left out."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + ELLIPSIS


def _spread(
    made: Sequence[_Label], limit: int, tell: Callable[[Sequence[Labelled]], Sequence[str]]
) -> bool:
    """Add to the labels that are still equal what `tell` says of each; whether there were any."""
    groups: defaultdict[str, list[_Label]] = defaultdict(list)
    for label in made:
        groups[label.text(limit).casefold()].append(label)
    equal = [group for group in groups.values() if len(group) > 1]
    for group in equal:
        told = [cut(word, limit // _HINT_SHARE) for word in tell([each.item for each in group])]
        if len(set(told)) == 1:
            continue
        for label, word in zip(group, told, strict=True):
            label.tail += f"{SEPARATOR}{word}" if word else ""
    return bool(equal)


def _differences(group: Sequence[Labelled]) -> Sequence[str]:
    """Of titles that begin alike the words from the first that differs."""
    words = [item.title.split() for item in group]
    same = len(list(takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))))
    return [ELLIPSIS + " ".join(each[same:]) if each[same:] else "" for each in words]


def _hints(group: Sequence[Labelled], at: int) -> Sequence[str]:
    return [" ".join(item.hints[at].split()) if at < len(item.hints) else "" for item in group]


def _counts(group: Sequence[Labelled]) -> Sequence[str]:
    return [f"({number})" for number in range(1, len(group) + 1)]
