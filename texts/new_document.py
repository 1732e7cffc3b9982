"""What a document is that came beside another: a correction, or a plan of its own."""

from collections.abc import Sequence

from texts.html import b, clip, esc
from texts.typography import tidy

COMPARE = "Сравнить с действующей"
OPEN_RUNNING = "Открыть действующую"
KEEP_OLDER = "Оставить прежний"
REPLACE = "Заменить новым"
BOTH = "Добавить рядом"


def ask_correction(title: str, source: str, twin: bool, notes: Sequence[str]) -> str:
    """A document resembles a roadmap that runs."""
    lines = [f"📋 {b('Похожая карта уже запущена')}", esc(clip(source, 150)), ""]
    if twin:
        lines.append(f"Этот же файл уже запущен: «{esc(clip(title, 300))}». Отличий в нём нет.")
        lines += [*_noted(notes), "", "Что с ним сделать?"]
    else:
        lines.append(
            "Сравнение покажет, что добавлено, изменено и исчезло. Отметки, подтверждения и "
            "заметки сохранятся, без Вашего согласия ничего не изменится."
        )
        lines += [*_noted(notes), "", f"Это исправленный вариант карты «{esc(clip(title, 300))}»?"]
    return tidy("\n".join(lines))


def _noted(notes: Sequence[str]) -> list[str]:
    """The reader's remarks; there may be many."""
    return [f"• {esc(clip(note, 200))}" for note in notes[:3]]


def ask_beside(
    titles: tuple[str, str],
    files: tuple[str, str],
    decided: int,
    total: int,
    notes: Sequence[str],
) -> str:
    """A new document came while a draft waits; of both the older comes first."""
    how = f" (решено {decided} из {total})" if total else ""
    old, new = (
        f"«{esc(clip(title, 300))}» из файла «{esc(clip(file, 100))}»"
        for title, file in zip(titles, files, strict=True)
    )
    lines = [
        f"📋 {b('Ещё один файл')}",
        "",
        f"Черновик {old} ещё не запущен{how}.",
        f"Новый файл прочитан: {new}.",
        *_noted(notes),
        "",
        "Заменить черновик новым файлом или оставить?",
    ]
    return tidy("\n".join(lines))


def ask_beside_template(
    titles: tuple[str, str],
    files: tuple[str, str],
    decided: int,
    total: int,
    _: Sequence[str],
) -> str:
    """A draft was made from a template while another waits; of both the older comes first."""
    how = f" (решено {decided} из {total})" if total else ""
    old, new = (esc(clip(title, 300)) for title in titles)
    lines = [
        f"📋 {b('Ещё один черновик')}",
        "",
        f"Черновик «{old}» ещё не запущен{how}.",
        f"Из образца «{esc(clip(files[1], 100))}» готов ещё один: «{new}».",
        "",
        "Продолжить с прежним черновиком или взять новый?",
    ]
    return tidy("\n".join(lines))
