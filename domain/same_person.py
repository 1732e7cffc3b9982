"""Whether somebody in a list is a person who is known already."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from domain.names import split
from domain.search import search_key


class Likeness(IntEnum):
    NO = 0
    MAYBE = 1  # a person has to say
    YES = 2


@dataclass(frozen=True, slots=True)
class Somebody:
    """What tells people from each other; what is not known is empty."""

    name: str
    school_class: str = ""
    born: date | None = None
    pupil: bool = False


def alike(one: Somebody, other: Somebody) -> Likeness:
    """The same name tells enough unless birthday, class or age speaks against it; a name that
    may be a short form of the other («Ветрова О. С.») never does by itself."""
    if search_key(one.name) == search_key(other.name):
        return Likeness.MAYBE if _contradict(one, other) else Likeness.YES
    if one.pupil == other.pupil and not _contradict(one, other) and _short(one.name, other.name):
        return Likeness.MAYBE
    return Likeness.NO


def _contradict(one: Somebody, other: Somebody) -> bool:
    if one.born and other.born:
        return one.born != other.born
    if one.pupil != other.pupil:
        return True
    return bool(one.school_class and other.school_class) and (
        one.school_class != other.school_class
    )


def _short(one: str, other: str) -> bool:
    first, second = split(one), split(other)
    if search_key(first.surname) != search_key(second.surname) or not first.surname:
        return False
    pairs = ((first.given, second.given), (first.patronymic, second.patronymic))
    return bool(first.given and second.given) and all(_fit(a, b) for a, b in pairs)


def _fit(one: str, other: str) -> bool:
    """The same, or one of them missing or an initial of the other."""
    first, second = search_key(one).rstrip("."), search_key(other).rstrip(".")
    if not first or not second or first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) == 1 and long.startswith(short)
