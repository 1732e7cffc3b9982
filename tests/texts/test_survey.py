"""What the menu says of a questionnaire that is begun, and a card of its length."""

from datetime import date

import pytest

from domain.survey import Questionnaire
from texts import questionnaires
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


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (3, 21, f"3–21{NBSP}вопрос, обычно 4, около"), (3, 12, f"3–12{NBSP}вопросов, обычно 4,"),
        (4, 4, f"4{NBSP}вопроса, около"),
    ],
)  # fmt: skip
def test_a_card_counts_its_questions(least: int, most: int, said: str) -> None:
    card = questionnaires.card(
        Questionnaire("own", "Опрос", "", "", ()), least, most, 4, 2, version=1, published=None,
        today=date(2026, 10, 5), own=True, archived=False,
    )  # fmt: skip
    assert card.splitlines()[1].startswith(said)
