"""How many questions somebody is asked: at least, at most, usually."""

from content.questionnaires import keys, questionnaire
from domain.survey import Condition, Kind, lengths
from tests import survey_factories as make
from tests.questionnaire_paths import paths


def test_without_branches_all_are_alike() -> None:
    asked = make.questionnaire(make.question("one", Kind.SCALE), make.question("two", Kind.LONG))
    assert lengths.of(asked) == lengths.Lengths(2, 2, (Kind.SCALE, Kind.LONG))


def test_a_rare_branch_is_told_but_is_not_the_usual_way() -> None:
    asked = make.questionnaire(
        make.question("joy", options=make.options("Да", "Нет", "Не знаю")),
        make.question("why", Kind.LONG, shown_if=Condition("joy", values=("o1",))),
    )
    assert lengths.of(asked) == lengths.Lengths(1, 2, (Kind.ONE,))


def test_personal_questions_are_not_counted_where_they_are_off() -> None:
    asked = make.questionnaire(
        make.question("one", Kind.SCALE), make.question("age", Kind.NUMBER, personal=True)
    )
    assert lengths.of(asked, personal=False) == lengths.Lengths(1, 1, (Kind.SCALE,))


def test_the_ready_ones_are_told_as_every_branch_walked_says() -> None:
    for key in keys():
        asked = questionnaire(key)
        told = lengths.of(asked)
        walked = [each.questions for brief in (True, False) for each in paths(asked, brief=brief)]
        assert (told.least, told.most) == (min(walked), max(walked)), key
        assert told.least <= len(told.usual) <= told.most, key
