"""Consents in the daily bundle: plain text of matters and captions of their buttons."""

from datetime import date

from domain.consents import Document
from texts.consent import DOCUMENTS
from texts.dates import month_genitive
from texts.plural import counted
from texts.typography import tidy

PLAN = "План удаления"
DOCUMENTS_WAY = "Согласия и бумаги"
ANSWER = "Ответить"
LOOK = "Посмотреть"
LIST = "Кого стереть"
ME = "Ваши документы"
RETENTION = "Срок хранения данных"
_PEOPLE = ("человека", "человек", "человек")


def _day(day: date) -> str:
    return f"{day.day}\u00a0{month_genitive(day.month)}"


def withdrew(due: date) -> str:
    return tidy(
        f"Согласие отозвано. Бот не пишет, пары остановлены; данные сотрутся {_day(due)}. "
        "Проверьте план и решите, что с парами."
    )


def erased() -> str:
    return "Данные стёрты. Подпишите акт."


def unpublish(document: Document) -> str:
    what = "имени" if document is Document.NAME else "фото"
    return f"Публикация {what} запрещена. Уберите с сайта и стендов за три рабочих дня."


def paper_due() -> str:
    return "Родитель дал согласие в боте, оно ждёт подписи на бумаге. Получили?"


def parent_asked() -> str:
    return "Без Вашего согласия ребёнок в наставничестве не участвует. Ответите?"


def coming(document: Document, on: date, today: date, *, mine: bool) -> str:
    name = DOCUMENTS[document].lower()
    if document is Document.PROCESSING:
        who = "Вам исполнится 18: откройте в этот день бота, он спросит Ваше собственное согласие"
        other = "исполнится 18, согласие родителя перестанет действовать: нужен новый документ"
    else:
        who = f"Вам исполнится 14: понадобится и Ваш документ, «{name}»"
        other = f"исполнится 14, понадобится ещё документ «{name}»"
    day = f"Завтра, {_day(on)}," if (on - today).days == 1 else _day(on)
    return tidy(f"{day} {who if mine else other}.")


def lapsed(*, adult: bool) -> str:
    if adult:
        return f"Пары остановлены. {of_age()}"
    return "По возрасту нужен новый документ, его нет: пары остановлены. Внесите бумагу."


def of_age() -> str:
    return (
        "Исполнилось 18: согласие родителя больше не действует, и писать первым бот не может. "
        "Попросите открыть бота: он спросит собственное согласие. Или внесите бумагу."
    )


def expiring(people: int, due: date) -> str:
    return tidy(
        f"С {_day(due)} сотрутся данные {counted(people, *_PEOPLE)}: после ухода прошёл срок, "
        "который выбрала школа. Посмотрите, кого оставить."
    )


def taken_down() -> str:
    return "✅ Записано: снято с публикации."
