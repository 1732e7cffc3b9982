"""What the commands about copies say. Plain text for a terminal, nothing is escaped."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from texts import dates
from texts.settings import dash

_UNFIT = {
    "damaged": "Копия повреждена: контрольные суммы не сошлись или база в ней не читается. "
    "Ничего не изменилось. Возьмите другую копию: их перечислит python -m bot restore.",
    "foreign": "Это не копия «Наставника». Ничего не изменилось. Копии перечислит "
    "python -m bot restore.",
    "newer": "Копия снята более новой версией программы. Ничего не изменилось. Сначала обновите "
    "программу, потом повторите.",
    "other_kind": "Копия снята с другой базы: SQLite и PostgreSQL друг в друга не "
    "восстанавливаются. Ничего не изменилось. Проверьте DATABASE_URL.",
}


def done(out: Path, rows: int, files: int, megabytes: float) -> str:
    return f"Копия готова: {out}. Строк в базе: {rows}, файлов: {files}, размер: {_mb(megabytes)}."


def exists(out: Path) -> str:
    return dash(f"Файл {out} уже есть – укажите другое имя, старая копия не перезаписывается.")


def no_database() -> str:
    return dash("Копировать нечего – базы ещё нет, она появится при первом запуске бота.")


def database_silent() -> str:
    return dash("Копия не сделана: база не отвечает – что проверить, скажет python -m bot doctor.")


def damaged() -> str:
    return dash(
        "Копия не сделана: сама база повреждена – вернитесь к прежней копии, их перечислит "
        "python -m bot restore."
    )


def not_written(out: Path) -> str:
    return dash(f"Копия не сделана: не удалось записать {out} – проверьте место и права на папку.")


def copies(folder: Path, found: Sequence[tuple[Path, datetime, float]]) -> str:
    """The copies, the newest first: file, local moment, megabytes."""
    if not found:
        return f"В папке {folder} копий пока нет. Снять: python -m bot backup --out копия.zip"
    lines = [f"  {file}  {at:%d.%m.%Y %H:%M}  {_mb(size)}" for file, at, size in found]
    return "\n".join(["Копии, новые сверху:", *lines, "Вернуться: python -m bot restore ФАЙЛ"])


def ask_restore(source: Path) -> str:
    return (
        f"Данные бота станут такими, как в {source}. Нынешние сохранятся рядом отдельной копией.\n"
        "Продолжить? Напишите «да»: "
    )


def is_yes(answer: str) -> bool:
    return answer.strip().casefold() in {"да", "yes", "y", "д"}


def not_agreed() -> str:
    return "Ничего не изменилось. Чтобы восстановить без вопроса, добавьте --yes."


def still_running() -> str:
    return dash(
        "Сначала остановите бота: он ещё работает. Ничего не изменилось. Если он уже остановлен "
        "– подождите минуту и повторите."
    )


def no_such_copy(source: Path) -> str:
    return f"Файла {source} нет. Ничего не изменилось. Копии перечислит python -m bot restore."


def unfit(why: str) -> str:
    return _UNFIT[why]


def restore_broken(folder: Path) -> str:
    return dash(
        "Восстановить не удалось: база не отвечает или отказала. Прежние данные сохранены в "
        f"{folder} – верните их этой же командой. Что проверить, скажет python -m bot doctor."
    )


def restore_not_written(folder: Path) -> str:
    return dash(
        f"Восстановить не удалось: не получилось записать в {folder} – проверьте место и права на "
        "папку и повторите."
    )


def restored(rows: int, files: int, missing: int, kept: Path | None) -> str:
    lines = [f"Восстановлено. Строк в базе: {rows}, файлов: {files}."]
    if missing:
        lines.append(
            f"Не нашлось файлов: {missing}. Положите папку files из копии рядом с архивом и "
            "повторите; всё остальное на месте."
        )
    if kept is not None:
        lines.append(f"Что было до этого, сохранено: {kept}")
    lines.append("Теперь запустите бота.")
    return "\n".join(lines)


def night_failed(night: date, today: date) -> str:
    """To the administrator in the chat."""
    return (
        f"⚠️ Копия за {dates.day(night, today)} не сделана.\n\n"
        "Бот работает, данные на месте, но запасной копии за этот день нет. Чаще всего не хватает "
        "места на диске или недоступна папка для копий. Что проверить, скажет команда "
        "<code>python -m bot doctor</code>. Бот будет пробовать снова каждый час."
    )


def _mb(megabytes: float) -> str:
    return f"{megabytes:.1f} МБ".replace(".", ",")
