"""Every setting of the program: read once, checked at start, explained in Russian when wrong."""

import ipaddress
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from texts import settings as texts

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
POSTGRES = re.compile(r"postgres(ql)?(\+asyncpg)?://")
SQLITE = re.compile(r"sqlite(\+aiosqlite)?:///")

NameStyle = Literal["initials", "full", "code"]
Lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
Upper = BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value)


class SettingsError(Exception):
    """The settings cannot be used; `sentences` name each variable and what to write there."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """Environment first, then .env; BOT_TOKEN_FILE and DATABASE_URL_FILE for mounted secrets."""

    # utf-8-sig: Notepad on Windows puts a BOM in front, which would rename the first variable.
    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        validate_default=True,
    )

    bot_token_file: Path | None = Field(default=None, repr=False)
    bot_token: str | None = Field(default=None, repr=False)
    telegram_api_url: str | None = None
    telegram_proxy: str | None = Field(default=None, repr=False)
    data_dir: Path = Path("data")
    backup_dir: Path | None = None
    backup_days: int = Field(default=14, ge=0, le=365)
    database_url_file: Path | None = Field(default=None, repr=False)
    database_url: str = Field(default="", repr=False)
    redis_url: str | None = Field(default=None, repr=False)
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    timezone: str = "Europe/Moscow"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = "INFO"
    sender_concurrency: int = Field(default=8, ge=1, le=30)
    clock_start: datetime | None = None
    names_in_chat: Annotated[NameStyle, Lower] = "initials"
    names_in_files: Annotated[NameStyle, Lower] = "full"
    survey_personal: bool = True
    sandbox_host: str = "127.0.0.1"
    sandbox_port: int = Field(default=8080, ge=1, le=65535)

    @classmethod
    def load(cls) -> Self:
        """Read the settings, or say on stderr what is wrong and leave with code 2."""
        try:
            return cls.read()
        except SettingsError as error:
            sys.stderr.write("\n".join([texts.heading(), *error.sentences]) + "\n")
            raise SystemExit(2) from None

    @classmethod
    def read(cls, env_file: Path | None = Path(".env")) -> Self:
        """Read the settings; raises SettingsError with one sentence for every mistake."""
        try:
            # pydantic-settings takes it, the synthesised signature does not show it.
            return cls(_env_file=env_file)  # type: ignore[call-arg]
        except ValidationError as error:
            raise SettingsError(_sentences(error)) from None
        except UnicodeDecodeError:
            raise SettingsError([texts.env_file_encoding()]) from None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people's days and hours are counted."""
        return ZoneInfo(self.timezone)

    @property
    def real_token(self) -> bool:
        """Whether messages would reach real people: a token, and no server on this machine."""
        return self.bot_token is not None and not _loopback(self.telegram_api_url)

    @property
    def sandbox(self) -> bool:
        """Whether `up` starts the sandbox: there is no token to talk to a messenger with."""
        return self.bot_token is None

    def data_dir_for(self, sandbox: bool) -> Path:
        """Where files and copies live; the sandbox never touches those of the real bot."""
        return self.data_dir / "sandbox" if sandbox else self.data_dir

    def files_for(self, sandbox: bool) -> Path:
        """What people have sent, by checksum."""
        return self.data_dir_for(sandbox) / "files"

    def backups_for(self, sandbox: bool) -> Path:
        """Where copies go; those of the sandbox stay with it."""
        elsewhere = None if sandbox else self.backup_dir
        return elsewhere or self.data_dir_for(sandbox) / "backups"

    def database_url_for(self, sandbox: bool) -> str:
        """The sandbox has its own SQLite file, whatever DATABASE_URL says."""
        return _sqlite_in(self.data_dir_for(True)) if sandbox else self.database_url

    @field_validator("bot_token_file", "database_url_file")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        if value is not None:
            _secret(value)
        return value

    @field_validator("bot_token", mode="before")
    @classmethod
    def _token(cls, value: Any, info: ValidationInfo) -> Any:
        token = value or _from_file(info, "bot_token_file")
        if token is not None and not TOKEN.fullmatch(str(token).strip()):
            raise PydanticCustomError("token", "malformed")
        return token

    @field_validator("telegram_api_url", "telegram_proxy")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        schemes = ("http",) if info.field_name == "telegram_proxy" else ("http", "https")
        if not _is_url(value, schemes):
            raise PydanticCustomError("address", "malformed")
        return value.rstrip("/")

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str | None) -> str | None:
        if value is not None and not _is_url(value, ("redis", "rediss")):
            raise PydanticCustomError("address", "malformed")
        return value

    @field_validator("data_dir", "backup_dir")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value.expanduser().resolve() if value is not None else None

    @field_validator("database_url", mode="before")
    @classmethod
    def _database(cls, value: Any, info: ValidationInfo) -> str:
        url = str(value or _from_file(info, "database_url_file") or "").strip()
        if not url:
            return _sqlite_in(info.data.get("data_dir", Path("data")))
        if POSTGRES.match(url):
            return POSTGRES.sub("postgresql+asyncpg://", url, count=1)
        if SQLITE.match(url) and sqlite_path(url) is not None:
            return SQLITE.sub("sqlite+aiosqlite:///", url, count=1)
        raise PydanticCustomError("database", "unknown")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: Any) -> Any:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, LookupError):
            raise PydanticCustomError("zone", "unknown") from None
        return value

    @field_validator("clock_start", mode="before")
    @classmethod
    def _moment(cls, value: Any) -> Any:
        # pydantic would read a lone number as seconds since 1970: a slip of the pen, not a date.
        return datetime.fromisoformat(value.strip()) if isinstance(value, str) else value

    @field_validator("clock_start")
    @classmethod
    def _zoned(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=ZoneInfo(info.data.get("timezone", "UTC")))

    @model_validator(mode="after")
    def _rehearsal_stays_apart(self) -> Self:
        if not self.real_token:
            return self
        if self.clock_start is not None:
            raise PydanticCustomError("clock_with_real_token", "refused")
        path = sqlite_path(self.database_url)
        if path is not None and path.resolve().is_relative_to(self.data_dir_for(True)):
            raise PydanticCustomError("sandbox_database", "refused")
        return self


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite address; None for another database or one in memory."""
    if not SQLITE.match(url):
        return None
    path = SQLITE.sub("", url, count=1).partition("?")[0]
    return Path(path) if path and path != ":memory:" else None


def _sqlite_in(directory: Path) -> str:
    return f"sqlite+aiosqlite:///{(directory / 'nastavnik.db').as_posix()}"


def _secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise PydanticCustomError("unreadable", "unreadable") from None


def _from_file(info: ValidationInfo, field: str) -> str | None:
    path = info.data.get(field)
    return _secret(path) if path is not None else None


def _is_url(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _loopback(url: str | None) -> bool:
    host = urlsplit(url).hostname if url else None
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sentences(error: ValidationError) -> list[str]:
    found: dict[str, None] = {}
    for problem in error.errors(include_input=False, include_context=False, include_url=False):
        variable = str(problem["loc"][0]).upper() if problem["loc"] else problem["type"]
        found[texts.problem(variable)] = None
    return list(found)
