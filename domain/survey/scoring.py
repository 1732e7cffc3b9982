"""The one sum there is: of a matrix's answers, and the levels that it reaches. Pure rules.

`Questionnaire.scoring` is {"matrix": key of the question, "levels": [{"least", "key"}, …]}; the
keys of the matrix's options are numbers. A school may move the thresholds (`levels`). An edited
copy may not fit it any more (`matrix`): then nothing is summed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.survey.model import Kind, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Level:
    """`least`: the sum from which on it is reached. `usual`: as the questionnaire has it. From
    `low` to `high` it may be moved without passing another level; the lowest never moves."""

    key: str
    least: int
    usual: int
    low: int
    high: int

    @property
    def moves(self) -> bool:
        return self.low <= self.high


@dataclass(frozen=True, slots=True)
class Scored:
    """The sum of the rows that were answered with an option (`rows` of them) and its level."""

    total: int
    rows: int
    level: str


def matrix(asked: Questionnaire) -> Question | None:
    """The table that is summed; None where there is none, or its options have no points, or the
    highest level is out of reach."""
    key = asked.scoring.get("matrix")
    found = next((each for each in asked.questions if each.key == key), None)
    if found is None or found.kind is not Kind.MATRIX or not found.rows:
        return None
    if not all(option.key.isdecimal() for option in found.options):
        return None
    usual = _usual(asked)
    return found if usual and usual[0][1] <= _top(found) else None


def levels(asked: Questionnaire, leasts: Mapping[str, int]) -> tuple[Level, ...]:
    """From the highest down, with the thresholds that a school has set. What it has set and what
    would pass another level by now, is not taken."""
    usual = _usual(asked)
    kept = {key: leasts.get(key, least) for key, least in usual[:-1]} | dict(usual[-1:])
    order = [kept[key] for key, _ in usual]
    if not all(a > b for a, b in zip([top(asked) + 1, *order], order, strict=False)):
        kept = dict(usual)
    found = []
    for at, (key, least) in enumerate(usual):
        above = kept[usual[at - 1][0]] if at else top(asked) + 1
        if at + 1 < len(usual):
            found.append(Level(key, kept[key], least, kept[usual[at + 1][0]] + 1, above - 1))
        else:
            found.append(Level(key, least, least, 1, 0))
    return tuple(found)


def top(asked: Questionnaire) -> int:
    """The highest sum there can be."""
    question = matrix(asked)
    return _top(question) if question else 0


def _top(question: Question) -> int:
    return max((int(option.key) for option in question.options), default=0) * len(question.rows)


def scored(value: Mapping[str, str | None], among: tuple[Level, ...]) -> Scored:
    """Of one answer to the matrix; rows that do not apply are not counted."""
    given = [int(key) for key in value.values() if key is not None]
    total = sum(given)
    reached = next((each.key for each in among if total >= each.least), "")
    return Scored(total, len(given), reached)


def _usual(asked: Questionnaire) -> list[tuple[str, int]]:
    found = [(str(each["key"]), int(each["least"])) for each in asked.scoring["levels"]]
    return sorted(found, key=lambda each: -each[1])
