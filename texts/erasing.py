"""Erasing of data: what goes, what stays and why, on which day."""

from collections.abc import Sequence
from datetime import date

from domain.erasing import Kept, Part, Reason, Share
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

PLAN = "Да, стереть через 30 дней"
TODAY = "Стереть сегодня"
TODAY_YES = "Да, стереть сейчас"
KEEP = "Не стирать"
ACT = "Акт"
LIST = "Удаление данных"
DOCUMENTS = "Согласия и бумаги"

PARTS = {
    Part.NAME: "имя, должность или класс, дата рождения",
    Part.CHATS: "учётная запись в мессенджере",
    Part.ROLES: "роли",
    Part.FAMILY: "связь с ребёнком или родителями",
    Part.PAIRS: "участие в открытых парах",
    Part.MEETINGS: "тексты встреч и программ",
    Part.NOTES: "заметки",
    Part.ANSWERS: "личные ответы и оценки",
    Part.MESSAGES: "сообщения бота в очереди и журнале отправки",
    Part.FILES: "файлы, фото и записи",
    Part.LISTS: "имя в загруженных и отправленных списках",
}
KEPT = {
    Kept.ORDERS: "номера и даты приказов и соглашений: сроки хранения архивных документов",
    Kept.CONSENTS: "согласия и отзывы со сканами: доказательство законности обработки",
    Kept.FACTS: "даты и число встреч под номером участника: отчётность и оплата наставника",
    Kept.ITEMS: "строки дорожной карты и подтверждения к ним под номером участника: отчётность",
    Kept.LOG: "журнал действий под номером участника: учёт доступа к данным",
}
REASONS = {
    Reason.WITHDRAWN: "отзыв согласия",
    Reason.REQUEST: "просьба человека",
    Reason.RETENTION: "срок хранения истёк",
}
_ENTRIES = ("запись", "записи", "записей")
_PLANS = ("план", "плана", "планов")


def ask(name: str, due: date, today: date) -> str:
    return tidy(
        f"⚠️ {b('Стереть данные')} · {esc(clip(name, 100))}\n\n"
        f"{dates.plain(due, today).capitalize()} имя заменит номер участника, чат, заметки, "
        "тексты встреч и файлы сотрутся. Вернуть их будет нельзя, до этого дня план можно "
        "отменить.\nОстанутся приказы, согласия, даты встреч и строки дорожной карты.\n\n"
        "Составить план?"
    )


def view(
    *, name: str, reason: Reason, due: date, asked_on: date, done_on: date | None,
    shares: Sequence[Share], cancelled: bool, today: date,
) -> str:  # fmt: skip
    head = f"📋 {b('Удаление данных')} · {esc(clip(name, 100))}"
    asked = f"Причина: {REASONS[reason]}, {dates.plain(asked_on, today)}"
    if cancelled:
        return tidy(f"{head}\n\n{asked}\nПлан отменён, ничего не стёрто.")
    when = (
        f"Стёрто {dates.plain(done_on, today)}" if done_on else f"Срок: {dates.term(due, today)}"
    )
    lines = [f"• {part(share)}" for share in shares]
    title = "Стёрто:" if done_on else "Будет стёрто:"
    stays = (
        "Останутся приказы, согласия, даты встреч, строки дорожной карты и журнал: под номером."
    )
    return fit([tidy(line) for line in (head, "", asked, when, "", title, *lines, "", stays)])


def part(share: Share) -> str:
    """«заметки: 3 записи»."""
    return f"{PARTS[share.part]}: {counted(share.count, *_ENTRIES)}"


def ask_today(name: str) -> str:
    return tidy(
        f"⚠️ {b('Стереть сейчас?')} · {esc(clip(name, 100))}\n\nВернуть данные будет нельзя. Акт "
        "останется."
    )


def kept() -> str:
    return "План отменён, данные остаются"


def listing(school: str, total: int) -> str:
    head = f"📋 {b(LIST)} · {esc(clip(school, 150))}"
    if not total:
        return f"{head}\n\nНикого стирать не нужно."
    return f"{head}\n\n{counted(total, *_PLANS)}. Откройте, чтобы увидеть срок и акт."


def line(name: str, due: date, done_on: date | None, today: date) -> str:
    """A button's caption."""
    when = f"✅ {dates.plain(done_on, today)}" if done_on else f"🕒 {dates.plain(due, today)}"
    return f"{clip(name, 36)} · {when}"


def act_caption(name: str, done: bool) -> str:
    what = "Акт об уничтожении" if done else "План удаления"
    return tidy(
        f"📎 {b(what)} · {esc(clip(name, 100))}\n\nПодпишите и храните три года. Имя после "
        "удаления бот не знает: если оно нужно в акте, впишите от руки."
    )


# --- the act itself: plain text of a file ---------------------------------------------------

ACT_HEAD = "АКТ\nоб уничтожении персональных данных"
PLAN_HEAD = "ПЛАН\nуничтожения персональных данных"
WHAT, HOW_MANY, WAY, WHY = "Что", "Записей", "Способ", "Почему остаётся"
_BLANK = "_" * 40
WAYS = {
    Part.NAME: "заменено номером участника (обезличено)",
    Part.ROLES: "прекращены",
    Part.FAMILY: "прекращена, основание стёрто",
    Part.PAIRS: "прекращено",
    Part.LISTS: "заменено номером участника (обезличено)",
}
USUAL_WAY = "стёрто в базе данных"
FILES_WAY = "стёрты в базе данных и на диске"


def way(part_: Part) -> str:
    return FILES_WAY if part_ is Part.FILES else WAYS.get(part_, USUAL_WAY)


def act_lines(
    *,
    organisation: str,
    code: str,
    reason: Reason,
    asked_on: date,
    due: date,
    done_on: date | None,
) -> tuple[str, ...]:
    """The paragraphs above the tables."""
    when = (
        f"Дата уничтожения: {done_on:%d.%m.%Y}" if done_on else f"Срок уничтожения: {due:%d.%m.%Y}"
    )
    return tuple(
        tidy(line)
        for line in (
            f"Оператор: {organisation}",
            f"Чьи данные: {code}. Фамилия, имя, отчество (вписать, если нужно): {_BLANK}",
            f"Основание: {REASONS[reason]}, {asked_on:%d.%m.%Y}",
            when,
            "Информационная система: бот «Наставник»",
        )
    )


ERASED_TITLE = "Уничтожено или обезличено"
TO_ERASE_TITLE = "Подлежит уничтожению или обезличиванию"
KEPT_TITLE = "Остаётся"
NOTHING = "В системе ничего не было."
NOTE = (
    "Сообщения, которые бот отправил раньше, остаются в мессенджере у получателя: удалить их там "
    "бот не может. Резервные копии, сделанные до этого дня, уничтожаются по сроку хранения копий."
)
SIGNER = "Уничтожение подтверждаю (должность, фамилия)"
PLANNER = "План утверждаю (должность, фамилия)"
EMPTY_DATE = "«___» ______________ 20___ г."


def act_name(code: str, done: bool) -> str:
    """Of the file."""
    return f"{'Акт об уничтожении' if done else 'План уничтожения'} данных — {code}"
