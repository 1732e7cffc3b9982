"""What is wrong with a questionnaire before anybody is asked; texts.questionnaires says it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.survey import walk
from domain.survey.answers import LONG, RANKS, SCALES, SHORT
from domain.survey.branches import reachable
from domain.survey.model import Compare, Condition, Kind, Option, Question, Questionnaire
from domain.survey.piping import ANSWER, fields

QUESTIONS = 100
OPTIONS = 90  # buttons of a message are 100, some are ways on
OPTION = 250  # letters, as a numbered line
ROWS = 50
TITLE, INTRO, TEXT, HELP, END = 80, 600, 1000, 600, 40
KEY_BYTES = 64
NAME = 60  # letters that a name may take where it is put into a text
BANKS = ("mentors", "mentees", "staff")
ABOUT = ("", "mentee", "child", "pupil", "partner")
CHOICES = (Kind.ONE, Kind.SEVERAL, Kind.RANKING)
_KEY = re.compile(r"[\w.-]+")
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_UNSAID = (Kind.LONG, Kind.MATRIX, Kind.FILE, Kind.STATEMENT)  # too long inside another text
# What may be said of a question only because another one could not be read.
LEAN_ON_OTHERS = frozenset({
    "no_questions", "if_unknown", "if_later", "if_cycle", "field_question", "unreachable",
})  # fmt: skip
_COUNTED = (Kind.SCALE, Kind.TEN, Kind.NUMBER)
_NAMED = (Kind.FILE, Kind.PERSON)  # give away whose sheet it is


@dataclass(frozen=True, slots=True)
class Fault:
    """`number`: of the question, from 1; 0: of the whole. `data`: figures and words."""

    code: str
    number: int = 0
    data: dict[str, Any] = field(default_factory=dict)


def faults(asked: Questionnaire) -> tuple[Fault, ...]:
    """All that is to be mended, question by question; empty: it may be published."""
    found = list(_whole(asked))
    earlier: dict[str, Question] = {}
    for number, question in enumerate(asked.questions, 1):
        told = [
            *_words(question), *_options(question), *_limits(question),
            *_pipes(asked, question, earlier), *_condition(asked, question, earlier),
            *_setting(asked, question),
        ]  # fmt: skip
        found += [Fault(code, number, data) for code, data in told]
        earlier.setdefault(question.key, question)
    if not found:
        found += [
            Fault("unreachable", number)
            for number, question in enumerate(asked.questions, 1)
            if not reachable(asked, question)
        ]
    return tuple(found)


Told = Iterator[tuple[str, dict[str, Any]]]


def _whole(asked: Questionnaire) -> Iterator[Fault]:
    if not asked.title.strip():
        yield Fault("title_empty")
    for part, text, most in (
        ("title", asked.title, TITLE), ("intro", asked.intro, INTRO),
        ("thanks", asked.thanks, INTRO),
    ):  # fmt: skip
        if len(text) > most:
            yield Fault("part_long", 0, {"part": part, "most": most, "length": len(text)})
    if all(each.kind is Kind.STATEMENT for each in asked.questions):
        yield Fault("no_questions")
    if len(asked.questions) > QUESTIONS:
        yield Fault("many_questions", 0, {"most": QUESTIONS})
    if asked.about not in ABOUT:
        yield Fault("about", 0, {"said": asked.about})
    if not _fine_key(asked.key):
        yield Fault("key", 0, {"said": asked.key})
    yield from _twice(asked.questions)


def _twice(questions: Sequence[Question]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, question in enumerate(questions, 1):
        if question.key in first:
            data = {"said": question.key, "other": first[question.key]}
            yield Fault("key_twice", number, data)
        first.setdefault(question.key, number)


def _fine_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and len(key.encode()) <= KEY_BYTES


def _words(question: Question) -> Told:
    if not _fine_key(question.key):
        yield "key", {"said": question.key}
    if not question.text.strip():
        yield "text_empty", {}
    parts = (("text", question.text, TEXT), ("help", question.help, HELP))
    for part, text, most in (*parts, *(("end", end, END) for end in question.ends)):
        if len(text) > most:
            yield "part_long", {"part": part, "most": most, "length": len(text)}


def _options(question: Question) -> Told:
    chosen = question.kind in CHOICES or question.kind is Kind.MATRIX
    if not chosen and question.options:
        yield "options_idle", {}
    if chosen and len(question.options) < 2:
        yield "options_few", {}
    if len(question.options) > OPTIONS:
        yield "options_many", {"most": OPTIONS}
    if question.kind is Kind.MATRIX and not question.rows:
        yield "rows_none", {}
    if question.kind is not Kind.MATRIX and question.rows:
        yield "rows_idle", {}
    if len(question.rows) > ROWS:
        yield "rows_many", {"most": ROWS}
    if sum(each.own for each in question.options) > 1:
        yield "own_twice", {}
    if question.kind not in (Kind.ONE, Kind.SEVERAL) and any(e.own for e in question.options):
        yield "own_idle", {}
    yield from _each_option(question.options)
    yield from _each_option(question.rows)


def _each_option(options: Sequence[Option]) -> Told:
    for option in options:
        if not option.text.strip():
            yield "option_empty", {}
        if len(option.text) > OPTION:
            yield "option_long", {"said": option.text, "most": OPTION}
        if not _fine_key(option.key):
            yield "option_key", {"said": option.key}
    for text in _repeated(each.text.casefold().strip() for each in options):
        yield "option_twice", {"said": text}
    for key in _repeated(each.key for each in options):
        yield "option_key_twice", {"said": key}


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def _limits(question: Question) -> Told:
    least, most, kind = question.least, question.most, question.kind
    if least is None and most is None:
        return
    lowest, highest = _possible(question)
    if lowest is None:
        yield "limits_idle", {}
        return
    if least is not None and most is not None and least > most:
        yield "least_over_most", {"least": least, "most": most}
    whole = kind is not Kind.NUMBER
    for limit in (least, most):
        if limit is None:
            continue
        if whole and limit != int(limit):
            yield "limit_whole", {"said": limit}
        if not lowest <= limit <= highest:
            yield "limit", {"said": limit, "least": lowest, "most": highest}


def _possible(question: Question) -> tuple[float | None, float]:
    """Between which figures a limit makes sense; None: a kind without limits."""
    far = 1e12
    if question.kind is Kind.NUMBER:
        return -far, far
    highest = {
        Kind.SEVERAL: len(question.options), Kind.RANKING: min(RANKS, len(question.options)),
        Kind.SHORT: SHORT, Kind.LONG: LONG,
    }.get(question.kind)  # fmt: skip
    return (None, 0) if highest is None else (1, highest)


def _pipes(asked: Questionnaire, question: Question, earlier: dict[str, Question]) -> Told:
    length = len(question.text)
    for text in (question.text, question.help):
        known = fields(text)
        for braces in _BRACES.findall(text):
            if braces.strip("{}") not in known or not braces.endswith("}"):
                yield "field", {"said": braces}
        for name in known:
            if name == "mentee" and not (question.each_mentee or asked.about):
                yield "field_mentee", {}
            if name.startswith(ANSWER):
                yield from _earlier(name.removeprefix(ANSWER), earlier)
    length += sum(_width(name, earlier) for name in fields(question.text))
    if length > TEXT >= len(question.text):
        yield "piped_long", {"most": TEXT, "length": length}


def _earlier(key: str, earlier: dict[str, Question]) -> Told:
    if key not in earlier:
        yield "field_question", {"said": key}
    elif earlier[key].kind in _UNSAID:
        yield "field_kind", {"said": key}


def _width(name: str, earlier: dict[str, Question]) -> int:
    question = earlier.get(name.removeprefix(ANSWER))
    if question is None:
        return NAME
    texts = sorted((len(each.text) + 2 for each in question.options), reverse=True)
    if question.kind is Kind.SEVERAL:
        most = int(question.most or len(texts))
        return sum(texts[:most])
    if question.kind is Kind.RANKING:
        return sum(texts[:RANKS]) + 3 * RANKS
    return SHORT if question.kind is Kind.SHORT else max(texts, default=NAME)


def _condition(asked: Questionnaire, question: Question, earlier: dict[str, Question]) -> Told:
    if question.shown_if is None:
        return
    keys = {each.key for each in asked.questions}
    for test in _tests(question.shown_if):
        if test.question not in keys:
            yield "if_unknown", {"said": test.question}
        elif test.question not in earlier:
            code = "if_cycle" if _leads(asked, test.question, question.key) else "if_later"
            yield code, {"said": test.question}
        else:
            yield from _values(test, earlier[test.question])
    if any(_muddled(each) for each in _all(question.shown_if)):
        yield "if_empty", {}


def _all(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in (*condition.all_of, *condition.any_of):
        yield from _all(part)


def _tests(condition: Condition) -> Iterator[Condition]:
    return (each for each in _all(condition) if each.question)


def _muddled(condition: Condition) -> bool:
    ways = (bool(condition.question), bool(condition.all_of), bool(condition.any_of))
    return sum(ways) != 1


def _leads(asked: Questionnaire, start: str, goal: str) -> bool:
    """Whether what shows `start` hangs on `goal`."""
    conditions = {each.key: each.shown_if for each in asked.questions}
    waiting, known = [start], set[str]()
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        shown_if = conditions.get(key)
        if key not in known and shown_if is not None:
            waiting += walk.named_in(shown_if)
        known.add(key)
    return False


def _values(test: Condition, of: Question) -> Told:
    data: dict[str, Any] = {"said": of.key}
    if test.test is Compare.ANSWERED:
        if test.values:
            yield "if_values", data
        return
    if not test.values:
        yield "if_values", data
    elif test.test in (Compare.AT_LEAST, Compare.AT_MOST):
        if of.kind not in _COUNTED or len(test.values) != 1 or not _is_number(test.values[0]):
            yield "if_number", data
    elif not (of.options or of.kind in _COUNTED):
        yield "if_kind", data
    else:
        for value in test.values:
            if not _fits(value, of):
                yield "if_value", {**data, "value": value}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits(value: str | float, of: Question) -> bool:
    if of.options:
        return value in {each.key for each in of.options}
    if not isinstance(value, int | float):
        return False
    if of.kind in SCALES:
        low, high = SCALES[of.kind]
        return low <= value <= high
    low_, high_ = of.least, of.most
    return (low_ is None or value >= low_) and (high_ is None or value <= high_)


def _setting(asked: Questionnaire, question: Question) -> Told:
    if question.kind is Kind.PERSON and question.bank not in BANKS:
        yield "bank", {"said": question.bank}
    if question.kind is Kind.STATEMENT and (question.optional or question.may_not_apply):
        yield "statement", {}
    if asked.anonymous and (question.kind in _NAMED or question.each_mentee):
        yield "anonymous", {}
