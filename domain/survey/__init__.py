"""Questionnaires: what is asked, in which order, and which answers are possible. Pure rules.

`model` holds the shapes, `reading` makes them of plain data, `answers` says what an answer of each
kind is, `parsing` makes one, `walk` says which question comes next, `checking` what is wrong with
a questionnaire.
"""

from domain.survey.model import (
    AnswerStatus,
    Compare,
    Condition,
    Key,
    Kind,
    Option,
    Question,
    Questionnaire,
    Reply,
)

__all__ = [
    "AnswerStatus",
    "Compare",
    "Condition",
    "Key",
    "Kind",
    "Option",
    "Question",
    "Questionnaire",
    "Reply",
]
