"""Agreeing a programme in words: the mentee's word, the curator's, the paper."""

from collections.abc import Sequence

from texts.html import b, clip, esc
from texts.plural import counted
from texts.programme_names import ROWS
from texts.typography import stop, tidy

AGREE = "✅ Согласовать"
UNDO_SHIFT = "Вернуть прежние сроки"


def put(waiting: Sequence[str], *, interim: bool) -> str:
    """The receipt of sending it to be agreed to."""
    if not waiting:
        return "✅ Программа согласована."
    people = ", ".join(clip(name, 60) for name in waiting[:5])
    start = "Изменения отправлены" if interim else "Программа отправлена"
    until = "" if interim else " Как только ответят все, она начнёт работать."
    head = f"✅ {start} на согласование: {stop(esc(people))}"
    return tidy(f"{head} Вопрос придёт в общем сообщении дня.{until}")


def started(lines: int) -> str:
    said = counted(lines, *ROWS)
    return tidy(f"✅ Программа работает: {b(said)}. О сроках напомню в общем сообщении дня.")


def agreed(*, runs: bool, waiting: int, interim: bool) -> str:
    if runs:
        return "✅ Программа согласована всеми и начала работать."
    if waiting:
        left = counted(waiting, "ответ", "ответа", "ответов")
        return f"✅ Ваше согласие записано. Осталось: {left}."
    return "✅ Изменения согласованы." if interim else "✅ Ваше согласие записано."


def ask_remark() -> str:
    return "Что в программе стоит изменить? Напишите своими словами, это прочтут наставник и " \
        "куратор."  # fmt: skip


def remarked() -> str:
    return "✅ Замечания записаны и переданы. Когда программу изменят, придёт новый вопрос."


def ask_paper() -> str:
    return "📎 Чья подпись есть на бумажной программе? Запишу сегодняшним днём, как «на бумаге»."


def asked(pair: str, *, interim: bool) -> tuple[str, str]:
    """A matter of a bundle and its question."""
    if interim:
        return f"В программе изменились цель или сроки: {pair}", "Согласны с изменениями?"
    return f"Программа пары готова: {pair}", "Согласны с ней?"


def has_remarks(by: str, words: str) -> tuple[str, str]:
    said = f": «{clip(' '.join(words.split()), 200)}»" if words else ""
    return f"{by} предлагает изменить программу пары", f"Замечания{said}"
