"""A table of people in the chat: what is in it, what is wrong, what came of it."""

from collections.abc import Iterable, Mapping, Sequence

from domain.roles import Role
from texts import people
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

FROM_EXCEL = "Загрузить список из Excel"
EXAMPLE = "Таблица-образец"
NEW = "Кто добавится"
MEND = "Скачать, чтобы исправить"
DROP = "Не добавлять"
UNDO = "Отменить добавление"
TO_EXCEL = "Весь список в Excel"
LAST = "Последний список из Excel"
SAME = "Тот же человек"
OTHER = "Другой человек"
PEOPLE = "Список людей"
ROADMAP = "Дорожная карта"
NO_ROLE = "Без роли"
OPEN_PEOPLE = "К списку людей"

LINES = ("строка", "строки", "строк")
ROLES = {Role.MENTOR: "Наставники", Role.MENTEE: "Наставляемые"}

REFUSALS = {
    "roster_empty": "В таблице есть заголовок, но нет ни одного человека. Ничего не изменилось. "
    "Впишите людей под заголовком и пришлите файл ещё раз.",
    "roster_applied": "Этот список уже добавлен. Второй раз он не добавится.",
    "roster_nothing": "Добавлять некого: остались строки с ошибками или похожие на тех, кто уже "
    "есть. Ничего не изменилось. Скажите, кто это, или исправьте файл.",
    "roster_unread": "В файле не нашлось столбца с именами. Ничего не изменилось. Назовите "
    "столбец «ФИО» (или три столбца: «Фамилия», «Имя», «Отчество») и пришлите файл ещё раз.",
    "roster_format": "Сейчас нужен файл со списком людей: .xlsx или .csv. Ничего не изменилось. "
    "Сохраните таблицу в таком виде («Файл» → «Сохранить как») и пришлите сюда.",
}

# What is wrong with a line; {value}: the cell as typed.
WRONG: Mapping[str, str] = {
    "no_name": "нет имени",
    "name_odd": "в имени есть цифры или знаки",
    "name_several": "в одной ячейке несколько человек: дайте каждому свою строку",
    "name_short": "нужны фамилия и имя, а здесь одно слово",
    "born_unclear": "дата рождения «{value}» непонятна: напишите так: 12.03.2012",
    "born_future": "дата рождения «{value}» не подходит: проверьте год",
    "role_unclear": "роль «{value}» непонятна: напишите «наставник», «наставляемый», «куратор», "
    "«психолог» или оставьте пусто",
    "role_forbidden": "роль «{value}» Вы дать не можете: её дают ссылкой-приглашением",
    "twice": "этот человек уже есть в строке {row}. Если это тёзки, впишите дату рождения или "
    "класс",
}
_CELL = {"born": "born", "role": "role"}
SHOWN_WRONG = 60


def ask_file(school: str) -> str:
    """What to send, from the list of people."""
    return tidy(
        f"👥 {b(PEOPLE)} · {esc(clip(school, 200))}\n\nПришлите сюда файл Excel (.xlsx) или .csv. "
        "Столбцы в любом порядке, бот узнаёт их по заголовкам: ФИО, должность, предмет, класс, "
        "дата рождения, роль.\n\nСначала бот покажет, что понял. Без Вашего «да» он никого не "
        "добавит."
    )


def ask_kind(name: str) -> str:
    """A table that may be either."""
    return tidy(
        f"📎 {b(clip(name, 100))}\n\nВ таблице есть и люди, и сроки или мероприятия. Ничего ещё "
        "не записано. Что это?"
    )


def how_many(count: int) -> str:
    """Whom one adds: «1 человека», «34 человека», «5 человек»."""
    return counted(count, "человека", "человека", "человек")


def add_caption(new: int, known: int) -> str:
    if new:
        return f"Добавить {how_many(new)}"
    return f"Дополнить: {counted(known, *people.PEOPLE)}"


def wrong_caption(count: int) -> str:
    return f"Что не так: {count}"


def doubtful_caption(waiting: int, total: int) -> str:
    return f"Похожие: {waiting}" if waiting else f"Похожие: {total}, решено"


def role_caption(role: Role | None, chosen: bool) -> str:
    name = ROLES[role] if role else NO_ROLE
    return f"✅ {name}" if chosen else name


def summary(
    *,
    school: str,
    file: str,
    total: int,
    new: int,
    pupils: int,
    known: int,
    waiting: int,
    wrong: int,
    roles: Sequence[tuple[str, int]],
    ask_role: int,
    ignored: Sequence[str] = (),
    private: Sequence[str] = (),
) -> str:
    """What was understood of a list, and the question. `roles`: word and how many get it;
    `ask_role`: how many get what is chosen for all."""
    lines = [
        f"👥 {b(PEOPLE)} · {esc(clip(school, 150))}",
        f"{esc(clip(file, 80))}: {counted(total, *LINES)}",
        "",
        f"Новых: {counted(new, *people.PEOPLE)}{_pupils(pupils)}",
    ]
    if known:
        lines.append(f"Уже в школе: {known}")
    if waiting:
        lines.append(f"Похожи на тех, кто уже есть: {waiting}. Скажите, кто это")
    if wrong:
        which = "эта строка не добавится" if wrong == 1 else "эти строки не добавятся"
        lines.append(f"⚠️ С ошибками: {wrong}, {which}")
    if roles:
        lines.append(f"Роли: {', '.join(f'{word} {count}' for word, count in roles)}")
    if ignored:
        lines.append(f"Не прочитано: {esc(clip(', '.join(ignored), 200))}")
    if private:
        lines.append(f"Бот этого не хранит: {esc(clip(', '.join(private), 200))}")
    lines += ["", _question(new, known, ask_role)]
    return fit([tidy(line) for line in lines])


def _pupils(count: int) -> str:
    return f", из них учеников {count}" if count else ""


def _question(new: int, known: int, ask_role: int) -> str:
    if not new and not known:
        return "Добавлять пока некого: исправьте файл и пришлите его ещё раз."
    if ask_role:
        who = counted(ask_role, *people.PEOPLE)
        return f"Роль в файле не указана: {who}. Выберите её ниже. Добавить?"
    return "Добавить?"


def over(*, school: str, file: str, undone: bool) -> str:
    """A list that was added already."""
    state = "Добавление отменено." if undone else "Этот список уже добавлен."
    return tidy(f"👥 {b(PEOPLE)} · {esc(clip(school, 150))}\n{esc(clip(file, 80))}\n\n{state}")


def new_list(lines: Iterable[str], first: int, total: int) -> str:
    """A page of those who will be added; `lines` are finished HTML."""
    head = f"👥 {b(NEW)}: {counted(total, *people.PEOPLE)}"
    return fit([head, "", *(f"{first + at}. {line}" for at, line in enumerate(lines))])


def new_line(name: str, post: str, school_class: str, held: str) -> str:
    """One of them: name, what they do, roles."""
    parts = [part for part in (post, school_class, held) if part]
    return esc(clip(f"{name} · {', '.join(parts)}" if parts else name, 160))


def wrong_list(lines: Iterable[str], total: int) -> str:
    """A page of lines with mistakes; `lines` are finished HTML."""
    head = f"⚠️ {b('Что не так')}: {counted(total, *LINES)}"
    foot = "Исправьте в своём файле или скачайте эти строки, исправьте и пришлите только их."
    return fit([head, "", *lines, "", foot])


def wrong_line(at: int, sheet: str, name: str, what: str) -> str:
    who = f" ({esc(clip(name, 40))})" if name else ""
    return tidy(f"• {esc(where(at, sheet))}{who}: {esc(what)}")


def where(at: int, sheet: str) -> str:
    """Where a line stands in the file, plain."""
    return f"лист «{clip(sheet, 30)}», строка {at}" if sheet else f"строка {at}"


def fault(code: str, data: Mapping[str, str | int], typed: Mapping[str, str]) -> str:
    """What is wrong, plain: for the screen and for the column «Что не так»."""
    cell = next((key for start, key in _CELL.items() if code.startswith(start)), "")
    value = clip(typed.get(cell, ""), SHOWN_WRONG)
    return WRONG[code].format(value=value, **data)


def doubt(
    *, where: str, name: str, about: str, known: str, known_about: str, number: int, total: int
) -> str:
    """Is the one of the list the one of the school?"""
    lines = [
        f"👥 {b('Это один человек?')} · {number} из {total}",
        "",
        f"В файле ({esc(where)}): {b(clip(name, 100))}{_about(about)}",
        f"В школе: {b(clip(known, 100))}{_about(known_about)}",
    ]
    return tidy("\n".join(lines))


def _about(text: str) -> str:
    return f", {esc(clip(text, 100))}" if text else ""


def settled(same: bool) -> str:
    return "Тот же человек: второй раз не добавим" if same else "Другой: добавим отдельно"


def added(*, new: int, filled: int, left: int, wrong: int) -> str:
    """What adding did."""
    done = f"добавлено: {counted(new, *people.PEOPLE)}" if new else "новых нет"
    lines = [f"✅ Готово, {done}."]
    if filled:
        lines.append(f"Уже были в школе, сведения дополнены: {filled}.")
    if left:
        lines.append(f"Не добавлены похожие: {left}. Откройте список и скажите, кто это.")
    if wrong:
        lines.append(f"Не добавлены строки с ошибками: {wrong}.")
    lines.append(
        "Бот им пока не пишет: дайте ссылку из карточки или общую ссылку школы. "
        "Отменить добавление можно в течение суток."
    )
    return tidy("\n\n".join([lines[0], "\n".join(lines[1:])]))


def undone(gone: int, stayed: Sequence[str]) -> str:
    """What undoing did; `stayed`: names of who was used since."""
    lines = [f"Готово, убрано: {counted(gone, *people.PEOPLE)}."]
    if stayed:
        lines.append(
            f"Остались, потому что с ними уже работали: {esc(clip(', '.join(stayed), 600))}"
        )
    return tidy("\n\n".join(["👥 Список людей", *lines]))


def dropped() -> str:
    return "👥 Никто не добавлен, прочитанное забыто."
