"""Schools and municipalities: their list, a card, and how one is made."""

from collections.abc import Iterable

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

SCHOOLS = ("организация", "организации", "организаций")

NEW_SCHOOL = "Создать школу"
NEW_MUNICIPALITY = "Создать муниципалитет"
ADD_SCHOOL = "Добавить школу"
RENAME = "Исправить название"
ZONE = "Часовой пояс"
PEOPLE = "Люди"
INVITE = "Пригласить"
REMINDERS = "Напоминания школы"
TAKE_CURATOR = "Я и есть куратор"
TAKE_HEAD = "Я и есть директор"
APPOINT_CURATOR = "Назначить куратора"
APPOINT_HEAD = "Пригласить директора"
APPOINT_COORDINATOR = "Пригласить координатора"

ZONES = {
    "Europe/Kaliningrad": "Калининград (−1)",
    "Europe/Moscow": "Москва",
    "Europe/Samara": "Самара (+1)",
    "Asia/Yekaterinburg": "Екатеринбург (+2)",
    "Asia/Omsk": "Омск (+3)",
    "Asia/Krasnoyarsk": "Красноярск (+4)",
    "Asia/Irkutsk": "Иркутск (+5)",
    "Asia/Yakutsk": "Якутск (+6)",
    "Asia/Vladivostok": "Владивосток (+7)",
    "Asia/Magadan": "Магадан (+8)",
    "Asia/Kamchatka": "Камчатка (+9)",
}

REFUSALS = {
    "organisation_name_empty": "В названии нет ни букв, ни цифр. Ничего не создано. "
    "Напишите, например: Школа № 12.",
    "organisation_name_long": "Название длиннее 300 знаков. Напишите короче, "
    "например: Школа № 12.",
    "organisation_exists": "Такая уже есть. Откройте её в списке или напишите другое название.",
}


def listing(total: int) -> str:
    head = f"📋 {b('Школы и муниципалитеты')}"
    if not total:
        return f"{head}\n\nПока нет ни одной. Начните со своей школы."
    return f"{head}\n\n{counted(total, *SCHOOLS).capitalize()}."


def line(name: str, nested: bool) -> str:
    """A button's caption in the list."""
    return f"· {name}" if nested else name


def card(*, name: str, parent: str | None, zone: str, officers: Iterable[tuple[str, str]]) -> str:
    """An organisation: where it belongs, its zone and who leads it (role, name)."""
    lines = [f"📋 {b(clip(name, 300))}", ""]
    if parent:
        lines.append(f"Муниципалитет: {esc(clip(parent, 200))}")
    leading = [f"{role.capitalize()}: {esc(clip(who, 200))}" for role, who in officers]
    lines += leading[:10] or ["Директора и куратора пока нет"]
    lines.append(f"Часовой пояс: {ZONES.get(zone, esc(zone))}")
    return fit([tidy(part) for part in lines])


def ask_name(municipality: bool) -> str:
    if municipality:
        return "📋 Новый муниципалитет\n\nНапишите название, например: Район Заречный."
    return (
        "📋 Новая школа\n\nНапишите название так, как оно стоит в документах, но короче: "
        "Школа № 12."
    )


def ask_new_name(name: str) -> str:
    return f"📋 {b(clip(name, 300))}\n\nНапишите правильное название."


def ask_zone(name: str) -> str:
    return (
        f"📋 {b(clip(name, 300))}\n\nКакое у Вас время? В скобках разница с Москвой в часах. "
        "По нему приходят напоминания."
    )


def zone_set() -> str:
    return "Часовой пояс изменён"


def remove_caption(role: str, name: str) -> str:
    return f"Снять: {role}, {clip(name, 36)}"
