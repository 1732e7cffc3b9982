"""A draft in words: the summary, refusals, the upload."""

from collections.abc import Sequence

from texts import imports, order
from texts.draft_rows import ROWS, STEPS, TITLE
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

QUESTIONS = ("вопрос", "вопроса", "вопросов")

ALL_ROWS = "Все строки"
REMARKED = "С замечаниями"
WHO_IS_WHO = "Кто есть кто"
SHEET = "Вопросы в Excel"
LAUNCH = "Запустить"
DELETE = "Удалить черновик"
DELETE_YES = "Да, удалить"
KEEP = "Оставить"
OWN_ITEMS = "Мои дела"

REFUSALS = {
    "draft_launched": "Эта дорожная карта уже запущена, черновика больше нет. Откройте меню: "
    "там она целиком.",
    "period_unclear": "Период не понят, ничего не изменилось. Напишите, например, 2026-2027 "
    "или 01.09.2026 - 31.05.2027.",
    "term_unclear": "Срок не понят, ничего не изменилось. Напишите, например: до 20 мая 2027, "
    "октябрь 2026, ежемесячно, в течение года.",
    "past_unsettled": "Сначала решите, что делать со строками, у которых срок уже прошёл. "
    "Ничего не запущено.",
    "nobody_holds": "Такой роли пока ни у кого нет, ничего не изменилось. Выберите человека или "
    "сначала пригласите людей.",
    "pending_gone": "Этот файл уже не ждёт: он прикреплён или заменён другим. Пришлите его ещё "
    "раз.",
}


def decide(questions: int) -> str:
    """The caption of the likely act."""
    return f"Разобрать {counted(questions, *QUESTIONS)}"


def settle(count: int) -> str:
    return f"Прошедшие сроки: {counted(count, *ROWS)}"


def summary(
    *,
    title: str,
    school: str,
    period: str,
    rows: int,
    steps: int,
    dated: int,
    questions: int,
    past: int,
    proposed: int,
    remarked: int,
    unowned: int = 0,
    gone: int = 0,
    expired: bool = False,
    notes: Sequence[str] = (),
    replaced: bool = False,
    twin: bool = False,
    doubts: int = 0,
    kin: Sequence[str] = (),
) -> str:
    """What was found in the document and what is left to decide; nothing is sent before launch.

    `gone`: rows of which a part of the terms is over; `expired`: only the period is over.
    """
    found = counted(rows, *ROWS) + (f", {counted(steps, *STEPS)}" if steps else "")
    lines = [
        f"📋 Черновик · {esc(clip(school, TITLE))}",
        b(clip(title, 300)),
        "",
        f"Прочитано: {found}. Срок понятен: {dated} из {rows}.",
        f"Период: {period or 'пока не выбран'}.",
        *kin,
    ]
    if expired:
        lines.append("⚠️ Этот период уже прошёл.")
    elif past:
        lines.append(f"⚠️ Срок уже прошёл: {counted(past, *ROWS)}.")
    if unowned:
        lines.append(f"Без ответственного: {counted(unowned, *ROWS)}.")
    if gone:
        lines.append(f"Часть сроков уже прошла: {counted(gone, *ROWS)}.")
    if proposed:
        lines.append(f"Ответственные узнаны и ждут подтверждения: {proposed}.")
    if remarked:
        lines.append(f"Сроки с замечаниями: {counted(remarked, *ROWS)}.")
    if doubts:
        lines.append(order.remark(doubts))
    if replaced:
        lines.append("Прежний черновик заменён этим.")
    if twin:
        lines.append("⚠️ Этот же файл уже запущен: второй запуск повторит все дела.")
    if notes:
        lines += ["", "Обратите внимание:", *(f"• {esc(clip(note, 300))}" for note in notes)]
    if expired:
        lines += ["", "На какой период или учебный год её перенести?"]
    else:
        lines += ["", tidy(_what_now(questions, past, bool(period)))]
    return fit(lines)


def _what_now(questions: int, past: int, period: bool) -> str:
    if not period:
        return "За какой период эта дорожная карта?"
    if past:
        return "Сначала решим, что делать с прошедшими сроками."
    if questions:
        return (
            f"Осталось решить: {counted(questions, *QUESTIONS)}. Можно и запустить сразу: за то, "
            "что без ответственного, отвечает куратор."
        )
    return "Всё понятно. До кнопки «Запустить» никто ничего не получит."


def notes(remarks: Sequence[tuple[str, dict[str, str | int]]]) -> list[str]:
    """The reader's remarks in words."""
    return [imports.warning(code, data) for code, data in remarks]


def upload(mine: bool) -> str:
    """What to send; `mine`: the person may upload at all."""
    if not mine:
        return "📋 Дорожную карту загружает куратор. Вы можете прислать сюда фото или файл к делу."
    return tidy(
        "📋 Загрузка дорожной карты\n\nПришлите сюда файл: документ Word (.docx), таблицу Excel "
        "(.xlsx), .odt, .csv или .txt. Столбцы могут стоять в любом порядке, главное — строка с "
        "их названиями. Нет документа? Начните с образца.\n\nПока Вы не нажмёте «Запустить», "
        "никто ничего не получит."
    )


def ask_delete(title: str) -> str:
    return (
        f"📋 {b(clip(title, 300))}\n\nУдалить черновик? Решения о сроках пропадут, а кто есть "
        "кто, бот запомнит. Сам файл можно прислать снова."
    )


def deleted() -> str:
    return "📋 Черновик удалён. Чтобы начать снова, пришлите файл."
