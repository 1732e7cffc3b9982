"""No test may change the process for those after it: which come after it is chance.

The environment, the folder, the locale, the log, limits of modules: whatever a test leaves
changed is put back, and the test fails.
"""

import decimal
import locale
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_LOGGERS = ("root", "nastavnik", "aiogram", "sqlalchemy", "apscheduler", "asyncio")
_OURS = "PYTEST_CURRENT_TEST"  # pytest writes it itself
_before = pytest.StashKey[dict[str, Any]]()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != _OURS}


def _put_environment(found: dict[str, str]) -> None:
    for name in _environment().keys() - found.keys():
        del os.environ[name]
    os.environ.update(found)


def _umask() -> int:
    present = os.umask(0o022)
    os.umask(present)
    return present


def _levels() -> dict[str, int]:
    return {name: logging.getLogger(name).level for name in _LOGGERS}


def _put_levels(found: dict[str, int]) -> None:
    for name, level in found.items():
        logging.getLogger(name).setLevel(level)


def _put_handlers(found: list[logging.Handler]) -> None:
    logging.root.handlers[:] = found


_STATE: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "environment": (_environment, _put_environment),
    "current folder": (os.getcwd, os.chdir),
    "umask": (_umask, os.umask),
    "locale": (
        lambda: locale.setlocale(locale.LC_ALL), lambda v: locale.setlocale(locale.LC_ALL, v),
    ),
    "decimal precision": (
        lambda: decimal.getcontext().prec, lambda v: setattr(decimal.getcontext(), "prec", v),
    ),
    "recursion limit": (sys.getrecursionlimit, sys.setrecursionlimit),
    "socket timeout": (socket.getdefaulttimeout, socket.setdefaulttimeout),
    "SIGTERM": (
        lambda: signal.getsignal(signal.SIGTERM), lambda v: signal.signal(signal.SIGTERM, v),
    ),
    "SIGINT": (
        lambda: signal.getsignal(signal.SIGINT), lambda v: signal.signal(signal.SIGINT, v),
    ),
    "log levels": (_levels, _put_levels),
    "log handlers": (lambda: list(logging.root.handlers), _put_handlers),
}  # fmt: skip


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    item.stash[_before] = {name: read() for name, (read, _) in _STATE.items()}
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[Any]:
    done = yield
    left = [name for name, put in _STATE.items() if _changed(name, put, item.stash[_before])]
    if left:
        pytest.fail(f"left changed in the process: {', '.join(left)}", pytrace=False)
    return done


def _changed(
    name: str,
    state: tuple[Callable[[], Any], Callable[[Any], object]],
    before: dict[str, Any],
) -> bool:
    read, put = state
    if read() == before[name]:
        return False
    put(before[name])
    return True
