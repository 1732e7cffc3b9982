"""Words of the workbook of the weekly message."""

from collections.abc import Mapping
from typing import Final

from texts import reminders
from texts.digest_points import PEOPLE_WORDS
from texts.plural import counted


def more_people(count: int) -> str:
    """People of whom a sheet says only how many they are."""
    return f"ещё {counted(count, *PEOPLE_WORDS)}"


TODO_SHEET: Final = "Что сделать"
TODO_TITLE: Final = "Что сделать: начните сверху"
WHAT: Final = "Что"
WHERE: Final = "Дорожная карта"
WHOSE: Final = "У кого"
BY_SCHOOL: Final = "Выполнение по школам"
BY_ROADMAP: Final = "Выполнение по картам"
TOGETHER: Final = "Все вместе"
HOW: Final = "Что сделать"
NOTHING_WAITS: Final = "Ничего срочного не ждёт."
NEWS: Final = "Что нового"
DELIVERY_SHEET: Final = "Без чата и доставка"
DELIVERY_TITLE: Final = "До кого сообщения бота не доходят"
PERSON: Final = "Кто"
POST: Final = "Должность"
PEOPLE: Final = "Человек"
WHY_TITLE: Final = "Почему"
ITEMS_TITLE: Final = "Дел всего"
SOON_TITLE: Final = "Просрочено и на две недели"
ALL_REACHED: Final = "Сообщения доходят до всех, у кого есть дела."
NAMES_IN_BOT: Final = (
    "Кого бот ещё не звал или зовёт меньше трёх рабочих дней, те указаны числом. Их список в "
    "боте: «Меню» → «Кому не доходит»."
)
SCHOOLS_SHEET: Final = "Школы"
SCHOOLS_TITLE: Final = "Как идут дела в школах"
SCHOOL: Final = "Школа"
TOTAL: Final = "Всего"
DONE: Final = "Выполнено"
PERCENT: Final = "%"
DONE_NEW: Final = "Выполнено с\nпрошлой сводки"
OVERDUE: Final = "Просрочено пунктов"
WEEK: Final = "На этой неделе"
NO_ROADMAP: Final = "карта не запущена"
WORD: Final = "Слово"
COUNTING_TITLE: Final = "Как считается сводка"
NEWS_WORDS: Final[Mapping[str, str]] = {
    "late": "просрочено впервые",
    "done": "выполнено",
    "new": "новое",
    "moved": "срок сдвинут",
    "owners": "другой ответственный",
    "reopened": "снова в работе",
    "na": "не требуется",
}
NEWS_MEANINGS: Final[Mapping[str, str]] = {
    "late": "В прошлой сводке срок ещё не прошёл, теперь прошёл.",
    "done": "Отмечено после прошлой сводки. У повторяющегося дела: отмечен очередной раз.",
    "new": "В прошлой сводке этой строки не было.",
    "moved": "Срок с тех пор изменили.",
    "owners": "Отвечает не тот, кто отвечал в прошлый раз.",
    "reopened": "Было выполнено или не требовалось, теперь снова в работе.",
    "na": "С тех пор отмечено «не требуется».",
}
RULES: Final = (
    "«Что нового» сравнивает с прошлой сводкой, которая ушла; день назван вверху листа. "
    "Сводка по команде /digest сравнивает с ней же и ничего не сдвигает.",
    "Имя стоит в сводке, только если бот уже напомнил человеку об этом деле и с тех пор прошли "
    "три полных рабочих дня. До этого указано число людей. На листе «Без чата и доставка» по "
    "имени названы те, до кого бот не дозвался за три полных рабочих дня: сообщение не дошло или "
    "личная ссылка осталась без ответа.",
    "Все ответственные по именам — в таблице о ходе дорожной карты (/export).",
    "Директор и координатор видят только числа. Имя директор видит, когда дело передал куратор.",
)


def roadmap_sheet(number: int) -> str:
    """The name of a sheet; sheets of one workbook have different ones."""
    return "Дорожная карта" if number == 1 else f"Дорожная карта {number}"


def why(reason: str) -> str:
    return reminders.WHY[reason]


def advice(reason: str) -> str:
    return reminders.ADVICE[reason]
