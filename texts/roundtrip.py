"""Sheets that come back: what is said of the edits, and why a cell is unclear."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from texts import dates, imports
from texts.exports import STATUSES
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.sheets import EACH, PLAN_TITLE
from texts.typography import tidy

TO_EXCEL = "Сроки и ответственные в Excel"
EVERY_ROW = "Все строки в Excel"
FROM_SHEET = "Взять из таблицы"
FROM_BOT = "Оставить в боте"
ALL_FROM_SHEET = "Все из таблицы"
ALL_FROM_BOT = "Все оставить"
DROP = "Не применять"
UNDO = "Отменить правки"
BEFORE = "Прежние правки из Excel"
DROPPED = "📊 Правки не применены, в боте всё как было."
TO_DRAFT = "Открыть черновик"
TO_ROADMAP = "К дорожной карте"
TO_PEOPLE = "К списку людей"
TO_PROGRAMME = "К программе"
TO_BANK = "К банку"
TO_PAPER = "К листам"

EDITS = ("правка", "правки", "правок")
ROWS = ("строка", "строки", "строк")
CELLS = ("ячейка", "ячейки", "ячеек")
ROW: Final = "row"  # of an edit that is a whole row
LABEL = 110
ABOVE = 40  # of a label, for the row that a step belongs to
ARROW = " → "
VALUE = 90

COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "term": "срок",
        "owner": "ответственный",
        "status": "статус",
        "note": "примечание",
        "fact_date": "дата факта",
        "evidence": "подтверждение",
        "row": "новая строка",
        "actual": "фактический результат",
        "mark": "оценка наставника",
        "person_name": "ФИО",
        "person_post": "должность",
        "person_class": "класс",
        "person_born": "дата рождения",
        "bank_areas": "темы",
        "bank_forms": "формы",
        "bank_kinds": "виды",
        "bank_capacity": "сколько человек сразу",
        "bank_hours": "часов в месяц",
        "bank_times": "когда удобно",
        "bank_mark": "собеседование",
        "bank_day": "день собеседования",
        "paper_day": "дата листа",
    }
)
_QUESTION: Final = re.compile(r"q(\d{1,3})(?:_(\d{1,3}))?")  # of answers from paper
_TITLES: Final = {
    "plan": "Сроки и ответственные",
    "progress": "Ход дорожной карты",
    "people": "Люди",
    "bank": "Банк наставников и наставляемых",
    "programme": "Программа пары",
    "paper": "Ответы с бумаги",
}


def called(column: str) -> str:
    """A column in a sentence: «срок», of answers «вопрос 3, строка 2»."""
    found = _QUESTION.fullmatch(column)
    if found is None:
        return COLUMNS.get(column, column)
    return f"вопрос {found[1]}" + (f", строка {found[2]}" if found[2] else "")


def plan_caption(rows: int, asked: bool) -> str:
    """What stands under the file; `asked`: only rows that wait for an answer are in it."""
    what = "с вопросами" if asked else "в таблице"
    return tidy(
        f"📎 {b(PLAN_TITLE)}\n{counted(rows, *ROWS)} {what}.\n\nИзмените жёлтые ячейки и пришлите "
        "файл сюда: бот покажет правки и спросит, применять ли их."
    )


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


def come_back() -> str:
    """Stands under a file that can be edited."""
    return tidy(
        "Статус, примечание, дату и документы можно править прямо в файле: пришлите его сюда, и "
        "бот покажет правки."
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


def _named(label: str) -> str:
    """A row as lists name it (HTML). Of a long one stays what tells it from its neighbours: the
    words of the step, whose share it is."""
    if len(label) <= LABEL:
        return esc(label)
    above, arrow, own = label.rpartition(ARROW)
    if arrow:
        return esc(f"{clip(above, ABOVE)}{arrow}{clip(own, LABEL - ABOVE)}")
    own, bracket, whose = label.rpartition(" (")
    if not bracket or not whose.endswith(")"):
        return esc(clip(label, LABEL))
    last = clip(whose, ABOVE)
    return esc(f"{clip(own, LABEL - len(last))}{bracket}{last}")


def edit_line(label: str, column: str, before: str, after: str) -> str:
    """«2.1. Анкетирование: срок «сентябрь» → «до 15 октября»»; all plain, the result is HTML."""
    name = called(column)
    if column == "evidence":
        return f"{_named(label)}: {name} {b(f'«{clip(after, VALUE)}»')} добавится"
    was, now = clip(before, VALUE), clip(after, VALUE)
    return f"{_named(label)}: {name} «{esc(was)}» → {b(f'«{now}»')}"


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
    where = f"строка {at}, {_named(label)}"
    named = typed and typed != data.get("name")
    what = f"{called(column)} «{esc(clip(typed, 60))}»: " if column and named else ""
    what = what or (f"{called(column)}: " if column else "")
    return f"{where}: {what}{esc(misread(code, data))}"


def apply_caption(ready: int, new: int) -> str:
    """`new`: how many of them are rows to be added."""
    if ready == new:
        return f"Добавить в план {counted(new, 'строку', 'строки', 'строк')}"
    return f"Применить {counted(ready, 'правку', 'правки', 'правок')}"


def conflicts_caption(count: int) -> str:
    return f"Спорные ({count})"


def wrong_caption(count: int) -> str:
    return f"Непонятные ({count})"


def applied(done: int, left: Sequence[tuple[str, str, str]], unsettled: int, wrong: int) -> str:
    """`left`: (row, column, why) of what could not be done; `unsettled`: conflicts left as is."""
    lines = [f"✅ Применено: {counted(done, *EDITS)}"]
    if unsettled:
        lines.append(f"Спорные оставлены как в боте: {unsettled}.")
    if wrong:
        lines.append(f"Непонятные пропущены: {wrong}.")
    lines += _left(left, "Не получилось:")
    return fit([tidy(line) for line in [*lines, "", "Отменить всё вместе можно в течение суток."]])


def undone(done: int, left: Sequence[tuple[str, str, str]]) -> str:
    head = "✅ Правки отменены, всё как было." if not left else f"✅ Отменено: {done}."
    return fit([tidy(line) for line in [head, *_left(left, "Осталось как есть:")]])


def _left(left: Sequence[tuple[str, str, str]], head: str) -> list[str]:
    if not left:
        return []
    shown = [
        f"• {_named(label)}"
        + (f", {called(column)}" if column else "")
        + f": {esc(clip(why, 160))}"
        for label, column, why in left[:8]
    ]
    more = [f"и ещё {len(left) - 8}"] if len(left) > 8 else []
    return ["", f"⚠️ {head}", *shown, *more]


_TERM_EXAMPLE = "Напишите, например: до 20 мая 2027, октябрь 2026, ежемесячно, без срока."
_MISREAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bank_number": "нужно целое число от 1 до {most}.",
        "bank_word": "такого слова нет: «{name}». Возьмите слово с листа «Формы и виды».",
        "bank_area": "такой темы нет: «{name}». Возьмите тему с листа «Темы».",
        "bank_level": "после темы «{name}» нужно число от 1 до 10.",
        "bank_times": "слишком длинно, до {limit} знаков.",
        "formula_uncounted": "в ячейке формула без посчитанного значения. Напишите само значение.",
        "formula_failed": "формула показывает ошибку. Напишите само значение.",
        "term_number": "вместо срока число. Напишите дату целиком, например 15.10.2026.",
        "term_year": "непонятно, какого года. Добавьте год, например: до 20 мая 2027.",
        "term_unclear": f"срок не понят. {_TERM_EXAMPLE}",
        "term_far": "срок больше чем на год выходит за период дорожной карты. Проверьте год.",
        "no_such_day": "такого дня нет в календаре. Напишите дату целиком, например 15.10.2026.",
        "own_terms": "у шагов этого пункта свои сроки. Меняйте сроки шагов.",
        "owner_unknown": "непонятно, кто это: «{name}». Выберите имя на листе «Люди» или "
        "напишите роль, например «Наставники».",
        "owner_alike": "в боте такого человека нет. Похоже на «{alike}»: если так, впишите это "
        "имя.",
        "owner_role": "роль «{name}» пока ни у кого не стоит. Напишите имя с листа «Люди».",
        "mark_unknown": "такой оценки нет. Выберите: отлично, хорошо, частично или пока нет.",
        "status_unknown": "такого статуса нет. Выберите: не начато, в работе, выполнено или не "
        "требуется.",
        "has_steps": "пункт разбит на шаги. Отметьте строки шагов, он закроется сам.",
        "has_shares": "каждый отмечает за себя. Отметьте строки с именами под этим пунктом.",
        "title_long": "мероприятие длиннее {limit} знаков. Сократите его.",
        "note_long": "примечание длиннее {limit} знаков. Сократите его.",
        "papers_many": "новых подтверждений больше {limit}. Остальные прикрепите в боте.",
        "day_unclear": "дата не понята. Напишите день целиком, например 15.10.2026.",
        "day_to_come": "этот день ещё не наступил. Напишите, когда дело сделано.",
        "day_undone": "у даты факта нет статуса «выполнено». Поставьте в этой строке и его.",
        "person_no_name": "в имени нет букв. Напишите фамилию, имя и отчество.",
        "person_name_odd": "в имени есть цифры или знаки. Напишите фамилию, имя и отчество.",
        "person_name_several": "здесь несколько человек. Оставьте одного.",
        "person_name_short": "нужны фамилия и имя.",
        "person_name_long": "имя длиннее {limit} знаков. Сократите его.",
        "person_post_long": "должность длиннее {limit} знаков. Сократите её.",
        "person_adult": "класс и дата рождения хранятся только у учеников. Если это ученик, "
        "отметьте это в его карточке.",
        "person_born_unclear": "дата рождения непонятна. Напишите, например: 12.03.2012.",
        "person_born_future": "такой даты рождения быть не может. Проверьте год.",
        "row_gone": "этой строки в боте уже нет, из файла её можно удалить.",
        "paper_not_here": "в этой строке на этот вопрос не отвечают.",
        "paper_future": "этот день ещё не наступил. Напишите день, который стоит на листе.",
        "paper_day_first": "дату листа пишут в первой строке человека.",
        "paper_choice": "такого ответа нет. Возьмите его из списка или из подсказки столбца.",
        "paper_few": "выбрано меньше, чем нужно: от {least}.",
        "paper_many": "выбрано больше, чем можно: до {most}.",
        "paper_twice": "один ответ назван дважды.",
        "paper_number": "здесь нужно число, например 3.",
        "paper_whole": "здесь нужно целое число.",
        "paper_least": "число меньше, чем может быть.",
        "paper_most": "число больше, чем может быть.",
        "paper_date": "день не понят. Напишите его целиком, например 15.10.2026.",
        "paper_day": "такой год здесь не подходит.",
        "paper_empty": "ответ пустой.",
        "paper_brief": "ответ слишком короткий, от {least} знаков.",
        "paper_long": "ответ слишком длинный, до {most} знаков.",
        "paper_person": "такого человека в списке нет или таких несколько. Напишите имя целиком.",
        "paper_own": "своё пояснение к этому ответу не нужно.",
        "paper_required": "этот вопрос пропустить нельзя.",
        "paper_applies": "этот вопрос относится ко всем, на него нужен ответ.",
        "row_twice": "строки {first} и {second} об одном и том же пункте, но говорят разное. "
        "Оставьте одну из них.",
    }
)


def misread(code: str, data: Mapping[str, str | int]) -> str:
    """Why a cell is not taken and what to write. Plain text."""
    return _MISREAD[code].format(**data) if code in _MISREAD else "эту строку сейчас не изменить."


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
    "sheet_late": "С прихода таблицы прошло больше недели. Ничего не изменилось. Пришлите файл "
    "ещё раз, бот сравнит его заново.",
}
_UNREADABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_returned": "Это не та таблица, которую бот прислал для правки. Ничего не изменилось. "
        "Получите её в боте заново.",
        "sheet_format": "Эта таблица сохранена в другом формате. Ничего не изменилось. Откройте "
        "её и сохраните как .xlsx («Файл» → «Сохранить как»).",
        "sheet_twice": "В файле несколько листов с правками, и непонятно, какой из них верный. "
        "Ничего не изменилось. Оставьте один и пришлите файл ещё раз.",
        "sheet_columns": "В файле нет ни одного столбца для правки. Ничего не изменилось. "
        "Верните столбцы или получите таблицу в боте заново.",
        "sheet_column_twice": "Столбец «{column}» стоит дважды, и в них разное. Ничего не "
        "изменилось. Оставьте один и пришлите файл ещё раз.",
    }
)


def unread(sentence: str) -> str:
    """Why a file that is a sheet of ours was not read."""
    return tidy(f"⚠️ {esc(sentence)}")


def refusal(code: str, data: Mapping[str, str | int]) -> str:
    """Why a returned file was not read. Raises KeyError for an unknown code."""
    if code not in _UNREADABLE:
        return imports.refusal(code, data)
    return _UNREADABLE[code].format(column=called(str(data.get("column"))))


# --- values in words, plain ---------------------------------------------------------------


def status(value: str) -> str:
    return STATUSES[value]


def owners(names: Sequence[str], each: bool) -> str:
    """«Иванова О. С., Ким А. Л. (каждый)»."""
    said = ", ".join(names[:4]) + (f" и ещё {len(names) - 4}" if len(names) > 4 else "")
    return f"{said} ({EACH})" if each and said else said or "никто не назван"


def note(text: str) -> str:
    return " ".join(text.split()) or "пусто"


def day(value: date | None, today: date) -> str:
    return dates.plain(value, today) if value else "нет"


def papers(found: Sequence[tuple[str, str | None, date | None]]) -> str:
    """Papers and links that are added."""
    return "; ".join(
        f"{title} от {when:%d.%m.%Y}"
        if when
        else (f"{title} {url}" if url and url != title else title)
        for title, url, when in found
    )
