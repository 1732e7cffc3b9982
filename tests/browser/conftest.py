"""The sandbox as a person starts it, and a real browser in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CLOCK_START = "2026-11-16T10:00:00+03:00"  # a Monday in the middle of the autumn
FLAGS = [
    "--no-sandbox", "--lang=ru-RU", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Sandbox:
    """`python -m bot sandbox` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.clock_start = CLOCK_START
        self._process: subprocess.Popen[str] | None = None

    def start(self, *options: str) -> str:
        """Start it; the address that it prints. The stories of roadmaps and of the first pairs
        begin with «--no-pairs»."""
        environment = {
            **{k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}},
            "DATA_DIR": str(self.folder),
            "SANDBOX_PORT": str(self.port),
            "CLOCK_START": self.clock_start,
            "PYTHONUTF8": "1",
        }
        log = self.folder / "log.jsonl"
        with log.open("a") as errors:
            self._process = self._spawn(options, environment, errors)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found and "t.me" not in line:
                return found[0]
        raise AssertionError(log.read_text())

    def _spawn(
        self, options: tuple[str, ...], environment: dict[str, str], errors: TextIO
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox", *options],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )

    def kill(self) -> None:
        """SIGKILL, as a machine does that has run out of memory; it can be started again."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence fails: .ci/run installs it.

    A module long and no longer: the driver keeps a loop running that async tests stumble over.
    """
    path = shutil.which("chromium")
    assert path is not None, "install chromium and fonts-noto-color-emoji (see .ci/run)"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()
