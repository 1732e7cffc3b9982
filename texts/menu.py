"""The menu, and kindness to words that nobody asked for."""

from texts.html import b, clip, esc
from texts.names import greeting
from texts.plural import counted, plural
from texts.typography import tidy

ITEMS = ("мероприятие", "мероприятия", "мероприятий")
ROLES = ("роль", "роли", "ролей")
POINTS = ("пункт", "пункта", "пунктов")
MATTERS = ("дело", "дела", "дел")

MY_ITEMS = "Мои дела"
ROADMAP = "Дорожная карта"
DRAFT = "Доделать черновик карты"
UPLOAD = "Загрузить дорожную карту"
PEOPLE = "Люди"
SCHOOL = "Школа"
MUNICIPALITY = "Муниципалитет"
FORECAST = "Что будет отправлено"
DELIVERY = "Кому не доходит"
ORGANISATIONS = "Школы"
NEW_SCHOOL = "Создать школу"
SETTINGS = "Настройки"
APPOINT = "Назначить куратора"

# For setMyCommands: the same for all, each role sees its own behind them.
COMMANDS = (
    ("start", "Начать или вернуться в меню"),
    ("menu", "Меню"),
    ("today", "Мои дела"),
    ("roadmap", "Дорожная карта"),
    ("survey", "Анкеты, которые ждут ответа"),
    ("meeting", "Встречи: назначить или отметить"),
    ("pair", "Пары: свои, а куратору все пары школы"),
    ("digest", "Сводка недели: картинка и таблица"),
    ("export", "Выгрузки в Excel: люди, пары, встречи, дорожная карта"),
    ("settings", "Настройки"),
    ("help", "Помощь: что здесь можно и к кому обратиться"),
    ("cancel", "Отменить начатое"),
)


def menu(
    *,
    name: str,
    school: str,
    role: str,
    overdue: int | None,
    week: int | None,
    hint: str = "",
    whole: tuple[str, int, int] | None = None,
    asked: int = 0,
    pupil: bool = False,
) -> str:
    """The greeting, the place, and what waits; counts that are not known are left out.

    `whole`: where («школе»), how much there is overdue and how much is for this week; `asked`:
    questions that wait for an answer.
    """
    lines = [b(greeting(name, pupil=pupil))]
    place = " · ".join(esc(clip(part, 200)) for part in (school, role) if part)
    if place:
        lines.append(place)
    matter = hint or waiting(overdue, week, whole, asked)
    return tidy("\n".join([*lines, "", matter] if matter else lines))


def waiting(
    overdue: int | None,
    week: int | None,
    whole: tuple[str, int, int] | None = None,
    asked: int = 0,
) -> str:
    """What is late and what this week brings, late first; then the same of the whole school."""
    if overdue is None or week is None:
        return ""
    lines = []
    if overdue:
        lines.append(f"⚠️ Ждут отметки с прошедшим сроком: {counted(overdue, *ITEMS)}")
    if week:
        lines.append(f"🕒 На этой неделе: {counted(week, *ITEMS)}")
    if asked:
        lines.append(f"🕒 Ждут ответа: {counted(asked, *MATTERS)}")
    lines += _whole(*whole) if whole else []
    return "\n".join(lines) or "✅ На этой неделе ничего не ждёт."


def _whole(where: str, overdue: int, week: int) -> list[str]:
    """«По школе: просрочено 4 пункта, на этой неделе 2 пункта»."""
    said = []
    if overdue:
        late = plural(overdue, "просрочен", "просрочено", "просрочено")
        said.append(f"{late} {counted(overdue, *POINTS)}")
    if week:
        said.append(f"на этой неделе {counted(week, *POINTS)}")
    head = "⚠️ " if overdue else "🕒 "
    return [f"{head}По {where}: {', '.join(said)}"] if said else []


SCHOOL_WIDE = "школе"
MUNICIPALITY_WIDE = "муниципалитету"


def no_leader(school: str) -> str:
    return f"В организации {b(clip(school, 200))} пока нет ни директора, ни куратора."


def no_school() -> str:
    return "Начните со школы: создайте её и пригласите куратора."


def no_role() -> str:
    return "Роли в школе сейчас нет. Если это ошибка, попросите у куратора новую ссылку."


def switch(role: str, school: str) -> str:
    """The caption of another role."""
    return f"Перейти: {clip(role, 24)}" + (f", {clip(school, 30)}" if school else "")


def people(applications: int) -> str:
    """The way to the people; `applications`: how many wait for an answer there."""
    if not applications:
        return PEOPLE
    return f"{PEOPLE}: {counted(applications, 'заявка', 'заявки', 'заявок')}"


def other_roles(count: int) -> str:
    return f"Другие роли: {count}"


def ask_role(count: int) -> str:
    if not count:
        return tidy("Других ролей нет.")
    more = counted(count, *ROLES)
    return tidy(f"👥 {b('Другие роли')}\n\nУ Вас есть ещё {more}. В какую перейти?")


def unexpected(searchable: bool) -> str:
    """`searchable`: there is a roadmap in which the words can be looked for."""
    first = "Это сообщение я не понимаю, ничего не изменилось. "
    if searchable:
        return first + "Поискать эти слова в дорожной карте?"
    return tidy(first + "Всё, что можно сделать, — в меню.")


def find(query: str, title: str = "") -> str:
    """The caption of the search; with `title` where there are several roadmaps."""
    where = f": {clip(title, 30)}" if title else " в дорожной карте"
    return f"Найти «{clip(' '.join(query.split()), 24)}»{where}"


def unknown_command() -> str:
    return tidy("Такой команды нет. Всё, что можно сделать, — в меню.")


def cancelled() -> str:
    return "Отменено, ничего не изменилось."
