"""Orders of work that cannot be meant: a survey after the base that it fills, and the like.

Only rows with days of their own are compared, and only days that contradict each other whatever
day within the term is taken: one month for both is no contradiction. Source of the order: the
stages of the methodology (docs/ru/curator.md names them in plain words).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.order import words
from domain.search import search_key


class Rule(StrEnum):
    """What is wrong with an order; the values are short enough for buttons."""

    SURVEY_AFTER_BANK = "sb"
    CONSENTS_AFTER_BANK = "cb"
    PAIRS_BEFORE_BANK = "pb"
    TRAINING_AFTER_PAIRS = "tp"
    FORMS_AFTER_START = "fs"
    CLOSING_BEFORE_END = "ce"
    REWARD_BEFORE_RESULTS = "rr"


@dataclass(frozen=True, slots=True)
class Task:
    """A row, or a step with the id of its row; `above`: what it stands under.

    start, end: its first and last day.
    """

    row: int
    text: str
    above: str
    start: date
    end: date

    @property
    def words(self) -> str:
        return search_key(self.text)

    @property
    def stage(self) -> str:
        return search_key(self.above)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Rows whose days contradict those of another row: `rows` in the document's order."""

    rule: Rule
    rows: tuple[int, ...]
    other: int


Test = Callable[[Task], bool]
Pair = tuple[Task, Task]


def check(tasks: Iterable[Task]) -> list[Doubt]:
    """Every doubtful order once: a row that breaks two rules against another is named once."""
    found: dict[tuple[Rule, int], list[int]] = {}
    told: set[tuple[int, int]] = set()
    every = list(tasks)
    for rule, pairs in _RULES:
        for wrong, other in pairs(every):
            where = (wrong.row, other.row)
            if wrong.row != other.row and where not in told:
                told.add(where)
                found.setdefault((rule, other.row), []).append(wrong.row)
    return [Doubt(rule, tuple(rows), other) for (rule, other), rows in found.items()]


def _of(test: Test, tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if test(task)]


def _after_bank(test: Test) -> Callable[[Sequence[Task]], Iterator[Pair]]:
    """What fills a base of people begins when the base is ready."""

    def pairs(tasks: Sequence[Task]) -> Iterator[Pair]:
        for task in _of(test, tasks):
            late = [
                bank
                for bank in _of(_is_bank, tasks)
                if bank.end < task.start and _whose(bank) & _whose(task)
            ]
            yield from ((task, bank) for bank in late[:1])

    return pairs


def _pairs_before_bank(tasks: Sequence[Task]) -> Iterator[Pair]:
    for task in _of(_is_pairs, tasks):
        early = [bank for bank in _of(_is_bank, tasks) if task.end < bank.start]
        yield from ((task, bank) for bank in early[:1])


def _training_after_pairs(tasks: Sequence[Task]) -> Iterator[Pair]:
    for task in _of(_is_training, tasks):
        late = [pair for pair in _of(_is_pairs, tasks) if pair.end < task.start]
        yield from ((task, pair) for pair in late[:1])


def _forms_after_start(tasks: Sequence[Task]) -> Iterator[Pair]:
    for task in _of(lambda one: bool(words.FORMS.search(one.words)), tasks):
        begun = _of(_is_pairs, tasks) or _of(_is_bank, tasks)
        late = [other for other in begun if other.end < task.start]
        yield from ((task, other) for other in late[:1])


def _closing_before_end(tasks: Sequence[Task]) -> Iterator[Pair]:
    meetings = max(_of(_is_meetings, tasks), key=lambda one: one.end, default=None)
    for task in _of(_is_closing, tasks):
        if meetings is not None and task.end < meetings.end and task.row != meetings.row:
            yield task, meetings


def _reward_before_results(tasks: Sequence[Task]) -> Iterator[Pair]:
    for task in _of(_is_reward, tasks):
        later = [one for one in _of(_is_results, tasks) if task.end < one.start]
        yield from ((task, one) for one in later[:1])


def _is_bank(task: Task) -> bool:
    return bool(words.BANK.search(task.words))


def _is_intake(task: Task) -> bool:
    """It asks those who may come into a base."""
    stage = words.BANK_STAGE.search(task.stage)
    return bool(stage or words.INTAKE.search(task.words))


def _is_survey(task: Task) -> bool:
    return bool(words.SURVEY.search(task.words)) and _is_intake(task)


def _is_consents(task: Task) -> bool:
    return bool(words.CONSENTS.search(task.words)) and _is_intake(task)


def _is_pairs(task: Task) -> bool:
    return bool(words.PAIRS.search(task.words))


def _is_training(task: Task) -> bool:
    return bool(words.TRAINING.search(task.words))


def _is_meetings(task: Task) -> bool:
    """A meeting that closes the work is not one of those that it must wait for."""
    return bool(words.MEETINGS.search(task.words)) and not words.CLOSING.search(task.words)


def _is_closing(task: Task) -> bool:
    said = words.CLOSING.search(task.words) or words.CLOSING.search(task.stage)
    return bool(said) and not words.INTERIM.search(task.words)


def _is_reward(task: Task) -> bool:
    return bool(words.REWARD.search(task.words))


def _is_results(task: Task) -> bool:
    return bool(words.RESULTS.search(task.words)) and not words.INTERIM.search(task.words)


def _whose(task: Task) -> set[str]:
    """Of mentors, of mentees, or where the words do not say, of both."""
    said = f"{task.words} {task.stage}" if not _is_bank(task) else task.words
    who = {"mentee"} if words.MENTEES.search(said) else set()
    who |= {"mentor"} if words.MENTORS.search(said) else set()
    return who or {"mentee", "mentor"}


_RULES: tuple[tuple[Rule, Callable[[Sequence[Task]], Iterator[Pair]]], ...] = (
    (Rule.SURVEY_AFTER_BANK, _after_bank(_is_survey)),
    (Rule.CONSENTS_AFTER_BANK, _after_bank(_is_consents)),
    (Rule.PAIRS_BEFORE_BANK, _pairs_before_bank),
    (Rule.TRAINING_AFTER_PAIRS, _training_after_pairs),
    (Rule.FORMS_AFTER_START, _forms_after_start),
    (Rule.CLOSING_BEFORE_END, _closing_before_end),
    (Rule.REWARD_BEFORE_RESULTS, _reward_before_results),
)
