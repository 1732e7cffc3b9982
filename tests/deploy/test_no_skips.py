"""On CI a skipped test fails the run, unless it wants ../shared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest

def test_runs(): assert True

@pytest.mark.skip(reason="needs ../shared")
def test_wants_shared(): ...

@pytest.mark.skip(reason="no time")
def test_lazy(): ...

@pytest.mark.xfail(reason="a bug")
def test_broken(): assert False
"""


def run(folder: Path, chosen: str, ci: str, *options: str) -> int:
    (folder / "test_sample.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugins.no_skips"]
    command += ["-p", "no:cacheprovider", "-p", "no:asyncio", "-k", chosen, *options, str(folder)]
    around = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_XDIST")}
    environment = {**around, "CI": ci, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False
    ).returncode


@pytest.mark.parametrize(
    ("chosen", "ci", "code"),
    [
        ("runs or wants_shared", "true", 0),
        ("runs or lazy", "true", 1),
        ("runs or broken", "true", 1),
        ("lazy or broken", "", 0),
    ],
)
def test_skips_are_refused_on_ci(chosen: str, ci: str, code: int, tmp_path: Path) -> None:
    assert run(tmp_path, chosen, ci) == code


@pytest.mark.parametrize(("chosen", "code"), [("runs or wants_shared", 0), ("runs or lazy", 1)])
def test_so_they_are_by_several_processes(chosen: str, code: int, tmp_path: Path) -> None:
    assert run(tmp_path, chosen, "true", "-n", "2") == code
