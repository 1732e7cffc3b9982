"""The cells of a spreadsheet -> domain.survey.Questionnaire, or what is wrong with which row.

What a spreadsheet does not say (parts of banks that answers fill, scales that are compared, keys
of options) comes from the questionnaire it was made from, the `origin`, by the codes of questions.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from domain.survey import Kind, Option, Question, Questionnaire, scoring
from imports.questionnaire import conditions, words
from imports.questionnaire.finding import QuestionLine, QuestionTable, plain

OWN = "own_"  # how the key of a school's own one begins
_ALIKE = 0.75  # of texts, to be the same option said in other words


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is refused. `at`: its number in the file; 0: what is said of the whole."""

    at: int
    code: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """`rows`: the number of the row in the file, question by question; `called`: what the file
    calls a question without a code, by its key; `notes`: what is not taken over, but refused
    neither."""

    questionnaire: Questionnaire
    rows: tuple[int, ...]
    problems: tuple[Problem, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


class _Refused(Exception):
    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data


def build(table: QuestionTable, origin: Questionnaire | None) -> Built:
    """Rows that are not understood are left out and named."""
    questions: list[Question] = []
    rows: list[int] = []
    problems: list[Problem] = []
    made = _Making(table, origin)
    for number, line in enumerate(table.lines, 1):
        try:
            questions.append(made.question(number, line))
            rows.append(line.at)
        except _Refused as refused:
            problems.append(Problem(line.at, refused.code, refused.data))
    head, unclear = _head(table.head)
    asked = _whole(replace(table, head=head), origin, tuple(questions))
    notes = [Problem(at, "row_skipped", {"said": said}) for at, said in table.skipped.items()]
    if asked.scoring and (lost := _unscored(asked)):
        asked = replace(asked, scoring={})
        notes.append(lost)
    return Built(asked, tuple(rows), (*unclear, *problems), made.called, tuple(notes))


def _unscored(asked: Questionnaire) -> Problem | None:
    """Why the sum of points cannot be made any more."""
    if scoring.matrix(asked) is not None:
        return None
    key = asked.scoring["matrix"]
    question = next((each for each in asked.questions if each.key == key), None)
    options = question.options if question and question.kind is Kind.MATRIX else ()
    new = next((each for each in options if not each.key.isdecimal()), None)
    if new is not None:
        return Problem(0, "scoring_option", {"said": new.text})
    return Problem(0, "scoring_rows" if options else "scoring_table")


def _head(said: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """What is understood of the whole, and what is not."""
    head, unclear = dict(said), []
    for key, read in _HEAD.items():
        try:
            read(head)
        except _Refused as refused:
            unclear.append(Problem(0, refused.code, refused.data))
            del head[key]
    return head, unclear


def _whole(
    table: QuestionTable, origin: Questionnaire | None, questions: tuple[Question, ...]
) -> Questionnaire:
    head = table.head
    base = origin or Questionnaire("", "", "", "", ())
    title = head.get("title", base.title)
    return replace(
        base,
        key=_own_key(base.key, title),
        title=title,
        intro=head.get("intro", base.intro),
        thanks=head.get("thanks", base.thanks),
        questions=questions,
        audience=_audience(head, base.audience),
        about=_about(head, base.about),
        close=_close(head, default=base.close),
        anonymous=_anonymous(head, default=base.anonymous),
    )


def _own_key(origin: str, title: str) -> str:
    """Of a copy of one that comes with the program; the same file again is the same one."""
    if origin.startswith(OWN):
        return origin
    return OWN + (origin or hashlib.sha256(plain(title).encode()).hexdigest()[:10])


def _meant(head: Mapping[str, str], key: str, patterns: Any, default: str) -> str:
    if key not in head:
        return default
    said = plain(head[key])
    for value, pattern in patterns:
        if pattern.search(said):
            return str(value)
    raise _Refused(f"head_{key}", said=head[key])


def _audience(head: Mapping[str, str], default: str = "") -> str:
    return _meant(head, "audience", words.AUDIENCES, default)


def _about(head: Mapping[str, str], default: str = "") -> str:
    return _meant(head, "about", words.ABOUT, default)


def _close(head: Mapping[str, str], *, default: bool = False) -> bool:
    if "close" not in head:
        return default
    said = plain(head["close"])
    if not words.CLOSE.search(said) and not words.POLITE.search(said):
        raise _Refused("head_close", said=head["close"])
    return bool(words.CLOSE.search(said))


def _anonymous(head: Mapping[str, str], *, default: bool = False) -> bool:
    return _said_yes(head["anonymous"], "anonymous") if "anonymous" in head else default


_HEAD: dict[str, Callable[[Mapping[str, str]], object]] = {
    "audience": _audience, "about": _about, "close": _close, "anonymous": _anonymous,
}  # fmt: skip


class _Making:
    """Questions one after the other; conditions look at those that are made already."""

    def __init__(self, table: QuestionTable, origin: Questionnaire | None) -> None:
        self._columns = table.columns
        self._origin = {each.key: each for each in origin.questions} if origin else {}
        self._taken = {line["code"] for line in table.lines if line["code"]}
        self._known: dict[str, Question] = {}
        self._lines = table.lines
        self._numbers = _numbers(table.lines)
        self._at = 0
        self.called: dict[str, str] = {}

    def question(self, number: int, line: QuestionLine) -> Question:
        self._at = number - 1
        key = line["code"] or self._fresh_key(number)
        kind = _kind(line)
        base = self._origin.get(key)
        if base is not None and base.kind is not kind:
            base = None
        made = replace(
            base or Question(key, kind, ""),
            text=_text(line),
            help=line["help"],
            options=_options(line["options"], base.options if base else (), "o"),
            rows=_options(line["rows"], base.rows if base else (), "r"),
            ends=(line["low"], line["high"]),
            least=_number(line, "least"),
            most=_number(line, "most"),
            bank=_bank(line, kind),
            optional=self._flag(line, "optional", base),
            may_not_apply=self._flag(line, "may_not_apply", base),
            each_mentee=self._flag(line, "each_mentee", base),
            sensitive=self._flag(line, "sensitive", base),
            personal=self._flag(line, "personal", base),
        )
        made = replace(made, shown_if=self._condition(line))
        self._known.setdefault(key, made)
        self._known.setdefault(f"№{self._numbers[self._at]}", made)
        return made

    def _fresh_key(self, number: int) -> str:
        key = f"q{number}"
        while key in self._taken:
            key += "_"
        self._taken.add(key)
        self.called[key] = self._numbers[self._at]
        return key

    def _flag(self, line: QuestionLine, name: str, base: Question | None) -> bool:
        if name not in self._columns:
            return bool(base and getattr(base, name))
        return _said_yes(line[name], name)

    def _condition(self, line: QuestionLine) -> Any:
        text = line["shown_if"]
        if not text.strip():
            return None
        try:
            return conditions.read(text, self._named)
        except conditions.Unclear as unclear:
            raise _Refused(unclear.code, said=unclear.said) from None

    def _named(self, name: str) -> Question | None:
        if name in self._known:
            return self._known[name]
        found = words.QUESTION.match(name.strip())
        number = found[1] if found else name.strip()
        if self._numbers.count(number) > 1:
            raise _Refused("if_number_twice", said=number)
        known = self._known.get(f"№{number}")
        if known is None:
            self._look_elsewhere(name, number)
        return known

    def _look_elsewhere(self, name: str, number: str) -> None:
        """Says why a question that the file has cannot be looked at."""
        pairs = enumerate(zip(self._lines, self._numbers, strict=True))
        at = next((at for at, (line, n) in pairs if name == line["code"] or number == n), None)
        if at is None:
            return
        if at == self._at:
            raise _Refused("if_self")
        if at > self._at:
            raise _Refused("if_later", said=name)
        raise _Refused("if_row", said=name, row=self._lines[at].at)


def _numbers(lines: Sequence[QuestionLine]) -> list[str]:
    """What conditions call the questions: the file's own numbers, else their places."""
    if not any(line["number"] for line in lines):
        return [str(at) for at in range(1, len(lines) + 1)]
    found = [(words.NUMBER.match(line["number"]), line["number"]) for line in lines]
    return [match[1] if match else said for match, said in found]


def _said_yes(said: str, name: str) -> bool:
    folded = plain(said)
    if words.YES.search(folded):
        return True
    if words.NO.search(folded):
        return False
    raise _Refused("yes_no", said=said, column=name)


def _kind(line: QuestionLine) -> Kind:
    said = plain(line["kind"])
    if not said:
        raise _Refused("kind_none")
    for kind, pattern in words.KINDS:
        if pattern.search(said):
            return Kind(kind)
    raise _Refused("kind_scale" if words.SCALE.search(said) else "kind", said=line["kind"])


def _text(line: QuestionLine) -> str:
    if not line["text"]:
        raise _Refused("text_none")
    return line["text"]


def _bank(line: QuestionLine, kind: Kind) -> str:
    if kind is not Kind.PERSON:
        return ""
    said = plain(line["bank"])
    for bank, pattern in words.BANKS:
        if pattern.search(said):
            return bank
    raise _Refused("bank", said=line["bank"])


def _number(line: QuestionLine, name: str) -> float | None:
    said = line[name].replace(",", ".").replace(" ", "")
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        raise _Refused("number", said=line[name], column=name) from None
    return int(number) if number == int(number) else number


def _options(cell: str, before: Sequence[Option], letter: str) -> tuple[Option, ...]:
    """One a line, or parted by semicolons; «Другое…» asks for own words, «… (только этот)» is
    chosen without others."""
    parts = cell.split("\n" if "\n" in cell else ";")
    texts = [words.BULLET.sub("", part).strip() for part in parts]
    texts = [text for text in texts if text]
    free = list(before)
    taken = {each.key for each in before}
    found: dict[int, Option] = {}
    for sure in (True, False):
        for at, text in enumerate(texts):
            if at not in found and (same := _same(text, free, sure=sure)):
                found[at] = _option(same.key, text)
                free.remove(same)
    for at, text in enumerate(texts):
        if at not in found:
            key = f"{letter}{at + 1}"
            while key in taken:
                key += "_"
            taken.add(key)
            found[at] = _option(key, text)
    return tuple(found[at] for at in range(len(texts)))


def _same(text: str, before: Sequence[Option], *, sure: bool) -> Option | None:
    said = plain(_bare(text))
    for option in before:
        known = plain(option.text)
        if said == known:
            return option
        if not sure and SequenceMatcher(None, said, known).ratio() >= _ALIKE:
            return option
    return None


def _option(key: str, text: str) -> Option:
    alone = words.ALONE.search(text) is not None
    return Option(key, _bare(text), own=_asks_own(text), alone=alone)


def _bare(text: str) -> str:
    return words.OWN.sub("", words.ALONE.sub("", text))


def _asks_own(text: str) -> bool:
    return bool(words.OWN.search(text))
