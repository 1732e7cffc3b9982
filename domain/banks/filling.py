"""From the answers of a questionnaire to the fields of an entry, by `fills` of its questions."""

from collections.abc import Collection, Mapping
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
Levels = dict[str, int | None]  # of 10; None: an area that was named, and not how much


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


def profile(
    asked: Questionnaire, replies: Replies, areas: Collection[str] | None = None
) -> dict[str, Any]:
    """What the answers tell, by field; plain JSON. Whoever chooses no forms, or is not asked, is
    ready for those that the questionnaire is made for. `areas`: the keys of the common lists; an
    area that a school has added stands in words, its key means nothing elsewhere."""
    found: dict[str, Any] = {}
    levels: Levels = {}
    for question in asked.questions:
        reply = _given(replies, question)
        if reply is None:
            continue
        if question.fills.startswith(AREA):
            level = _level(question, reply.value)
            if level is not None and _common(question.fills.removeprefix(AREA), areas):
                levels[question.fills.removeprefix(AREA)] = level
        elif question.fills in FIELDS:
            _tell(found, question, reply, areas)
    _grade(found, levels, named="areas" in asked_fields(asked) and "areas" in found)
    if asked.forms and not found.get("forms"):
        found["forms"] = [each for each in asked.forms if each in _KNOWN["forms"]]
    return found


def _given(replies: Replies, question: Question) -> Reply | None:
    reply = replies.get((question.key, 0))
    fits = reply is not None and reply.status is AnswerStatus.GIVEN and reply.value is not None
    return reply if fits else None


def _common(area: str, areas: Collection[str] | None) -> bool:
    return areas is None or area in areas


def _tell(
    found: dict[str, Any], question: Question, reply: Reply, areas: Collection[str] | None
) -> None:
    field, value = question.fills, reply.value
    if field == "areas":
        named = _areas(question, value)
        common = {key: level for key, level in named.items() if _common(key, areas)}
        found[field] = {**found.get(field, {}), **common}
        own = [_text(question, key) for key in named if key not in common]
        if own or reply.text:
            before = found.get(AREA_WORDS, {"said": [], "text": ""})
            texts = [each for each in (before["text"], reply.text) if each]
            said = [*dict.fromkeys([*before["said"], *own])]
            found[AREA_WORDS] = {"is": None, "said": said, "text": ", ".join(texts)}
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


def _text(question: Question, area: str) -> str:
    return next(each.text for each in (*question.rows, *question.options) if each.key == area)


def _areas(question: Question, value: Any) -> Levels:
    own = {each.key for each in question.options if each.own}
    if isinstance(value, dict):
        graded = ((key, _scaled(question, level)) for key, level in value.items())
        return {key: level for key, level in graded if level is not None}
    chosen = [each for each in _listed(value) if each not in own]
    if question.kind is Kind.RANKING:
        return dict(zip(chosen, _RANKED, strict=False))
    return dict.fromkeys(chosen)


def _grade(found: dict[str, Any], levels: Levels, *, named: bool) -> None:
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
