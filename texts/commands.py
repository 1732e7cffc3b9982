"""Commands of what is still to come."""

from texts.typography import tidy

MY_ITEMS = "Мои дела"
_LATER = {
    "survey": ("Анкеты появятся позже.", "Ваши дела дорожной карты, их можно отмечать"),
}
COMMANDS = tuple(_LATER)


def later(command: str, seen: bool) -> str:
    """What will come, and what does instead today; `seen`: the person may see the roadmap."""
    coming, now = _LATER[command]
    if not seen:
        now = "Ваши дела, их можно отмечать"
    return tidy(f"🕒 {coming}\n\nСейчас: {now}.")
