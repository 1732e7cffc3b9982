"""On CI (CI=true) a skipped test fails the run: what was not tried is not shown to work.

Only tests that want ../shared may be skipped there, so that a lone clone can be checked too:
their reason says «../shared».
"""

import os

import pytest

ALLOWED = "../shared"
_refused = pytest.StashKey[list[str]]()


def _on_ci() -> bool:
    """Of several processes the first hears the reports of all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return False
    return os.environ.get("CI", "").lower() in ("1", "true")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_refused] = []


class _Watch:
    def __init__(self, refused: list[str]) -> None:
        self.refused = refused

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._look(report.nodeid, report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._look(report.nodeid, report)

    def _look(self, nodeid: str, report: pytest.TestReport | pytest.CollectReport) -> None:
        # A test that is expected to fail counts as skipped too.
        if report.skipped and ALLOWED not in _reason(report):
            self.refused.append(f"{nodeid}: {_reason(report)}")


def pytest_sessionstart(session: pytest.Session) -> None:
    if _on_ci():
        session.config.pluginmanager.register(_Watch(session.config.stash[_refused]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.stash[_refused] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.stash[_refused]:
        terminalreporter.section("skipped on CI, which fails the run")
        for line in config.stash[_refused]:
            terminalreporter.write_line(line)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return str(getattr(report, "wasxfail", report.longrepr))
