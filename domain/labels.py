"""Words that tell items of a list apart: documents repeat titles, people must not guess."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

ELLIPSIS = "…"
SEPARATOR = " · "
LIMIT = 120
_TAILS = 2  # thirds of a label that what tells it apart may take
_LOOSE = " .,;:·-–—«("  # what nothing follows any more
_LEAST = 8  # fewer characters of a hint say nothing


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
    head: str
    tail: str = ""

    def add(self, word: str, limit: int) -> None:
        """Something more at the end, as far as there is room beside the title."""
        room = limit * _TAILS // 3 - len(self.tail) - len(SEPARATOR)
        if word and room >= _LEAST:
            self.tail += SEPARATOR + cut(word, min(room, limit // 3))

    def text(self, limit: int) -> str:
        return cut(self.head, limit - len(self.tail)) + self.tail


def labels(items: Iterable[Labelled], limit: int = LIMIT) -> dict[int, str]:
    """One line for each item, different for different items, by id.

    Equal titles get what tells them apart: the words in which long titles differ, then the
    hints, at last a count. `limit` is in characters and at least 40.
    """
    made = [_Label(item, item.head) for item in items]
    depth = max((len(label.item.hints) for label in made), default=0)
    _spread(made, limit, _differences)
    for at in range(depth):
        _spread(made, limit, lambda group, at=at: _hints(group, at))  # type: ignore[misc]
    _number(made, limit)
    return {label.item.id: label.text(limit) for label in made}


def outlined(number: str | None, above: str | None) -> str | None:
    """«1.2»: the number of a step after that of its row, unless it has the row's in itself."""
    if not number or not above or "." in number.rstrip("."):
        return number
    return f"{above.rstrip('.')}.{number}"


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in «…» where something is left out: after a word, if
    that keeps more than half of the room."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    word = text[: room + 1].rfind(" ")
    return text[: word if word > room // 2 else room].rstrip(_LOOSE) + ELLIPSIS


def _spread(
    made: Sequence[_Label], limit: int, tell: Callable[[Sequence[Labelled]], Sequence[str]]
) -> bool:
    """Add to the labels that are still equal what `tell` says of each; whether there were any."""
    groups: defaultdict[str, list[_Label]] = defaultdict(list)
    for label in made:
        groups[label.text(limit).casefold()].append(label)
    equal = [group for group in groups.values() if len(group) > 1]
    for group in equal:
        told = tell([label.item for label in group])
        if len(set(told)) > 1:
            for label, word in zip(group, told, strict=True):
                label.add(word, limit)
    return bool(equal)


def _differences(group: Sequence[Labelled]) -> Sequence[str]:
    """Of titles that begin alike the words from the first that differs."""
    words = [item.title.split() for item in group]
    same = len(
        list(
            takewhile(
                lambda each: len({word.casefold() for word in each}) == 1,
                zip(*words, strict=False),
            )
        )
    )
    return [ELLIPSIS + " ".join(each[same:]) if each[same:] else "" for each in words]


def _hints(group: Sequence[Labelled], at: int) -> Sequence[str]:
    return [" ".join(item.hints[at].split()) if at < len(item.hints) else "" for item in group]


def _number(made: Sequence[_Label], limit: int) -> None:
    """Count those that nothing tells apart; what is taken by another item is passed over."""
    texts = [label.text(limit).casefold() for label in made]
    times = Counter(texts)
    taken = {text for text in texts if times[text] == 1}
    numbers = {text: count(1) for text in texts}
    for label, text in zip(made, texts, strict=True):
        if times[text] > 1:
            _first_free(label, limit, taken, numbers[text])
            taken.add(label.text(limit).casefold())


def _first_free(label: _Label, limit: int, taken: set[str], numbers: Iterator[int]) -> None:
    tail = label.tail
    for number in numbers:
        label.tail = f"{tail} ({number})"
        if label.text(limit).casefold() not in taken:
            return
