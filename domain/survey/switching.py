"""A questionnaire where its personal questions are switched off (domain.survey.walk leaves them
out of every way; this is what is left of the whole, for paper)."""

from dataclasses import replace

from domain.survey.model import Compare, Condition, Questionnaire


def without_personal(asked: Questionnaire) -> Questionnaire:
    """Without them, and without what is shown only by their answers: a question that is not asked
    is like nothing and unlike everything."""
    gone: set[str] = set()
    kept = []
    for question in asked.questions:
        left = question.shown_if and _left(question.shown_if, gone)
        if question.personal or left is False:
            gone.add(question.key)
            continue
        kept.append(replace(question, shown_if=None if left is True else left))
    return replace(asked, questions=tuple(kept)) if gone else asked


def _left(condition: Condition, gone: set[str]) -> Condition | bool:
    """What remains to be tested; True or False where that is known."""
    if condition.all_of:
        return _joined([_left(each, gone) for each in condition.all_of], condition, known=False)
    if condition.any_of:
        return _joined([_left(each, gone) for each in condition.any_of], condition, known=True)
    if condition.question in gone:
        return condition.test is Compare.IS_NOT
    return condition


def _joined(
    parts: list[Condition | bool], condition: Condition, *, known: bool
) -> Condition | bool:
    """`known`: which part decides all alone."""
    if any(each is known for each in parts):
        return known
    tests = tuple(each for each in parts if isinstance(each, Condition))
    if not tests:
        return not known
    if len(tests) == 1:
        return tests[0]
    return replace(condition, any_of=tests) if known else replace(condition, all_of=tests)
