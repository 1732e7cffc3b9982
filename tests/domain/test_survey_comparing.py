"""Which scales are the same, and which questionnaire is the «after» of which."""

from dataclasses import replace

import pytest

from content.questionnaires import keys
from content.questionnaires import questionnaire as shipped
from domain.survey import Kind, Questionnaire
from domain.survey.comparing import ends, shared
from tests.survey_factories import question, questionnaire

SHIPPED = {key: shipped(key) for key in keys()}


def of(**given: object) -> Questionnaire:
    scale = {"text": "Насколько уверенно?", "measure": "sure", "ends": ("нет", "да"), **given}
    kind = Kind(str(scale.pop("kind", Kind.TEN)))
    return questionnaire(question("q", kind, **scale))


@pytest.mark.parametrize("other", [
    {"kind": Kind.SCALE}, {"measure": "calm"}, {"ends": ("да", "нет")}, {"measure": ""},
])  # fmt: skip
def test_a_scale_is_the_same_only_with_the_same_points_and_ends(other: dict[str, object]) -> None:
    assert shared(of(), of(**other)) == []
    assert shared(of(**other), of()) == []


def test_the_words_of_a_measure_may_differ_those_of_a_mere_question_may_not() -> None:
    before, after = of(), of(text="А теперь?")
    assert shared(before, after) == [(before.questions[0], after.questions[0])]
    plain = of(measure="")
    assert shared(plain, plain) == [(plain.questions[0], plain.questions[0])]
    assert shared(plain, of(measure="", text="А теперь?")) == []


ENDS = {
    ("before_mentor", "after_mentor"), ("before_mentee", "after_mentee"),
    ("before_mentor_pupils", "after_mentor_pupils"),
    ("before_mentee_pupils", "after_mentee_pupils"), ("training_entry", "training_exit"),
    ("training_entry_pupils", "training_exit_pupils"),
}  # fmt: skip


def test_of_those_that_come_with_the_program_each_end_has_its_beginning() -> None:
    found = {
        (one, other) for one, before in SHIPPED.items() for other, after in SHIPPED.items()
        if ends(before, after)
    }  # fmt: skip
    assert found == ENDS


@pytest.mark.parametrize(("one", "other"), sorted(ENDS))
def test_every_scale_of_the_beginning_is_asked_again_at_the_end(one: str, other: str) -> None:
    measures = [each.measure for each in SHIPPED[one].questions if each.measure]
    assert [then.measure for then, _ in shared(SHIPPED[one], SHIPPED[other])] == measures


@pytest.mark.parametrize("change", [
    {"audience": "mentee"}, {"close": True}, {"forms": ("other",)}, {"about": "partner"},
    {"moment": "interim"},
])  # fmt: skip
def test_another_side_form_or_moment_is_not_its_beginning(change: dict[str, object]) -> None:
    before, after = SHIPPED["before_mentor"], SHIPPED["after_mentor"]
    assert ends(before, after)
    assert not ends(replace(before, **change), after)  # type: ignore[arg-type]
