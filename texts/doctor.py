"""What `python -m bot doctor` says: one line a check, and what to do when it fails.

Plain text for a terminal, nothing is escaped.
"""

from datetime import datetime
from pathlib import Path

from texts.settings import dash


def line(ok: bool, text: str) -> str:
    return f"{'✅' if ok else '⚠️'} {text}"


def verdict(failed: int) -> str:
    if failed == 0:
        return "Всё в порядке."
    return dash("Есть что поправить – см. строки с ⚠️.")


def zone(name: str, now: datetime) -> str:
    return f"Часовой пояс {name}, сейчас {now:%d.%m.%Y %H:%M}"


def data_dir(path: Path) -> str:
    return f"Папка данных {path} открыта для записи"


def data_dir_closed(path: Path) -> str:
    return dash(
        f"В папку данных {path} нельзя писать – дайте на неё права пользователю, "
        "от имени которого работает бот, или укажите другую папку в DATA_DIR"
    )


def disk(free_gb: float) -> str:
    return f"Свободно на диске {free_gb:.1f} ГБ".replace(".", ",")


def disk_full(free_gb: float) -> str:
    return dash(disk(free_gb) + " – освободите место: нужен хотя бы 1 ГБ для базы и её копий")


def database(revision: str) -> str:
    return f"База отвечает, её устройство свежее ({revision})"


def database_absent() -> str:
    return "Базы ещё нет: она появится при первом запуске"


def database_empty() -> str:
    return dash("База отвечает, но она пустая – запустите бота или python -m bot migrate")


def database_other(revision: str, wanted: str) -> str:
    return dash(
        f"Устройство базы ({revision}) не то, которое нужно программе ({wanted}), – "
        "выполните python -m bot migrate; если база новее программы, обновите программу"
    )


def database_silent(path: Path | None) -> str:
    if path is not None:
        return dash(
            f"База {path} не открывается – проверьте права на файл; если он повреждён, "
            "верните последнюю копию из папки backups"
        )
    return dash(
        "База по адресу DATABASE_URL не отвечает – проверьте, что сервер запущен, "
        "а имя, пароль и название базы верны"
    )


def no_token() -> str:
    return "BOT_TOKEN не задан: бот работает в песочнице, связь с Telegram не нужна"


def messenger(username: str) -> str:
    return f"Telegram отвечает, токен верный: бот @{username}"


def token_refused() -> str:
    return dash(
        "Telegram отвечает, но не принимает токен – получите новый у @BotFather "
        "(команда /token) и впишите его в BOT_TOKEN"
    )


def messenger_silent(since: datetime | None, via_proxy: bool) -> str:
    when = f" с {since:%d.%m.%Y %H:%M}" if since is not None else ""
    how = (
        "проверьте прокси в TELEGRAM_PROXY"
        if via_proxy
        else "проверьте интернет; если Telegram у вас замедлён, укажите прокси в TELEGRAM_PROXY"
    )
    return dash(
        f"Telegram не отвечает{when} – {how}. Сообщения не потеряются: уйдут, когда связь "
        "появится; сегодняшние напоминания покажет python -m bot reminders --print"
    )


def alive(seconds: float) -> str:
    return f"Бот работает, последний отклик {seconds:.0f} с назад"


def not_alive() -> str:
    return dash("Бот не откликается – перезапустите его")
