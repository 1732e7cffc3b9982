"""The words of a question where many have answered it: nobody's name and answer stand in them."""

from typing import Final

from domain.survey.piping import ANSWER, fill

_NEUTRAL: Final = {"mentee": "[имя наставляемого]", "name": "[имя]"}
_EARLIER: Final = "[прежний ответ]"
UNSAID: Final = "[без ответа]"  # where the earlier question was passed by or never asked


def plain(text: str) -> str:
    """Neutral words instead of {mentee}, {name} and {answer:key}; in brackets, so that they fit
    into any sentence."""
    return fill(text, lambda field: _EARLIER if field.startswith(ANSWER) else _NEUTRAL[field])


def of_table(text: str, row: str) -> str:
    """A question with one row of its table: «Как обстоят дела? — Наставники обучены»."""
    return f"{plain(text).rstrip(' :.')}\N{NO-BREAK SPACE}— {row}"
