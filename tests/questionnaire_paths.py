"""Ways through a questionnaire, answered by a walker that knows nothing of its sense: it takes
every branch that an answer opens, and counts the taps and the time of each way."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from content.questionnaires import keys, questionnaire
from domain.survey import AnswerStatus, Key, Kind, Question, Questionnaire, Reply
from domain.survey.answers import NOT_APPLICABLE, READ, SKIPPED, bounds, own_chosen
from domain.survey.fitting import a_page
from domain.survey.holding import named_in
from domain.survey.pace import USUAL
from domain.survey.walk import Step, steps

PASSED = 3  # seconds that passing a question without an answer takes
TAP = 2.5  # seconds that a tap takes at least, with the reading of its caption
ENDS = 2  # taps: «Начать» and «Отправить»
WORDS = {Kind.SHORT: "слова", Kind.LONG: "несколько слов"}


@dataclass(frozen=True)
class Path:
    """What was asked and answered from the first question to the last."""

    asked: tuple[Step, ...]
    replies: dict[Key, Reply]

    @property
    def questions(self) -> int:
        return sum(step.counts for step in self.asked)

    @property
    def taps(self) -> int:
        """A message that is typed and sent counts as one."""
        return ENDS + sum(_taps(step.question, self.replies[step.key]) for step in self.asked)

    @property
    def seconds(self) -> float:
        return sum(_seconds(step.question, self.replies[step.key]) for step in self.asked)


def paths(asked: Questionnaire, *, brief: bool = False) -> Iterator[Path]:
    """All ways that differ in what is asked. `brief`: what may be left out is left out.

    An option of several is tried alone only once; in every combination are the first and the last
    of them alone, and as many as may be chosen.
    """
    yield from _on(asked, {}, _deciding(asked), set(), brief)


def _on(
    asked: Questionnaire, replies: dict[Key, Reply], deciding: set[str],
    tried: set[tuple[str, str]], brief: bool,
) -> Iterator[Path]:  # fmt: skip
    replies = dict(replies)
    while True:
        shown = steps(asked, replies)
        step = next((each for each in shown if each.key not in replies), None)
        if step is None:
            yield Path(shown, replies)
            return
        if step.question.key in deciding:
            break
        replies[step.key] = sample(step.question, brief=brief)
    for reply in _choices(step.question, tried, brief):
        yield from _on(asked, {**replies, step.key: reply}, deciding, tried, brief)


def sample(question: Question, *, brief: bool = False) -> Reply:
    """An answer that takes longest, or none where that is allowed."""
    if brief and question.optional:
        return SKIPPED
    if brief and question.may_not_apply:
        return NOT_APPLICABLE
    return _given(question, brief)


def _given(question: Question, brief: bool) -> Reply:
    least, most = bounds(question)
    kind, options = question.kind, [each.key for each in question.options if not each.alone]
    if options and len(question.options) > a_page(question, ""):  # on the last page too
        last = [each.key for each in question.options if not (each.own or each.alone)][-1]
        options = [*options[: max(int(most or 1) - 1, 1)], last]
    if kind is Kind.STATEMENT:
        return READ
    if kind is Kind.ONE:
        return _is(options[0])
    if kind in (Kind.SEVERAL, Kind.RANKING):
        return _is(options[: int((least or 1) if brief else (most or len(options)))])
    if kind is Kind.MATRIX:
        return _is({row.key: options[0] for row in question.rows})
    if kind in (Kind.SCALE, Kind.TEN, Kind.NUMBER):
        return _is(int(most or 1))
    if kind is Kind.DATE:
        return _is("2026-11-16")
    if kind is Kind.PERSON:
        return _is(1)
    if kind is Kind.FILE:
        return _is({"sha": "0", "name": "урок.pdf", "photo": False})
    return _is(WORDS[kind])


def _choices(question: Question, tried: set[tuple[str, str]], brief: bool) -> list[Reply]:
    """Answers that may open different questions."""
    none = [SKIPPED] if question.optional else []
    if question.kind is Kind.ONE:
        return [_is(each.key) for each in question.options] + none
    if question.kind is not Kind.SEVERAL:
        return [_given(question, brief), *none]
    options = [each.key for each in question.options]
    alone = [key for key in options if (question.key, key) not in tried]
    tried.update((question.key, key) for key in options)
    few = dict.fromkeys([*alone, options[0], options[-1]])
    return [_given(question, brief=False), *(_is([key]) for key in few), *none]


def _is(value: object) -> Reply:
    return Reply(AnswerStatus.GIVEN, value)


def _deciding(asked: Questionnaire) -> set[str]:
    return {key for each in asked.questions if each.shown_if for key in named_in(each.shown_if)}


def _taps(question: Question, reply: Reply) -> int:
    if reply.status is not AnswerStatus.GIVEN:
        return 1
    own = own_chosen(question, reply.value)  # «Без пояснения», or a message
    turns = _turns(question, reply)
    if question.kind is Kind.SEVERAL:
        return len(reply.value) + 1 + own + turns  # «Готово»
    if question.kind is Kind.RANKING:
        _, most = bounds(question)
        return len(reply.value) + (len(reply.value) < (most or 0)) + turns
    return len(question.rows) if question.kind is Kind.MATRIX else 1 + own + turns


def _turns(question: Question, reply: Reply) -> int:
    """Pages of options that are turned till the last one that is chosen."""
    chosen = reply.value if isinstance(reply.value, list) else [reply.value]
    at = [at for at, each in enumerate(question.options) if each.key in chosen]
    return max(at) // a_page(question, "") if at else 0


def _seconds(question: Question, reply: Reply) -> float:
    if reply.status is not AnswerStatus.GIVEN:
        return PASSED
    return max(_usual(question, reply), TAP * _taps(question, reply))


def _usual(question: Question, reply: Reply) -> float:
    if question.kind is Kind.MATRIX:
        return len(question.rows) * USUAL[Kind.ONE]
    return USUAL[question.kind] + PASSED * own_chosen(question, reply.value)


# -- the table of docs/questionnaires.md -----------------------------------------------------

HEAD = ("| key | for whom | questions | taps | longest |", "|---|---|---|---|---|")


def table() -> str:
    lines = "\n".join([*HEAD, *(_line(questionnaire(key)) for key in keys())])
    return f"{_longest_of_all()}\n\n{lines}\n"


def _longest_of_all() -> str:
    longest = {key: _longest(questionnaire(key)) for key in keys()}
    key = max(longest, key=lambda key: longest[key].seconds)
    way = longest[key]
    return (
        f"The longest is `{key}`: {way.questions} questions and {way.taps} taps in "
        f"{_clock(way.seconds)} on its longest way."
    )


def _longest(asked: Questionnaire) -> Path:
    return max(paths(asked), key=lambda path: path.seconds)


def _clock(seconds: float) -> str:
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes}:{left:02}"


def _line(asked: Questionnaire) -> str:
    full, brief = list(paths(asked)), list(paths(asked, brief=True))
    questions = _range(min(each.questions for each in brief), max(e.questions for e in full))
    taps = _range(min(each.taps for each in brief), max(each.taps for each in full))
    whom = asked.audience
    if asked.close and whom != "pupils":
        whom += ", pupils"
    return f"| {asked.key} | {whom} | {questions} | {taps} | {_clock(_longest(asked).seconds)} |"


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


if __name__ == "__main__":
    sys.stdout.write(table())
