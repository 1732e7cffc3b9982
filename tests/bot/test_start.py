"""start.py prepares .venv once, remakes a half-made one and says what is missing.

pip is given an empty lock, so that nothing is fetched; .ci/run tries it with the real one.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

import start

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for lock in (start.RUN_LOCK, start.DEV_LOCK):
        (tmp_path / lock).write_text("# nothing to install\n")
    return tmp_path


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made and installed, in order; the virtual environment is made for real."""
    done: list[str] = []
    make, install = start.make_venv, start.install

    def making(venv: Path) -> None:
        done.append("venv")
        make(venv)

    def installing(python: Path, lock: Path) -> None:
        done.append(lock.name)
        install(python, lock)

    monkeypatch.setattr(start, "make_venv", making)
    monkeypatch.setattr(start, "install", installing)
    return done


def test_prepares_once_until_the_lock_changes(root: Path, installs: list[str]) -> None:
    python = start.prepare(root)
    start.prepare(root)
    unchanged = list(installs)
    (root / start.RUN_LOCK).write_text("# another\n")
    start.prepare(root)

    assert unchanged == ["venv", start.RUN_LOCK]
    assert installs == ["venv", start.RUN_LOCK, start.RUN_LOCK]
    where = [str(python), "-c", "import sys; print(sys.prefix)"]
    assert subprocess.check_output(where, text=True).strip() == str(root / ".venv")


def test_the_tools_cover_the_program(root: Path, installs: list[str]) -> None:
    start.prepare(root, dev=True)
    start.prepare(root)

    assert installs == ["venv", start.DEV_LOCK]


def test_an_interrupted_installation_is_made_anew(
    root: Path, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(start, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            start.prepare(root)
    (root / ".venv/half").write_text("")

    start.prepare(root)

    assert installs == ["venv", "venv", start.RUN_LOCK]
    assert not (root / ".venv/half").exists()


def test_a_venv_whose_python_is_gone_is_made_anew(root: Path, installs: list[str]) -> None:
    python = start.prepare(root)
    python.unlink()

    start.prepare(root)

    assert installs == ["venv", start.RUN_LOCK] * 2


def test_a_stamp_that_is_not_one_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / start.STAMP).write_text(json.dumps(["x"]))

    assert start.read_stamp(tmp_path) == {}


def test_the_ends_of_lines_do_not_change_the_lock(tmp_path: Path) -> None:
    unix, windows = tmp_path / "a", tmp_path / "b"
    unix.write_bytes(b"x\ny\n")
    windows.write_bytes(b"x\r\ny\r\n")

    assert start.fingerprint(unix) == start.fingerprint(windows)


def test_an_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    code = start.main(["--setup-only"])

    assert (code, capsys.readouterr().err[:28]) == (1, "Нужен Python 3.11 или новее,")


def test_debian_without_venv_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name
    )

    code = start.main([])

    assert (code, "sudo apt install python3-venv" in capsys.readouterr().err) == (1, True)


def test_a_failed_installation_says_what_to_check(root: Path) -> None:
    (root / start.RUN_LOCK).write_text("unhashed-requirement==1.0\n")

    with pytest.raises(start.CannotStart, match="HTTPS_PROXY"):
        start.prepare(root)
    assert start.read_stamp(root / ".venv") == {}


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ([], ["up"]),
        (["--empty"], ["up", "--empty"]),
        (["doctor"], ["doctor"]),
        (["backup", "--out", "x.zip"], ["backup", "--out", "x.zip"]),
        (["--help"], ["--help"]),
    ],
)
def test_options_go_to_up_and_commands_as_they_are(given: list[str], passed: list[str]) -> None:
    assert start.bot_arguments(given) == passed


def test_it_needs_nothing_installed() -> None:
    # -I and -S: neither this .venv nor anything else beside the standard library is visible.
    code = "import sys; sys.path.insert(0, '.'); import start"
    command = [sys.executable, "-I", "-S", "-c", code]

    assert subprocess.run(command, cwd=REPOSITORY, check=False).returncode == 0
