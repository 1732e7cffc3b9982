"""Questions of the one who changes the plan: terms, people, words, rows."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import plural
from texts.typography import tidy

MOVE = "Перенести срок"
REASSIGN = "Передать другому"
FIELDS = {
    "t": "Название",
    "n": "Номер",
    "s": "Этап",
    "c": "Содержание",
    "r": "Ожидаемый документ",
    "w": "Ответственные в документе",
}
TERM_FIELD = "d"
TERM = "Срок словами"
SPLIT = "Разбить на шаги"
MORE_STEPS = "Добавить шаги"
NOT_APPLICABLE = "Не требуется"
REMOVE = "Удалить"
REMOVE_YES = "Да, удалить"
MORE_PEOPLE = "Добавить ещё человека"
EACH = "Каждый делает свою часть"
ONE = "Один делает за всех"
ME = "Взять себе"
REASONS = ("Изменился график", "Ждём документы", "Болезнь или отпуск", "Решение администрации")
NA_REASONS = ("Нет таких участников", "Уже есть документ", "Делает другая организация")

MOVED = "Срок перенесён."
REWRITTEN = "Записано."
NOT_NEEDED = "Отмечено: не требуется. В подсчёт этот пункт больше не входит."
REMOVED = "Пункт удалён. Вернуть его можно в течение суток."
ADDED = "Строка добавлена."

EDIT_REFUSALS = {
    "repeats": "Этот срок повторяется, поэтому одной датой его не перенести. Ничего не "
    "изменилось. Напишите новый срок словами, например «ежемесячно, до мая 2027».",
    "item_term_unclear": "Не получилось понять срок. Ничего не изменилось. Напишите, например: "
    "15.10.2026, до 20 мая 2027, октябрь 2026, ежемесячно, в течение года.",
    "item_term_year": "Не ясно, какой это год. Ничего не изменилось. Напишите срок с годом, "
    "например: май 2027.",
    "one_owner": "За этот пункт отвечает один человек. Сначала добавьте ещё кого-то.",
    "only_rows": "Это часть одного из тех, кто делает пункт, её не разбить. Ничего не изменилось. "
    "Разбить можно сам пункт, если один делает его за всех.",
    "split_shared": "Этот пункт каждый делает за себя, поэтому на шаги он не делится. Ничего не "
    "изменилось. Передайте его одному человеку («Передать другому») или добавьте новую строку.",
    "one_step": "Чтобы разбить шаг, нужно хотя бы два новых, каждый с новой строки. Ничего не "
    "изменилось.",
    "own_terms": "У шагов этого пункта свои сроки, разные. Ничего не изменилось. Откройте «Шаги» "
    "и перенесите нужный.",
    "move_past": "Этот день уже прошёл. Ничего не изменилось. Выберите сегодняшний день или "
    "более поздний.",
    "number_long": "Номер длиннее {limit} знаков. Ничего не изменилось. Напишите короче.",
    "stage_of_row": "Шаг стоит в этапе своей строки. Ничего не изменилось. Этап меняют у строки.",
    "is_over": "Этот пункт уже закрыт. Верните его в работу, тогда его можно разбить на шаги.",
    "too_many_steps": "Больше {limit} шагов у одной строки не бывает. Ничего не изменилось. "
    "Пришлите меньше.",
    "term_lost": "Новый срок потерялся: прошло время. Ничего не изменилось. Выберите его ещё раз.",
}


def menu(label: str) -> str:
    return f"📋 {b(clip(label, 200))}\n\nЧто изменить?"


def ask_move(label: str, due: date | None, repeats: bool, today: date) -> str:
    """The question for a new term; the calendar is below, words may be typed."""
    lines = [f"📅 {b(clip(label, 200))}", ""]
    if due is not None:
        lines.append(f"Сейчас: {dates.term(due, today)}.")
    if repeats:
        lines.append("Этот срок повторяется. Напишите новый срок словами.")
    else:
        lines.append("На какой день перенести? Можно и написать словами: «до конца ноября».")
    return tidy("\n".join(lines))


def ask_reason(label: str, term: str, understood: str = "", doubts: Sequence[str] = ()) -> str:
    """The new term with what is doubtful about it (HTML), and the question why."""
    lines = [f"📅 {b(clip(label, 200))}", "", f"Новый срок: {esc(clip(term, 200))}"]
    if understood:
        lines.append(f"Понято так: {esc(understood)}")
    lines += [f"⚠️ {doubt}" for doubt in doubts[:3]]
    return fit([*lines, "Почему переносим? Выберите или напишите."])


def ask_person(label: str, more: bool, query: str = "", nobody: bool = False) -> str:
    question = "Кого добавить к ответственным?" if more else "Кто теперь отвечает?"
    lines = [f"👥 {b(clip(label, 200))}", "", question]
    if nobody:
        lines.append(f"По запросу «{esc(clip(query, 60))}» никого нет, вот все.")
    lines.append("Выберите или напишите начало фамилии.")
    return "\n".join(lines)


def ask_text(label: str, field: str, now: str) -> str:
    """What to type instead of the present words."""
    asked = {
        "t": "Напишите новое название.",
        "n": "Напишите новый номер, например 3.2.",
        "s": "Выберите этап или напишите название нового.",
        "c": "Напишите содержание.",
        "r": "Напишите, какой документ ожидается.",
        "w": "Напишите ответственных так, как они должны стоять в документе, каждого с новой "
        "строки. Кому приходят напоминания, это не меняет: для этого есть «Передать другому».",
        "d": "Напишите срок, например: до 20 мая 2027, октябрь 2026, ежемесячно.",
    }[field]
    lines = [f"📋 {b(clip(label, 200))}", ""]
    if now:
        lines.append(f"Сейчас: «{esc(clip(now, 600))}»")
    if now and field not in {"t", TERM_FIELD}:
        asked += " Чтобы убрать, пришлите знак «-»."
    return "\n".join([*lines, asked])


def ask_steps(label: str, present: int) -> str:
    what = "ещё шаги" if present else "шаги"
    return (
        f"📋 {b(clip(label, 200))}\n\nНапишите {what}, каждый с новой строки. "
        "Срок и ответственные у них будут как у самой строки, потом их можно изменить."
    )


def ask_split_step(label: str) -> str:
    return (
        f"📋 {b(clip(label, 200))}\n\nНапишите, на какие шаги его разбить, каждый с новой строки. "
        "Первый сохранит историю и подтверждения этого шага, срок и ответственные будут у всех "
        "как у него, потом их можно изменить."
    )


def ask_not_applicable(label: str) -> str:
    return f"📋 {b(clip(label, 200))}\n\nПочему этот пункт не требуется? Выберите или напишите."


def ask_remove(label: str, parts: int) -> str:
    also = f" Вместе с ним удалятся его части: {parts}." if parts else ""
    return (
        f"📋 {b(clip(label, 200))}\n\nУдалить этот пункт?{also} Вернуть его можно в течение суток."
    )


def split(count: int) -> str:
    word = plural(count, "шаг", "шага", "шагов")
    return f"Добавлено: {count}\u00a0{word}."
