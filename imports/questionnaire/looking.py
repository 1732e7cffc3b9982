"""A spreadsheet of questions looked at as a whole: what it asks, what is wrong, what to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.survey import Questionnaire
from domain.survey.checking import LEAN_ON_OTHERS, Fault, faults, notes
from imports.questionnaire.building import Built, Problem, build
from imports.questionnaire.finding import QuestionTable


@dataclass(frozen=True, slots=True)
class Looked:
    """`wrong`: all that is to be mended, row by row; `notes`: what may be left as it is, said
    where nothing is wrong."""

    questionnaire: Questionnaire
    wrong: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def look(table: QuestionTable, origin: Questionnaire | None) -> Looked:
    """It takes its time: give it to exports.worker.in_worker."""
    built = build(table, origin)
    found = faults(built.questionnaire)
    if built.problems:  # what is said only because other rows are missing is left for later
        found = tuple(each for each in found if each.code not in LEAN_ON_OTHERS)
    wrong = [*built.problems, *_in_rows(built, found)]
    told = () if wrong else (*built.notes, *_in_rows(built, notes(built.questionnaire)))
    return Looked(built.questionnaire, _sorted(wrong), _sorted(told))


def _in_rows(built: Built, found: Iterable[Fault]) -> list[Problem]:
    return [
        Problem(built.rows[each.number - 1] if each.number else 0, each.code, _called(built, each))
        for each in found
    ]


def _called(built: Built, fault: Fault) -> dict[str, Any]:
    """Questions without a code are told by their numbers in the file, others by their rows."""
    data = dict(fault.data)
    if data.get("said") in built.called:
        data["said"] = built.called[data["said"]]
    if "other" in data:
        data["other"] = built.rows[data["other"] - 1]
    return data


def _sorted(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda each: each.at))
