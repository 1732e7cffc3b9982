"""Steps of the story of questionnaires: launching, answering, stopping in the middle."""

from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.page import ChatPage

CURATOR = "Ветрова"
INTAKE = "Анкета наставника: педагог"
OWN, EVENT = "Отзыв о педсовете", "Отзыв о мероприятии"
ASKED = (
    ("Белова", "Голубев", "Дроздова", "Ершова", "Журавлёв", "Зимина", "Калинина"),
    ("Морозова", "Орлов"),
    ("Соловьёва",),
)  # pages of the list of people
END = ("По просьбе", "Готово", "Одному", "1–2 часа", "После уроков", "Готово")
LEFT_OUT = ("Пропустить",) * 3


def prepare(chat: ChatPage, title: str) -> None:
    """The curator chooses a questionnaire to launch."""
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Анкетирование")
    chat.taps("Запустить анкету")
    chat.sees("Какую анкету запустить?")
    while not chat.last.get_by_test_id("message-button").filter(has_text=title).count():
        chat.taps("Ещё")
    chat.taps(title)
    chat.sees("Запустить?")


def choose(chat: ChatPage, pages: tuple[tuple[str, ...], ...]) -> None:
    """People one by one, through the pages of the list."""
    chat.taps("Кому")
    chat.taps("Отдельные люди")
    chosen = 0
    for page in pages:
        if chosen:
            chat.taps("Ещё")
        for name in page:
            chat.taps(name)
            chosen += 1
            chat.sees(f"Выбрано: {chosen}.")
    chat.taps("Готово")


def launch(chat: ChatPage, title: str, pages: tuple[tuple[str, ...], ...]) -> None:
    prepare(chat, title)
    choose(chat, pages)
    chat.taps("✅ Запустить")
    asked = sum(map(len, pages))
    chat.sees("✅ Анкета запущена")
    chat.sees(f"Ответили: 0 из {asked}")


def go(chat: ChatPage, path: tuple[str, ...]) -> None:
    """Answers in a row: a caption to press, «=» before words to write."""
    for step in path:
        if step.startswith("="):
            before = chat.last.inner_text()
            chat.sends(step[1:])
            expect(chat.last).not_to_have_text(before)
        else:
            chat.taps(step)


def results(chat: ChatPage, title: str) -> None:
    """The curator's screen of what came out of a campaign."""
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Анкетирование")
    chat.taps(f"{title} · ")
    chat.taps("📊 Итоги")
    chat.sees("Итоги · ")


def sheets(chat: ChatPage) -> dict[str, list[tuple[object, ...]]]:
    """The newest Excel file: rows of every sheet."""
    chat.sees(".xlsx")
    book = load_workbook(chat.downloads())
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def bank_card(chat: ChatPage, name: str) -> None:
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Пары и встречи")
    chat.taps("Банк наставников")
    chat.taps("Ждут решения")
    chat.taps(name)
    chat.sees("ждёт решения")


def own_questionnaire(folder: Path) -> Path:
    """A questionnaire of the school: a scale, a choice, words where the choice asks for them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Название", "Отзыв о педсовете"])
    sheet.append([])
    sheet.append(["№", "Вид", "Вопрос", "Варианты", "Можно пропустить", "Показывать, если"])
    sheet.append([1, "шкала 1–5", "Насколько полезен был педсовет?"])
    sheet.append([2, "один вариант", "Была ли практика в группах?", "Да\nНет"])
    sheet.append([3, "длинный текст", "Чего не хватило?", None, "да", "2 = «Нет»"])
    path = folder / "педсовет.xlsx"
    book.save(path)
    return path


def publish_own(chat: ChatPage, file: Path) -> None:
    """It comes as a file, is tried in the chat and published."""
    chat.opens(CURATOR)
    chat.sends_file(file)
    chat.sees("Файл понят: 3 вопроса")
    chat.taps("Попробовать")
    chat.sees("Проба: Отзыв о педсовете")
    go(chat, ("4", "Нет"))
    chat.sees("Чего не хватило?")
    go(chat, ("=Времени",))
    chat.sees("Так анкету увидит тот, кто отвечает. Ответы пробы не сохранены.")
    chat.sees("Чего не хватило? — Времени")
    chat.taps("✅ Опубликовать")
    chat.sees("Опубликовано.")


def papers_by_table(chat: ChatPage, answers: dict[str, tuple[int | str, ...]]) -> None:
    """The table of sheets is filled in and comes back."""
    chat.opens(CURATOR)
    chat.asks("/menu")
    chat.taps("Анкетирование")
    chat.taps("Анкеты школы")
    chat.taps("Только наши")
    chat.taps(OWN)
    chat.taps("Внести с бумаги")
    chat.sees("К какому опросу относятся листы?")
    chat.taps(OWN)
    chat.sees("Внесено 0 из 4.")
    chat.taps("📎 Таблица Excel")
    chat.sees(".xlsx")
    file = chat.downloads()
    book = load_workbook(file)
    sheet = book["Ответы"]
    head = next(cell.row for cell in sheet["A"] if cell.value == "Код листа")
    for row in range(head + 1, sheet.max_row + 1):
        said = answers.get(str(sheet.cell(row, 2).value).split()[0], ())
        for column, value in enumerate(said, 4):
            sheet.cell(row, column).value = value
    book.save(file)
    chat.sends_file(file)
    edits = sum(map(len, answers.values()))
    chat.sees(f"Прочитано: {edits} правок")
    chat.taps("Применить")
    chat.sees(f"Применено: {edits} правок")
