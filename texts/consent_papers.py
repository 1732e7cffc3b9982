"""Consents on paper: entered by the curator or the class teacher, printed, listed."""

from collections.abc import Sequence
from datetime import date

from domain.consents import Document
from texts import dates
from texts.consent import DOCUMENTS
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import stop, tidy

WAY = "Согласия и бумаги"
CONSENTS = "Согласия"
LACKING = "Нет согласия: внести"
ENTER = "Внести бумагу"
PRINT = "Напечатать бланк"
PARENTS = "Родители"
ERASE = "Стереть данные"
ERASING = "План удаления данных"
GIVEN = "Согласие"
TAKEN = "Отказ или отзыв"
TODAY, YESTERDAY = "Сегодня", "Вчера"
NO_NUMBER = "Без номера"
SCAN = "Прикрепить скан"
SHOW_SCAN = "Показать скан"
UNDO = "Отменить"
ONE_MORE = "Внести ещё бумагу"
MY_CLASS = "Мой класс"
LISTS = "Согласия по документам"
SIGNATURES = "Лист подписей"
EMPTY = "Пустой бланк"
SETTINGS = "Согласия и хранение"
TAP_ENOUGH = "Хватает нажатия родителя"
TAP_NOT_ENOUGH = "Нужна подпись на бумаге"
TAKEN_DOWN = "Снято с публикации"

_YEARS = ("учебный год", "учебных года", "учебных лет")
_PUPILS = ("ученик", "ученика", "учеников")
_PEOPLE = ("человек", "человека", "человек")
REFUSALS = {
    "paper_future": "Этот день ещё не наступил, бумагу нельзя подписать завтра. Ничего не "
    "изменилось. Выберите день не позже сегодняшнего.",
    "paper_late": "Отменить можно в течение суток и пока не внесена следующая бумага. Ничего не "
    "изменилось. Если ошибка осталась, внесите правильный ответ новой бумагой.",
    "pair_consent": "Не у всех в паре есть согласие, без него пара не работает. Ничего не "
    "изменилось. Внесите согласие на карточке человека: «Согласия и бумаги».",
    "child_grown": "Ребёнку исполнилось 18, теперь свои данные видит и решает о них только он. "
    "Ничего не изменилось.",
    "own_parent": "Человек не может быть родителем самому себе. Ничего не изменилось.",
    "erasure_over": "Этот план уже выполнен или отменён. Ничего не изменилось. Откройте список, "
    "там всё свежее.",
}


def sheet(
    *, name: str, school_class: str, born_on: date | None, minor: bool, lines: Sequence[str],
    parents: Sequence[str], erasing: date | None, today: date,
) -> str:  # fmt: skip
    """All documents of a person; `lines` are made by texts.consent.document_line."""
    where = f" · {esc(clip(school_class, 20))}" if school_class else ""
    text = [f"📋 {b('Согласия')} · {esc(clip(name, 100))}{where}", "", *lines]
    if minor:
        text.append("")
        born = dates.plain(born_on, today) if born_on else "не указана, поэтому возраст до 18"
        text.append(f"Дата рождения: {born}")
        shown = ", ".join(esc(clip(each, 80)) for each in parents[:4])
        text.append(f"Родители: {shown}" if shown else "Родители не указаны")
    if erasing is not None:
        text += ["", f"⚠️ Данные будут стёрты {dates.plain(erasing, today)}"]
    return fit([tidy(line) for line in text])


def which(name: str) -> str:
    return f"📋 {b('Бумага')} · {esc(clip(name, 100))}\n\nКакой документ подписан?"


def to_print(name: str) -> str:
    return tidy(
        f"📋 {b('Бланк')} · {esc(clip(name, 100))}\n\nКакой документ напечатать? В бланке "
        "остаются пустыми строки для имени, адреса и паспорта: в бота их вносить не нужно."
    )


def ask_answer(name: str, document: Document) -> str:
    return f"📋 {b(DOCUMENTS[document])} · {esc(clip(name, 100))}\n\nЧто на бумаге?"


def ask_parent(name: str) -> str:
    return f"📋 {b('Бумага родителя')} · {esc(clip(name, 100))}\n\nКто из родителей подписал?"


def ask_day(name: str, document: Document, given: bool) -> str:
    head = f"📋 {b(DOCUMENTS[document])} · {esc(clip(name, 100))}"
    said = "Согласие" if given else "Отказ или отзыв"
    return f"{head}\n{said}\n\nКогда подписано?"


def ask_number(name: str, document: Document, day: date, today: date) -> str:
    head = f"📋 {b(DOCUMENTS[document])} · {esc(clip(name, 100))}"
    when = dates.plain(day, today)
    return f"{head}\nПодписано {when}\n\nКакой номер у бумаги? Напишите его или выберите ниже."


def entered(
    *, name: str, document: Document, given: bool, day: date, number: str, parent: str,
    scan: bool, today: date, erasing: bool = False,
) -> str:  # fmt: skip
    """The receipt; `erasing`: a plan waits for its day."""
    said = "согласие" if given else "отказ или отзыв"
    parts = [f"{said} от {dates.plain(day, today)}"]
    if number:
        parts.append(f"№ {esc(clip(number, 64))}")
    if parent:
        parts.append(f"подпись: {esc(clip(parent, 80))}")
    if scan:
        parts.append("скан есть")
    head = f"✅ Внесено: {b(DOCUMENTS[document])} · {esc(clip(name, 100))}"
    told = stop(", ".join(parts))
    return tidy(f"{head}\n\n{told[:1].upper()}{told[1:]}{_followed(document, given, erasing)}")


def _followed(document: Document, given: bool, erasing: bool) -> str:
    if given or document not in (Document.PROCESSING, Document.PARENTAL, Document.ASSENT):
        return ""
    told = "\n\nБот больше не пишет этому человеку, его пары остановлены."
    if erasing:
        return f"{told} План удаления данных с датой стоит на экране «Согласия и бумаги»."
    return (
        f"{told} Согласия и раньше не было, поэтому данные сами не сотрутся: если они не нужны, "
        "пусть куратор нажмёт «Стереть данные»."
    )


def ask_scan(document: Document) -> str:
    return f"📎 {b(DOCUMENTS[document])}\n\nПришлите скан или фото бумаги."


def blank_caption(document: Document, name: str) -> str:
    who = f" · {esc(clip(name, 100))}" if name else ""
    return tidy(
        f"📎 {b(DOCUMENTS[document])}{who}\n\nБланк для подписи. Имя, адрес и паспорт вписываются "
        "от руки, в бота они не попадают."
    )


def blank_name(document: Document) -> str:
    """Of the file."""
    return f"{DOCUMENTS[document]} — бланк"


def my_class(name: str, total: int) -> str:
    head = f"👥 {b('Мой класс')} · {esc(clip(name, 40))}"
    if not total and not any(sign.isdigit() for sign in name):
        return tidy(
            f"{head}\n\nВ Вашей роли не написано, какой это класс. Попросите куратора дать роль "
            "с классом, например: классный руководитель 7 «Б»."
        )
    if not total:
        return f"{head}\n\nУчеников этого класса в боте пока нет."
    return f"{head}\n\n{counted(total, *_PUPILS)}. Откройте карточку, чтобы внести бумагу."


def class_line(name: str, whole: bool | None) -> str:
    """A button's caption."""
    mark = {True: "✅", False: "⏸", None: "🕒"}[whole]
    return f"{clip(name, 40)} {mark}"


def lists(school: str, lines: Sequence[tuple[Document, int, int]]) -> str:
    """`lines`: a document, how many have given it, of how many whom it concerns."""
    text = [f"📋 {b(LISTS)} · {esc(clip(school, 150))}", ""]
    text += [f"• {DOCUMENTS[document]}: {done} из {of}" for document, done, of in lines]
    return tidy("\n".join([*text, "", "Откройте документ: там видно, кого ещё нет."]))


def list_caption(document: Document, left: int) -> str:
    return f"{DOCUMENTS[document]}: нет {left}" if left else f"{DOCUMENTS[document]}: есть у всех"


def missing(
    document: Document, school: str, names: Sequence[str], first: int, left: int, of: int
) -> str:
    head = f"📋 {b(DOCUMENTS[document])} · {esc(clip(school, 150))}"
    if not of:
        return f"{head}\n\nЭтот документ здесь никому не нужен."
    if not left:
        return f"{head}\n\nЕсть у всех: {counted(of, *_PEOPLE)}."
    lines = [f"{number}. {esc(clip(name, 60))}" for number, name in enumerate(names, first)]
    return fit([head, "", f"Нет у {left} из {of}:", *lines])


def settings(school: str, enough: bool, years: int) -> str:
    parent = (
        "Нажатия родителя в боте достаточно."
        if enough
        else "Нажатие родителя в боте предварительное: действует подпись на бумаге."
    )
    return tidy(
        f"📋 {b(SETTINGS)} · {esc(clip(school, 150))}\n\n{parent}\n"
        f"После ухода данные хранятся {counted(years, *_YEARS)}, потом бот за месяц "
        "предупреждает и стирает их.\n\nПодпись на бумаге надёжнее: нажатие не доказывает, кто "
        "нажал. Проверьте с юристом."
    )


def years_caption(years: int) -> str:
    return f"Хранить {counted(years, *_YEARS)}"


def signatures_caption(document: Document, count: int) -> str:
    return tidy(
        f"📎 {b(SIGNATURES)} · {DOCUMENTS[document]}\n\n{counted(count, *_PEOPLE)}: у кого "
        "документа ещё нет. Лист подписей не заменяет самих согласий, он показывает, кто их сдал."
    )


def signatures_name(document: Document) -> str:
    return f"{SIGNATURES} — {DOCUMENTS[document]}"
