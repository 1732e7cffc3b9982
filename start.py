"""The one command: prepares .venv from the lock and starts the bot. Standard library only.

    python start.py                  the bot (the sandbox, while no BOT_TOKEN is set)
    python start.py --empty          the same, with options for `python -m bot up`
    python start.py doctor           any other command of `python -m bot`
    python start.py --setup-only     only prepare .venv; with --dev also the tools for tests

Kept readable for old Pythons, so that they can say that they are too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
STAMP = "installed.json"


class CannotStart(Exception):
    """The text says in Russian what to do."""


def main(arguments: list[str]) -> int:
    flags = {flag for flag in arguments if flag in ("--setup-only", "--dev")}
    rest = [argument for argument in arguments if argument not in flags]
    try:
        python = prepare(ROOT, dev="--dev" in flags)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nПрервано. Запустите ещё раз: установка начнётся заново.", file=sys.stderr)
        return 130
    return 0 if "--setup-only" in flags else start(python, bot_arguments(rest))


def bot_arguments(rest: list[str]) -> list[str]:
    """`up` unless another command (or --help) is asked for."""
    named = rest and (not rest[0].startswith("-") or rest[0] in ("-h", "--help"))
    return rest if named else ["up", *rest]


def prepare(root: Path, dev: bool = False) -> Path:
    """Make .venv match the lock and return its Python; does nothing when it already does.

    The stamp is written last and taken away first: an interrupted installation has none, and
    what has none is made anew.
    """
    check_python()
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = DEV_LOCK if dev else RUN_LOCK
    wanted = fingerprint(root / lock)
    installed = read_stamp(venv)
    works = bool(installed) and runs(python)
    if works and installed.get(lock) == wanted:
        return python
    if not works:
        make_venv(venv)
    (venv / STAMP).unlink(missing_ok=True)
    install(python, root / lock)
    write_stamp(venv, {name: fingerprint(root / name) for name in covered(lock)})
    return python


def covered(lock: str) -> list[str]:
    """The tools' lock contains everything of the other one."""
    return [RUN_LOCK, DEV_LOCK] if lock == DEV_LOCK else [RUN_LOCK]


def check_python() -> None:
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info)
        raise CannotStart(
            f"Нужен Python 3.11 или новее, а этот \N{EN DASH} {found}. Установите новый "
            "с python.org (или из магазина приложений системы) и запустите им: "
            "python3.12 start.py"
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        version = "{}.{}".format(*sys.version_info)
        raise CannotStart(
            "В этом Python нет модуля venv. В Debian и Ubuntu установите его командой\n"
            f"    sudo apt install python3-venv     (или python{version}-venv)\n"
            "и запустите ещё раз."
        )


def fingerprint(lock: Path) -> str:
    # Git on Windows may have turned the ends of lines.
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(venv: Path) -> dict[str, str]:
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, hashes: dict[str, str]) -> None:
    part = venv / (STAMP + ".part")
    part.write_text(json.dumps(hashes), encoding="ascii")
    part.replace(venv / STAMP)


def runs(python: Path) -> bool:
    """False when the Python it was made from is gone, or the folder came from elsewhere."""
    try:
        command = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(command, check=False).returncode == 0
    except OSError:
        return False


def make_venv(venv: Path) -> None:
    if Path(sys.prefix).resolve() == venv.resolve():
        raise CannotStart("Запустите start.py системным Python, а не тем, что в папке .venv.")
    say("Готовлю окружение в папке .venv \N{EN DASH} один раз, это займёт около минуты…")
    if venv.is_symlink():
        venv.unlink()
    shutil.rmtree(venv, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False).returncode:
        raise CannotStart(
            f"Не получилось создать папку {venv}. Проверьте права на неё и свободное место; "
            "в Debian и Ubuntu нужен ещё пакет python3-venv."
        )


def install(python: Path, lock: Path) -> None:
    say("Устанавливаю библиотеки…")
    pip = [str(python), "-m", "pip", "install", "-qq", "--no-input"]
    pip += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    if subprocess.run([*pip, "-r", str(lock)], check=False).returncode:
        raise CannotStart(
            "Не получилось установить библиотеки (причина выше). Чаще всего нет связи с "
            "интернетом или нужен прокси: задайте переменную HTTPS_PROXY и запустите ещё раз."
        )


def start(python: Path, arguments: list[str]) -> int:
    os.chdir(ROOT)
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [str(python), "-m", "bot", *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        # The bot takes the place of this process, so a signal meets it and nobody else.
        os.execve(python, command, environment)
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
