"""Equal lines of a roadmap: suggested, linked, told apart."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

LINK = "Связать"
DIFFERENT = "Это разное"
LATER = "Решить позже"
UNLINK = "Разъединить"
UNDO_LINK = "Отменить эту связь"
FROM_CARD = "Связать с такой же строкой"
FIND = "Найти строку"
PAIRS = "Похожие строки"
UNDO = "Отменить"
LINKED = "Связано: один документ закроет обе строки."
TOLD_APART = "Записано: это разное."
OPEN = "Открыть пункт"

_ROWS = ("строка", "строки", "строк")
_SHORT = 40

REFUSALS = {
    "twin_parts": "Связать можно только целые строки или шаги, а у этой строки есть свои шаги. "
    "Ничего не изменилось. Откройте нужный шаг и свяжите его.",
    "twin_unlike": "Одну из этих строк каждый отмечает за себя, а другую нет. Ничего не "
    "изменилось. Сделайте их одинаковыми и свяжите.",
    "twins_already": "Эти строки уже связаны. Ничего не изменилось.",
    "twins_none": "Эта строка ни с чем не связана. Ничего не изменилось.",
}


def also(label: str, others: Sequence[str]) -> str:
    """«1.2. Приказ … (также 5.2)», plain: one paper closes them all."""
    if not others:
        return label
    names = [each if len(each) < 12 else f"«{clip(each, _SHORT)}»" for each in others[:3]]
    more = f" и ещё {len(others) - 3}" if len(others) > 3 else ""
    return tidy(f"{label} (также {', '.join(names)}{more})")


def waiting_caption(count: int) -> str:
    return f"Похожие строки ({count})"


def pair(
    title: str, lines: Sequence[tuple[str, str, str]], number: int, total: int, done: bool
) -> str:
    """Two lines that look the same; of each its label, its place and its term as written."""
    said = [f"📋 {b('Похожие строки')} · {number} из {total}", esc(clip(title, 120)), ""]
    said.append("Похоже, это одно и то же:")
    said += [tidy(f"• {_line(*line)}") for line in lines]
    also_done = " Одна уже выполнена: вторая тоже станет выполненной." if done else ""
    said += ["", f"Связать? Тогда один документ закроет обе.{also_done}"]
    return fit(said)


def _line(label: str, place: str, written: str) -> str:
    """Where it stands and when it is due, as far as the document says."""
    more = ", ".join(esc(clip(" ".join(part.split()), 120)) for part in (place, written) if part)
    return f"{b(clip(label, 250))}{f' ({more})' if more else ''}"


def no_pairs(title: str) -> str:
    return (
        f"📋 {b('Похожие строки')}\n{esc(clip(title, 200))}\n\nНесвязанных похожих строк нет. "
        "Связать две строки можно и с карточки пункта: «Изменить пункт», "
        "«Связать с такой же строкой»."
    )


def choose(label: str, linked: Sequence[str], lines: Sequence[str], first: int, total: int) -> str:
    """What an item may be linked with, a page of it."""
    said = [f"📋 {esc(clip(label, 200))}", ""]
    if linked:
        said += ["Связано с:", *(f"• {esc(clip(each, 200))}" for each in linked), ""]
    if not total:
        return fit([*said, "Больше связать не с чем."])
    said.append(f"С чем связать? {counted(total, *_ROWS)}, сначала самые похожие.")
    said += [f"{b(str(n))} · {esc(clip(each, 200))}" for n, each in enumerate(lines, first)]
    return fit(said)


def ask_find(label: str) -> str:
    return f"📋 {esc(clip(label, 200))}\n\nНапишите слово из названия или номер строки."


def linked(one: str, other: str, done: bool) -> str:
    """The receipt of linking."""
    more = " Обе отмечены выполненными." if done else ""
    return (
        f"✅ Связано. Теперь один документ закроет обе строки.{more}\n\n"
        f"• {esc(clip(one, 250))}\n• {esc(clip(other, 250))}"
    )


def unlinked(label: str) -> str:
    return f"✅ Больше не связано: {esc(clip(label, 250))}"


def card_line(others: Sequence[str]) -> str:
    """A line of the card, as HTML."""
    names = ", ".join(f"«{esc(clip(each, 60))}»" for each in others[:3])
    more = f" и ещё {len(others) - 3}" if len(others) > 3 else ""
    return f"Связано: {names}{more}. Один документ закроет всё"
