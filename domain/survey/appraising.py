"""Which questionnaires look back on the work, so that people may be content with it. Pure rules.

Scales of an intake say what is needed or offered, those before the work what is expected: of them
nobody is satisfied, and they are no strengths or weaknesses of the programme.
"""

from typing import Final

from domain.survey.answers import SCALES
from domain.survey.model import Kind, Question, Questionnaire
from domain.survey.moments import Moment
from domain.survey.scoring import matrix

_AHEAD: Final = frozenset({
    Moment.NEEDS, Moment.MENTEE_INTAKE, Moment.MENTOR_INTAKE, Moment.FACTS, Moment.TRAINING,
    Moment.PARTNER, Moment.BEFORE, Moment.PSYCHOLOGIST, Moment.OPINION,
})  # fmt: skip


def rates(asked: Questionnaire, question: Question) -> bool:
    """Whether from some point of ten on somebody is satisfied."""
    return question.kind is Kind.TEN and appraises(asked, question)


def strengths(asked: Questionnaire) -> bool:
    """Whether it tells of strengths and weaknesses: by a scale, or by a sum with its levels."""
    return matrix(asked) is not None or any(
        each.kind in SCALES and appraises(asked, each) for each in asked.questions
    )


def appraises(asked: Questionnaire, question: Question) -> bool:
    """Whether a scale of it looks back on the work."""
    return asked.moment not in _AHEAD and not question.fills
