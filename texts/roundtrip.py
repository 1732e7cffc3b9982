"""Sheets that go out and come back, in words: conflicts, errors, what was applied, refusals."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.roundtrip_cells import CELLS, EDITS, called, named
from texts.roundtrip_faults import misread
from texts.sheets import PLAN_TITLE
from texts.typography import tidy

TO_EXCEL = "Сроки и ответственные в Excel"
EVERY_ROW = "Все строки в Excel"
FROM_SHEET = "Взять из таблицы"
FROM_BOT = "Оставить в боте"
ALL_FROM_SHEET = "Все из таблицы"
ALL_FROM_BOT = "Все оставить"
UNDO = "Отменить правки"
BEFORE = "Прежние правки из Excel"
DROPPED = "📊 Правки не применены, в боте всё как было."

ROWS = ("строка", "строки", "строк")


def plan_caption(rows: int, asked: bool) -> str:
    """What stands under the file; `asked`: only rows that wait for an answer are in it."""
    what = "с вопросами" if asked else "в таблице"
    return tidy(
        f"📎 {b(PLAN_TITLE)}\n{counted(rows, *ROWS)} {what}.\n\nИзмените жёлтые ячейки и пришлите "
        "файл сюда: бот покажет правки и спросит, применять ли их."
    )


def come_back() -> str:
    """Stands under a file that can be edited."""
    return tidy(
        "Статус, примечание, дату и документы можно править прямо в файле: пришлите его сюда, и "
        "бот покажет правки."
    )


def conflict(
    label: str,
    column: str,
    *,
    sheet: str,
    bot: str,
    by: str,
    on: date | None,
    today: date,
    number: int,
    total: int,
    take: bool | None,
) -> str:
    """One conflict: what the sheet says, what the bot has, who changed it there and when."""
    head = f"📊 Спорная правка · {number} из {total}"
    when = f" с {dates.plain(on, today)}" if on else ""
    who = f" ({esc(clip(by, 80))})" if by else ""
    lines = [
        head, b(clip(label, 300)), "",
        f"{called(column).capitalize()}: в таблице «{esc(clip(sheet, 200))}», "
        f"а в боте{when} «{esc(clip(bot, 200))}»{who}.",
    ]  # fmt: skip
    if take is not None:
        lines.append("Выбрано: из таблицы." if take else "Выбрано: оставить в боте.")
    return fit([tidy(line) for line in [*lines, "", "Что оставить?"]])


def settled(take: bool) -> str:
    return "Будет взято из таблицы" if take else "Останется как в боте"


def wrong_list(lines: Sequence[str], first: int, total: int) -> str:
    head = f"📊 Не понято: {counted(total, *CELLS)}"
    said = [f"{number}. {line}" for number, line in enumerate(lines, first)]
    last = "Поправьте эти ячейки в том же файле и пришлите его снова: применённое не повторится."
    return fit([tidy(line) for line in [head, "", *said, "", last]])


def wrong_line(
    at: int, label: str, column: str, typed: str, code: str, data: Mapping[str, str | int]
) -> str:
    """The row of the file, what stands there, why it is not taken and what to write."""
    where = f"строка {at}, {named(label)}"
    quoted = typed and typed != data.get("name")
    what = f"{called(column)} «{esc(clip(typed, 60))}»: " if column and quoted else ""
    what = what or (f"{called(column)}: " if column else "")
    return f"{where}: {what}{esc(misread(code, data))}"


def applied(
    done: int, left: Sequence[tuple[str, str, str]], unsettled: int, wrong: int,
    notes: Sequence[tuple[str, str, str]] = (),
) -> str:  # fmt: skip
    """`left`: (row, column, why) of what could not be done; `unsettled`: conflicts left as is;
    `notes`: what is to be known about what was done."""
    lines = [f"✅ Применено: {counted(done, *EDITS)}"]
    if unsettled:
        lines.append(f"Спорные оставлены как в боте: {unsettled}.")
    if wrong:
        lines.append(f"Непонятные пропущены: {wrong}.")
    lines += _left(left, "Не получилось:") + _left(notes, "Проверьте:")
    return fit([tidy(line) for line in [*lines, "", "Отменить всё вместе можно в течение суток."]])


def undone(done: int, left: Sequence[tuple[str, str, str]]) -> str:
    head = "✅ Правки отменены, всё как было." if not left else f"✅ Отменено: {done}."
    return fit([tidy(line) for line in [head, *_left(left, "Осталось как есть:")]])


def _left(left: Sequence[tuple[str, str, str]], head: str) -> list[str]:
    if not left:
        return []
    shown = [
        f"• {named(label)}"
        + (f", {called(column)}" if column else "")
        + f": {esc(clip(why, 160))}"
        for label, column, why in left[:8]
    ]
    more = [f"и ещё {len(left) - 8}"] if len(left) > 8 else []
    return ["", f"⚠️ {head}", *shown, *more]


REFUSALS: Final = {
    "sheet_unknown": "Эта таблица сделана не здесь или слишком давно. Ничего не изменилось. "
    "Получите новую в боте и перенесите правки в неё.",
    "sheet_gone": "Эта таблица от дорожной карты, которой больше нет. Ничего не изменилось. "
    "Получите новую таблицу в боте.",
    "sheet_mixed": "В строке {row} название пункта стоит рядом с чужими ячейками: похоже, "
    "столбцы сортировали по отдельности. Ничего не изменилось. Отмените сортировку или получите "
    "новую таблицу.",
    "sheet_meanwhile": "Пока Вы смотрели, это изменили в боте.",
    "sheet_applied": "Эти правки уже применены.",
    "sheet_dropped": "Эта таблица уже не ждёт ответа. Пришлите файл ещё раз.",
    "paper_fault": "Ответ не подошёл к вопросу, он не принят.",
    "paper_day_alone": "На листе есть дата, но нет ответов.",
    "paper_row_blank": "нет ответа. Так и записано.",
    "paper_not_sent": "нет ответа, лист ждёт его и не отправлен. Если на бумаге пусто, впишите "
    "«пусто».",
    "sheet_late": "С прихода таблицы прошло больше недели. Ничего не изменилось. Пришлите файл "
    "ещё раз, бот сравнит его заново.",
}
