"""The content cell, divided into steps and the rest."""

import pytest

from imports.steps import split
from imports.tables import Cell, Paragraph, paragraphs


@pytest.mark.parametrize(
    ("text", "content", "steps"),
    [
        ("Просто текст.\nИ ещё.", "Просто текст. И ещё.", ()),
        ("– приказ;\n– план.", "– приказ; – план.", ()),
        ("1. Раз.\n2. Два.", None, ("Раз.", "Два.")),
        ("1) Раз.\n2) Два.", None, ("Раз.", "Два.")),
        ("Подготовка:\n1. Раз.\n2. Два.", "Подготовка:", ("Раз.", "Два.")),
        ("3. Три.", None, ("Три.",)),
        ("1. Раз:\n- а;\n- б.\n2. Два.", None, ("Раз: - а; - б.", "Два.")),
        ("1. Раз и\nпродолжение.", None, ("Раз и продолжение.",)),
        ("1. Раз.\nОбучить без номера.", None, ("Раз.", "Обучить без номера.")),
        ("25 декабря 2026 г. «Приказ».\n2. Два.", None, ("25 декабря 2026 г. «Приказ».", "Два.")),
        ("1. Раз.\n1.1. Часть.\n2. Два.", None, ("Раз. 1.1. Часть.", "Два.")),
        ("2.1. Раз.\n2.2. Два.", None, ("Раз.", "Два.")),
        ("01.09. Линейка.\n25.12.2026 Ёлка.", "01.09. Линейка. 25.12.2026 Ёлка.", ()),
        ("1) Раз. 2) Два. 3) Три.", None, ("Раз.", "Два.", "Три.")),
        ("Итоги 1 полугодия. Встреча.", "Итоги 1 полугодия. Встреча.", ()),
        ("", None, ()),
    ],
)
def test_split(text: str, content: str | None, steps: tuple[str, ...]) -> None:
    assert split(Cell(paragraphs(text))) == (content, steps)


def test_list_that_word_marks_with_letters() -> None:
    cell = Cell((Paragraph("Раз", "а)"), Paragraph("Два", "б)")))
    assert split(cell) == (None, ("Раз", "Два"))
