"""What has become of somebody in a bank, step by step."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.bank_card import FIELDS
from texts.html import b, clip, esc, fit
from texts.typography import tidy

_STEPS: Final = {
    "added": "новая карточка",
    "filled": "заполнено по анкете",
    "admitted": "приняли в банк",
    "declined": "отказали",
    "left": "больше не участвует",
    "again": "снова кандидат",
    "criterion": "отметили критерий",
    "interview": "записали собеседование",
    "edited": "поправили",
    "sheet": "поправили в Excel",
    "paused": "пауза: без новых пар",
    "resumed": "снова можно в пары",
    "taken": "взяли новый ответ",
    "kept": "оставили прежнее",
    "letter": "отправили письмо",
    "undone": "отменили решение",
}
_TELLS = frozenset({"filled", "edited", "sheet", "taken", "kept"})


def said_of(action: str) -> str:
    """What a tap has done, plain."""
    return _STEPS[action].capitalize()


def history(name: str, lines: Sequence[str]) -> str:
    head = f"👥 {b('Банк · история')} · {esc(clip(name, 100))}"
    return tidy(fit([head, "", *(lines or ["Пока ничего."])]))


def step(
    action: str, day: date, by: str, fields: Sequence[str], survey: str, *, undone: bool,
    today: date,
) -> str:  # fmt: skip
    """A line of the history (HTML)."""
    what = _STEPS.get(action, action)
    if survey:
        what += f" «{clip(survey, 60)}»"
    named_ = [FIELDS[each] for each in fields if each in FIELDS]
    told = f": {', '.join(named_)}" if named_ and action in _TELLS else ""
    who = f" · {esc(clip(by, 80))}" if by else ""
    back = " (отменено)" if undone else ""
    return f"• {dates.plain(day, today)}{who} · {esc(what + told)}{back}"
