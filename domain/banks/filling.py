"""From the answers of a questionnaire to the fields of an entry, by `fills` of its questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from domain.pairs import Form, PairKind, Side
from domain.survey import AnswerStatus, Kind, Question, Questionnaire, Reply
from domain.survey.answers import said
from domain.survey.model import Key
from domain.survey.moments import Moment

AREA: Final = "area:"
AREA_WORDS = "area_words"  # the fact that own words beside the areas become
SIDE = "side"
PEOPLE = frozenset({"wants", "unwanted"})  # confidential: of the curator alone
USUAL_LEVEL = 5  # of 10, of an area that is only named
TEN = 10
MOST_CAPACITY, MOST_HOURS = 99, 200
# The facts that an entry keeps as they were said, in the order of a card.
FACTS: Final = (
    "subject", "experience", "category", "goal", "interests", "traits", "whom", "ways", "times",
    "motives", "past", "training",
)  # fmt: skip
FIELDS: Final = frozenset({"areas", "forms", "kinds", "capacity", "hours", *FACTS, *PEOPLE})
_MOST = {"capacity": MOST_CAPACITY, "hours": MOST_HOURS}
_KNOWN = {"forms": frozenset(Form), "kinds": frozenset(PairKind)}
_RANKED = (10, 8, 6)
_SIDES = {
    Moment.MENTOR_INTAKE: (Side.MENTOR,),
    Moment.MENTEE_INTAKE: (Side.MENTEE,),
    Moment.FACTS: (Side.MENTEE,),
}
_CHOSEN = {"mentor": (Side.MENTOR,), "mentee": (Side.MENTEE,), "both": (Side.MENTOR, Side.MENTEE)}
Replies = Mapping[Key, Reply]


def sides_of(asked: Questionnaire, replies: Replies) -> tuple[Side, ...]:
    """The sides on which a sent response makes somebody a candidate."""
    if asked.moment in _SIDES:
        return _SIDES[Moment(asked.moment)]
    for question in asked.questions:
        if question.fills == SIDE:
            reply = _given(replies, question)
            return _CHOSEN.get(str(reply.value), ()) if reply else ()
    return ()


def for_side(asked: Questionnaire, side: Side) -> Questionnaire:
    """As it fills the entry of one side: «mentor:areas» are the mentor's areas alone."""

    def mine(fills: str) -> str:
        whose, _, field = fills.partition(":")
        if whose not in {each.value for each in Side}:
            return fills
        return field if whose == side.value else ""

    questions = tuple(replace(each, fills=mine(each.fills)) for each in asked.questions)
    return replace(asked, questions=questions)


def asked_fields(asked: Questionnaire) -> frozenset[str]:
    """The fields that a questionnaire can fill."""
    fills = {each.fills for each in asked.questions}
    areas = {"areas"} if any(each.startswith(AREA) for each in fills) else set()
    named = {AREA_WORDS} if "areas" in fills else set()
    return frozenset((fills & FIELDS) | areas | named)


def profile(asked: Questionnaire, replies: Replies) -> dict[str, Any]:
    """What the answers tell, by field; plain JSON. Whoever chooses no forms, or is not asked, is
    ready for those that the questionnaire is made for."""
    found: dict[str, Any] = {}
    levels: dict[str, int] = {}
    for question in asked.questions:
        reply = _given(replies, question)
        if reply is None:
            continue
        if question.fills.startswith(AREA):
            level = _level(question, reply.value)
            if level is not None:
                levels[question.fills.removeprefix(AREA)] = level
        elif question.fills in FIELDS:
            _tell(found, question, reply)
    _grade(found, levels, named="areas" in asked_fields(asked) and "areas" in found)
    if asked.forms and not found.get("forms"):
        found["forms"] = [each for each in asked.forms if each in _KNOWN["forms"]]
    return found


def _given(replies: Replies, question: Question) -> Reply | None:
    reply = replies.get((question.key, 0))
    fits = reply is not None and reply.status is AnswerStatus.GIVEN and reply.value is not None
    return reply if fits else None


def _tell(found: dict[str, Any], question: Question, reply: Reply) -> None:
    field, value = question.fills, reply.value
    if field == "areas":
        found[field] = {**found.get(field, {}), **_areas(question, value)}
        if reply.text:
            found[AREA_WORDS] = {"is": None, "said": [], "text": reply.text}
    elif field in _KNOWN:
        found[field] = [each for each in _listed(value) if each in _KNOWN[field]]
    elif field in _MOST:
        number = _number(value)
        if number is not None:
            found[field] = min(max(round(number), 1), _MOST[field])
    elif question.kind is Kind.PERSON:
        found[field] = [*dict.fromkeys([*found.get(field, []), int(value)])]
    elif question.kind is not Kind.FILE:
        found[field] = {"is": value, "said": _said(question, value), "text": reply.text}


def _said(question: Question, value: Any) -> list[str]:
    """What is chosen, in the questionnaire's words; an option of own words says nothing itself."""
    own = {each.text for each in question.options if each.own}
    return [each for each in said(question, value) if each not in own]


def _areas(question: Question, value: Any) -> dict[str, int]:
    own = {each.key for each in question.options if each.own}
    if isinstance(value, dict):
        levels = ((key, _scaled(question, level)) for key, level in value.items())
        return {key: level for key, level in levels if level is not None}
    chosen = [each for each in _listed(value) if each not in own]
    if question.kind is Kind.RANKING:
        return dict(zip(chosen, _RANKED, strict=False))
    return dict.fromkeys(chosen, USUAL_LEVEL)


def _grade(found: dict[str, Any], levels: Mapping[str, int], *, named: bool) -> None:
    """How much, of what was named; of all, where the questionnaire only grades."""
    kept = {key: n for key, n in levels.items() if not named or key in found["areas"]}
    if kept:
        found["areas"] = {**found.get("areas", {}), **kept}


def _level(question: Question, value: Any) -> int | None:
    number = _number(value)
    if number is None:
        return None
    return _within(number * 2 if question.kind is Kind.SCALE else number)


def _scaled(question: Question, key: Any) -> int | None:
    """A column of a matrix: numbers up to 10, shorter scales stretched."""
    numbers = [n for each in question.options if (n := _number(each.key)) is not None]
    number, most = _number(key), max(numbers, default=0)
    return None if number is None or not most else _within(number * TEN / max(most, 1))


def _within(number: float) -> int:
    return min(max(round(number), 1), TEN)


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return int(value) if value.isdecimal() else None
    return value if isinstance(value, int | float) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
