"""Words of the pictures and the workbook of a questionnaire's results."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.survey import Kind
from domain.survey.statistics import Tally
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.survey_results import answered, brief, figure, named, percent
from texts.typography import tidy

PICTURE_FILE: Final = "itogi.png"
HIDDEN: Final = "скрыто"


def picture_head(title: str, tally: Tally, sent: int, *, anonymous: bool) -> tuple[str, ...]:
    return (clip(title, 90), *answered(tally, sent, anonymous=anonymous))


def more_bars(count: int) -> str:
    some = counted(count, "вариант", "варианта", "вариантов")
    return f"И ещё {some}, которые выбирали реже: в таблице Excel."


def mean_mark(value: float) -> str:
    return f"среднее {figure(value)}"


def from_point(least: int) -> str:
    return f"{least} и выше"


def bar_value(count: int | None, share: int | None) -> str:
    if count is None:
        return HIDDEN
    return f"{count} · {percent(share)}" if share is not None else str(count)


# -- the workbook -----------------------------------------------------------------------------

BOOK: Final = "Итоги анкеты"
SUMMARY_SHEET, ANSWERS_SHEET = "Сводка", "Ответы"
WORDS_SHEET, PARTS_SHEET = "Открытые ответы", "Для сводной таблицы"
CODEBOOK_SHEET, HOW_SHEET = "Коды", "Как считается"
NUMBER, QUESTION, ANSWER, COUNT, SHARE = "№", "Вопрос", "Ответ", "Сколько", "Доля"
GIVEN, SKIPPED, NOT_APPLICABLE = "Ответили", "Пропустили", "Не относится"
NOT_REACHED, MEAN, MEDIAN = "Не дошли", "Среднее", "Медиана"
GROUP, KIND, ROW, VALUE = "Группа", "Вид вопроса", "Строка вопроса", "Число"
CODE, ANSWER_CODE, TAGS = "Код вопроса", "Код ответа", "Метки"
OWN_WORDS: Final = "Своими словами"
WHO, ABOUT, HOW = "Кто", "О ком", "Правило"
SHEET_NUMBER, QUESTION_NUMBER = "№ анкеты", "№ вопроса"
HOW_ANSWERED, PAPER_ON, SENT_ON = "Как ответили", "Дата на бумаге", "Отправлено"
IN_CHAT, ON_PAPER = "в чате", "с бумаги"
STATUSES: Final = {"skipped": "пропущено", "not_applicable": "не относится", "": ""}
KINDS: Final = {
    Kind.ONE: "один вариант", Kind.SEVERAL: "несколько вариантов", Kind.SCALE: "шкала 1–5",
    Kind.TEN: "шкала 1–10", Kind.MATRIX: "таблица", Kind.NUMBER: "число", Kind.DATE: "дата",
    Kind.SHORT: "короткий текст", Kind.LONG: "текст", Kind.PERSON: "человек",
    Kind.RANKING: "до трёх по порядку", Kind.FILE: "файл", Kind.STATEMENT: "пояснение",
}  # fmt: skip


_COMPARED: Final = (
    "«До и после» — только о тех, кто ответил оба раза, каждый вопрос отдельно. Лучше, так же и "
    "хуже — сколько человек передвинули свою оценку; средние есть от пяти человек."
)


_SHEETS: Final = (
    "Лист «Ответы»: строка — одна анкета, столбец — один вопрос. Если о каждом наставляемом "
    "спрашивали отдельно, о каждом своя строка. Пустая клетка — вопрос не дошёл до человека.",
    "Лист «Для сводной таблицы»: строка — один ответ; где выбрали несколько, строк несколько. "
    "В столбце «Число» — оценка, у вопроса «до трёх по порядку» — место. Коды нужны программам "
    "анализа, что они значат, сказано на листе «Коды».",
    "«Отправлено» у анкеты с бумаги — день, когда её внесли; день на самом листе стоит рядом.",
)


def heading(number: int, text: str, *, own: bool = False) -> str:
    """Of a column of answers; `own`: of the words beside a choice."""
    return tidy(f"{number}. {text}{' — своими словами' if own else ''}")


def participant(number: int) -> str:
    return f"Участник {number}"


def book_caption(title: str, day: date, today: date) -> str:
    return tidy(f"{esc(named(clip(title, 200)))}. По ответам на {dates.plain(day, today)}.")


def how(
    least: int | None, *, anonymous: bool, compared: bool = False, named: bool = False,
    levels: Sequence[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """`least`: None where nobody can be satisfied; `compared`: before and after stand beside;
    `named`: the sheets of answers stand beside; `levels`: how the sum of a scored questionnaire is
    counted."""
    apart = "Вопросы между собой не складываются"
    common = (
        "Номер вопроса везде один: в чате, на бумаге и на всех листах. У строк одной таблицы "
        "номер общий.",
        "В итоги входят только отправленные анкеты. Начатые и не отправленные не считаются.",
        "«Пропустили», «не относится» и «не дошли» — разное. Не дошли те, кому вопрос не "
        "показали из-за прежнего ответа. В доли и средние они не входят.",
        "Доли и средние есть там, где ответили пять человек и больше; меньше пяти — только числа.",
        "Доля — от числа ответивших на этот вопрос, округлена до целого: вместе может выйти 99 "
        "или 101. Где можно выбрать несколько, сумма бывает намного больше 100.",
        "Среднее — сумма, делённая на число ответов (n). Медиана — середина ряда.",
        f"{apart}, кроме суммы баллов, о ней ниже." if levels else f"{apart}.",
        *([f"Довольные — те, кто поставил {least} и выше из 10, отдельно по каждому вопросу."]
          if least is not None else []),
    )  # fmt: skip
    named_only = (
        *levels,
        *([_COMPARED] if compared else []),
        *(_SHEETS if named else []),
        "Ответы с бумаги считаются наравне с остальными.",
    )
    if not anonymous:
        return tuple(map(tidy, (*common, *named_only)))
    return tuple(map(tidy, (
        *common[:2],
        *common[3:],
        "Анкета без имён. Ответы на разные вопросы перемешаны отдельно, поэтому строки таблицы "
        "ответов не составить: кто как ответил, не знает и программа.",
        "О группах меньше пяти человек не сказано ничего; скрыта и следующая по величине, чтобы "
        "малую нельзя было вычислить вычитанием.",
        "Числа об одном или двух людях скрыты, и вместе с ними столько соседних, чтобы скрытое "
        "не вычислялось.",
        "Итоги посчитаны при закрытии и больше не меняются.",
    )))  # fmt: skip


# -- the files that people sent ---------------------------------------------------------------

FILES: Final = "Файлы"
ALL_FILES: Final = "Все файлы архивом"
FILES_ZIP: Final = "Файлы из анкеты"
FILES_LIST: Final = "Список файлов"
FILE_NAME, IN_ARCHIVE, SENT_NAME = "Файл", "В архиве", "Как назван"
LOST: Final = "файл не сохранился"


def files_button(count: int) -> str:
    return f"📎 {FILES}: {count}"


def files(title: str, count: int, lines: Sequence[str]) -> str:
    head = tidy(f"{b(FILES)} · {esc(clip(title, 100))}")
    if not count:
        return fit([head, "Файлов и фото в ответах нет."])
    some = counted(count, "файл", "файла", "файлов")
    return fit([head, f"{some.capitalize()}. Номер открывает файл.", *lines])


def file_line(number: int, who: str, about: str, name: str, *, photo: bool, question: str) -> str:
    whom = f" ({about})" if about else ""
    what = "фото" if photo else clip(name, 60)
    return esc(tidy(f"{number}. {who}{whom}: {what} — {clip(question, 80)}"))


def file_caption(who: str, about: str, name: str, question: str) -> str:
    whom = f" ({about})" if about else ""
    lines = [f"<b>{esc(clip(question, 300))}</b>", esc(f"{who}{whom}"), esc(clip(name, 100))]
    return fit([line for line in lines if line], 1024)


def zip_caption(title: str, count: int, number: int, of: int) -> str:
    part = f" Архив {number} из {of}." if of > 1 else ""
    some = counted(count, "файл", "файла", "файлов")
    return tidy(f"Файлы из ответов: {esc(clip(title, 200))}. {some.capitalize()}.{part}")


def zip_kind(number: int, of: int) -> str:
    return f"{FILES_ZIP} {number}" if of > 1 else FILES_ZIP


# -- as proof of a line -----------------------------------------------------------------------

ATTACH: Final = "📎 Итоги к мероприятию"
ATTACH_PICTURE: Final = "📎 Картинку к мероприятию"
OPEN_LINE: Final = "Открыть пункт"


def proof_name(title: str, sent: int, invited: int) -> str:
    """Of the file; the figures tell it from that of an asking that was opened again."""
    return f"{named(clip(title, 120))}, ответили {sent} из {invited}.xlsx"


def picture_proof_name(title: str, tally: Tally, sent: int) -> str:
    return f"{named(clip(title, 80))}, {brief(tally, 80)}, ответов {sent}.png"


def attached(title: str, lines: Sequence[str], known: Sequence[str]) -> str:
    """`known`: lines that have it already."""
    parts = [tidy(f"{b('Итоги приложены')} · {esc(clip(title, 100))}")] if lines else []
    parts += [esc(tidy(f"К пункту: {clip(line, 200)}")) for line in lines]
    if known:
        parts += [esc(tidy(f"Уже приложены к пункту: {clip(line, 200)}")) for line in known]
    if lines:
        parts.append("В файле числа по вопросам, без имён и без слов отдельных людей.")
    return fit(parts)
