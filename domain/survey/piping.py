"""Names and earlier answers inside the words of a question: {mentee}, {name}, {answer:key}."""

import re
from collections.abc import Callable

FIELD = re.compile(r"\{(mentee|name|answer:[\w.-]+)\}")
ANSWER = "answer:"


def fill(text: str, find: Callable[[str], str]) -> str:
    """The text with what `find` gives for each field («mentee», «name», «answer:key»); anything
    else in braces stays as it is."""
    return FIELD.sub(lambda found: find(found[1]), text)


def fields(text: str) -> list[str]:
    return [found[1] for found in FIELD.finditer(text)]
