"""What curators read when a window has closed."""

import pytest

from texts import campaign_prompts


@pytest.mark.parametrize(
    ("sent", "lines", "told", "line"),
    [
        (7, 0, True, "Итоги можно посмотреть."),
        (7, 1, True, "Итоги можно посмотреть, пункт дорожной карты — отметить."),
        (4, 0, False, "Ответов слишком мало, итогов нет."),
        (0, 2, False, "Ответов нет, пункты дорожной карты можно отметить."),
    ],
)
def test_no_results_are_promised_where_there_are_none(
    sent: int, lines: int, told: bool, line: str
) -> None:
    said = campaign_prompts.over("Отзыв", sent, 10, lines, told=told)

    assert said.line.replace("\u00a0", " ") == line
