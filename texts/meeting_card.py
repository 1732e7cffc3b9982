"""The card of a meeting in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.lesson_visit import BEST
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from texts import dates
from texts.html import b, clip, esc, fit
from texts.meeting_names import (
    AHEAD,
    DECISIONS,
    FACE,
    KINDS,
    OUTCOMES,
    REMOTE,
    STEPS,
    Line,
    sign,
    state,
    when,
)
from texts.plural import counted
from texts.typography import tidy

FIX = "Исправить"
UNDO = "Отменить"
HELD = "✅ Состоялась"
OTHER = "Другое"
MOVE = "Перенести"
CANCEL = "Отменить встречу"
AGREE = "✅ Подходит"
OTHER_TIME = "Другое время"
CONFIRM = "✅ Да, была"
DENY = "Не было"
NOTES = "Заметки"
WHO = "Кто был"
SHEET = "📋 Лист посещения"
TO_CALENDAR = "В календарь"
DETAILS = "Вид и место"
_NOUNS = {MeetingKind.PLANNING, MeetingKind.LESSON_VISIT, MeetingKind.CONSULTATION}
_PAPERS = 3  # so many of a group are told on the card
_MINUTES = ("минута", "минуты", "минут")
_NOTES = ("заметка", "заметки", "заметок")
ASK_AGREE = "Подходит ли Вам это время?"
ASK_CONFIRM = "Была эта встреча?"
ASK_LOG = "Как прошло?"
ASK_AGAIN = "Вторая сторона не ответила до назначенного часа."


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows."""

    line: Line
    minutes: int
    remote: bool
    text: str
    outcome: Outcome | None
    next_step: str
    next_on: date | None
    next_state: NextState | None
    decision: str
    reason: str
    points: int | None
    agenda: Sequence[str]
    here: int  # of a group: how many were there
    group: int
    notes: int
    mine: str  # what is asked of the one who looks
    today: date
    papers: Sequence[str] = ()  # who says on which paper how it was, HTML


def card(of: Card) -> str:
    """The card: when, what of, how it went; an agenda while it is ahead."""
    line = of.line
    place = REMOTE if of.remote else FACE
    head = f"{sign(line)} {b(named(line.kind))}"
    length = counted(of.minutes, *_MINUTES)
    why = f" Причина: {esc(clip(of.reason, 200))}" if of.reason else ""
    lines = [
        head,
        f"{_capital(when(line.day, line.at, of.today))}, {length}, {place}",
        esc(clip(line.who, 300)),
        "",
        f"Сейчас: {state(line)}.{why}",
        *of.papers[:_PAPERS],
    ]
    lines += _content(of)
    if line.state in AHEAD and not line.overdue and not line.unanswered:
        lines += ["", "О чём поговорить:", *(f"• {esc(point)}" for point in of.agenda)]
    if of.mine:
        lines += ["", of.mine]
    return tidy(fit(lines))


def named(kind: MeetingKind) -> str:
    """«Рабочая встреча», «Посещение урока»."""
    return KINDS[kind] if kind in _NOUNS else f"{KINDS[kind]} встреча"


def _content(of: Card) -> list[str]:
    found = []
    if of.line.topic:
        found.append(f"Тема: {b(clip(of.line.topic, 300))}")
    if of.outcome:
        found.append(f"Результат: {OUTCOMES[of.outcome].lower()}")
    if of.text:
        found.append(f"Что делали: {esc(clip(of.text, 700))}")
    if of.points is not None:
        found.append(f"Лист посещения: {of.points} из {BEST}")
    if of.next_on:
        found.append(f"Следующий шаг: {esc(clip(of.next_step, 200))}, {_step_term(of)}")
    if of.decision:
        found.append(f"Решили: {DECISIONS[of.decision]}")
    if of.group > 1 and of.line.state is MeetingState.HELD:
        found.append(f"Были: {of.here} из {of.group}")
    if of.notes:
        found.append(counted(of.notes, *_NOTES))
    return found


def _step_term(of: Card) -> str:
    """A meeting is on its day, anything else is done by it."""
    assert of.next_on is not None
    day = dates.plain(of.next_on, of.today)
    return f"до {day} ({STEPS[of.next_state]})" if of.next_state else day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


PROPOSE_OTHER, WAS_HELD = "Предложить другое время", "Встреча всё-таки была"
