"""«Показывать, если» of a cell: tests of earlier answers joined by «и» / «или», with brackets.

expression = part {ИЛИ part}          part = piece {И piece}
piece = "(" expression ")" | question (= | ≠ | ≥ | ≤) value {, value} | question есть ответ
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.survey import Compare, Condition, Question
from domain.survey.answers import SCALES
from domain.survey.model import Kind
from imports.questionnaire import words

_TOKEN = re.compile(
    r"«([^»]*)»|\"([^\"]*)\"|(<>|!=|>=|=>|<=|=<|≠|≥|≤|=)|([(),;])"
    r"|([^\s(),;=≠≥≤<>!«\"]+)"
)
_TESTS = {
    "=": Compare.IS, "≠": Compare.IS_NOT, "<>": Compare.IS_NOT, "!=": Compare.IS_NOT,
    "≥": Compare.AT_LEAST, ">=": Compare.AT_LEAST, "=>": Compare.AT_LEAST,
    "≤": Compare.AT_MOST, "<=": Compare.AT_MOST, "=<": Compare.AT_MOST,
}  # fmt: skip
_DEEP = 8  # brackets in brackets
Find = Callable[[str], Question | None]


class Unclear(Exception):
    """A condition that cannot be read. Keys: "if_shape", "if_question", "if_answer"."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(code)
        self.code, self.said = code, said


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool = False


def read(text: str, find: Find) -> Condition:
    """`find` gives an earlier question by its code or number. Raises Unclear."""
    return _Reader(_tokens(text), find, text).whole()


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    for match in _TOKEN.finditer(text):
        if text[at : match.start()].strip():
            raise Unclear("if_shape", text)
        at = match.end()
        quoted = match[1] if match[1] is not None else match[2]
        found.append(_Token(match[0]) if quoted is None else _Token(quoted.strip(), quoted=True))
    if text[at:].strip():
        raise Unclear("if_shape", text)
    return found


class _Reader:
    def __init__(self, tokens: Sequence[_Token], find: Find, text: str) -> None:
        self._tokens, self._find, self._text, self._at = tokens, find, text, 0
        self._deep = 0

    def whole(self) -> Condition:
        found = self._any()
        if self._at != len(self._tokens):
            raise self._unclear()
        return found

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._word(words.ANY):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Condition(any_of=tuple(parts))

    def _all(self) -> Condition:
        parts = [self._piece()]
        while self._word(words.ALL):
            parts.append(self._piece())
        return parts[0] if len(parts) == 1 else Condition(all_of=tuple(parts))

    def _piece(self) -> Condition:
        if not self._sign("("):
            return self._test()
        self._deep += 1
        if self._deep > _DEEP:
            raise self._unclear()
        found = self._any()
        self._deep -= 1
        if not self._sign(")"):
            raise self._unclear()
        return found

    def _test(self) -> Condition:
        name = self._until_sign()
        question = self._find(name)
        if question is None:
            one_word = bool(name) and " " not in name
            raise Unclear("if_question", name) if one_word else self._unclear()
        sign = self._next()
        if sign is None:  # the words after the question said it: «вопрос 3 есть ответ»
            return Condition(question.key, Compare.ANSWERED)
        test = _TESTS[sign]
        values = [self._value(question, test)]
        while self._sign(",") or self._sign(";"):
            values.append(self._value(question, test))
        return Condition(question.key, test, tuple(values))

    def _until_sign(self) -> str:
        """The question's name: bare words before a sign, or before «есть ответ»."""
        taken: list[str] = []
        while (token := self._peek()) is not None and not self._stops(token):
            rest = " ".join(each.text for each in self._tokens[self._at : self._at + 2])
            if words.ANSWERED.search(rest.casefold()) and taken:
                break
            taken.append(token.text)
            self._at += 1
        return " ".join(taken)

    def _next(self) -> str | None:
        token = self._peek()
        if token is not None and not token.quoted and token.text in _TESTS:
            self._at += 1
            return token.text
        rest = " ".join(each.text for each in self._tokens[self._at : self._at + 2])
        found = words.ANSWERED.search(rest.casefold())
        if found is None:
            raise self._unclear()
        self._at += len(found[0].split())
        return None

    def _value(self, question: Question, test: Compare) -> str | float:
        token = self._peek()
        if token is None:
            raise self._unclear()
        if token.quoted:
            self._at += 1
            return _meant(token.text, question, test)
        taken: list[str] = []
        while (token := self._peek()) is not None and not self._ends(token):
            taken.append(token.text)
            self._at += 1
        return _meant(" ".join(taken), question, test)

    def _ends(self, token: _Token) -> bool:
        """Whether an unquoted value ends: at a sign, or a joining word before another test."""
        if self._stops(token):
            return True
        if token.quoted or token.text.casefold() not in (words.ALL, words.ANY):
            return False
        ahead = self._tokens[self._at + 1 :]
        for each in ahead[:4]:
            if not each.quoted and (each.text in _TESTS or each.text == "("):
                return True
            if not each.quoted and words.ANSWERED_BEGINS.search(each.text.casefold()):
                return True
        return False

    def _stops(self, token: _Token) -> bool:
        return not token.quoted and (token.text in _TESTS or token.text in ("(", ")", ",", ";"))

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _word(self, word: str) -> bool:
        token = self._peek()
        found = token is not None and not token.quoted and token.text.casefold() == word
        self._at += found
        return found

    def _sign(self, sign: str) -> bool:
        token = self._peek()
        found = token is not None and not token.quoted and token.text == sign
        self._at += found
        return found

    def _unclear(self) -> Unclear:
        return Unclear("if_shape", self._text)


def _meant(said: str, question: Question, test: Compare) -> str | float:
    """The key of the option that is named, or the number."""
    counts = question.kind in SCALES or question.kind is Kind.NUMBER
    if counts or test in (Compare.AT_LEAST, Compare.AT_MOST):
        try:
            number = float(said.replace(",", ".").replace(" ", ""))
        except ValueError:
            raise Unclear("if_answer", said) from None
        return int(number) if number == int(number) else number
    folded = _folded(said)
    for option in question.options:
        if folded in (_folded(option.text), option.key.casefold()):
            return option.key
    raise Unclear("if_answer", said)


def _folded(text: str) -> str:
    return " ".join(words.folded(text).strip(" .…").split())
