"""Sheets of paper that are entered for people, one after the other or by a table."""

from texts.campaign_names import short
from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

TITLE = "Ответы с бумаги"
WAY = "Анкета с бумаги"
ENTER = "Внести с бумаги"
BEGIN, YESTERDAY, OTHER_DAY = "Сегодня", "Вчера", "Другой день"
TABLE = "📎 Таблица Excel"
OUTSIDE = "Не для опроса"
_SHEETS = ("лист", "листа", "листов")


def where(title: str) -> str:
    return tidy(f"{b(TITLE)} · {esc(clip(title, 60))}\nК какому опросу относятся листы?")


def sheets(title: str, count: int, sent: int, query: str) -> str:
    """Whose sheet is entered next."""
    lines = [f"{b(TITLE)} · {esc(clip(title, 60))}"]
    if query:
        lines.append(f"По словам «{esc(clip(query, 40))}»: {count}.")
    elif count:
        lines.append(f"Внесено {sent} из {count}. Кто ответил в чате, здесь не показан.")
    if not count:
        lines.append("Вносить пока не за кого: нет людей с согласием или все ответили в чате.")
    else:
        lines.append("Чей лист вносим? Можно написать начало фамилии.")
    return tidy("\n".join(lines))


def of_person(who: str, count: int) -> str:
    head = f"{b(TITLE)} · {esc(who)}"
    if not count:
        return f"{head}\nВносить нечего: подходящих анкет нет или нет согласия."
    return f"{head}\nКакую анкету вносим?"


def sheet_button(who: str, about: str, *, begun: bool, sent: bool) -> str:
    mark = "✅ " if sent else "🕒 " if begun else ""
    return f"{mark}{who}" + (f" · о ком: {about}" if about else "")


def title_button(title: str, about: str, *, begun: bool, sent: bool) -> str:
    mark = "✅ " if sent else "🕒 " if begun else ""
    return f"{mark}{short(title, 40)}" + (f" · {about}" if about else "")


def day(title: str, who: str, about: str) -> str:
    whom = f"\nО ком: {b(about)}" if about else ""
    return tidy(f"{b(TITLE)} · {b(who)}\n{esc(clip(title, 80))}{whom}\nКогда заполнен лист?")


# -- the table ------------------------------------------------------------------------------

SHEET, HOW_SHEET = "Ответы", "Пояснения"
CODE, WHO, ABOUT, DAY = "Код листа", "Кто отвечает", "О ком", "Дата листа"
EACH = "О наставляемом"
NOT_APPLICABLE = "не относится"
BLANK = "пусто"
NOT_HERE = "—"  # the question is answered in another row
MATTER, EXPLAINED = "Столбец", "Что писать"
NOTE = (
    "Строка — лист одного человека; о каждом из нескольких наставляемых под ней своя строка. "
    "Пустые строки пропускаются.",
    "Жёлтые ячейки можно менять. Пришлите файл боту: он покажет правки и спросит, применять ли.",
)
CODE_HINT = "По нему бот проверяет, что строки не перепутаны. Не меняйте."
EACH_HINT = "Здесь отвечают только на вопросы об этом человеке."
DAY_HINT = "Когда человек заполнил лист: 16.11.2026. Пусто — сегодня."
SEVERAL_HINT = "Несколько ответов пишите через точку с запятой."
OWN_HINT = "Свой вариант: «Другое: своими словами»."
NUMBER_HINT = "Целое число на шкале."
NO_FILE = "Файл внесите в чате."
EMPTY_HINT = "Пустая ячейка — вопрос пропущен."
BLANK_HINT = "Если на листе нет ответа, впишите «пусто»."


def heading(number: int, text: str, row: str = "") -> str:
    """«3. Что мешает?», of a row of a matrix «3. Что мешает? [уроки]»."""
    told = f"{number}. {clip(text, 120)}"
    return f"{told} [{clip(row, 80)}]" if row else told


def table_caption(title: str, count: int) -> str:
    return tidy(
        f"{b(clip(title, 80))}\n{counted(count, *_SHEETS)}. Впишите ответы в жёлтые ячейки и "
        "пришлите таблицу в этот чат: бот покажет правки и спросит, применять ли их."
    )
