"""Which scales of two askings are the same, and which asking another is the «after» of. Pure."""

from domain.survey.answers import SCALES
from domain.survey.model import Question, Questionnaire
from domain.survey.moments import Moment

# What is asked at the end, to what was asked at the beginning.
ENDS = {Moment.AFTER: Moment.BEFORE, Moment.TRAINED: Moment.TRAINING}
Shared = tuple[Question, Question]  # before, after


def shared(before: Questionnaire, after: Questionnaire) -> list[Shared]:
    """The scales that both ask, in the order of the later one: those of one `measure`, and the
    very same question asked again. Either is the same only with the same points and the same
    words at its ends."""
    found = []
    for now in after.questions:
        then = next((each for each in before.questions if _same(each, now)), None)
        if then is not None:
            found.append((then, now))
    return found


def ends(before: Questionnaire, after: Questionnaire) -> bool:
    """Whether the later one is made to be compared with the earlier one: its other end, of the
    same side and the same forms of mentoring."""
    sides = (before.audience, before.about, before.close) == (
        after.audience, after.about, after.close,
    )  # fmt: skip
    forms = not (before.forms or after.forms) or bool(set(before.forms) & set(after.forms))
    moment = any((after.moment, before.moment) == pair for pair in ENDS.items())
    return moment and sides and forms and bool(shared(before, after))


def _same(then: Question, now: Question) -> bool:
    if now.kind not in SCALES or (then.kind, then.ends) != (now.kind, now.ends):
        return False
    if now.measure:
        return then.measure == now.measure
    return (then.key, then.text, then.measure) == (now.key, now.text, "")
