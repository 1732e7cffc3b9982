"""What comes daily, once a week, or not at all."""

from texts.html import b, fit
from texts.plural import counted
from texts.typography import tidy

WAY = "Что присылать"
TITLE = "Недельный сбор"
DAILY, WEEKLY, OFF = "✅", "🕒", "⏸"
GROUPS = {
    "items": "Мои дела из дорожной карты",
    "others": "Просроченное у коллег",
    "meetings": "Встречи: отметить, подтвердить",
    "eve": "Накануне встречи",
    "hour": "За час до встречи",
    "pairs": "Пары и их бумаги",
    "programmes": "Программы пар",
    "surveys": "Анкеты",
    "consents": "Согласия и документы",
    "people": "Заявки и люди",
}
_MESSAGES = ("сообщение", "сообщения", "сообщений")


def caption(key: str, duty: bool, muted: bool) -> str:
    if not muted:
        return f"{DAILY} {GROUPS[key]}"
    return f"{WEEKLY} Раз в неделю: {GROUPS[key]}" if duty else f"{OFF} Не нужно: {GROUPS[key]}"


def screen(came: int, would: int) -> str:
    """How it is and what it would have been."""
    lines = [
        f"📅 {b(WAY)}", "",
        "Нажмите, чтобы получать реже. Обязанности приходят тогда раз в неделю, в первый рабочий "
        "день; остальное не приходит совсем.",
    ]  # fmt: skip
    if came:
        lines.append(
            f"За прошлые 7\u00a0дней: {counted(came, *_MESSAGES)}"
            + (f", с такими настройками было бы {would}." if would != came else ".")
        )
    lines.append("Срочное приходит всегда: просьба о помощи, перенос и отмена встречи.")
    return tidy(fit(lines))


def together() -> str:
    """In the bundle that holds a week of duties."""
    return "Здесь то, о чём Вы просили напоминать раз в неделю."
