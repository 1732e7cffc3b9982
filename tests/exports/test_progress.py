from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl

from exports.counting import ProgressRow
from exports.progress import ProgressData, progress_sheet

ROWS = (
    ProgressRow(
        "1", "I. Начало", "Подготовка", "Приказ", "октябрь 2026", "до 31 октября 2026",
        date(2026, 10, 31), "Куратор", "done", "№ 12 от 05.10.2026", "в срок", date(2026, 10, 5),
    ),
    ProgressRow("2", "I. Начало", "Подготовка", "Банк", "", "", date(2026, 9, 1), "", "started"),
    ProgressRow("2.1", "I. Начало", "Подготовка", "=Анкета", "", "", None, "", "overdue", level=1),
    ProgressRow("2.2", "I. Начало", "Подготовка", "Согласия", "", "", None, "", "na", level=1),
    ProgressRow("1", "II. Дело", None, "Встречи", "Постоянно", "", None, "Наставники", "ongoing"),
)  # fmt: skip


def book(rows: tuple[ProgressRow, ...] = ROWS) -> Any:
    data = ProgressData(
        "Карта 2026",
        "Школа № 999",
        datetime(2026, 11, 21, 14, 30, tzinfo=UTC),
        "московское время",
        rows,
    )
    return openpyxl.load_workbook(BytesIO(progress_sheet(data)))


def values(sheet: Any) -> list[list[Any]]:
    found = [[cell for cell in row if cell is not None] for row in sheet.values]
    return [row for row in found if row]


def test_the_sheet_tells_stage_by_stage_how_the_roadmap_goes() -> None:
    assert values(book().worksheets[0]) == [
        ["Ход дорожной карты. Карта 2026"],
        ["Школа № 999"],
        ["Данные на 21.11.2026, 14:30 (московское время) · "
         "выполнено 1 из 3 (33 %) · просрочено: 1 · не требуется: 1"],
        ["№", "Мероприятие", "Срок", "Ответственный", "Статус", "Подтверждение", "Примечание",
         "Дата факта"],
        ["I. Начало"],
        ["Подготовка"],
        ["1", "Приказ", "октябрь 2026\nдо 31 октября 2026", "Куратор", "выполнено",
         "№ 12 от 05.10.2026", "в срок", datetime.combine(date(2026, 10, 5), time())],
        ["2", "Банк", "до 01.09.2026", "в работе"],
        ["2.1", "=Анкета", "просрочено"],
        ["2.2", "Согласия", "не требуется"],
        ["Итого. Подготовка: выполнено 1 из 2 (50 %) · просрочено: 1 · не требуется: 1"],
        ["II. Дело"],
        ["1", "Встречи", "Постоянно", "Наставники", "постоянно"],
        ["Итого. II. Дело: выполнено 0 из 1 (0 %)"],
        ["Всего по дорожной карте: "
         "выполнено 1 из 3 (33 %) · просрочено: 1 · не требуется: 1"],
    ]  # fmt: skip


def test_every_status_is_counted_and_explained() -> None:
    sheet = book().worksheets[1]
    table = sheet.iter_rows(min_row=4, max_row=11, max_col=2, values_only=True)

    assert sheet.title == "Как считается"
    assert list(table) == [
        ("выполнено", 1), ("в работе", 0), ("не начато", 0), ("просрочено", 1),
        ("постоянно", 1), ("ждёт условия", 0), ("не требуется", 1), ("всего", 4),
    ]  # fmt: skip


def test_a_roadmap_without_stages_has_one_total_and_an_empty_one_opens() -> None:
    plain = ProgressRow("1", None, None, "Дело", "", "", None, "", "todo")

    assert values(book((plain,)).worksheets[0])[4:] == [
        ["1", "Дело", "не начато"],
        ["Всего по дорожной карте: выполнено 0 из 1 (0 %)"],
    ]
    assert values(book(()).worksheets[0])[4:] == [
        ["Всего по дорожной карте: выполнено 0 из 0 (0 %)"]
    ]
