"""«Мои данные» as a file: titles, columns and values in words; plain text, never HTML."""

from datetime import date, datetime
from enum import StrEnum

from domain.banks import BankState
from domain.consents import Document
from domain.health import Answer
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form, PairState, Side
from domain.progress import Status
from domain.roles import Role
from texts import audit_log, noise
from texts.banks import STATES as BANK_STATES
from texts.consent import DOCUMENTS
from texts.exports import STATUSES
from texts.health_asking import ANSWERS, FIT_CHANGE
from texts.html import b, clip, esc
from texts.pair_names import FORMS, STATES
from texts.parenting import KINDS as MEETING_KINDS
from texts.parenting import STATES as MEETING_STATES
from texts.people import ROLES
from texts.typography import tidy

HEAD = "ЧТО ХРАНИТСЯ В БОТЕ «НАСТАВНИК»"
DOCX, JSON = "Мои данные.docx", "Мои данные.json"
EMPTY = "Ничего нет."
YES, NO = "да", "нет"

SECTIONS = {
    "person": "Кто это",
    "accounts": "Учётные записи в мессенджере",
    "roles": "Роли",
    "consents": "Согласия и отказы",
    "family": "Родители и дети",
    "pairs": "Пары и группы",
    "meetings": "Встречи",
    "notes": "Заметки, которые написал человек",
    "answers": "Личные ответы (другой стороне не показываются)",
    "reasons": "Причины, которые назвал человек",
    "surveys": "Ответы на анкеты",
    "banks": "Банк наставников и наставляемых",
    "wishes": "Банк: как и с кем хотелось бы работать",
    "items": "Дела дорожных карт и программ",
    "proofs": "Присланные подтверждения",
    "absences": "Отпуска и отсутствия",
    "messages": "Сколько сообщений отправил бот",
    "log": "Журнал действий (последние)",
}
COLUMNS = {
    "name": "Имя", "post": "Должность", "pupil": "Ученик", "class": "Класс",
    "born": "Дата рождения", "since": "С какого дня", "until": "По какой день",
    "channel": "Мессенджер", "account": "Номер", "role": "Роль", "title": "Название",
    "organisation": "Организация", "document": "Документ", "given": "Дано", "at": "Когда",
    "how": "Как", "number": "№", "signed": "Подписано", "version": "Редакция",
    "parent": "Родитель", "child": "Ребёнок", "basis": "Кем приходится", "side": "Сторона",
    "with": "С кем", "form": "Форма", "state": "Состояние", "goal": "Цель", "kind": "Вид",
    "on": "День", "topic": "Тема", "text": "Текст", "next": "Следующий шаг",
    "confirmed": "Подтверждено", "private": "Личная", "what": "Что", "answer": "Ответ",
    "item": "Дело", "status": "Статус", "due": "Срок", "done": "Выполнено", "note": "Примечание",
    "file": "Что прислано", "first": "Первый день", "last": "Последний день", "count": "Сколько",
    "action": "Действие", "subject": "О чём",
    "survey": "Анкета", "question": "Вопрос", "areas": "Темы", "capacity": "Человек сразу",
    "hours": "Часов в месяц", "facts": "Из анкеты", "mark": "Собеседование",
    "interviewed": "День собеседования", "decided": "Решение", "reason": "Причина",
    "of": "О ком", "was": "Как было раньше", "wants": "Хочу работать с",
    "unwanted": "Не хотелось бы работать с", "forms": "Формы", "kinds": "Виды",
    "link": "Ссылка",
}  # fmt: skip
_WORDS = {
    "chat": "в боте", "paper": "на бумаге", "text": "текст", "photo": "фото", "file": "файл",
    "voice": "запись голоса", "rating": "оценка встречи", "fit": "как идёт с партнёром",
    "agreement": "согласие с программой", "good": "хорошо", "so_so": "средне",
    "not_good": "не очень", "change": FIT_CHANGE, "checked": "всё ли в порядке в паре",
    "telegram": "Telegram",
}  # fmt: skip
_SIDES = {Side.MENTOR: "наставник", Side.MENTEE: "наставляемый"}


def value(column: str, found: str | int | bool | date | datetime | StrEnum | None) -> str:
    """One value as a reader wants it."""
    if found is None or found == "":
        return ""
    if isinstance(found, bool):
        return YES if found else NO
    if isinstance(found, datetime):
        return f"{found:%d.%m.%Y %H:%M}"
    if isinstance(found, date):
        return f"{found:%d.%m.%Y}"
    if isinstance(found, StrEnum):
        return _choice(found)
    if column == "action":
        return audit_log.action(str(found))
    if column == "subject":
        return audit_log.subject(str(found))
    shown = str(found)
    return noise.KINDS.get(shown, _WORDS.get(shown, shown)) if column in _CODED else shown


_CODED = frozenset({"kind", "how", "what", "answer", "channel"})


def _choice(found: StrEnum) -> str:
    match found:
        case Answer():
            return ANSWERS[found]
        case Document():
            return DOCUMENTS[found]
        case Role():
            return ROLES[found]
        case Side():
            return _SIDES[found]
        case Form():
            return FORMS[found]
        case BankState():
            return BANK_STATES[found]
        case PairState():
            return STATES[found]
        case MeetingKind():
            return MEETING_KINDS[found]
        case MeetingState():
            return MEETING_STATES[found]
        case Status():
            return STATUSES.get(found.value, found.value)
    return _WORDS.get(found.value, found.value)


def about(name: str, organisation: str, made: datetime) -> tuple[str, ...]:
    """The lines under the head."""
    return tuple(filter(None, (name, organisation, f"На {made:%d.%m.%Y, %H:%M}")))


def note(child: bool) -> str:
    if child:
        return (
            "Личные ответы и заметки ребёнка о наставнике сюда не входят: они доверены школе "
            "без права показывать их кому-либо. О встречах здесь то же, что в боте: когда и "
            "какая была, без записей о разговоре."
        )
    return (
        "Файлы и фото, которые Вы присылали, в этот архив не входят: попросите их у куратора. "
        "Рядом лежит тот же список для программ, .json."
    )


def caption(name: str, *, child: bool) -> str:
    head = f"📎 {b('Что хранится')}" + (f" · {esc(clip(name, 100))}" if child else "")
    return tidy(
        f"{head}\n\nВ архиве документ Word и тот же список для программ. Что-то неверно? "
        "Попросите куратора исправить."
    )


def file_name(child: bool) -> str:
    return "Данные ребёнка" if child else "Мои данные"
