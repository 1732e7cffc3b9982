"""What the program prints for the person who starts it."""

BOT_NAME = "Наставник"


def no_token() -> str:
    return (
        "Не задан BOT_TOKEN. Получите его у @BotFather и впишите в .env, "
        "или запустите песочницу: python -m bot sandbox."
    )


def admin_code(code: str, username: str) -> str:
    return (
        f"Администратора пока нет. Откройте бота @{username} и пришлите ему одноразовый код: "
        f"{code}\nСсылка: https://t.me/{username}?start={code}"
    )


def new_admin_code(code: str, keep: bool) -> str:
    """Printed by `python -m bot admin`."""
    rest = "Прежние останутся." if keep else "Прежний администратор перестанет им быть."
    return (
        f"Одноразовый код администратора: {code}\nОткройте бота и пришлите ему код. Он действует "
        f"сутки. {rest}"
    )


def no_database() -> str:
    return "Базы данных ещё нет: сначала запустите бота, он сам покажет код администратора."


def sandbox_ready(address: str) -> str:
    return f"Песочница работает: {address}\nОстановить: Ctrl+C. Данные сохраняются."


def sandbox_running(address: str) -> str:
    return f"Песочница уже запущена: {address}"


def port_taken(port: int) -> str:
    return f"Порт {port} занят другой программой. Впишите в .env другой: SANDBOX_PORT={port + 1}."
