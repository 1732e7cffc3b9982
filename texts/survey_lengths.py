"""How many questions there are and how long they take, before the first of them."""

from typing import Final

from texts.plural import counted

_QUESTIONS: Final = ("вопрос", "вопроса", "вопросов")
_MINUTES: Final = ("минуты", "минут", "минут")


def questions(least: int, most: int) -> str:
    """«12 вопросов», «13–25 вопросов»."""
    said = counted(most, *_QUESTIONS)
    return said if least >= most else f"{least}–{said}"


def whole(least: int, most: int, usual: int, minutes: int) -> str:
    """«13–25 вопросов, обычно 15, около 4 минут»."""
    middle = f", обычно {usual}" if least < most else ""
    return f"{questions(least, most)}{middle}, около {counted(minutes, *_MINUTES)}"
