"""A list of names that was pasted: whom it means, what is doubtful, what is nobody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy.orm import Session

from domain.names import split
from domain.search import search_key
from services.actor import Actor
from services.person_cards import PersonCard, cards, members
from services.surveys import rates

MOST = 300  # lines of one list
_LINES, _BETWEEN = re.compile(r"[\n\r]+"), re.compile(r"[;,]")
_COUNTER = re.compile(r"^[\W\d_]+")
_TAIL = re.compile(r"[,;:(\t]| [-–—] ")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIKE = 0.8  # of difflib: one letter too few or another ending
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that may mean several people; `exact`: namesakes, else they are only alike."""

    line: str
    exact: bool
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """`sure`: people whom a line means and nobody else; `unknown`: lines that mean nobody."""

    sure: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    unknown: tuple[str, ...]

    @property
    def left(self) -> tuple[str, ...]:
        """The lines that somebody has to look at."""
        return (*(each.line for each in self.doubts), *self.unknown)


def lines(text: str) -> list[str]:
    """One a line, or in a single line one between commas; without numbers, each once."""
    parts = [each for each in _LINES.split(text) if each.strip()]
    if len(parts) == 1:
        parts = _BETWEEN.split(text)
    found = (_COUNTER.sub("", each).strip() for each in parts)
    told = {search_key(each): each for each in found if each}
    return list(told.values())[:MOST]


def sort(session: Session, actor: Actor, campaign_id: int, wanted: Sequence[str]) -> Sorted:
    """Among the people of the campaign's school. Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    place = row.organisation_id
    known = [
        (each, _WORD.findall(search_key(each.named.name)))
        for each in cards(session, place, members(session, place))
    ]
    sure: dict[int, None] = {}
    doubts: list[Doubt] = []
    unknown: list[str] = []
    for line in wanted:
        found, exact = _meant(line, known)
        if exact and len(found) == 1:
            sure[found[0].id] = None
        elif found:
            doubts.append(Doubt(line, exact, tuple(found[:_CANDIDATES])))
        else:
            unknown.append(line)
    return Sorted(tuple(sure), tuple(doubts), tuple(unknown))


def _meant(
    line: str, known: Sequence[tuple[PersonCard, list[str]]]
) -> tuple[list[PersonCard], bool]:
    """Whom a line means; what follows a name («, 7 Б») is left out where it fits nobody."""
    for said in (line, _TAIL.split(line.strip(), maxsplit=1)[0]):
        words = _WORD.findall(search_key(said))
        if any(len(word) > 1 for word in words):
            found = [card for card, parts in known if _fits(words, parts)]
            if found:
                return found, True
    return _alike(line, known), False


def _fits(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether each word is a part of the name, a letter the beginning of one."""
    rest = list(parts)
    for word in sorted(words, key=len, reverse=True):
        at = next(
            (n for n, part in enumerate(rest)
             if part == word or (len(word) == 1 and part.startswith(word))),
            None,
        )  # fmt: skip
        if at is None:
            return False
        del rest[at]
    return True


def _alike(line: str, known: Sequence[tuple[PersonCard, list[str]]]) -> list[PersonCard]:
    """Whose surname is like the first word of the line: a letter is missing, another ending."""
    first = next((each for each in _WORD.findall(search_key(line)) if len(each) > 2), "")
    surnames = [search_key(split(card.named.name).surname) for card, _ in known]
    near = set(get_close_matches(first, sorted({*surnames}), _CANDIDATES, _LIKE))
    return [card for (card, _), surname in zip(known, surnames, strict=True) if surname in near]
