"""The number of a question: the same in the chat, on paper and in every table. Where personal
questions are off, chat and paper count what they ask (domain.survey.switching)."""

from domain.survey.model import Kind, Questionnaire


def numbers(asked: Questionnaire) -> dict[str, int]:
    """By the question's key, from 1; a statement, which has no answer, has none."""
    counted = [each for each in asked.questions if each.kind is not Kind.STATEMENT]
    return {each.key: number for number, each in enumerate(counted, 1)}


def column(place: int, row: int | None = None) -> str:
    """The key of a question's column in a table that comes back, or of a row of its matrix: by
    its place among all, which no setting changes."""
    return f"q{place}" if row is None else f"q{place}_{row}"


def told(asked: Questionnaire, here: Questionnaire, key: str) -> str:
    """The key of a column as texts say it: with the number that the question has where people see
    it. `here`: what of the questionnaire is asked."""
    numbered = numbers(here)
    shown = {
        column(place): column(numbered[each.key])
        for place, each in enumerate(asked.questions, 1)
        if each.key in numbered
    }
    question, line, row = key.partition("_")
    return shown.get(question, question) + line + row
