"""Lines of one roadmap that look like the same work named twice.

A likeness is only a suggestion for a person. It goes by the words that are left when those that
every line has are taken away; what is for mentees is never what is for mentors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from domain.search import search_key
from domain.twins import words

LIKE = 0.65
_STEM = 5
_LEAST = 2  # words in common
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_ROLES = (words.MENTEE, words.MENTOR)


@dataclass(frozen=True)
class Line:
    """`around`: the row of a step, the stage; `row`: what parts of one row have in common."""

    id: int
    title: str
    around: str = ""
    row: int = 0

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words that tell what is to be done."""
        plain = _BRACKETS.sub(" ", search_key(self.title))
        every = [word for word in _WORD.findall(plain) if len(word) > 2]
        telling = [word for word in every if not words.COMMON.match(word)]
        return frozenset(word[:_STEM] for word in telling)

    @cached_property
    def roles(self) -> frozenset[re.Pattern[str]]:
        """For whom it is: by its own words, else by those around it."""
        for text in (self.title, self.around):
            found = frozenset(role for role in _ROLES if role.search(search_key(text)))
            if found:
                return found
        return frozenset()

    @cached_property
    def turns(self) -> frozenset[str]:
        return frozenset(found[:5] for found in words.TURN.findall(search_key(self.title)))


def likeness(one: Line, other: Line) -> float:
    """From 0 to 1; 0 for what is surely different work."""
    apart = len(one.roles | other.roles) > max(len(one.roles), len(other.roles))
    common = len(one.stems & other.stems)
    few = common < min(_LEAST, len(one.stems), len(other.stems))
    if apart or few or not common or one.turns != other.turns:
        return 0.0
    return 2 * common / (len(one.stems) + len(other.stems))


def alike(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Ids of lines that look like the same work, in the order of the document.

    Parts of one row are told apart by the document itself.
    """
    return [
        (one.id, other.id)
        for one, other in combinations(lines, 2)
        if (not one.row or one.row != other.row) and likeness(one, other) >= LIKE
    ]


def has_own_plan(term: str | None) -> bool:
    """Whether a term says that the work goes by a plan of its own."""
    return term is not None and words.OWN_PLAN.search(search_key(term)) is not None
