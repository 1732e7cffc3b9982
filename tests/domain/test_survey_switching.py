"""What is left of a questionnaire whose personal questions are switched off."""

from itertools import product

from domain.survey import Compare, Condition, Kind, Reply, walk
from domain.survey.answers import SKIPPED
from domain.survey.model import AnswerStatus
from domain.survey.switching import without_personal
from tests.survey_factories import question, questionnaire

A, B, C = (Condition(key, values=("o1",)) for key in "abc")
EITHER = Condition(any_of=(B, C))
NOT_B = Condition("b", Compare.IS_NOT, ("o1",))


def test_without_any_it_is_the_same() -> None:
    asked = questionnaire(question("a"), question("b", shown_if=A))
    assert without_personal(asked) is asked


def test_what_is_left_is_asked_just_as_the_walk_does() -> None:
    asked = questionnaire(
        question("a"), question("b", personal=True), question("c", shown_if=B),
        question("d", shown_if=NOT_B), question("e", shown_if=Condition(all_of=(A, B))),
        question("f", shown_if=Condition(any_of=(A, B))),
        question("g", shown_if=Condition(all_of=(A, NOT_B))),
        question("h", shown_if=Condition(any_of=(C, Condition(all_of=(A, EITHER))))),
        question("i", shown_if=Condition("c", Compare.IS_NOT, ("o1",))),
    )  # fmt: skip
    left = without_personal(asked)

    assert [each.key for each in left.questions] == ["a", "d", "f", "g", "i"]
    assert [each.shown_if for each in left.questions] == [None, None, A, A, None]
    for values in product((None, "o1", "o2"), repeat=len(asked.questions)):
        replies = {
            (each.key, 0): SKIPPED if value is None else Reply(AnswerStatus.GIVEN, value)
            for each, value in zip(asked.questions, values, strict=True)
        }
        if values[3:8] != (None,) * 5:
            continue  # nothing hangs on these
        by_walk = [step.question.key for step in walk.steps(asked, replies, personal=False)]
        assert [step.question.key for step in walk.steps(left, replies)] == by_walk


def test_all_of_them_may_be_personal() -> None:
    asked = questionnaire(question("a", Kind.SHORT, personal=True), question("b", shown_if=A))
    assert without_personal(asked).questions == ()
