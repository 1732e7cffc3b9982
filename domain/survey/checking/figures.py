"""What fits: the messenger's figures, and keys of questions and options."""

import re
from collections.abc import Iterator
from typing import Any

Told = Iterator[tuple[str, dict[str, Any]]]  # codes of faults, with figures and words

QUESTIONS = 100
OPTIONS = 90  # buttons of a message are 100, some are ways on
ON_SCREEN = 3  # options that one page holds at least
ROWS = 50
TITLE, INTRO, END = 80, 600, 40
KEY_BYTES = 64
NAME = 60  # letters that a name may take where it is put into a text
_KEY = re.compile(r"[\w.-]+")


def fine_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and len(key.encode()) <= KEY_BYTES
