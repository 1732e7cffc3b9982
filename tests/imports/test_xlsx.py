"""Excel: values as a person sees them, merged and hidden cells, several sheets."""

from imports.roadmap import Document, read
from tests.imports.office import c, sheet, xlsx

HEADER = ("№", "Мероприятия", "Сроки", "Ответственные")
MAY_25 = 46167  # 25.05.2026


def opened(*sheets: str, formats: tuple[str, ...] = (), states: tuple[str, ...] = ()) -> Document:
    return read(xlsx(*sheets, formats=formats, states=states), "карта.xlsx")


def test_dates_are_read_as_they_are_shown() -> None:
    formats = ("dd.mm.yyyy", '[$-419]mmmm yyyy" г.";@', "d mmm", "mmmm", "0.00", "yyyy")
    lines = [
        HEADER,
        *(
            c(f"A{n + 2}", n + 1) + c(f"B{n + 2}", "Опрос") + c(f"C{n + 2}", MAY_25, style=n + 1)
            for n in range(len(formats))
        ),
    ]
    assert [r.deadline for r in opened(sheet(lines), formats=formats).rows] == [
        "25.05.2026", "май 2026", "25.05", "май", "46167.00", "2026",
    ]  # fmt: skip


def test_number_that_excel_took_for_a_date_is_a_number_again() -> None:
    lines = [HEADER, c("A2", 46054, style=1) + c("B2", "Опрос") + c("C2", "май")]
    assert [r.number for r in opened(sheet(lines), formats=("dd.mmm",)).rows] == ["1.2"]


def test_whole_numbers_and_fractions_have_no_tail() -> None:
    lines = [HEADER, (1, "Опрос", 2026), (1.1, "Приказ", "май")]
    assert [(r.number, r.deadline) for r in opened(sheet(lines)).rows] == [
        ("1", "2026"),
        ("1.1", "май"),
    ]


def test_formulas_give_their_saved_values() -> None:
    lines = [
        HEADER,
        c("A2", 1) + c("B2", "Опрос", formula=True) + c("C2", None, formula=True),
    ]
    document = opened(sheet(lines))
    assert [(r.title, r.deadline) for r in document.rows] == [("Опрос", None)]
    assert [(w.code, dict(w.data)) for w in document.warnings] == [("formulas", {"count": 1})]


def test_merged_cells_titles_and_blank_rows() -> None:
    lines = [
        ("УТВЕРЖДАЮ",),
        (),
        ("Дорожная карта",),
        ("наставничества в МБОУ СОШ №7",),
        (),
        ("№", "Этап", "Мероприятия", "Сроки", "Ответственные"),
        ("1.", "Запуск", "Приказ", "май", "Завуч"),
        (None, None, "Опрос", None, "Методист"),
        ("Работа пар",),
        ("2.", "Работа", "Встреча\nпар", "июнь", "Завуч,\nметодист"),
    ]
    document = opened(sheet(lines, merges=("A7:A8", "B7:B8", "D7:D8", "A9:E9", "A3:E3")))
    assert [(r.section, r.number, r.stage, r.title, r.deadline, r.responsible)
            for r in document.rows] == [
        (None, "1", "Запуск", "Приказ", "май", ("Завуч",)),
        (None, "1", "Запуск", "Опрос", "май", ("Методист",)),
        ("Работа пар", "2", "Работа", "Встреча пар", "июнь", ("Завуч", "методист")),
    ]  # fmt: skip
    assert document.title == "Дорожная карта наставничества в МБОУ СОШ №7"
    assert document.approval == ("УТВЕРЖДАЮ",)
    assert document.organisation == "МБОУ СОШ №7"


def test_hidden_rows_are_read_and_named_hidden_sheets_are_not() -> None:
    plan = sheet([HEADER, (1, "Опрос", "май"), (2, "Приказ", "июнь")], hidden=3)
    draft = sheet([HEADER, (1, "Черновик", "май")])
    document = opened(plan, draft, states=("visible", "hidden"))
    assert [r.title for r in document.rows] == ["Опрос", "Приказ"]
    assert [(w.code, dict(w.data)) for w in document.warnings] == [
        ("hidden_sheets", {"count": 1}),
        ("hidden_rows", {"count": 1}),
    ]


def test_further_sheet_with_the_same_columns_goes_on() -> None:
    first = sheet([HEADER, (1, "Опрос", "май", "Завуч")])
    second = sheet([HEADER, (2, "Приказ", "июнь", "Завуч")])
    assert [r.number for r in opened(first, second).rows] == ["1", "2"]
