"""Questions about the rows of a draft: when, who, and what to do with terms that are over."""

from collections.abc import Sequence

from domain.deadlines import MonthDay
from domain.roles import Role
from texts import people
from texts.dates import month, month_genitive
from texts.draft import ROWS, school_year
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import stop, tidy

PEOPLE = ("человек", "человека", "человек")
PLACES = ("школа", "школы", "школ")

YEAR_END = "До конца учебного года"
CALENDAR = "Календарь"
PERIOD = "В течение всего периода"
NO_TERM = "Без срока"
TYPE = "Написать словами"
LATER = "Позже"
EVERY_YEAR = "Каждый год"
ONE_ROW = "Только для этой строки"

FIND = "Найти"
ROLE = "Роль"
MANY = "Несколько человек"
ME = "Это я"
TOGETHER = "Один за всех"
EACH = "Каждый"
READY = "Готово"
REST_IS_RIGHT = "Остальное верно"

DONE_EARLIER = "Сделано раньше"
NOT_NEEDED = "Не нужно"
ONE_BY_ONE = "По одной"

_ROLES = {
    Role.MENTOR: "Наставники",
    Role.MENTEE: "Наставляемые",
    Role.HEAD: "Руководители",
    Role.CURATOR: "Кураторы",
    Role.COORDINATOR: "Муниципальные координаторы",
    Role.PARENT: "Родители",
    Role.ADMINISTRATOR: "Администраторы",
}
_TITLES = {
    "классный руководитель": "Классные руководители",
    "методист": "Методисты",
    "психолог": "Психологи",
    "заместитель директора": "Заместители директора",
    "учитель-предметник": "Учителя-предметники",
    "социальный педагог": "Социальные педагоги",
}


def step_of(number: int, total: int, what: str) -> str:
    """«Сроки · вопрос 3 из 7»."""
    return f"{what} · вопрос {number} из {total}" if number else what


def nobodys_scope(count: int, staged: bool) -> str:
    """The caption that widens an answer to other rows that name nobody."""
    where = "всего этапа" if staged else "всех"
    return f"Так же для {where} ({counted(count, *ROWS)})"


def group_scope(count: int, staged: bool) -> str:
    """The caption that widens the answer."""
    where = "этапа" if staged else "документа"
    return f"Так же для всего {where} ({counted(count, *ROWS)})"


def all_scope(count: int) -> str:
    return f"Так же для всех без года ({counted(count, *ROWS)})"


def months() -> list[tuple[str, int]]:
    """Captions of the months of a school year, September first, with their numbers."""
    order = [*range(9, 13), *range(1, 9)]
    return [(month(number), number) for number in order]


def year_caption(first: int) -> str:
    return school_year(first)


def ask_term(
    *,
    number: int,
    total: int,
    place: str,
    title: str,
    written: str | None,
    remarks: Sequence[str],
    md: Sequence[MonthDay],
    year: int,
    scope: int,
) -> str:
    """The row, what stands in the document, and the question. `scope`: rows it is for."""
    lines = [f"📅 {step_of(number, total, 'Срок')}"]
    if place:
        lines.append(esc(clip(place, 200)))
    lines += [b(clip(title, 500)), ""]
    lines.append(f"В документе: «{esc(clip(written, 300))}»." if written else "Срок не указан.")
    lines += [esc(clip(remark, 300)) for remark in remarks[:3]]
    if scope > 1:
        lines.append(f"Ответ запишется сразу для {counted(scope, 'строки', 'строк', 'строк')}.")
    lines.append("")
    if md:
        days = ", ".join(_month_days(pair) for pair in md[:4])
        lines.append(f"В каком учебном году: {days}?")
    else:
        lines.append(f"Когда? Месяцы {school_year(year)} учебного года:")
    return fit([tidy(line) for line in lines])


def _month_days(pair: MonthDay) -> str:
    start, end = (_day(text) for text in pair)
    if start and end:
        return start if start == end else f"{start} — {end}"
    return f"до {end}" if end else f"с {start}"


def _day(text: str | None) -> str:
    if text is None:
        return ""
    number, day = map(int, text.split("-"))
    return f"{day}\N{NO-BREAK SPACE}{month_genitive(number)}"


def pick_day(title: str) -> str:
    return f"📅 {b(clip(title, 500))}\n\nДо какого дня?"


def ask_typed_term(title: str) -> str:
    return (
        f"📅 {b(clip(title, 500))}\n\nНапишите срок словами. Например: до 20 мая 2027, "
        "октябрь 2026, сентябрь-ноябрь 2026, ежемесячно, в течение года."
    )


def term_saved(count: int) -> str:
    return f"Записано: {counted(count, *ROWS)}" if count > 1 else "Записано"


def saved() -> str:
    return "Записано"


def role(held: Role, title: str | None) -> str:
    """The name of all who hold a role."""
    if held is Role.SPECIALIST:
        return _TITLES.get(title or "", (title or people.ROLES[held]).capitalize())
    return _ROLES[held]


def role_caption(name: str, count: int, each: bool) -> str:
    return f"{name} ({count}): {'каждый' if each else 'вместе'}"


def meaning(names: Sequence[str], held: str, count: int, each: bool, schools: bool) -> str:
    """Whom a phrase means, plain: «Наставники, 4 человека, каждый»."""
    if held:
        units = PLACES if schools else PEOPLE
        line = f"{held}, {counted(count, *units)}" if count else f"{held}, пока никого"
    else:
        line = ", ".join(names[:5]) + (f" и ещё {len(names) - 5}" if len(names) > 5 else "")
        count = len(names)
    if count > 1:
        line += ", каждый" if each else ", один за всех"
    return line


def ask_who(
    *,
    number: int,
    total: int,
    phrase: str,
    rows: int,
    now: str,
    proposed: bool,
    anybody: bool,
    written: bool = True,
    place: str = "",
) -> str:
    """Who a phrase is, or where nobody is `written` who answers for rows."""
    lines = [f"👥 {step_of(number, total, 'Ответственный')}"]
    lines += [esc(clip(place, 200))] if place else []
    lines.append(b(clip(phrase, 500)))
    if rows > 1 and written:
        lines.append(f"Так написано в {counted(rows, 'строке', 'строках', 'строках')}.")
    elif rows > 1:
        lines.append(f"Ответ запишется сразу для {counted(rows, 'строки', 'строк', 'строк')}.")
    elif number and not written:
        lines.append("В документе ответственный не назван.")
    if now:
        lines += ["", f"{'Похоже' if proposed else 'Сейчас'}: {stop(esc(clip(now, 400)))}"]
    lines.append("")
    ask = "Кто это?" if written else "Кто отвечает?"
    if anybody:
        lines.append(f"{ask} Выберите человека или роль.")
    else:
        lines.append(f"{ask} В школе пока нет людей: добавьте их в разделе «Люди».")
    return fit([tidy(line) for line in lines])


def newcomer(name: str) -> str:
    """The caption that adds the person whom the document names."""
    return f"Добавить: {clip(name, 40)}"


def ask_role(phrase: str) -> str:
    return tidy(
        f"👥 {b(clip(phrase, 500))}\n\nКакая роль? «Вместе» — дело закрывает любой из них, "
        "«каждый» — у каждого своя отметка."
    )


def ask_many(phrase: str, names: Sequence[str]) -> str:
    lines = [f"👥 {b(clip(phrase, 500))}", ""]
    chosen = ", ".join(esc(clip(name, 60)) for name in names[:10])
    lines.append(f"Выбрано: {stop(chosen)}" if names else "Отметьте всех, кто отвечает.")
    if len(names) > 1:
        lines += ["", "Один делает за всех или каждый отмечается сам?"]
    return fit(lines)


def chosen(name: str, marked: bool) -> str:
    return f"✅ {name}" if marked else name


def ask_name() -> str:
    return "👥 Поиск\n\nНапишите начало фамилии, имени или должности."


def not_found(query: str) -> str:
    return f"👥 По запросу «{esc(clip(query, 100))}» никого нет. Напишите иначе или вернитесь."


def found(query: str) -> str:
    return f"👥 По запросу «{esc(clip(query, 100))}». Кто отвечает?"


def phrase_list(title: str, total: int, proposed: int, unknown: int) -> str:
    """The head of the list of phrases."""
    lines = [f"👥 Кто есть кто · {esc(clip(title, 80))}", ""]
    if not total:
        return "\n".join([*lines, "В документе никто не назван ответственным."])
    lines.append(f"В документе названы: {total}.")
    if unknown:
        lines.append(f"⚠️ Неизвестно, кто это: {unknown}.")
    if proposed:
        lines.append(f"Узнаны и ждут подтверждения: {proposed}.")
    lines += ["", "Нажмите на строку, чтобы изменить."]
    return "\n".join(lines)


def phrase_caption(phrase: str, now: str, proposed: bool) -> str:
    head = "⚠️ " if not now else ("" if proposed else "✅ ")
    return f"{head}{clip(phrase, 30)}: {now or 'кто это?'}"


def confirmed(count: int) -> str:
    return f"Подтверждено: {count}"


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
