"""What was done with an item, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from texts import dates
from texts.correction import PART_WORDS
from texts.html import b, clip, esc, fit
from texts.item_card import PEOPLE
from texts.plural import counted
from texts.programme_names import mark as mark_words
from texts.typography import tidy

HISTORY = "История"


def history(head: str, lines: Sequence[str]) -> str:
    said = [esc(clip(line, 300)) for line in lines] or ["Пока ничего не происходило."]
    return fit([f"📋 {esc(clip(head, 160))}", b("История"), "", *said])


def event(
    action: str, on: date, by: str, told: Mapping[str, Any], *, undone: bool, today: date
) -> str:
    """«15 октября, Иванова О. С.: срок перенесён на 20 мая (ждём документы)». Plain text."""
    words = _EVENTS.get(action, "изменение")
    detail = _detail(action, told, today)
    start = ", ".join(part for part in (dates.plain(on, today), clip(by, 80)) if part)
    taken_back = " — отменено" if undone else ""
    return tidy(f"{start}: {words}{detail}{taken_back}")


_EVENTS = {
    "done": "отмечено выполненным",
    "started": "начато",
    "reopened": "возвращено в работу",
    "commented": "комментарий",
    "remarked": "примечание",
    "dated": "дата факта",
    "evidence": "прикреплено",
    "evidence_removed": "подтверждение убрано",
    "moved": "срок перенесён",
    "reassigned": "назначены другие ответственные",
    "na": "не требуется",
    "edited": "текст изменён",
    "corrected": "исправлено по новому документу",
    "added": "пункт добавлен",
    "split": "добавлены шаги",
    "removed": "пункт удалён",
    "undone": "отмена действия",
    "refused": "«не моё»",
    "nudged": "отправлено напоминание",
    "kind": "вид работы изменён",
    "unchanged": "за квартал без изменений",
    "not_yet": "пока не наступило",
    "happened": "наступило, срок поставлен",
    "launched": "карта запущена",
    "linked": "связано с такой же строкой",
    "unlinked": "больше не связано с такой же строкой",
    "plan_attached": "присоединён отдельный план",
    "plan_detached": "отдельный план отсоединён",
    "joined": "добавлен ответственный: появился новый человек с этой ролью",
    "left": "ответственный выбыл",
    "actual": "записано, что получилось",
    "marked": "оценка наставника",
    "paused": "срок сдвинут на время паузы пары",
}
_REASONS = {"xlsx": "правка в таблице"}


def _detail(action: str, told: Mapping[str, Any], today: date) -> str:
    why = str(told.get("reason", ""))
    why = _REASONS.get(why, why)
    if action == "moved":
        day = told.get("day")
        where = f" на {dates.plain(date.fromisoformat(day), today)}" if day else ""
        phrase = f": «{clip(str(told['phrase']), 80)}»" if told.get("phrase") else ""
        return f"{where}{phrase} ({clip(why, 120)})"
    if action == "marked":
        return f": {mark_words(str(told.get('mark', ''))).lower()}"
    if action == "nudged":
        return f" ({counted(told['count'], *PEOPLE)})"
    if action == "dated":
        return f": {dates.plain(date.fromisoformat(told['day']), today)}"
    if action == "corrected":
        parts = [PART_WORDS[part] for part in told.get("parts", "") if part in PART_WORDS]
        return f": {', '.join(parts)}" if parts else ""
    said = told.get("text") or why or told.get("title")
    return f": {clip(' '.join(str(said).split()), 150)}" if said else ""
