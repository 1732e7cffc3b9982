"""A school year in a real browser: a document without dates or people gets them in the wizard
and by Excel, is launched, lives from September to May, and shows what it was on a past day.

Screenshots are kept where DOCS_IMG says.
"""

import os
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sandbox
from tests.browser.page import ChatPage
from tests.documents import word

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps" / "school26.docx"
IMAGES = Path(os.environ.get("DOCS_IMG", "tests/browser/out"))
CURATOR, METHODIST = "Ветрова", "Калинина"
STAGES = [
    ["1. Подготовка условий"],
    ["1.1", "Издать приказ о наставничестве"],
    ["1.2", "Провести педагогический совет"],
    ["2. Формирование наставнических пар"],
    ["2.1", "Составить пары"],
    ["2.2", "Издать приказ о парах"],
    ["3. Завершение наставничества"],
    ["3.1", "Провести итоговый круглый стол"],
    ["4. Информационная поддержка"],
    ["4.1", "Освещать работу на сайте школы"],
]
AUTUMN, DECEMBER = "2026-09-28T12:00", "2026-12-07T12:00"
SPRING, SUMMER = "2027-04-05T12:00", "2027-05-31T12:00"


def document(name: str, folder: Path) -> Path:
    if name == "school26":
        if not SHARED.exists():
            pytest.skip("../shared/roadmaps/school26.docx is absent")
        return SHARED
    path = folder / "карта.docx"
    path.write_bytes(word(STAGES, header=("№", "Мероприятия")))
    return path


@pytest.mark.parametrize("name", ["school26", "invented"])
def test_a_document_without_dates_lives_a_school_year(
    name: str, sandbox: Sandbox, browser: Browser, tmp_path: Path
) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    sandbox.clock_start = "2026-08-31T10:00:00+03:00"
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="ru-RU", accept_downloads=True
    )
    errors: list[str] = []
    page = context.new_page()
    chat = ChatPage(page, sandbox.start("--no-pairs"))
    page.on("pageerror", lambda error: errors.append(str(error)))

    chat.opens(CURATOR)
    chat.sends_file(document(name, tmp_path))
    stages = fill_in_wizard(chat)
    fill_by_excel(chat, tmp_path)
    launch(chat)
    chat.goes_to(AUTUMN)
    monday(chat, "monday.png")
    tick_off(chat, "1", "№ 15 от 25.09.2026")
    chat.goes_to(DECEMBER)
    edit_progress(chat, tmp_path)
    chat.goes_to(SPRING)
    tick_off(chat, "4", "№ 40 от 05.04.2027")
    statement = statement_of_march(chat)
    folder = folder_of_march(chat, tmp_path)
    chat.goes_to(SUMMER)
    monday(chat, "may.png")

    assert errors == []
    assert stages >= 4
    # What was done in April is not done yet on 31 March.
    assert "№ 15 от 25.09.2026" in statement
    assert "№ 40 от 05.04.2027" not in statement
    assert any("Опись" in name for name in folder)
    assert "№ 15 от 25.09.2026" in folder["Опись.docx"]
    assert "№ 40 от 05.04.2027" not in folder["Опись.docx"]
    context.close()


def fill_in_wizard(chat: ChatPage) -> int:
    """Two taps a stage; the last one is left for the table. How many stages there are."""
    chat.sees("Срок понятен: 0")
    if chat.last.get_by_text("Выбрать новый период").count():
        chat.taps("Выбрать новый период")
        chat.taps("2026–2027")
    chat.sees("2026–2027")
    chat.taps("Заполнить по этапам")
    chat.sees("Этап 1 из")
    stages = int(re.findall(r"Этап 1 из\s(\d+)", chat.last.inner_text())[0])
    for number in range(1, stages):
        chat.sees(re.compile(rf"Этап\s{number}\sиз"))
        chat.taps("Так и сделать")
        chat.sees("Кто отвечает")
        chat.sends(METHODIST)
        chat.sees("По запросу")
        chat.taps(METHODIST)
    chat.sees(re.compile(rf"Этап\s{stages}\sиз"))
    chat.taps("Пропустить этап")
    chat.sees(f"{stages - 1} из {stages}")
    return stages


def fill_by_excel(chat: ChatPage, folder: Path) -> None:
    """What is left: a term in words, and a name; the file comes back under another name."""
    chat.sends("/menu")
    chat.taps("Доделать черновик")
    chat.taps("Excel")
    chat.sees("жёлтые ячейки")
    book = load_workbook(chat.downloads())
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    row = sheet.max_row
    sheet.cell(row, heads["Срок"], "постоянно")
    sheet.cell(row, heads["Ответственный"], "Зимина Тамара Фёдоровна")
    filled = folder / "мой файл.xlsx"
    book.save(filled)
    chat.sends_file(filled)
    chat.sees("Прочитано: 2 правки")
    chat.taps("Применить")
    chat.sees("Применено: 2 правки")


def launch(chat: ChatPage) -> None:
    chat.taps("Открыть черновик")
    chat.sees("Всё понятно")
    chat.taps("Запустить")
    chat.taps("Запустить сейчас")
    chat.sees("Дорожная карта запущена")


def monday(chat: ChatPage, picture: str) -> None:
    """The message of the morning: the table with words and buttons under it."""
    chat.opens(CURATOR)
    messages = chat.page.get_by_test_id("message")
    expect(messages.filter(has_text="Сводка ·").last).to_be_visible()
    told = messages.filter(has_text="Что сделать сначала").last
    told.scroll_into_view_if_needed()
    chat.page.screenshot(path=IMAGES / picture)
    book = load_workbook(chat.downloads())
    assert book.sheetnames[0] == "Что сделать"


def tick_off(chat: ChatPage, number: str, paper: str) -> None:
    """The methodist marks one of the items done and gives the paper's number."""
    chat.opens(METHODIST)
    open_roadmap(chat)
    chat.taps("Все пункты")
    chat.sees("Все пункты ·")
    chat.taps(number)
    chat.sees("История")
    if chat.last.get_by_text("Шаги (").count():
        chat.taps("Шаги (")
        chat.taps("1")
    chat.taps("✅ Отметить")
    chat.sees("Отмечено")
    chat.taps("Прикрепить")
    chat.sends(paper)
    chat.sees(paper)


def edit_progress(chat: ChatPage, folder: Path) -> None:
    """The progress sheet goes out, a note is written into it, it comes back."""
    chat.opens(CURATOR)
    open_roadmap(chat)
    chat.taps("Таблица Excel")
    chat.sees(".xlsx")
    book = load_workbook(chat.downloads())
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    note = next(cell for cell in cells if cell.value == "Примечание")
    status = next(cell for cell in cells if cell.value == "выполнено")
    sheet.cell(status.row, note.column, "Подлинник в папке 3")
    edited = folder / "ход.xlsx"
    book.save(edited)
    chat.sends_file(edited)
    chat.sees("Прочитано: 1 правка")
    chat.sees("Подлинник в папке 3")
    chat.taps("Применить")
    chat.sees("Применено: 1 правка")


def statement_of_march(chat: ChatPage) -> str:
    """The words of the statement for March, as of its last day."""
    chat.opens(CURATOR)
    open_roadmap(chat)
    chat.taps("Файлы и бумаги")
    chat.taps("Справка о выполнении")
    chat.taps("Учебный год")
    chat.sees(".docx")
    chat.taps("На другой день")
    chat.taps("‹")
    chat.sees("март 2027")
    chat.taps("31")
    chat.sees("данные на 31 марта")
    return words_of(chat.downloads())


def folder_of_march(chat: ChatPage, folder: Path) -> dict[str, str]:
    """The inspector's folder: names of what is in it, and the words of its papers."""
    open_roadmap(chat)
    chat.taps("Файлы и бумаги")
    chat.taps("Папка проверки")
    chat.taps("31 марта")
    chat.sees(".zip")
    with zipfile.ZipFile(chat.downloads()) as archive:
        found = {}
        for name in archive.namelist():
            path = Path(archive.extract(name, folder / "zip"))
            found[Path(name).name] = words_of(path) if name.endswith(".docx") else ""
    return found


def open_roadmap(chat: ChatPage) -> None:
    """Ours, of the two that the school has: it was launched last and stands first."""
    chat.sends("/roadmap")
    chat.sees("Какую открыть?")
    chat.taps("2026–2027")
    chat.sees("Выполнено")


def words_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    return text.replace("\u00a0", " ")
