"""Lines of roadmaps that a questionnaire does."""

from typing import Final

from texts.html import b, clip, esc, fit
from texts.typography import tidy

TIE: Final = "Связать с пунктом"
WHOLE: Final = "Весь список пунктов"
KIND_BACK: Final = "Вернуть прежний вид пункта"
UNTIED: Final = "Связь убрана, отметки в пункте остались."


def lines(title: str, tied: int, query: str, found: int, told: str) -> str:
    """`told`: what was just done, HTML."""
    parts = [f"📋 {b('Пункты дорожной карты')}", esc(clip(title, 150)), ""]
    parts += [told, ""] if told else []
    if query:
        parts.append(
            f"По словам «{esc(clip(query, 60))}»: {found}." if found
            else f"По словам «{esc(clip(query, 60))}» ничего нет."
        )  # fmt: skip
    if tied:
        parts.append("Пункты с ✅ уже связаны: нажатие убирает связь.")
    parts.append(
        "С каким пунктом связать? Можно написать номер или слова." if found or query
        else "Других пунктов нет: запущенных дорожных карт нет или связано всё."
    )  # fmt: skip
    return tidy(fit(parts))


def tied(line: str, *, kind: bool) -> str:
    """`kind`: the line was of another kind."""
    said = f"✅ Связано: {esc(clip(line, 150))}. Ответы будут видны в пункте."
    return f"{said} Вид пункта теперь «Анкета»." if kind else said


def tied_button(line: str) -> str:
    return f"✅ {line}"


def mark(number: str) -> str:
    """Under a questionnaire that is over, of several lines."""
    return f"Отметить {number}" if number else "Отметить пункт"
