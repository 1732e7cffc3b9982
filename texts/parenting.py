"""What a parent reads, and how parents are brought in."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.consents import Document
from domain.meetings import MeetingKind, MeetingState
from texts import dates
from texts.consent import DOCUMENTS
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

CHILDREN = "Мои дети"
ANSWER = "Ответить"
MEETINGS = "Встречи"
FILE = "Что хранится о ребёнке"
ADD = "Добавить родителя"
LINK = "Ссылка для родителя"
NO_LONGER = "Больше не представитель"
GIVE_AGAIN = "Дать согласие снова"
REFUSE = "Не даю согласия"
GO_ON = "К ребёнку"

_PAIRS = ("пара", "пары", "пар")
_MEETINGS = ("встреча", "встречи", "встреч")
KINDS = {
    MeetingKind.FIRST: "организационная встреча",
    MeetingKind.TRIAL: "пробная рабочая встреча",
    MeetingKind.PLANNING: "встреча-планирование",
    MeetingKind.REGULAR: "рабочая встреча",
    MeetingKind.CLOSING: "завершающая встреча",
    MeetingKind.LESSON_VISIT: "посещение урока",
    MeetingKind.CONSULTATION: "консультация",
    MeetingKind.REFLECTIVE: "общая встреча с куратором",
}
STATES = {
    MeetingState.PROPOSED: "предложена",
    MeetingState.PLANNED: "назначена",
    MeetingState.HELD: "состоялась",
    MeetingState.MISSED: "не состоялась",
    MeetingState.CANCELLED: "отменена",
}


def child_caption(name: str, waits: bool) -> str:
    return f"🕒 {clip(name, 40)}" if waits else clip(name, 40)


def children(count: int, waiting: int = 0) -> str:
    """`waiting`: of how many a consent is not there."""
    if not count:
        return tidy(
            f"👥 {b(CHILDREN)}\n\nШкола ещё не указала, чей Вы родитель. Попросите у куратора "
            "или классного руководителя ссылку для родителя. Если ребёнку уже 18, о своих данных "
            "он решает без родителей."
        )
    told = "\n\n🕒 стоит у тех, за кого нужен Ваш ответ." if waiting else ""
    return f"👥 {b(CHILDREN)}{told}\n\nО ком посмотреть?"


def child(
    *, name: str, school: str, school_class: str, lines: Sequence[str], pairs: int, meetings: int,
    to_answer: bool,
) -> str:  # fmt: skip
    where = ", ".join(filter(None, (clip(school, 150), school_class)))
    head = f"👥 {b(clip(name, 100))}" + (f" · {esc(where)}" if where else "")
    text = [head, "", *lines, ""]
    if pairs or meetings:
        known = f"Наставничество: {counted(pairs, *_PAIRS)}, {counted(meetings, *_MEETINGS)}"
        text.append(known)
    else:
        text.append("Пары с наставником пока нет")
    if to_answer:
        text += ["", "Без Вашего согласия ребёнок в наставничестве не участвует. Ответить?"]
    return fit([tidy(line) for line in text])


def answered(document: Document, name: str, *, given: bool, provisional: bool) -> str:
    head = f"✅ Записано: {b(DOCUMENTS[document])} · {esc(clip(name, 100))}"
    if not given:
        return tidy(
            f"{head}\n\nСогласия нет: ребёнок в наставничестве не участвует, на учёбе это не "
            "отразится. Передумать можно в любой момент."
        )
    if provisional:
        return tidy(
            f"{head}\n\nОтвет ждёт бумаги: школа попросит Вас подписать этот же текст. "
            "Согласие начнёт действовать, когда бумагу получат."
        )
    return tidy(f"{head}\n\nСогласие действует. Отозвать его можно в любой момент.")


def withdrawn(name: str, due: date, today: date) -> str:
    return tidy(
        f"Согласие отозвано · {esc(clip(name, 100))}\n\nУчастие в наставничестве остановлено, "
        f"бот ребёнку больше не пишет. Данные сотрут {dates.plain(due, today)}, кроме тех, что "
        "школа обязана хранить. До этого дня можно передумать."
    )


def meetings(name: str, lines: Sequence[str], total: int) -> str:
    head = f"📅 {b(MEETINGS)} · {esc(clip(name, 100))}"
    if not total:
        return f"{head}\n\nВстреч пока не было."
    note = "Личные заметки и оценки здесь не показываются."
    return fit([tidy(line) for line in (head, "", *lines, "", note)])


def meeting_line(
    *, kind: MeetingKind, state: MeetingState, on: date | None, at: datetime | None,
    with_: Sequence[str], confirmed: bool | None, today: date,
) -> str:  # fmt: skip
    """«• 12 октября: рабочая встреча, Ким А. Л., состоялась, ребёнок подтвердил встречу»."""
    day = on or (at.date() if at else None)
    when = dates.plain(day, today) if day else "день не указан"
    if at is not None and on is None:
        when += f" в {dates.clock(at)}"
    parts = [KINDS[kind], *(esc(clip(each, 60)) for each in with_), STATES[state]]
    if state is MeetingState.HELD and confirmed is not None:
        parts.append("подтверждена" if confirmed else "ребёнок говорит, что её не было")
    return f"• {when}: {', '.join(parts)}"


def parents(name: str, lines: Sequence[str]) -> str:
    head = f"👥 {b('Родители')} · {esc(clip(name, 100))}"
    if not lines:
        return tidy(
            f"{head}\n\nПока никто не указан. Дайте родителю ссылку или внесите имя: тогда "
            "согласие можно записать с бумаги."
        )
    return fit([head, "", *(f"• {line}" for line in lines)])


def ask_parent(name: str) -> str:
    return tidy(
        f"👥 {b('Новый родитель')} · {esc(clip(name, 100))}\n\nНапишите фамилию, имя, отчество, "
        "после запятой кем приходится.\n\nНапример:\nВетрова Ольга Сергеевна, мать"
    )


def end_caption(name: str) -> str:
    return f"{NO_LONGER}: {clip(name, 30)}"


def ended() -> str:
    return "Записано"
