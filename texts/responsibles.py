"""Who answers for a phrase or a row, in words."""

from collections.abc import Sequence

from domain.roles import Role
from texts import people
from texts.decisions import step_of
from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import stop, tidy

PEOPLE = ("человек", "человека", "человек")
PLACES = ("школа", "школы", "школ")
FIND = "Найти"
ROLE = "Роль"
MANY = "Несколько человек"
ME = "Это я"
TOGETHER = "Один за всех"
EACH = "Каждый"
READY = "Готово"
REST_IS_RIGHT = "Остальное верно"
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


def nobodys_scope(count: int, staged: bool) -> str:
    """The caption that widens an answer to other rows that name nobody."""
    where = "всего этапа" if staged else "всех"
    return f"Так же для {where} ({counted(count, *ROWS)})"


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
