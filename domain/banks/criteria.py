"""Criteria by which a school takes a candidate into its bank: yes or no, some told by data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from domain.pairs import Side

YEARS = 3  # of work, from which a mentor is experienced
_QUALIFIED = frozenset({"first", "highest", "mentor", "methodist"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """`forms`: of pairs that it is about; none: any. `own`: written by the school itself."""

    key: str
    text: str
    sides: tuple[str, ...]
    forms: tuple[str, ...] = ()
    own: bool = False


def concerns(criterion: Criterion, side: Side, forms: Collection[str]) -> bool:
    """Whether it is asked of somebody on `side` who is ready for these forms."""
    return side.value in criterion.sides and (
        not criterion.forms or bool(set(criterion.forms) & set(forms))
    )


def seen(
    key: str, facts: Mapping[str, Any], *, answered: bool, areas: bool, consent: bool
) -> bool | None:
    """What the data say of a criterion without anybody's tick; None: nothing.

    `answered`: the person has sent an intake; `areas`: it names what help is about.
    """
    if key == "experience":
        years = _number(facts.get(key))
        return None if years is None else years >= YEARS
    if key == "category":
        said = _value(facts.get(key))
        return None if said is None else said in _QUALIFIED
    told = {"wish": answered, "request": areas, "consent": consent}
    return True if told.get(key) else None


def _value(fact: object) -> object:
    return fact.get("is") if isinstance(fact, Mapping) else None


def _number(fact: object) -> float | None:
    value = _value(fact)
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return value if isinstance(value, int | float) else None
