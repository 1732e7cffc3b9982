"""What `python -m bot backup` says. Plain text for a terminal, nothing is escaped."""

from pathlib import Path

from texts.settings import dash


def done(out: Path, rows: int, files: int, megabytes: float) -> str:
    size = f"{megabytes:.1f}".replace(".", ",")
    return f"Копия готова: {out}. Строк в базе: {rows}, файлов: {files}, размер: {size} МБ."


def exists(out: Path) -> str:
    return dash(f"Файл {out} уже есть – укажите другое имя, старая копия не перезаписывается.")


def no_database() -> str:
    return dash("Копировать нечего – базы ещё нет, она появится при первом запуске бота.")


def database_silent() -> str:
    return dash("Копия не сделана: база не отвечает – что проверить, скажет python -m bot doctor.")


def not_written(out: Path) -> str:
    return dash(f"Копия не сделана: не удалось записать {out} – проверьте место и права на папку.")
