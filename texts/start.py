"""The first minutes after the consent."""

from texts.html import b, clip, esc
from texts.typography import tidy

KEEP = "Оставить так"


def ask_name(*, name: str, operator: str, role: str) -> str:
    """In one step: how the person stands in the lists."""
    joined = f"{esc(clip(operator, 250))}, роль: {b(clip(role, 100))}" if operator else b(role)
    return tidy(
        f"✅ Готово: {joined}.\n\nВ списках Вы пока «{esc(clip(name, 100))}». Как к Вам "
        "обращаться? Напишите фамилию, имя и отчество."
    )


def ask_my_name(name: str) -> str:
    return (
        f"📋 {b('Моё имя')}\n\nСейчас: {esc(clip(name, 200))}. Напишите фамилию, имя и отчество."
    )
