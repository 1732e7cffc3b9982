"""The history of a pair in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.pair_papers import PaperKind
from domain.pairs import Form, PairKind, RoleModel
from texts import dates
from texts.html import b, clip, esc, fit
from texts.pair_names import FORMS, KINDS, MODELS, PAPERS, reason
from texts.plural import counted
from texts.typography import tidy

UNDO_LAST = "Отменить последнее изменение"
WITHDRAWN = "у кого-то в паре больше нет согласия"
_DAYS = ("день", "дня", "дней")
_PLAIN = {
    "entered": "внесена как есть, работает",
    "proposed": "предложена",
    "agreed": "наставник согласен",
    "declined": "наставник не согласен",
    "mentor_declined": "один из наставников не согласен",
    "other_mentor": "предложен другой наставник",
    "started": "начата работа",
    "paused": "пауза",
    "resumed": "работа возобновлена",
    "completed": "завершена",
    "ended_early": "закончена досрочно",
    "transferred": "передана другому наставнику",
    "member_in": "в пару добавлен участник",
    "member_out": "из пары выбыл участник",
    "stand_in": "назначен замещающий наставник",
    "back": "замещение закончено",
    "stand_in_moved": "дни замещения изменены вместе с отпуском",
    "undone": "последнее изменение отменено",
    "kinds": "изменены виды",
    "goal": "изменена цель",
    "slots": "изменено обычное время встреч",
    "notice": "уведомление школы об отмене поручения",
    "refusal": "отказ наставника",
    "programme_difficulties": "в программе изменены трудности и запрос",
    "programme_goal": "в программе изменена цель",
    "programme_tasks": "в программе изменены задачи",
    "programme_expected": "в программе изменены ожидаемые результаты",
    "programme_put": "программа отправлена на согласование",
    "programme_confirmed": "программа утверждена",
}


def history(pair: str, lines: Sequence[str]) -> str:
    """A page of the history, newest first."""
    head = [f"🕒 {b('История пары')}", esc(clip(pair, 200)), ""]
    return fit([tidy(line) for line in [*head, *(lines or ["Пока ничего не менялось."])]])


def line(
    action: str,
    day: date,
    by: str,
    who: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    undone: bool,
    today: date,
) -> str:
    """One event: the day, what happened, who did it."""
    words = esc(said(action, who, was, now, told, today))
    tail = f" · {esc(clip(by, 80))}" if by else " · само"
    mark = " (отменено)" if undone else ""
    return f"{dates.plain(day, today)}: {words}{mark}{tail}"


def said(
    action: str,
    who: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    told: Mapping[str, Any],
    today: date,
) -> str:
    """What happened, plain."""
    changed = _changed(action, was, now, today)
    if changed:
        return changed
    if action in ("paper", "paper_removed", "scan"):
        return _paper(action, str(told.get("kind", "")), who)
    base = _PLAIN.get(action, "изменена")
    if who:
        base += f": {clip(who, 80)}"
    if action == "paused" and now.get("paused_until"):
        base += f" до {_day(now['paused_until'], today)}"
    given = str(told.get("why") or "")
    why = WITHDRAWN if given == "consent_withdrawn" else reason(given)
    last = _day(told.get("until"), today)
    base += (f" ({clip(why, 120)})" if why else "") + (f", до {last}" if last else "")
    paper = _day(told.get("paper"), today)
    return base + (f", на бумаге от {paper}" if paper else "")


def _paper(action: str, kind: str, who: str) -> str:
    name = PAPERS[PaperKind(kind)] if kind in list(PaperKind) else kind
    verb = {"paper": "внесено", "scan": "приложен скан", "paper_removed": "убрано"}[action]
    return f"{verb}: {name}" + (f", {clip(who, 80)}" if who else "")


def _changed(action: str, was: Mapping[str, Any], now: Mapping[str, Any], today: date) -> str:
    """What was and what became, of fields that are a word or a day."""
    if action == "form" and "form" in now:
        return f"форма: {FORMS[Form(was['form'])]} → {FORMS[Form(now['form'])]}"
    if action == "role_model" and "role_model" in now:
        return f"ролевая модель: {_model(was['role_model'])} → {_model(now['role_model'])}"
    if action == "kinds" and "kinds" in now:
        return "виды: " + ", ".join(KINDS[PairKind(each)] for each in now["kinds"])
    if action == "rhythm" and "every_days" in now:
        return f"встречи раз в {counted(now['every_days'], *_DAYS)}"
    if action == "term":
        return f"срок: {_span({**was, **now}, was, today)}"
    return ""


def _model(value: str | None) -> str:
    return MODELS[RoleModel(value)] if value else "не выбрана"


def _span(now: Mapping[str, Any], was: Mapping[str, Any], today: date) -> str:
    parts = []
    if "starts" in now:
        parts.append(f"с {_day(now['starts'], today) or 'любого дня'}")
    if "ends" in now:
        parts.append(f"до {_day(now['ends'], today) or 'без окончания'}")
    return " ".join(parts) or "не изменился"


def _day(value: Any, today: date) -> str:
    return dates.plain(date.fromisoformat(str(value)), today) if value else ""
