"""Screens that gather ways on: files of a roadmap, and its plan as a whole."""

from collections.abc import Callable

from texts.html import b, clip, esc

Heading = Callable[[str], str]
TITLE = 200

FILES = "Файлы и бумаги"
PLAN = "Изменить план"


def files(title: str) -> str:
    return f"📎 {b(FILES)}\n{esc(clip(title, TITLE))}\n\nЧто подготовить?"


def plan(title: str) -> str:
    return f"📋 {b(PLAN)}\n{esc(clip(title, TITLE))}\n\nЧто сделать?"
