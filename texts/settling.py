"""Rows of a draft whose term is over, in words."""

from collections.abc import Sequence

from texts.draft_period import school_year
from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy

DONE_EARLIER = "Сделано раньше"
NOT_NEEDED = "Не нужно"
ONE_BY_ONE = "По одной"


def past(title: str, total: int, examples: Sequence[str], whole: str, dated: bool) -> str:
    """The one screen about terms that are over; `whole`: the period, when all of it is.

    `dated`: some of the rows have terms of their own.
    """
    lines = [f"📅 Прошедшие сроки · {esc(clip(title, 80))}", ""]
    if whole:
        lines.append(f"Период этой дорожной карты уже прошёл: {esc(whole)}.")
    which = "с прошедшим сроком" if dated else "без своего срока"
    lines.append(f"{b(counted(total, *ROWS))} {which}:")
    lines += [f"• {esc(clip(line, 150))}" for line in examples[:4]]
    if total > 4:
        lines.append(and_more(total - 4))
    asked = "Что с ней? Просроченной она не станет."
    lines += ["", asked if total == 1 else "Что с ними? Просроченными они не станут."]
    return fit([tidy(line) for line in lines])


def past_one(title: str, written: str) -> str:
    return f"📅 {b(clip(title, 700))}\n\nСрок: {esc(clip(written, 300))}.\n\nЧто с этой строкой?"


def past_list(total: int) -> str:
    if not total:
        return "📅 Прошедшие сроки\n\nВсе разобраны."
    return f"📅 Прошедшие сроки\n\n{counted(total, *ROWS)}. Откройте строку и решите."


def and_more(count: int) -> str:
    """What a list leaves out."""
    return f"и ещё {count}"


def shift(year: int, this: int, dated: bool) -> str:
    """The caption that moves terms to the present or the next school year."""
    if not dated:
        return f"Провести в {school_year(year)} учебном году"
    return "В этом году, в том же месяце" if year <= this else "В следующем году, тогда же"


def settled(count: int) -> str:
    if not count:
        return "И новые сроки уже прошли. Решите эти строки по одной."
    return f"{plural(count, 'Решена', 'Решены', 'Решено')} {counted(count, *ROWS)}"


def partly(count: int) -> str:
    """The head of what is said of rows of which a part of the terms is over again."""
    return f"У {counted(count, 'строки', 'строк', 'строк')} часть сроков уже прошла или совпала."
