"""The words of a question where many have answered it: nobody's name and answer stand in them."""

from typing import Final

from domain.survey.piping import ANSWER, fill

_NEUTRAL: Final = {"mentee": "[имя наставляемого]", "name": "[имя]"}
_EARLIER: Final = "[прежний ответ]"


def plain(text: str) -> str:
    """Neutral words instead of {mentee}, {name} and {answer:key}; in brackets, so that they fit
    into any sentence."""
    return fill(text, lambda field: _EARLIER if field.startswith(ANSWER) else _NEUTRAL[field])
