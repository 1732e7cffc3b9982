"""What was done with a meeting, in words."""

from collections.abc import Sequence
from datetime import date, datetime

from texts import dates
from texts.html import b, clip, esc, fit
from texts.typography import tidy

HISTORY = "История"
ACTIONS = {
    "imported": "внесено из таблицы",
    "proposed": "предложено время",
    "agreed": "время согласовано",
    "moved": "предложено другое время",
    "cancelled": "встреча отменена",
    "arranged": "изменены вид, место или длительность",
    "held": "отмечена как состоявшаяся",
    "missed": "отмечена как несостоявшаяся",
    "topic": "записана тема",
    "outcome": "записан результат",
    "text": "записано, что делали",
    "step": "записан следующий шаг",
    "step_answered": "ответ о следующем шаге",
    "day": "исправлен день",
    "present": "исправлено, кто был",
    "confirmed": "подтверждена",
    "denied": "ответ: встречи не было",
    "decided": "записано решение",
    "visit": "заполнен лист посещения",
    "called": "назначена для всех пар",
}


def history(title: str, lines: Sequence[tuple[datetime, str, str, bool]], today: date) -> str:
    """Who did what and when; what was taken back says so."""
    shown = [f"📋 {b('История встречи')}", esc(clip(title, 200)), ""]
    for at, who, action, undone in lines:
        words = ACTIONS.get(action, action)
        by = f" · {esc(clip(who, 60))}" if who else ""
        back = " (отменено)" if undone else ""
        shown.append(f"{dates.plain(at.date(), today)} {dates.clock(at)}{by}: {words}{back}")
    if not lines:
        shown.append("Изменений не было.")
    return tidy(fit(shown))
