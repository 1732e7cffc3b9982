"""What the menu says of a questionnaire that is begun."""

import pytest

from texts import survey_summary as words

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "📋 Анкета: осталось отправить"),
        (1, f"📋 Анкета: остался 1{NBSP}вопрос"),
        (4, f"📋 Анкета: осталось 4{NBSP}вопроса"),
    ],
)
def test_how_much_is_left(left: int, said: str) -> None:
    assert words.menu_entry(1, left) == said
