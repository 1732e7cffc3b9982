"""Roadmaps to begin from: the list, one of them, its rows, what a school keeps itself."""

from collections.abc import Sequence

from texts.draft_period import school_year
from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

START = "Начать с образца"
SAVE = "Сохранить как образец"
ROWS_BUTTON = "Посмотреть строки"
RENAME = "Переименовать"
REMOVE = "Удалить образец"
REMOVE_YES = "Да, удалить образец"
KEEP = "Оставить образец"
ALL = "Все образцы"
STAGES = ("этап", "этапа", "этапов")

REFUSALS = {
    "template_name": "Название образца — от одной до двухсот букв. Ничего не изменилось, "
    "напишите ещё раз.",
}


def template_list(found: Sequence[tuple[str, str, int, str]]) -> str:
    """`found`: name, about, rows and the school of each on the page."""
    lines = ["📋 Образцы дорожных карт", ""]
    for name, about, rows, school in found:
        line = about or f"Образец организации: {clip(school, 60)}"
        lines.append(f"{b(clip(name, 100))}: {counted(rows, *ROWS)}. {esc(clip(line, 120))}.")
    lines += ["", "С какого начать? Сроки и роли в нём уже есть, всё можно изменить."]
    return fit([tidy(line) for line in lines])


def caption(name: str) -> str:
    return clip(name, 60)


def card(*, name: str, about: str, school: str, stages: int, rows: int) -> str:
    """One of them; for which year shall it be?"""
    lines = [f"📋 Образец · {esc(clip(name, 200))}", ""]
    if about:
        lines.append(f"{esc(about)}.")
    if school:
        lines.append(f"Сохранён в организации: {esc(clip(school, 200))}.")
    lines.append(f"{counted(rows, *ROWS)}, {counted(stages, *STAGES)}: со сроками и ролями.")
    lines += ["", "На какой учебный год? До запуска никто ничего не получит."]
    return fit([tidy(line) for line in lines])


def year(first: int) -> str:
    """The caption of a school year."""
    return f"На {school_year(first)} год"


def rows_page(name: str, lines: Sequence[tuple[str, str, str, str]], total: int) -> str:
    """`lines`: number and title, term, responsible, and the stage where a new one begins."""
    said = [f"📋 {esc(clip(name, 200))}", f"{counted(total, *ROWS)}", ""]
    for title, term, people, stage in lines:
        if stage:
            said.append(b(clip(stage, 120)))
        tail = ". ".join(clip(part, 90) for part in (term, people) if part)
        said.append(f"{esc(clip(title, 160))}{f' — {esc(tail)}' if tail else ''}")
    return fit([tidy(line) for line in said])


def saved(name: str, rows: int, again: bool, city: bool) -> str:
    """What was kept, and what was left out of it."""
    head = "✅ Такой образец уже есть" if again else "✅ Образец сохранён"
    return fit(
        [
            head,
            b(clip(name, 200)),
            "",
            f"{counted(rows, *ROWS)}. Без людей, отметок, подтверждений и года.",
            "Он в списке образцов, его видят и школы муниципалитета."
            if city
            else "Он в списке образцов: с него можно начать новый год.",
        ]
    )


def ask_name(name: str) -> str:
    return f"📋 Образец · {esc(clip(name, 200))}\n\nНапишите новое название."


def ask_remove(name: str) -> str:
    return (
        f"📋 Образец · {esc(clip(name, 200))}\n\nУдалить его из списка? Дорожные карты, которые "
        "с него начаты, останутся."
    )


def removed() -> str:
    return "Образец удалён"
