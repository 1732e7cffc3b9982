"""What is wrong in .env, in words a school's technician can act on. Never repeats a value."""

_PROBLEMS = {
    "BOT_TOKEN": "BOT_TOKEN: это не похоже на токен бота. Скопируйте его целиком из диалога "
    "с @BotFather, без кавычек и пробелов, вида 123456789:ABC…",
    "BOT_TOKEN_FILE": "BOT_TOKEN_FILE: файл с токеном не открывается. Укажите путь к файлу, "
    "в котором записан только токен, и право читать его.",
    "DATABASE_URL_FILE": "DATABASE_URL_FILE: файл с адресом базы не открывается. Укажите путь "
    "к файлу, в котором записан только адрес, и право читать его.",
    "TELEGRAM_API_URL": "TELEGRAM_API_URL: укажите адрес сервера Bot API вида "
    "https://bot-api.example.org или уберите строку, чтобы работать с обычным Telegram.",
    "TELEGRAM_PROXY": "TELEGRAM_PROXY: укажите адрес HTTP-прокси вида "
    "http://proxy.example.org:3128 или http://имя:пароль@proxy.example.org:3128.",
    "DATABASE_URL": "DATABASE_URL: укажите адрес базы вида postgresql://имя:пароль@сервер/база "
    "или sqlite:///путь/к/файлу.db; без этой строки база лежит в папке DATA_DIR.",
    "REDIS_URL": "REDIS_URL: укажите адрес вида redis://сервер:6379/0 или уберите строку.",
    "ADMIN_IDS": "ADMIN_IDS: перечислите через запятую номера администраторов в Telegram, "
    "например 123456789,987654321.",
    "TIMEZONE": "TIMEZONE: такого часового пояса нет. Напишите, например, Europe/Moscow, "
    "Asia/Omsk или Asia/Vladivostok.",
    "DATA_DIR": "DATA_DIR: укажите путь к папке для данных, например ./data.",
    "BACKUP_DIR": "BACKUP_DIR: укажите путь к папке для ночных копий, лучше на другом диске.",
    "BACKUP_DAYS": "BACKUP_DAYS: напишите, сколько дней хранить ночные копии: целое число "
    "от 1 до 365 (обычно 14); 0 – не снимать их совсем.",
    "LOG_LEVEL": "LOG_LEVEL: напишите одно из слов DEBUG, INFO, WARNING, ERROR.",
    "SENDER_CONCURRENCY": "SENDER_CONCURRENCY: напишите целое число от 1 до 30 "
    "(сколько сообщений отправлять одновременно; обычно 8).",
    "CLOCK_START": "CLOCK_START: напишите дату и время вида 2026-09-01T09:00.",
    "NAMES_IN_CHAT": "NAMES_IN_CHAT: напишите одно из слов initials, full, code.",
    "NAMES_IN_FILES": "NAMES_IN_FILES: напишите одно из слов initials, full, code.",
    "SURVEY_PERSONAL": "SURVEY_PERSONAL: напишите true (личные вопросы анкет задаются) или false "
    "(их нет ни в одной анкете).",
    "SANDBOX_HOST": "SANDBOX_HOST: укажите адрес, на котором открыть страницу, "
    "например 127.0.0.1.",
    "SANDBOX_PORT": "SANDBOX_PORT: напишите номер порта от 1 до 65535, например 8080.",
    "clock_with_real_token": "CLOCK_START: переведённые часы нужны только для репетиций, "
    "а BOT_TOKEN – настоящий. Уберите CLOCK_START или BOT_TOKEN.",
    "sandbox_database": "DATABASE_URL: это база песочницы, с настоящим BOT_TOKEN её открывать "
    "нельзя. Укажите другую базу или уберите строку.",
}


def heading() -> str:
    return "Бот не запущен: в настройках (.env или переменные окружения) есть ошибки."


def env_file_encoding() -> str:
    return ".env: файл сохранён не в UTF-8. Сохраните его заново в кодировке UTF-8."


def problem(variable: str) -> str:
    """The sentence for a variable's name in capitals or for a rule that joins two of them."""
    return "• " + dash(_PROBLEMS[variable])


def dash(text: str) -> str:
    """The text with the dash kept on the line of the word before it."""
    return text.replace(" – ", "\N{NO-BREAK SPACE}– ")


def variables() -> frozenset[str]:
    """The names that have a sentence, so that a test can hold them equal to the settings."""
    return frozenset(name for name in _PROBLEMS if name.isupper())
