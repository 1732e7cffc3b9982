"""What is wrong with a questionnaire before anybody is asked; texts.questionnaires says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.survey.anonymity import gives_away
from domain.survey.branches import Branches, Tangled
from domain.survey.checking.choices import limits, options
from domain.survey.checking.conditions import condition
from domain.survey.checking.figures import INTRO, ON_SCREEN, QUESTIONS, TITLE, Told, fine_key
from domain.survey.checking.wording import piped, pipes, words
from domain.survey.fitting import a_page, units
from domain.survey.model import Kind, Question, Questionnaire
from domain.survey.scoring import matrix

BANKS = ("mentors", "mentees", "staff")
ABOUT = ("", "mentee", "child", "pupil", "partner")
# What may be said of a question only because another one could not be read.
LEAN_ON_OTHERS = frozenset({
    "no_questions", "if_unknown", "if_later", "if_cycle", "field_question", "unreachable",
    "tangled",
})  # fmt: skip


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
            *words(question), *options(question), *limits(question),
            *pipes(asked, question, earlier), *condition(asked, question, earlier),
            *_setting(asked, question),
        ]  # fmt: skip
        found += [Fault(code, number, data) for code, data in told]
        earlier.setdefault(question.key, question)
    return tuple(found or _branches(asked))


def notes(asked: Questionnaire) -> tuple[Fault, ...]:
    """What is no fault, but may look clumsy: of one that has no faults."""
    branches = Branches(asked)
    found = []
    for number, question in enumerate(asked.questions, 1):
        for key in dict.fromkeys(piped(question)):
            try:
                if branches.without(question, key):
                    found.append(Fault("field_blank", number, {"said": key}))
            except Tangled:
                return tuple(found)
    return tuple(found)


def _branches(asked: Questionnaire) -> Iterator[Fault]:
    branches = Branches(asked)
    for number, question in enumerate(asked.questions, 1):
        try:
            if not branches.reachable(question):
                yield Fault("unreachable", number)
        except Tangled:
            yield Fault("tangled", number)
            return


def _whole(asked: Questionnaire) -> Iterator[Fault]:
    if not asked.title.strip():
        yield Fault("title_empty")
    for part, text, most in (
        ("title", asked.title, TITLE), ("intro", asked.intro, INTRO),
        ("thanks", asked.thanks, INTRO),
    ):  # fmt: skip
        if units(text) > most:
            yield Fault("part_long", 0, {"part": part, "most": most, "length": units(text)})
    if all(each.kind is Kind.STATEMENT for each in asked.questions):
        yield Fault("no_questions")
    if len(asked.questions) > QUESTIONS:
        yield Fault("many_questions", 0, {"most": QUESTIONS})
    if asked.about not in ABOUT:
        yield Fault("about", 0, {"said": asked.about})
    if not fine_key(asked.key):
        yield Fault("key", 0, {"said": asked.key})
    if asked.scoring and matrix(asked) is None:
        yield Fault("scoring")
    yield from _twice(asked.questions)


def _twice(questions: Sequence[Question]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, question in enumerate(questions, 1):
        if question.key in first:
            data = {"said": question.key, "other": first[question.key]}
            yield Fault("key_twice", number, data)
        first.setdefault(question.key, number)


def _setting(asked: Questionnaire, question: Question) -> Told:
    if a_page(question, asked.intro) < min(ON_SCREEN, len(question.options)):
        yield "screen_long", {}
    if question.kind is Kind.PERSON and question.bank not in BANKS:
        yield "bank", {"said": question.bank}
    if question.kind is Kind.STATEMENT and (question.optional or question.may_not_apply):
        yield "statement", {}
    if asked.anonymous and gives_away(question):
        yield "anonymous", {}
