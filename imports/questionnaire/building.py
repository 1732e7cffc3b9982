"""The cells of a spreadsheet -> domain.survey.Questionnaire, or what is wrong with which row.

What a spreadsheet does not say (parts of banks that answers fill, scales that are compared, keys
of options) comes from the questionnaire it was made from, the `origin`, by the codes of questions.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from domain.survey import Kind, Option, Question, Questionnaire
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
    """`rows`: the number of the row in the file, question by question."""

    questionnaire: Questionnaire
    rows: tuple[int, ...]
    problems: tuple[Problem, ...]


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
    try:
        asked = _whole(table, origin, tuple(questions))
    except _Refused as refused:
        problems.insert(0, Problem(0, refused.code, refused.data))
        asked = _whole(replace(table, head={}), origin, tuple(questions))
    return Built(asked, tuple(rows), tuple(problems))


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
        audience=_meant(head, "audience", words.AUDIENCES, base.audience),
        about=_meant(head, "about", words.ABOUT, base.about),
        close=_close(head, default=base.close),
        anonymous=_said_yes(head["anonymous"], "anonymous") if "anonymous" in head
        else base.anonymous,
    )  # fmt: skip


def _own_key(origin: str, title: str) -> str:
    """Of a copy of one that comes with the program; the same file again is the same one."""
    if origin.startswith(OWN):
        return origin
    return OWN + (origin or hashlib.sha256(plain(title).encode()).hexdigest()[:10])


def _meant(head: Any, key: str, patterns: Any, default: str) -> str:
    if key not in head:
        return default
    said = plain(head[key])
    for value, pattern in patterns:
        if pattern.search(said):
            return str(value)
    raise _Refused(f"head_{key}", said=head[key])


def _close(head: Any, *, default: bool) -> bool:
    said = plain(head.get("close", ""))
    if words.CLOSE.search(said):
        return True
    return default and not words.POLITE.search(said)


class _Making:
    """Questions one after the other; conditions look at those that are made already."""

    def __init__(self, table: QuestionTable, origin: Questionnaire | None) -> None:
        self._columns = table.columns
        self._origin = {each.key: each for each in origin.questions} if origin else {}
        self._taken = {line["code"] for line in table.lines if line["code"]}
        self._known: dict[str, Question] = {}

    def question(self, number: int, line: QuestionLine) -> Question:
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
        self._known.setdefault(f"№{line['number'] or number}", made)
        return made

    def _fresh_key(self, number: int) -> str:
        key = f"q{number}"
        while key in self._taken:
            key += "_"
        self._taken.add(key)
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
        return self._known.get(f"№{number}")


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
    raise _Refused("kind", said=line["kind"])


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
    """One a line, or parted by semicolons; «Другое…» asks for own words."""
    parts = cell.split("\n" if "\n" in cell else ";")
    texts = [words.BULLET.sub("", part).strip() for part in parts]
    texts = [text for text in texts if text]
    free = list(before)
    taken = {each.key for each in before}
    found: dict[int, Option] = {}
    for sure in (True, False):
        for at, text in enumerate(texts):
            if at not in found and (same := _same(text, free, sure=sure)):
                found[at] = replace(same, text=_bare(text), own=_asks_own(text))
                free.remove(same)
    for at, text in enumerate(texts):
        if at not in found:
            key = f"{letter}{at + 1}"
            while key in taken:
                key += "_"
            taken.add(key)
            found[at] = Option(key, _bare(text), _asks_own(text))
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


def _bare(text: str) -> str:
    return words.OWN.sub("", text)


def _asks_own(text: str) -> bool:
    return bool(words.OWN.search(text))
