"""Answers to files that nobody asked for: what can be done with each."""

from collections.abc import Sequence
from datetime import date

from texts.html import b, clip, esc, fit
from texts.item_lines import Line, listed
from texts.plural import counted
from texts.typography import tidy

FILES = ("файл", "файла", "файлов")
OPEN = "Открыть дело"
ELSEWHERE = "Другое дело"


def refused(sentence: str, *, kept: bool = False) -> str:
    """Why a roadmap was not read, and the other thing that a file may be meant for."""
    if kept:
        return tidy(f"⚠️ {esc(sentence)}\n\nЕсли это подтверждение, выберите, к какому делу.")
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


def elsewhere(name: str, lines: Sequence[Line], first: int, today: date) -> str:
    """A page of all items that a kept file can be put on."""
    if not lines:
        return offer(name, anything=False, curator_only=False)
    head = f"📎 {b(clip(name, 100))}"
    return fit([head, "", *listed(lines, first, today), "", "К какому делу прикрепить?"])


FOR_PAIRS = "Приказ о паре"
FOR_ITEMS = "К делу карты"


def paper(said: str, pairs: bool, items: bool) -> str:
    """The number and day of a paper came unasked: what is it of?"""
    ways = [way for way, there in (("о паре", pairs), ("к делу дорожной карты", items)) if there]
    lines = [f"📎 {b(clip(said, 100))}", "Запомнили, пока ничего не изменилось."]
    return tidy("\n".join([*lines, "", f"Записать {' или '.join(ways)}?"]))


def which_pair(said: str) -> str:
    return tidy(f"📎 {b(clip(said, 100))}\n\nО какой паре этот приказ?")


def of_pair(title: str) -> str:
    return clip(title, 60)


def attached(count: int, title: str, *, paper: bool = False) -> str:
    """The receipt; `paper`: its number and day, no file."""
    if paper:
        return f"✅ Документ записан\n{b(clip(title, 300))}"
    what = "Файл прикреплён" if count == 1 else f"Прикреплено: {counted(count, *FILES)}"
    return f"✅ {what}\n{b(clip(title, 300))}"


def voice() -> str:
    return (
        "Голосовые и видео бот не слушает, ничего не изменилось. Подойдут слова, фото, "
        "файл или ссылка."
    )


def sticker() -> str:
    return "Спасибо! Дела отмечают в меню. Можно прислать фото или файл."
