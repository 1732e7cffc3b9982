"""Commands of what is still to come, and the table by command."""

from texts.html import clip, esc
from texts.typography import tidy

ROADMAP = "Обзор дорожной карты"
ALL = "Все дорожные карты"
MY_ITEMS = "Мои дела"
_LATER = {
    "survey": ("Анкеты появятся позже.", "Ваши дела дорожной карты, их можно отмечать"),
    "meeting": (
        "Журнал встреч появится позже.",
        "встречу можно отметить как дело дорожной карты и прикрепить фото или файл",
    ),
    "pair": ("Пары появятся позже.", "дорожная карта: кто за что отвечает"),
}
COMMANDS = tuple(_LATER)


def later(command: str, seen: bool) -> str:
    """What will come, and what does instead today; `seen`: the person may see the roadmap."""
    coming, now = _LATER[command]
    if not seen:
        now = "Ваши дела, их можно отмечать"
    return tidy(f"🕒 {coming}\n\nСейчас: {now}.")


def export(school: str, several: bool) -> str:
    head = f"📊 Таблица Excel · {esc(clip(school, 200))}" if school else "📊 Таблица Excel"
    question = "По какой дорожной карте?" if several else "Ход дорожной карты одним файлом."
    return f"{head}\n\n{question}"


def export_closed() -> str:
    """For those who may not take the table."""
    return (
        "📊 Таблицу Excel с ходом дорожной карты выгружают куратор и директор. "
        "Сейчас: Ваши дела, их можно отмечать."
    )
