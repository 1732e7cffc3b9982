"""Whether a question is ever asked: backwards from its condition to the answers that it needs.

What is wanted of one question is gathered first, so a contradiction in it is seen before anything
is tried; only «or» is tried, way by way.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from domain.survey.agreeing import agree
from domain.survey.model import Compare, Condition, Key, Question, Questionnaire

STEPS = 20_000  # of all questions together, about a second; who needs more is not understood


class Tangled(Exception):
    """Conditions that would take too long to look through."""


class _Goal(NamedTuple):
    """That a condition holds, or does not, where it is asked about a mentee; 0: about nobody."""

    condition: Condition
    holds: bool
    about: int


@dataclass
class _Said:
    """What is settled of one answer. `given`: whether there is one, None: that is open; `like`,
    `unlike`: tests that it passes and does not."""

    given: bool | None = None
    like: tuple[Condition, ...] = ()
    unlike: tuple[Condition, ...] = ()


@dataclass
class _State:
    """`never`: what no mentee's answer may be, by question; `mentees`: how many are needed."""

    said: dict[Key, _Said] = field(default_factory=dict)
    never: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    goals: list[_Goal] = field(default_factory=list)
    choices: list[tuple[_Goal, ...]] = field(default_factory=list)
    mentees: int = 0

    def at(self, key: Key) -> _Said:
        return self.said.setdefault(key, _Said())

    def with_goal(self, goal: _Goal) -> "_State":
        said = {key: _Said(e.given, e.like, e.unlike) for key, e in self.said.items()}
        return _State(said, dict(self.never), [goal], list(self.choices), self.mentees)


class Branches:
    """The conditions of one questionnaire, which name earlier questions alone. All that is asked
    of them shares one budget."""

    def __init__(self, asked: Questionnaire, steps: int = STEPS) -> None:
        self._questions = {each.key: each for each in asked.questions}
        self._left = steps

    def reachable(self, wanted: Question) -> bool:
        """Whether some answers lead to the question. Raises Tangled."""
        return self._possible(_shown(wanted))

    def without(self, wanted: Question, key: str) -> bool:
        """Whether it may be asked while an earlier question, seen from it, has no answer. Raises
        Tangled."""
        state = _shown(wanted)
        state.goals.append(_Goal(Condition(key, Compare.ANSWERED), False, state.mentees))
        return self._possible(state)

    def _possible(self, state: _State) -> bool:
        while state.goals:
            self._step()
            if not self._settle(state, state.goals.pop()):
                return False
        if not state.choices:
            return True
        choice = min(state.choices, key=len)
        state.choices.remove(choice)
        return any(self._possible(state.with_goal(way)) for way in sorted(choice, key=self._far))

    def _far(self, way: _Goal) -> bool:
        """What hangs on nothing is tried first."""
        question = self._questions.get(way.condition.question)
        return question is None or question.shown_if is not None

    def _step(self) -> None:
        if self._left <= 0:
            raise Tangled
        self._left -= 1

    def _settle(self, state: _State, goal: _Goal) -> bool:
        """Take a goal into account; False where it contradicts what is known."""
        condition, holds, about = goal
        parts = tuple(_Goal(each, holds, about) for each in (*condition.all_of, *condition.any_of))
        if parts and bool(condition.any_of) == holds:
            state.choices.append(parts)
        elif parts:
            state.goals += parts
        elif holds == (condition.test is not Compare.IS_NOT):
            return self._give(state, condition, about)
        else:
            return self._deny(state, condition, about)
        return True

    def _give(self, state: _State, test: Condition, about: int) -> bool:
        """Somebody's answer passes: from outside of a block that of another mentee each time,
        since whom else is known of may say something else."""
        question = self._questions[test.question]
        if not question.each_mentee:
            about = 0
        elif not about:
            state.mentees += 1
            about = state.mentees
            for each in [each for tests in state.never.values() for each in tests]:
                if not self._deny_one(state, each, about):
                    return False
        said = state.at((question.key, about))
        if said.given is False:
            return False
        if said.given is None and question.shown_if is not None:
            state.goals.append(_Goal(question.shown_if, True, about))
        said.given = True
        said.like = (*said.like, _plain(test))
        return agree(question, said.like, said.unlike, self._step)

    def _deny(self, state: _State, test: Condition, about: int) -> bool:
        """No answer that is seen passes."""
        question = self._questions[test.question]
        test = _plain(test)
        if not question.each_mentee or about:
            return self._deny_one(state, test, about if question.each_mentee else 0)
        state.never[question.key] = (*state.never.get(question.key, ()), test)
        return all(self._deny_one(state, test, each) for each in range(1, state.mentees + 1))

    def _deny_one(self, state: _State, test: Condition, about: int) -> bool:
        question = self._questions[test.question]
        said = state.at((question.key, about))
        if said.given is False:
            return True
        said.unlike = (*said.unlike, test)
        if agree(question, said.like, said.unlike, self._step):
            return True  # answered otherwise where it is asked at all
        if said.given:
            return False
        said.given = False
        if question.optional or question.may_not_apply:
            return True
        if question.shown_if is None:
            return False
        state.goals.append(_Goal(question.shown_if, False, about))
        return True


def _shown(wanted: Question) -> _State:
    about = int(wanted.each_mentee)
    goals = [_Goal(wanted.shown_if, True, about)] if wanted.shown_if is not None else []
    return _State(goals=goals, mentees=about)


def _plain(test: Condition) -> Condition:
    """That the answer is like this, without «not»."""
    if test.test is not Compare.IS_NOT:
        return test
    return Condition(test.question, Compare.IS, test.values)
