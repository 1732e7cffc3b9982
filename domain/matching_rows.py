"""Which row of a corrected document is which row of the one before it.

Documents renumber, reorder, reword and split their rows and repeat their titles; so the words
decide, and where the words are equal, what stands beside them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.search import search_key

_LETTERS = 200  # a longer text is compared by its beginning: the time grows with the square
_STEM = 5  # letters of a word that its endings leave alone
_REWORDED = 0.5  # likeness of titles under the same number of the same stage
_ALIKE = 0.66  # within a stage
_ELSEWHERE = 0.8  # in another stage


@dataclass(frozen=True, slots=True)
class Line:
    """A row (or step) as a document has it; `more`: content, term, people, in one."""

    id: int
    number: str = ""
    title: str = ""
    group: str = ""
    more: str = ""

    @property
    def words(self) -> str:
        return search_key(self.title)

    @property
    def place(self) -> str:
        return search_key(self.group)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: by the words that both have, or by their letters."""
    left, right = (search_key(text)[:_LETTERS] for text in (one, other))
    letters = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return max(_common(_stems(one), _stems(other)), letters)


def match(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Ids of the old rows by ids of the new ones; a row has at most one partner."""
    pairs = _Pairs(old, new)
    pairs.equal(lambda line: (line.place, line.number, line.words, search_key(line.more)))
    pairs.equal(lambda line: (line.place, line.number, line.words))
    pairs.equal(lambda line: (line.place, line.words, search_key(line.more)))
    pairs.equal(lambda line: (line.place, line.words))
    pairs.equal(lambda line: (line.words, search_key(line.more)))
    pairs.equal(lambda line: line.words)
    pairs.alike()
    return pairs.found


def resembles(old: Sequence[Line], new: Sequence[Line]) -> float:
    """Which part of the shorter document the other one has too, 0 to 1."""
    least = min(len(old), len(new))
    return len(match(old, new)) / least if least else 0.0


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _stems(text: str) -> frozenset[str]:
    letters = "".join(char if char.isalnum() else " " for char in search_key(text))
    return frozenset(word[:_STEM] for word in letters.split() if len(word) > 2 or word.isdigit())


class _Pairs:
    """Rows of both documents that are still alone, in the order of their documents."""

    def __init__(self, old: Iterable[Line], new: Iterable[Line]) -> None:
        self.found: dict[int, int] = {}
        self._old = {line.id: line for line in old}
        self._new = {line.id: line for line in new}

    def equal(self, key: Callable[[Line], Hashable]) -> None:
        """Of several equal ones the first goes with the first."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for line in reversed(self._old.values()):
            waiting[key(line)].append(line.id)
        for line in list(self._new.values()):
            if line.words and waiting[key(line)]:
                self._pair(waiting[key(line)].pop(), line.id)

    def alike(self) -> None:
        """The most alike go together first, in the order of the documents where it is equal."""
        there = [
            (at, line, _stems(line.title))
            for at, line in enumerate(self._new.values())
            if line.words
        ]
        scored = [
            (-score, abs(at - to), at, to, old.id, new.id)
            for at, old in enumerate(self._old.values())
            for stems in [_stems(old.title)]
            for to, new, others in there
            if (score := _score(old, new, _common(stems, others))) > 0
        ]
        for _, _, _, _, old_id, new_id in sorted(scored):
            if old_id in self._old and new_id in self._new:
                self._pair(old_id, new_id)

    def _pair(self, old_id: int, new_id: int) -> None:
        self.found[new_id] = old_id
        del self._old[old_id], self._new[new_id]


def _score(old: Line, new: Line, common: float) -> float:
    """How sure it is that they are the same row; 0: they are not.

    Letters are looked at only under the same number: it takes too long for all pairs.
    """
    if old.place != new.place:
        return common if common >= _ELSEWHERE else 0.0
    if old.number and old.number == new.number:
        same = common if common >= _REWORDED else likeness(old.title, new.title)
        return same + 1.0 if same >= _REWORDED else 0.0
    return common + 0.5 if common >= _ALIKE else 0.0
