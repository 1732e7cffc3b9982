"""Sheets of paper that are entered for people, one after the other or by a table."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

TITLE = "Ответы с бумаги"
WAY = "Анкета с бумаги"
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
    return f"{mark}{clip(title, 40)}" + (f" · {about}" if about else "")


def day(title: str, who: str, about: str) -> str:
    whom = f"\nО ком: {b(about)}" if about else ""
    return tidy(f"{b(TITLE)} · {b(who)}\n{esc(clip(title, 80))}{whom}\nКогда заполнен лист?")


# -- the table ------------------------------------------------------------------------------

SHEET, HOW_SHEET = "Ответы", "Пояснения"
CODE, WHO, ABOUT, DAY = "Код листа", "Кто отвечает", "О ком", "Дата листа"
MATTER, EXPLAINED = "Столбец", "Что писать"
NOTE = (
    "Строка — лист одного человека. Столбец «Код листа» не меняйте. Пустые строки пропускаются.",
)
CODE_HINT = "По нему бот узнаёт лист. Не меняйте."
DAY_HINT = "Когда человек заполнил лист: 16.11.2026. Пусто — сегодня."
SEVERAL_HINT = "Несколько ответов пишите через точку с запятой."
OWN_HINT = "Свой вариант: «Другое: своими словами»."
NUMBER_HINT = "Целое число на шкале."
NO_FILE = "Файл внесите в чате."
EMPTY_HINT = "Пусто — пропущен."


def heading(number: int, text: str, row: str = "") -> str:
    """«3. Что мешает?», of a row of a matrix «3. Что мешает? [уроки]»."""
    told = f"{number}. {clip(text, 120)}"
    return f"{told} [{clip(row, 80)}]" if row else told


def table_caption(title: str, count: int) -> str:
    return tidy(
        f"{b(clip(title, 80))}\n{counted(count, *_SHEETS)}. Впишите ответы и пришлите таблицу в "
        "этот чат: верные строки бот примет, остальные назовёт."
    )


def taken(title: str, sent: int, begun: int, problems: Sequence[str], more: int) -> str:
    """What came of a table."""
    lines = [
        f"{b(TITLE)} · {esc(clip(title, 60))}",
        f"Внесено полностью: {counted(sent, *_SHEETS)}."
        + (f" Начато, но не все ответы есть: {begun}." if begun else ""),
        *(esc(clip(each, 200)) for each in problems),
        f"И ещё {counted(more, 'замечание', 'замечания', 'замечаний')}." if more else "",
        "Исправьте эти строки и пришлите таблицу ещё раз." if problems else "",
    ]
    return tidy(fit([line for line in lines if line]))


def problem(at: int, number: int, told: str) -> str:
    """`number`: of the question; 0: the whole row."""
    where = f"Строка {at}, вопрос {number}" if number else f"Строка {at}"
    return f"{where}: {told}"


ROW_PROBLEMS = {
    "code": "этого листа нет: код изменён, опрос закрыт или человек уже ответил в чате.",
    "day": "непонятна дата листа, например 16.11.2026.",
    "idle": "вопрос по этим ответам не нужен, его ответ не принят.",
    "forbidden": "за этого человека ответы вносить нельзя.",
    "paper_future": "дата листа ещё не наступила.",
}
