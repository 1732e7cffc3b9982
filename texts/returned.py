"""What came back in a sheet, in words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.roundtrip_cells import ABOVE, EDITS, LABEL, VALUE, called, named
from texts.typography import tidy

DROP = "Не применять"
TO_DRAFT = "Открыть черновик"
TO_ROADMAP = "К дорожной карте"
TO_PEOPLE = "К списку людей"
TO_PROGRAMME = "К программе"
TO_BANK = "К банку"
TO_PAPER = "К листам"
ROW: Final = "row"  # of an edit that is a whole row
_TITLES: Final = {
    "plan": "Сроки и ответственные",
    "progress": "Ход дорожной карты",
    "people": "Люди",
    "bank": "Банк наставников и наставляемых",
    "programme": "Программа пары",
    "paper": "Ответы с бумаги",
}
_ONLY_READ: Final[Mapping[str, str]] = MappingProxyType(
    {
        "digest": "таблица из сводки недели",
        "statement": "справка, которую составил бот",
        "inventory": "опись из папки для проверки",
        "progress": "таблица хода дорожной карты без правок",
        "export": "выгрузка данных школы",
        "passport": "паспорт пары",
    }
)


def only_read(kind: str) -> str:
    """A file of ours was sent back that is not for editing."""
    return tidy(
        f"📎 Это {_ONLY_READ[kind]}. Изменения из такого файла бот не читает, ничего не "
        "изменилось.\n\nЧтобы поправить сроки, ответственных или отметки, пришлите файл "
        f"«{_TITLES['plan']}» или «{_TITLES['progress']}» с жёлтыми ячейками. Чтобы загрузить "
        "дорожную карту, пришлите её документ. Если это подтверждение к делу, откройте дело и "
        "нажмите «Прикрепить»."
    )


def summary(
    kind: str,
    *,
    edits: int,
    conflicts: int,
    wrong: int,
    notes: Mapping[str, int],
    lines: Sequence[str],
    settled: int,
    draft: bool,
    state: str,
) -> str:
    """What was read, a page of the edits, and the question. `lines` are finished HTML; `settled`:
    how many conflicts are decided."""
    parts = [
        f"📊 Таблица · {b(_TITLES.get(kind, ''))}",
        f"Прочитано: {_counts(edits, conflicts, wrong)}.",
    ]
    parts += [f"⚠️ {esc(note)}" for note in _notes(notes, draft, kind)]
    if lines:
        parts += ["", *(f"• {line}" for line in lines)]
    parts += ["", _question(edits, conflicts, settled, wrong, state)]
    return fit([tidy(part) for part in parts])


def _counts(edits: int, conflicts: int, wrong: int) -> str:
    if not (edits or conflicts or wrong):
        return "правок нет"
    said = [counted(edits, *EDITS)] if edits or not (conflicts or wrong) else []
    said += [counted(conflicts, "спорная", "спорные", "спорных")] if conflicts else []
    said += [counted(wrong, "непонятная", "непонятные", "непонятных")] if wrong else []
    return ", ".join(said)


def _question(edits: int, conflicts: int, settled: int, wrong: int, state: str) -> str:
    if state != "proposed":
        return {"applied": "Эти правки уже применены.", "undone": "Эти правки отменены."}.get(
            state, "Эта таблица уже не ждёт ответа."
        )
    if settled and settled == conflicts:
        return "Всё спорное решено. Применить правки?"
    if conflicts:
        return "Спорное меняли и в боте: решите, что оставить. Применить правки?"
    if edits:
        return "Применить правки?"
    if wrong:
        return "Применять нечего: поправьте непонятные ячейки и пришлите файл снова."
    return "В таблице всё так же, как в боте."


_PEOPLE_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "added": "Новых строк: {}. Новых людей добавляет кнопка «Загрузить список из Excel».",
        "deleted": "Людей нет в файле: {}. В боте они остались.",
        "emptied": "Пустых имён: {}. Имена остались прежними.",
    }
)
_BANK_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "added": "Новых строк: {}. Новых людей вносят в боте: карточка человека, «В банке "
        "наставников».",
        "deleted": "Людей нет в файле: {}. В банке они остались.",
        "emptied": "Пустых ячеек: {}. Они ничего не меняют.",
    }
)
_PAPER_NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "added": "Строк без кода листа: {}. За новых людей вносят по таблице, взятой заново.",
        "deleted": "Листов нет в файле: {}. Внесённое осталось.",
        "emptied": "Пустых ячеек: {}. Внесённые ответы остались.",
    }
)


def _notes(notes: Mapping[str, int], draft: bool, kind: str) -> list[str]:
    when = "после запуска" if draft else "в боте"
    said = {
        "added": f"Строк, которых нет в боте: {{}}. Новые строки добавляются {when}, кнопкой "
        "«Добавить строку».",
        "untitled": "Новых строк без мероприятия: {}. Чтобы добавить строку в план, напишите в "
        "ней, что сделать.",
        "marks": "Новых строк с отметкой или подтверждением: {}. Они добавятся без них: отметьте "
        "дело в боте.",
        "deleted": "Строк нет в файле: {}. В боте они остались.",
        "emptied": "Пустых ячеек: {}. Они ничего не меняют; чтобы убрать срок, напишите «без "
        "срока».",
        "renamed": "Изменён текст пунктов: {}. Его меняют в боте.",
        "columns": "Столбцов для правки нет в файле: {}. Остальные прочитаны.",
        "stale": "Ячеек, которые по этой же таблице уже менялись: {}. Старые значения из файла "
        "не взяты.",
    }
    said |= _PEOPLE_NOTES if kind == "people" else {}
    said |= _BANK_NOTES if kind == "bank" else {}
    said |= _PAPER_NOTES if kind == "paper" else {}
    return [said[code].format(count) for code, count in notes.items() if code in said]


def edit_line(label: str, column: str, before: str, after: str) -> str:
    """«2.1. Анкетирование: срок «сентябрь» → «до 15 октября»»; all plain, the result is HTML."""
    name = called(column)
    if column == "evidence":
        return f"{named(label)}: {name} {b(f'«{clip(after, VALUE)}»')} добавится"
    was, now = clip(before, VALUE), clip(after, VALUE)
    return f"{named(label)}: {name} «{esc(was)}» → {b(f'«{now}»')}"


def new_row(title: str, stage: str, term: str, owner: str, *, left_out: bool) -> str:
    """«Новая строка «Круглый стол», этап «Работа»: до 20 ноября, Калинина И. Б.» (HTML)."""
    where = f", этап «{esc(clip(stage, ABOVE))}»" if stage else ""
    told = ", ".join(esc(clip(one, VALUE)) for one in (term or "без срока", owner) if one)
    said = f"новая строка {b(f'«{clip(title, LABEL)}»')}{where}: {told}"
    return f"{said} (не добавлять)" if left_out else said


def without_rows(count: int) -> str:
    return "Без новой строки" if count == 1 else f"Без новых строк ({count})"


def with_rows(count: int) -> str:
    return "Добавить и новую строку" if count == 1 else f"Добавить и новые строки ({count})"


def apply_caption(ready: int, new: int) -> str:
    """`new`: how many of them are rows to be added."""
    if ready == new:
        return f"Добавить в план {counted(new, 'строку', 'строки', 'строк')}"
    return f"Применить {counted(ready, 'правку', 'правки', 'правок')}"


def conflicts_caption(count: int) -> str:
    return f"Спорные ({count})"


def wrong_caption(count: int) -> str:
    return f"Непонятные ({count})"
