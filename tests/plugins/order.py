"""Which files begin: the longest, so that no process is left alone with one at the end.

xdist begins with the files of the most tests (`--no-loadscope-reorder` keeps it from that), but
the longest ones, which start programs, kill them and play years, have a few.
"""

import os
from collections import Counter

import pytest

LONGEST = (
    "tests/chaos/",
    "tests/browser/",
    "tests/bot/test_kill.py",
    "tests/bot/test_demo_year.py",
    "tests/services/test_reminders_year.py",
    "tests/monkey/",
    "tests/bench/",
    "tests/bot/test_digest_once.py",
    "tests/bot/test_start.py",
    "tests/deploy/",
)


def _file(item: pytest.Item) -> str:
    return item.nodeid.split("::", 1)[0]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return  # one process takes them as they were named
    counts = Counter(map(_file, items))

    def turn(item: pytest.Item) -> tuple[int, int, str]:
        file = _file(item)
        place = next((n for n, long in enumerate(LONGEST) if file.startswith(long)), len(LONGEST))
        return place, -counts[file], file

    items.sort(key=turn)
