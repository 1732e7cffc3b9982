"""Papers of a pair in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.pair_papers import ENDING, PaperKind
from texts import dates
from texts.html import b, clip, esc, fit
from texts.pair_names import PAPERS
from texts.typography import tidy

SHORT: Final = {
    PaperKind.CONSENT: "Согласие",
    PaperKind.AGREEMENT: "Доп. соглашение",
    PaperKind.ORDER: "Приказ",
    PaperKind.REFUSAL: "Отказ",
    PaperKind.NOTICE: "Уведомление",
}
PAID = "Оплата назначена"
UNPAID = "Соглашение не нужно"
JOB = "Входит в должностные обязанности"
JOB_REASON = "наставничество входит в должностные обязанности"
SHOW_SCAN = "Показать скан"
ATTACH = "📎 Приложить скан"
MEND = "Исправить"
REMOVE = "Убрать"
REFUSAL = "Отказ наставника"
NOTICE = "Школа отменяет поручение"

_ASK: Final = {
    PaperKind.CONSENT: "Напишите номер и дату письменного согласия наставника, например: № 4 от "
    "01.09.2026. Можно прислать скан.",
    PaperKind.AGREEMENT: "Напишите номер и дату дополнительного соглашения, а после запятой "
    "размер оплаты, например: № 7 от 01.09.2026, 3000 рублей в месяц. Можно прислать скан.",
    PaperKind.ORDER: "Напишите номер и дату приказа о закреплении, например: № 15 от 01.09.2026. "
    "Можно прислать скан.",
}
_ASK_WHY = "Почему соглашение не нужно? Выберите или напишите одной фразой."
DOCUMENTS = "📎 Бумаги пары"
ENTER_MISSING = "📎 Внести бумаги"


@dataclass(frozen=True, slots=True)
class Told:
    """A paper as its line says it."""

    kind: PaperKind
    number: str
    signed_on: date | None
    pay: str
    paid: bool | None
    until: date | None
    scanned: bool


def listing(pair: str, lines: Sequence[str], lacks: Sequence[str]) -> str:
    """What is there, what is missing."""
    told = [f"📎 {b('Бумаги пары')}", esc(clip(pair, 200))]
    told += ["", *(f"✅ {line}" for line in lines)] if lines else []
    if lacks:
        told += ["", "⚠️ Не хватает: " + esc(clip("; ".join(lacks), 800))]
    elif lines:
        told += ["", "Все нужные бумаги внесены."]
    else:
        told += ["", "Пока ничего не внесено."]
    return fit([tidy(line) for line in told])


def line(paper: Told, person: str, today: date) -> str:
    """One paper, as HTML: «Приказ № 15 от 1 сентября»."""
    name = SHORT[paper.kind]
    parts = [name if not person else f"{name} ({esc(clip(person, 60))})"]
    if paper.number:
        parts.append(f"№\u00a0{esc(clip(paper.number, 64))}")
    if paper.signed_on:
        parts.append(f"от {paper.signed_on:%d.%m.%Y}")
    said = " ".join(parts)
    if paper.paid is False:
        said += f": не нужно, {esc(clip(paper.pay, 200)) or 'оплата не назначена'}"
    elif paper.pay:
        said += f", {esc(clip(paper.pay, 200))}"
    if paper.kind in ENDING and paper.until:
        said += f", последний день {dates.plain(paper.until, today)}"
    return said + (", есть скан" if paper.scanned else "")


def one(line: str) -> str:
    return tidy(f"📎 {line}")


def enter(kind: PaperKind, person: str) -> str:
    """The caption of a missing paper: «Внести: согласие»."""
    tail = f" · {clip(person, 30)}" if person else ""
    return f"Внести: {SHORT[kind].lower()}{tail}"


def open_caption(kind: PaperKind) -> str:
    return SHORT[kind]


def ask_paid() -> str:
    return tidy(
        f"📎 {b('Дополнительное соглашение')}\n\nПо статье 351.8 ТК в соглашении пишут "
        "содержание, срок, форму и размер оплаты наставничества. Если помогать новичкам входит "
        "в должностные обязанности, соглашение не нужно.\n\nКак у этого наставника?"
    )


def ask(kind: PaperKind, *, paid: bool | None) -> str:
    return tidy(f"📎 {b(SHORT[kind])}\n\n{_ASK_WHY if paid is False else _ASK[kind]}")


def ask_scan() -> str:
    return f"📎 {b('Скан')}\n\nПришлите фото или файл документа."


def same(paper: Told) -> str:
    """The caption: «Как в прошлый раз: № 15 от 01.09.2026»."""
    day = f" от {paper.signed_on:%d.%m.%Y}" if paper.signed_on else ""
    return f"Как в прошлый раз: №\u00a0{clip(paper.number, 20)}{day}"


def entered(kind: PaperKind, number: str = "", day: date | None = None) -> str:
    """With what was understood of the typed words."""
    said = f" №\u00a0{esc(clip(number, 64))}" if number else ""
    when = f" от {day:%d.%m.%Y}" if day else ", без даты" if number else ""
    return f"✅ Внесено: {PAPERS[kind]}{said}{when}"


def over(found: Sequence[tuple[str, int, int]]) -> str:
    """Mentors with more mentees than the limit: (name, how many, limit); "" where none is."""
    return "".join(
        f"\n⚠️ {esc(name)}: наставляемых теперь {has}, а предел {limit}. Приказ внесён как есть. "
        "Поднимите предел или передайте кого-то другому наставнику."
        for name, has, limit in found
    )


def removed() -> str:
    return "✅ Запись о документе убрана"


def scan_kept() -> str:
    return "✅ Скан приложен"


def scan_name(kind: PaperKind, head: bytes) -> str:
    """A name with which the file opens."""
    endings = {b"%PDF": "pdf", b"\x89PNG": "png", b"PK\x03\x04": "docx"}
    return f"{SHORT[kind]}.{endings.get(head, 'jpg')}"


def whose(kind: PaperKind) -> str:
    question = "Кто отказывается?" if kind is PaperKind.REFUSAL else "Чьё поручение отменяется?"
    return f"🕒 {b(question)}"


def ask_until(kind: PaperKind, least: date, today: date) -> str:
    """The clock: from which day on it may end."""
    if kind is PaperKind.REFUSAL:
        return tidy(
            f"🕒 {b('Отказ наставника')}\n\nНаставник может отказаться досрочно (статья 351.8 ТК)."
            "\n\nКакой день последний?"
        )
    return tidy(
        f"🕒 {b('Школа отменяет поручение')}\n\nПредупредить наставника нужно не позднее чем за "
        f"три рабочих дня (статья 351.8 ТК). Если вручить уведомление сегодня, самое раннее — "
        f"{dates.plain(least, today)}.\n\nКакой день последний?"
    )


def day_caption(day: date, today: date) -> str:
    return "Сегодня" if day == today else f"До {dates.plain(day, today)}"


def noticed(kind: PaperKind, until: date, today: date, *, only: bool) -> str:
    """The receipt with what follows."""
    day = dates.plain(until, today)
    follows = (
        "После этого дня пара закончится сама. До него её можно передать другому наставнику."
        if only
        else "После этого дня второй наставник продолжит один."
    )
    return tidy(f"✅ {PAPERS[kind].capitalize()}: последний день — {day}.\n\n{follows}")


def lack(kind: PaperKind, person: str, several: bool) -> str:
    """A missing paper; with the mentor's name where there are several mentors. Plain."""
    return f"{PAPERS[kind]}: {person}" if several and person else PAPERS[kind]
