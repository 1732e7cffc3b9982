"""The menu, help, and kindness to words that nobody asked for."""

from collections.abc import Sequence

from texts.html import b, clip, esc
from texts.names import greeting
from texts.plural import counted
from texts.typography import tidy

ITEMS = ("мероприятие", "мероприятия", "мероприятий")

MY_ITEMS = "Мои дела"
ROADMAP = "Дорожная карта"
DRAFT = "Доделать черновик карты"
UPLOAD = "Загрузить дорожную карту"
PEOPLE = "Люди"
INVITE = "Пригласить"
SCHOOL = "Школа"
FORECAST = "Что будет отправлено"
DELIVERY = "Кому не доходит"
ORGANISATIONS = "Школы"
NEW_SCHOOL = "Создать школу"
SETTINGS = "Настройки"

# For setMyCommands: the same for all, each role sees its own behind them.
COMMANDS = (
    ("start", "Начать или вернуться в меню"),
    ("menu", "Меню"),
    ("today", "Мои дела"),
    ("roadmap", "Дорожная карта"),
    ("settings", "Настройки"),
    ("help", "Помощь: что здесь можно и к кому обратиться"),
    ("cancel", "Отменить начатое"),
)


def menu(
    *, name: str, school: str, role: str, overdue: int | None, week: int | None, hint: str = ""
) -> str:
    """The greeting, the place, and what waits; counts that are not known are left out."""
    lines = [b(greeting(name))]
    place = " · ".join(esc(clip(part, 200)) for part in (school, role) if part)
    if place:
        lines.append(place)
    matter = hint or waiting(overdue, week)
    return tidy("\n".join([*lines, "", matter] if matter else lines))


def waiting(overdue: int | None, week: int | None) -> str:
    """What is late and what this week brings, late first."""
    if overdue is None or week is None:
        return ""
    lines = []
    if overdue:
        lines.append(f"⚠️ Ждут отметки с прошедшим сроком: {counted(overdue, *ITEMS)}")
    if week:
        lines.append(f"🕒 На этой неделе: {counted(week, *ITEMS)}")
    return "\n".join(lines) or "✅ На этой неделе ничего не ждёт."


def no_school() -> str:
    return "Начните со школы: создайте её и пригласите куратора."


def no_role() -> str:
    return "Роли в школе сейчас нет. Если это ошибка, попросите у куратора новую ссылку."


def switch(role: str, school: str) -> str:
    """The caption of another role."""
    return f"Перейти: {clip(role, 24)}" + (f", {clip(school, 30)}" if school else "")


def unexpected() -> str:
    return (
        "Это сообщение я не понимаю, ничего не изменилось. "
        "Откройте меню: там всё, что можно сделать."
    )


def unknown_command() -> str:
    return "Такой команды нет. Откройте меню: там всё, что можно сделать."


def cancelled() -> str:
    return "Отменено, ничего не изменилось."


HELP = {
    "curator": (
        "Загрузите дорожную карту файлом Word или Excel, разберите вопросы и запустите. Дальше "
        "бот сам напоминает ответственным, а Вы видите, что сделано."
    ),
    "head": (
        "Вы видите всю дорожную карту и назначаете куратора. Бот расскажет, если у куратора "
        "что-то просрочено."
    ),
    "coordinator": "Создайте школы муниципалитета и пригласите в каждую директора или куратора.",
    "administrator": (
        "Создайте школу и пригласите куратора или станьте им. Дальше школа работает сама."
    ),
    "other": (
        "Бот напоминает о Ваших делах дорожной карты. Отметить можно прямо в напоминании: "
        "«Готово», фото, файл или ссылка."
    ),
}


def help_text(role: str, curators: Sequence[str]) -> str:
    """What can be done here, and whom to turn to at school."""
    lines = ["📋 " + b("Помощь"), "", HELP.get(role, HELP["other"])]
    if curators:
        names = ", ".join(esc(clip(name, 100)) for name in curators[:3])
        lines.append(f"\nВопросы по школе: {names}")
    lines.append("\n/today — мои дела, /roadmap — дорожная карта, /cancel — отменить начатое.")
    return tidy("\n".join(lines))
