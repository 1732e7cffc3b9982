"""Answers to files that nobody asked for: what can be done with each."""

from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

FILES = ("файл", "файла", "файлов")
OPEN = "Открыть дело"


def refused(sentence: str) -> str:
    """Why a roadmap was not read, and the other thing that a file may be meant for."""
    return tidy(
        f"⚠️ {esc(sentence)}\n\n"
        "Если это подтверждение к делу, откройте дело и нажмите «Прикрепить»."
    )


def offer(name: str, anything: bool, curator_only: bool) -> str:
    """A file was kept; what does it prove?"""
    lines = [f"📎 Сохранено: {b(clip(name, 100))}."]
    if curator_only:
        lines.append("Дорожную карту загружает куратор, а этот файл можно приложить к делу.")
    if anything:
        lines += ["", "К какому делу прикрепить?"]
    else:
        lines += ["", "Открытых дел сейчас нет, прикреплять не к чему."]
    return "\n".join(lines)


def attached(count: int, title: str) -> str:
    """The receipt."""
    what = "Файл прикреплён" if count == 1 else f"Прикреплено: {counted(count, *FILES)}"
    return f"✅ {what}\n{b(clip(title, 300))}"


def voice() -> str:
    return (
        "Голосовые и видео бот не слушает, ничего не изменилось. Напишите словами или пришлите "
        "фото, файл или ссылку."
    )


def sticker() -> str:
    return "Спасибо! Чтобы отметить дело, откройте меню. Можно прислать фото или файл."
