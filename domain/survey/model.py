"""The shapes of a questionnaire; data, as it stands in content/questionnaires/*.toml."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a question is answered; beside it what `Reply.value` is then."""

    ONE = "one"  # key of an option
    SEVERAL = "several"  # list of keys, in the options' order
    SCALE = "scale"  # 1 to 5
    TEN = "ten"  # 1 to 10
    # Key of a row to key of an option, None: does not apply; a row that is missing was skipped.
    MATRIX = "matrix"
    NUMBER = "number"  # int or float
    DATE = "date"  # "2026-11-21"
    SHORT = "short"  # text, up to 200 characters
    LONG = "long"  # text, up to 3000
    PERSON = "person"  # id of a person
    RANKING = "ranking"  # list of up to three keys, the best first
    FILE = "file"  # {"sha": …, "name": …, "photo": bool}
    STATEMENT = "statement"  # nothing to answer; only read


class AnswerStatus(StrEnum):
    """Not reached is the absence of an answer."""

    GIVEN = "given"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not_applicable"


class Compare(StrEnum):
    IS = "is"  # the value, or one of several chosen, is among `values`
    IS_NOT = "is_not"
    AT_LEAST = "at_least"  # a number
    AT_MOST = "at_most"
    ANSWERED = "answered"  # given at all, `values` are empty


@dataclass(frozen=True, slots=True)
class Condition:
    """«Shown if»: one test of an earlier answer, or several joined by `all_of` / `any_of`."""

    question: str = ""
    test: Compare = Compare.IS
    values: tuple[str | int | float, ...] = ()
    all_of: tuple["Condition", ...] = ()
    any_of: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """`own`: choosing it asks for own words («Другое»). `alone`: of several it is chosen without
    the others («Пока ничему»)."""

    key: str
    text: str
    own: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One screen. `text` may name earlier answers and people: {mentee}, {name}, {answer:key}.

    `ends`: words at the ends of a scale. `most`: how many may be chosen; None: any number.
    `each_mentee`: asked once for each mentee of the person. `sensitive`: the person is told who
    sees the answer. `personal`: can be switched off for the whole installation. `fills`: the part
    of a bank's entry that the answer becomes (services.banks.filling). `measure`: the same scale
    in another questionnaire (before and after) has the same word here.
    """

    key: str
    kind: Kind
    text: str
    help: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    ends: tuple[str, str] = ("", "")
    least: float | None = None
    most: float | None = None
    optional: bool = False
    may_not_apply: bool = False
    shown_if: Condition | None = None
    each_mentee: bool = False
    sensitive: bool = False
    personal: bool = False
    bank: str = ""  # of PERSON: whom to choose from, "mentors", "mentees", "staff"
    fills: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """`moment`: a value of domain.survey.moments.Moment; `audience`: a role, the usual one.

    `close`: the person is spoken to as «ты» (pupils). `forms`: of pairs it is made for.
    """

    key: str
    title: str
    intro: str
    thanks: str
    questions: tuple[Question, ...]
    moment: str = ""
    audience: str = ""
    forms: tuple[str, ...] = ()
    close: bool = False
    anonymous: bool = False
    # Whom the whole of it is about, one response each: "mentee" (each of mine), "child" (each of
    # mine), "pupil" (whom the curator names), "partner" (the other side of a pair); empty: me.
    about: str = ""
    scoring: dict[str, Any] = field(default_factory=dict)  # sums and levels, of the curator's

    def question(self, key: str) -> Question:
        """Raises KeyError."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


# A question, and the mentee that it is asked about (0: nobody).
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Reply:
    """One stored answer; `text`: own words beside a choice."""

    status: AnswerStatus
    value: Any = None
    text: str = ""
