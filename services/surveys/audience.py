"""Whom a campaign asks, as data; who these people are now is whom.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.survey import Questionnaire


class Who(StrEnum):
    """Kinds of audiences. Of those in VALUED the values say which."""

    STAFF = "staff"
    PUPILS = "pupils"
    MENTORS = "mentor"
    MENTEES = "mentee"
    PARTICIPANTS = "participants"  # both sides of the working pairs
    PARENTS = "parent"
    CURATORS = "curator"
    HEADS = "head"
    PSYCHOLOGISTS = "psychologist"
    BANK_MENTORS = "bank_mentor"
    BANK_MENTEES = "bank_mentee"
    OWNERS = "owners"  # of the line that the campaign does
    SUBJECT = "subject"  # posts: «Учитель математики»
    CLASS = "class"
    SPECIALISTS = "specialist"  # what they are: «Социальный педагог»
    PAIRS = "pair"  # who is in them
    PEOPLE = "people"


WORDED = frozenset({Who.SUBJECT, Who.CLASS, Who.SPECIALISTS})  # of which the values are words
VALUED = WORDED | {Who.PAIRS, Who.PEOPLE}
_VALUES, _PAIRS = "values", "pairs"
_NOT_OF_PAIRS = frozenset({"parent", "curator", "psychologist", "outsider"})


@dataclass(frozen=True, slots=True)
class Audience:
    """`values`: posts, classes or ids of people or pairs; `plus`: people added by hand; `kept`:
    values that were chosen of another kind, should it be returned to."""

    who: Who
    values: tuple[str | int, ...] = ()
    plus: tuple[int, ...] = ()
    kept: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return {
            "who": self.who.value, **_stored(self.who, self.values), "plus": list(self.plus),
            "kept": {who: _stored(Who(who), values) for who, values in self.kept.items()},
        }  # fmt: skip

    def of(self, who: Who) -> tuple[str | int, ...]:
        """What is, or was, chosen of a kind."""
        return self.values if who is self.who else self.kept.get(who.value, ())

    def turned(self, who: Who, values: tuple[str | int, ...]) -> "Audience":
        """Another kind, or other values of it; what was chosen of this one is remembered."""
        kept = {**self.kept, self.who.value: self.values}
        kept.pop(who.value, None)
        return Audience(who, values, self.plus, {key: each for key, each in kept.items() if each})

    @property
    def named(self) -> bool:
        """Whether people or pairs were named one by one: nobody joins these."""
        return self.who in (Who.PEOPLE, Who.PAIRS)


def read(stored: Mapping[str, Any]) -> Audience:
    return Audience(
        Who(stored.get("who", Who.PEOPLE)),
        _values(stored),
        tuple(stored.get("plus", ())),
        {who: _values(values) for who, values in stored.get("kept", {}).items()},
    )


def _stored(who: Who, values: tuple[str | int, ...]) -> dict[str, Any]:
    """Ids of people stand under a key of their own: two records of one person become one
    (services.joined.stored)."""
    return {_PAIRS if who is Who.PAIRS else _VALUES: list(values)}


def _values(stored: Mapping[str, Any]) -> tuple[str | int, ...]:
    return tuple(stored.get(_VALUES) or stored.get(_PAIRS) or ())


def usual(asked: Questionnaire, *, of_item: bool) -> Audience:
    """The one to begin with: the questionnaire's own, else the owners of the line."""
    if asked.audience in set(Who) - VALUED:
        return Audience(Who(asked.audience))
    return Audience(Who.OWNERS if of_item else Who.STAFF)


def of_pairs(asked: Questionnaire) -> bool:
    """Whether pairs can be named for it."""
    return asked.audience not in _NOT_OF_PAIRS and asked.about not in ("child", "pupil")


def only_pairs(audience: Audience) -> frozenset[int] | None:
    """The pairs that it is about and no others; None: any."""
    if audience.who is not Who.PAIRS:
        return None
    return frozenset(each for each in audience.values if isinstance(each, int))
