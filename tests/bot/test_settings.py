"""Settings: read from the environment, .env and files; every mistake is one sentence."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError, sqlite_path
from texts import settings as texts

TOKEN = "123456789:" + "A" * 35


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def settings(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return Settings.read()


def refusal(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        settings(env, monkeypatch)
    return refused.value.sentences


def test_nothing_set_means_the_sandbox_on_sqlite(tmp_path: Path) -> None:
    found = Settings.read()

    assert (found.sandbox, found.real_token, found.admin_ids) == (True, False, ())
    assert (found.names_in_chat, found.names_in_files) == ("initials", "full")
    assert sqlite_path(found.database_url) == tmp_path / "data/nastavnik.db"
    assert sqlite_path(found.database_url_for(True)) == tmp_path / "data/sandbox/nastavnik.db"
    assert found.data_dir_for(True) == tmp_path / "data/sandbox"


def test_env_file_of_notepad_is_read_and_empty_lines_count_as_unset(tmp_path: Path) -> None:
    lines = [f"BOT_TOKEN={TOKEN}", "ADMIN_IDS=1, 22", "LOG_LEVEL=", "TIMEZONE=Asia/Omsk"]
    (tmp_path / ".env").write_text("\r\n".join(lines), encoding="utf-8-sig")

    found = Settings.read()

    assert (found.bot_token, found.admin_ids, found.log_level) == (TOKEN, (1, 22), "INFO")
    assert found.zone == ZoneInfo("Asia/Omsk")


def test_the_shipped_example_is_accepted(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / ".env.example"

    assert Settings.read(example) == Settings.read(None)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SANDBOX_PORT=9000\n", encoding="utf-8")

    assert settings({"SANDBOX_PORT": "9001"}, monkeypatch).sandbox_port == 9001


def test_secrets_come_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n", encoding="utf-8")
    (tmp_path / "url").write_text("postgres://u:p@h/db\n", encoding="utf-8")
    env = {"BOT_TOKEN_FILE": "token", "DATABASE_URL_FILE": "url"}

    found = settings(env, monkeypatch)

    assert (found.bot_token, found.database_url) == (TOKEN, "postgresql+asyncpg://u:p@h/db")


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("postgresql://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql+asyncpg://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("sqlite+aiosqlite:////abs/x.db", "sqlite+aiosqlite:////abs/x.db"),
    ],
)
def test_database_addresses_get_the_async_driver(
    written: str, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings({"DATABASE_URL": written}, monkeypatch).database_url == used


WRONG = {
    "BOT_TOKEN": "12:short",
    "BOT_TOKEN_FILE": "absent",
    "TELEGRAM_API_URL": "api.example.org",
    "TELEGRAM_PROXY": "socks5://127.0.0.1:1080",
    "DATABASE_URL": "mysql://u:secret@h/db",
    "DATABASE_URL_FILE": "absent",
    "REDIS_URL": "localhost:6379",
    "ADMIN_IDS": "1,director",
    "TIMEZONE": "../Moscow",
    "DATA_DIR": "",
    "BACKUP_DIR": "",
    "BACKUP_DAYS": "-1",
    "LOG_LEVEL": "LOUD",
    "SENDER_CONCURRENCY": "31",
    "CLOCK_START": "1700000000",
    "NAMES_IN_CHAT": "nick",
    "NAMES_IN_FILES": "nick",
    "SURVEY_PERSONAL": "sometimes",
    "SANDBOX_HOST": "",
    "SANDBOX_PORT": "0",
}


@pytest.mark.parametrize("variable", [name for name, value in WRONG.items() if value])
def test_a_wrong_value_is_explained(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal({variable: WRONG[variable]}, monkeypatch) == [texts.problem(variable)]


def test_every_setting_has_a_sentence() -> None:
    assert texts.variables() == {name.upper() for name in Settings.model_fields} == set(WRONG)


def test_all_mistakes_are_told_at_once_and_no_secret_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    env = {"BOT_TOKEN": "123456789:secret!", "TIMEZONE": "Mars/Base", "SENDER_CONCURRENCY": "0"}
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as left:
        Settings.load()

    expected = [texts.heading(), *map(texts.problem, ["BOT_TOKEN", "TIMEZONE"])]
    expected.append(texts.problem("SENDER_CONCURRENCY"))
    assert (left.value.code, capsys.readouterr().err.splitlines()) == (2, expected)


def test_an_env_file_in_another_encoding_is_explained(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# Школа\n".encode("cp1251"))

    with pytest.raises(SettingsError) as refused:
        Settings.read()

    assert refused.value.sentences == [texts.env_file_encoding()]


def test_the_clock_moves_only_in_rehearsals(monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"CLOCK_START": "2026-09-01T09:00", "TIMEZONE": "Asia/Omsk"}

    rehearsal = settings(env, monkeypatch)
    local = settings(
        {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:8081/"}, monkeypatch
    )
    monkeypatch.delenv("TELEGRAM_API_URL")

    assert rehearsal.clock_start == datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("Asia/Omsk"))
    assert (local.real_token, local.telegram_api_url) == (False, "http://127.0.0.1:8081")
    assert refusal({}, monkeypatch) == [texts.problem("clock_with_real_token")]


@pytest.mark.parametrize(
    "url", ["https://api.example.org", "http://127.0.0.1.example.org", "http://localhost.ru"]
)
def test_a_server_elsewhere_is_a_real_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings({"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url}, monkeypatch).real_token


def test_a_real_token_refuses_the_database_of_the_sandbox(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    env = {"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite:///data/sandbox/nastavnik.db"}

    assert refusal(env, monkeypatch) == [texts.problem("sandbox_database")]


def test_secrets_do_not_stand_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql://u:hidden@h/db"}

    shown = repr(settings(env, monkeypatch))

    assert (TOKEN in shown, "hidden" in shown, "sandbox_port=8080" in shown) == (
        False,
        False,
        True,
    )
