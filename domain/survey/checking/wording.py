"""The texts of a question: their length, and what is put into them."""

import re

from domain.survey.answers import OWN, RANKS, SHORT
from domain.survey.checking.figures import END, NAME, Told, fine_key
from domain.survey.fitting import HELP, TEXT, units
from domain.survey.model import Kind, Question, Questionnaire
from domain.survey.piping import ANSWER, fields

_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_UNSAID = (Kind.LONG, Kind.MATRIX, Kind.FILE, Kind.STATEMENT)  # too long inside another text


def words(question: Question) -> Told:
    if not fine_key(question.key):
        yield "key", {"said": question.key}
    if not question.text.strip():
        yield "text_empty", {}
    parts = (("text", question.text, TEXT), ("help", question.help, HELP))
    for part, text, most in (*parts, *(("end", end, END) for end in question.ends)):
        if units(text) > most:
            yield "part_long", {"part": part, "most": most, "length": units(text)}


def pipes(asked: Questionnaire, question: Question, earlier: dict[str, Question]) -> Told:
    for text in (question.text, question.help):
        known = fields(text)
        for braces in _BRACES.findall(text):
            if braces.strip("{}") not in known or not braces.endswith("}"):
                yield "field", {"said": braces}
        for name in known:
            if name == "mentee" and not (question.each_mentee or asked.about):
                yield "field_mentee", {}
            if name.startswith(ANSWER):
                yield from _earlier(name.removeprefix(ANSWER), question, earlier)
    for text, most in ((question.text, TEXT), (question.help, HELP)):
        length = units(text) + sum(_width(name, earlier) for name in fields(text))
        if length > most >= units(text):
            yield "piped_long", {"most": most, "length": length}


def piped(question: Question) -> list[str]:
    """The questions whose answers stand in the words of this one."""
    names = [*fields(question.text), *fields(question.help)]
    return [name.removeprefix(ANSWER) for name in names if name.startswith(ANSWER)]


def _earlier(key: str, question: Question, earlier: dict[str, Question]) -> Told:
    if key not in earlier:
        yield "field_question", {"said": key}
    elif earlier[key].kind in _UNSAID:
        yield "field_kind", {"said": key}
    elif earlier[key].each_mentee and not question.each_mentee:
        yield "field_block", {"said": key}


def _width(name: str, earlier: dict[str, Question]) -> int:
    question = earlier.get(name.removeprefix(ANSWER))
    if question is None:
        return NAME
    texts = sorted((units(each.text) + 2 for each in question.options), reverse=True)
    own = OWN if any(each.own for each in question.options) else 0
    if question.kind is Kind.SEVERAL:
        most = int(question.most or len(texts))
        return sum(texts[:most]) + own
    if question.kind is Kind.RANKING:
        return sum(texts[:RANKS]) + 3 * RANKS
    return SHORT if question.kind is Kind.SHORT else max(texts, default=NAME) + own
