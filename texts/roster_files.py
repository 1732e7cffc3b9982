"""Words of the tables of people: the example, the lines to mend, the list."""

from collections.abc import Mapping, Sequence

from texts import people
from texts.html import b
from texts.plural import counted
from texts.roster import LINES
from texts.typography import tidy

EXAMPLE_NAME = "Список людей (образец)"
MEND_NAME = "Список людей (исправить)"
EXAMPLE_SHEET = "Люди"
SHOWN_SHEET = "Пример"
HOW_SHEET = "Как заполнить"
EXAMPLE_HOW = ("Впишите людей под заголовком и пришлите файл боту. Лишние столбцы можно удалить.",)
MEND_TITLE = "Строки, которые не удалось прочитать"
MEND_HOW = ("Исправьте и пришлите этот файл боту: добавятся только эти люди.",)
COLUMNS: Mapping[str, str] = {
    "name": "ФИО",
    "post": "Должность",
    "subject": "Предмет",
    "class": "Класс",
    "leads": "Классное руководство",
    "born": "Дата рождения",
    "role": "Роль",
    "wrong": "Что не так",
}
EXAMPLE_ROLES = ("наставник", "наставляемый", "куратор", "психолог", "методист")
EXAMPLE_ROWS: Sequence[Mapping[str, str]] = (
    {"name": "Ветрова Ольга Сергеевна", "post": "учитель", "subject": "физика",
     "leads": "7 Б", "role": "наставник"},
    {"name": "Громов Пётр Ильич", "post": "учитель", "subject": "химия", "role": "наставляемый"},
    {"name": "Кораблёв Михаил", "post": "ученик", "class": "7 Б", "born": "12.03.2013",
     "role": "наставляемый"},
)  # fmt: skip
HOW_TITLE = "Столбец"
HOW_TEXT = "Что писать"
HOW: Mapping[str, str] = {
    "name": "Фамилия, имя, отчество. Можно тремя столбцами: «Фамилия», «Имя», «Отчество». "
    "Единственный обязательный столбец.",
    "post": "Как в штатном расписании: учитель, педагог-психолог. Для ребёнка: ученик.",
    "subject": "Для учителей: станет частью должности.",
    "class": "Для учеников: 7 Б. Класс может стоять и строкой над списком, и в названии листа.",
    "leads": "Чей классный руководитель: 7 Б. Он сможет вносить бумаги своих учеников.",
    "born": "Только для учеников: 12.03.2013. Нужна, чтобы вовремя собрать согласия в 14 и 18 "
    "лет. Для взрослых не хранится.",
    "role": "Наставник, наставляемый, куратор, психолог, методист; можно несколько через "
    "запятую. Пусто: роль выберете в боте сразу для всех.",
}
PEOPLE_TITLE = "Люди"
PEOPLE_HOW = (
    "Что делать: правьте столбцы с золотой шапкой, сохраните файл как .xlsx и пришлите его боту. "
    "Он покажет правки и спросит, прежде чем что-то изменить. Роли меняют в боте.",
)
CODE = "Код"
ROLES_COLUMN = "Роли"


def people_caption(count: int) -> str:
    """Stands under the file with everybody."""
    return tidy(
        f"📎 {b(PEOPLE_TITLE)}\n{counted(count, *people.PEOPLE)}.\n\nИмена, должности, классы и "
        "даты рождения можно править прямо в файле: пришлите его сюда, и бот покажет правки."
    )


def file_caption(example: bool, count: int = 0) -> str:
    """Stands under the example, or under the lines to mend."""
    if example:
        return tidy(
            f"📎 {b(EXAMPLE_NAME)}\nЗаполните лист «{EXAMPLE_SHEET}» и пришлите файл сюда. На "
            "других листах пример и пояснения."
        )
    return tidy(
        f"📎 {b(MEND_NAME)}\n{counted(count, *LINES)}, в последнем столбце сказано, что не так. "
        "Исправьте и пришлите файл сюда."
    )
