"""Columns, sections and headings, whatever the format: shown on Word tables."""

import pytest

from imports.refusals import Unreadable
from imports.roadmap import Row, read
from tests.imports.office import docx, p, tbl, tc, tr


def rows(*lines: tuple[str, ...] | str) -> tuple[Row, ...]:
    return read(docx(tbl(*lines)), "карта.docx").rows


def test_columns_are_found_by_their_words_in_any_order() -> None:
    found = rows(
        ("Ответственный исполнитель", "Срок исполнения*", "Ожидаемый результат", "Отметка о "
         "выполнении", "Наименование мероприятия18", "№ п/п"),
        ("Завуч", "май 2026", "Приказ", "да", "Издать приказ", "1."),
    )  # fmt: skip
    assert found == (
        Row(None, None, "1", "Издать приказ", None, (), "май 2026", ("Завуч",), "Приказ", "да"),
    )


def test_blank_headers_are_told_by_what_stands_below() -> None:
    found = rows(
        ("", "", "Форма представления результата", "Сроки", "Ответственные"),
        tr(tc("Регулирование", span=5)),
        ("", "Разработать программу", "Программа", "май", "Завуч"),
        ("1.2", "Издать приказ", "Приказ", "май", "Завуч"),
        tr("2.", tc("Поддержка", span=4)),
        ("2.1", "Провести семинар", "Семинар", "июнь", "Завуч"),
    )
    assert [(r.section, r.number, r.title) for r in found] == [
        ("Регулирование", None, "Разработать программу"),
        ("Регулирование", "1.2", "Издать приказ"),
        ("2. Поддержка", "2.1", "Провести семинар"),
    ]


def test_header_of_two_rows_and_its_repetitions() -> None:
    document = read(
        docx(
            tbl(
                (tc("№", merge="restart"), tc("Мероприятия", merge="restart"),
                 tc("Срок", span=2), tc("Ответственные", merge="restart")),
                (tc(merge="continue"), tc(merge="continue"), "начало", "окончание",
                 tc(merge="continue")),
                ("1", "2", "3", "4", "5"),
                ("1", "Издать приказ", "май", "июнь", "Завуч"),
                ("№", "Мероприятия", tc("Срок", span=2), "Ответственные"),
                ("2", "Провести встречу", "июль", "август", "Завуч"),
            )
        ),
        "карта.docx",
    )  # fmt: skip
    assert [(r.number, r.title, r.deadline) for r in document.rows] == [
        ("1", "Издать приказ", "май – июнь"),
        ("2", "Провести встречу", "июль – август"),
    ]
    assert document.columns == (
        "№",
        "Мероприятия",
        "Срок начало",
        "Срок окончание",
        "Ответственные",
    )


def test_sections_that_nobody_merged() -> None:
    found = rows(
        ("№", "Мероприятия", "Сроки", "Ответственные"),
        ("I", "Подготовка", "", ""),
        ("1", "Издать приказ", "май", "Завуч"),
        ("2", "Собрать согласия", "", ""),
        ("", "ЭТАП 2. РАБОТА", "", ""),
        ("1", "Провести встречу", "июнь", "Завуч"),
        ("Завершение", "", "", ""),
        ("1", "Написать отчёт", "июль", "Завуч"),
    )
    assert [(r.section, r.number, r.title) for r in found] == [
        ("I Подготовка", "1", "Издать приказ"),
        ("I Подготовка", "2", "Собрать согласия"),
        ("ЭТАП 2. РАБОТА", "1", "Провести встречу"),
        ("Завершение", "1", "Написать отчёт"),
    ]


def test_blank_activity_takes_the_name_of_the_stage() -> None:
    found = rows(
        ("№", "Этап", "Мероприятия", "Содержание"),
        ("1.", "Мотивация", "", tc("1. Приказ.", "2. Грамоты.")),
    )
    assert [(r.stage, r.title, r.steps) for r in found] == [
        ("Мотивация", "Мотивация", ("Приказ.", "Грамоты."))
    ]


def test_content_is_the_activity_where_there_is_no_other() -> None:
    found = rows(
        ("№", "Содержание работы", "Сроки", "Ответственные"),
        ("1", "Издать приказ", "май", "Завуч"),
    )
    assert [(r.title, r.content) for r in found] == [("Издать приказ", None)]


def test_headers_as_schools_write_them() -> None:
    found = rows(
        ("№\nп/п", "Задачи", "Что делаем", "Когда", "Ответ-ственный", "Показатели"),
        ("1", "Условия", "Опрос", "май", "Завуч", "Справка"),
        ("2", "", "Приказ", "июнь", "Завуч", "Приказ"),
    )
    assert [(r.number, r.stage, r.title, r.responsible, r.result) for r in found] == [
        ("1", "Условия", "Опрос", ("Завуч",), "Справка"),
        ("2", "Условия", "Приказ", ("Завуч",), "Приказ"),
    ]


def test_one_header_over_the_number_and_the_activity() -> None:
    found = rows(
        (tc("Мероприятие", span=2), "Срок", "Ответственный"),
        ("1", "Опрос", "май", "Завуч"),
        ("2", "Приказ", "июнь", "Завуч"),
    )
    assert [(r.number, r.title) for r in found] == [("1", "Опрос"), ("2", "Приказ")]


def test_a_lone_dash_is_a_blank_cell() -> None:
    found = rows(("№", "Мероприятия", "Сроки", "Ответственные"), ("1", "Опрос", "—", "-"))
    assert [(r.deadline, r.responsible) for r in found] == [(None, ())]


def test_words_of_a_row_do_not_make_it_a_header() -> None:
    found = rows(
        ("№", "Мероприятия", "Сроки", "Ответственные"),
        ("1", "Реализация мероприятий плана", "Сроки уточняются", "Ответственный педагог"),
    )
    assert [r.title for r in found] == ["Реализация мероприятий плана"]


def test_column_that_is_not_read_is_named() -> None:
    document = read(
        docx(tbl(("№", "Мероприятия", "Сроки", "Примечание"), ("1", "Опрос", "май", "важно"))),
        "карта.docx",
    )
    assert [(w.code, dict(w.data)) for w in document.warnings] == [
        ("column_ignored", {"name": "Примечание"}),
        ("no_responsible", {}),
    ]


def test_heading_of_a_document() -> None:
    document = read(
        docx(
            p("Приложение 1"), p("к приказу от 01.09.2026 № 5"), p(),
            p("ДОРОЖНАЯ КАРТА"), p(),
            p("в Муниципальном бюджетном общеобразовательном учреждении лицее №9"),
            p("на 2026 – 2028 гг."),
            tbl(("№", "Мероприятия", "Сроки"), ("1", "Опрос", "май")),
        ),
        "карта.docx",
    )  # fmt: skip
    assert document.title == (
        "ДОРОЖНАЯ КАРТА в Муниципальном бюджетном общеобразовательном "
        "учреждении лицее №9 на 2026 – 2028 гг."
    )
    assert document.organisation == (
        "Муниципальное бюджетное общеобразовательное учреждение лицей №9"
    )
    assert document.approval == ("Приложение 1", "к приказу от 01.09.2026 № 5")
    assert document.period_label == "2026 – 2028 гг."


def test_document_without_a_title_is_called_as_its_file() -> None:
    document = read(docx(tbl(("Мероприятия", "Сроки"), ("Опрос", "май"))), "План 2026.docx")
    assert (document.title, document.period_label) == ("План 2026", None)


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((p("Дорожная карта"), p("1. Издать приказ")), "no_table"),
        ((p("Карта"), "<w:p><w:r><w:drawing/></w:r></w:p>"), "picture"),
        ((tbl(("Фамилия", "Телефон"), ("Берёзкина", "нет")),), "no_header"),
        ((tbl(("№", "Мероприятия", "Сроки"), ("", "", "")),), "no_rows"),
        ((tbl(("Мероприятия", "Сроки"), *[("Опрос", "май")] * 2001),), "too_many_rows"),
    ],
)
def test_refused_for_what_is_not_in_it(blocks: tuple[str, ...], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(docx(*blocks), "карта.docx")
    assert refused.value.code == code
