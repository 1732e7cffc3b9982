"""Structured log: one JSON line an event on stderr, made of ids, kinds and numbers.

Names and message texts stay out by construction: letters outside ASCII are dropped from every
value, long values are cut, exceptions leave their type and their place but not their words,
and of a library's message only the template remains.
"""

import json
import logging
import re
import secrets
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

Value = str | int | float | bool | None

MAX_VALUE = 80
FRAMES = 12
ROOT = "nastavnik"
UNAMBIGUOUS = "23456789abcdefghjkmnpqrstuvwxyz"
_TOKEN = re.compile(r"\d{3,}(:|%3[Aa])[A-Za-z0-9_-]{20,}")
_FOREIGN = re.compile(r"[^\x20-\x7e]+")


class Log:
    """`log.info("sent", kind="bundle", outbox_id=5)`: an event and its plain fields."""

    def __init__(self, area: str) -> None:
        self._logger = logging.getLogger(f"{ROOT}.{area}")

    def debug(self, event: str, **fields: Value) -> None:
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Value) -> None:
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Value) -> None:
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, error: BaseException | None = None, **fields: Value) -> None:
        """An event that somebody should look at; `error` adds its type and where it arose."""
        self._write(logging.ERROR, event, fields, error)

    def _write(
        self,
        level: int,
        event: str,
        fields: dict[str, Value],
        error: BaseException | None = None,
    ) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, event, exc_info=error, extra={"fields": fields})


class JsonLine(logging.Formatter):
    """Turns a record, ours or a library's, into one line of JSON that is safe to keep."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        own = record.name.startswith(f"{ROOT}.")
        area = record.name.removeprefix(f"{ROOT}.")
        if own:
            line |= {"event": f"{area}.{record.msg}"}
            line |= {name: safe(value) for name, value in vars(record)["fields"].items()}
        else:
            # Arguments of a library's message can hold anything, its template cannot.
            line |= {"event": "library", "logger": area, "template": safe(str(record.msg))}
        if record.exc_info and record.exc_info[1] is not None:
            line |= _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def get(area: str) -> Log:
    """The log of one part of the program: its events read `area.event`."""
    return Log(area)


def setup(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every log of the process to `stream` (stderr); libraries from WARNING up."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLine())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger(ROOT).setLevel(level)


def incident() -> str:
    """A short id to read out over the telephone; it stands in the log and in the apology."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(8))


def redact(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub("<token>", text)


def safe(value: object) -> Value:
    """The value as it may stand in a log: numbers as they are, words in ASCII, at most 80."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = redact(_FOREIGN.sub("~", str(value)))
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def _error(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    cause = error.__cause__ or error.__context__
    found: dict[str, object] = {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "where": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    return found | ({"cause": type(cause).__qualname__} if cause is not None else {})


def _short(filename: str) -> str:
    return "/".join(_FOREIGN.sub("~", filename).replace("\\", "/").split("/")[-2:])
