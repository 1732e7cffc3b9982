"""A questionnaire out of plain data (TOML, JSON of the database) and back, without loss.

Only the shape is looked at here; what is wrong with the sense is told by domain.survey.checking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from domain.survey.model import Compare, Condition, Kind, Option, Question, Questionnaire


def read(body: Mapping[str, Any]) -> Questionnaire:
    """Raises ValueError that says where the data has another shape."""
    _known(body, Questionnaire, "questionnaire")
    given = dict(body)
    try:
        given["questions"] = tuple(_question(each) for each in given.get("questions", ()))
        given["forms"] = tuple(given.get("forms", ()))
        return Questionnaire(**given)
    except TypeError as error:
        raise ValueError(str(error)) from error


def plain(questionnaire: Questionnaire) -> dict[str, Any]:
    """What `read` takes, without what is as usual; fit for JSON."""
    body = _plain(questionnaire)
    body["questions"] = [_plain_question(each) for each in questionnaire.questions]
    return body


def _question(body: Mapping[str, Any]) -> Question:
    where = f"question {body.get('key', '?')}"
    _known(body, Question, where)
    given = dict(body)
    try:
        given["kind"] = Kind(given["kind"])
        given["options"] = _options(given.get("options", ()), where)
        given["rows"] = _options(given.get("rows", ()), where)
        low, high = given.get("ends", ("", ""))
        given["ends"] = (low, high)
        given["shown_if"] = _condition(given.get("shown_if"), where)
        return Question(**given)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{where}: {error}") from error


def _options(bodies: Sequence[Mapping[str, Any]], where: str) -> tuple[Option, ...]:
    for body in bodies:
        _known(body, Option, where)
    return tuple(Option(**body) for body in bodies)


def _condition(body: Mapping[str, Any] | None, where: str) -> Condition | None:
    if body is None:
        return None
    _known(body, Condition, where)
    given = dict(body)
    given["test"] = Compare(given.get("test", Compare.IS))
    given["values"] = tuple(given.get("values", ()))
    for several in ("all_of", "any_of"):
        parts = (_condition(each, where) for each in given.get(several, ()))
        given[several] = tuple(part for part in parts if part is not None)
    return Condition(**given)


def _known(body: Mapping[str, Any], shape: type, where: str) -> None:
    unknown = set(body) - {each.name for each in fields(shape)}
    if unknown:
        raise ValueError(f"{where}: unknown {', '.join(sorted(unknown))}")


def _plain(thing: Any) -> dict[str, Any]:
    """The simple fields that differ from the default."""
    return {
        each.name: list(value) if isinstance(value, tuple) else value
        for each in fields(thing)
        if (value := getattr(thing, each.name)) != each.default and value not in ((), {}, None)
    }


def _plain_question(question: Question) -> dict[str, Any]:
    body = _plain(question)
    for several in ("options", "rows"):
        if several in body:
            body[several] = [_plain(option) for option in body[several]]
    if question.shown_if is not None:
        body["shown_if"] = _plain_condition(question.shown_if)
    return body


def _plain_condition(condition: Condition) -> dict[str, Any]:
    body = _plain(condition)
    for several in ("all_of", "any_of"):
        if several in body:
            body[several] = [_plain_condition(part) for part in body[several]]
    return body
