"""Plain text tables: dividers, encodings, lines that a page broke."""

import pytest

from imports.roadmap import Document, read

CSV = (
    "Дорожная карта на 2026-2027 учебный год;;;;\n"
    "№;Этап;Мероприятия;Сроки;Ответственные\n"
    '1;Запуск;"Издать приказ, положение; план";май 2027;"Завуч, методист"\n'
    ';;"Собрать ""согласия""\nродителей";июнь 2027;Завуч\n'
    "2;Работа;Провести встречу, беседу, опрос;;\n"
)


def titles(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [(row.number, row.stage, row.title) for row in document.rows]


EXPECTED = [
    ("1", "Запуск", "Издать приказ, положение; план"),
    ("1", "Запуск", 'Собрать "согласия" родителей'),
    ("2", "Работа", "Провести встречу, беседу, опрос"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = read(CSV.encode(encoding), "карта.csv")
    assert titles(document) == EXPECTED
    assert document.title == "Дорожная карта на 2026-2027 учебный год"


@pytest.mark.parametrize("divider", ["\t", ",", "|"])
def test_dividers(divider: str) -> None:
    lines = [
        ("№", "Мероприятия", "Сроки", "Ответственные"),
        ("1", '"Опрос, беседа; встреча | чай"', "май", "Завуч"),
        ("2", "Приказ", "июнь", "Методист"),
    ]
    text = "\r\n".join(divider.join(line) for line in lines)
    assert titles(read(text.encode(), "карта.csv")) == [
        ("1", None, "Опрос, беседа; встреча | чай"),
        ("2", None, "Приказ"),
    ]


def test_tab_separated_text_with_sections_and_cut_rows() -> None:
    text = (
        "План работы\n\n"
        "№\tМероприятия\tСроки\tОтветственные\n"
        "I. Подготовка\t\t\t\n"
        "1.\tПровести семинар для\tДекабрь\tУправление,\n"
        "\n"
        "\tзаместителей директора\t2026\tМуниципальные\n"
        '2.\tСделать "копилку\tмай\tЗавуч\n'
        "3.\tРабота\t\t\n"
        "\n"
        "3.1\t<p>Встреча</p>\tиюнь\tЗавуч\n"
    )
    document = read(text.encode("cp1251"), "карта.txt")
    assert [(r.section, r.number, r.title, r.deadline) for r in document.rows] == [
        ("I. Подготовка", "1", "Провести семинар для заместителей директора", "Декабрь 2026"),
        ("I. Подготовка", "2", 'Сделать "копилку', "май"),
        ("3. Работа", "3.1", "Встреча", "июнь"),
    ]
