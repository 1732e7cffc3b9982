"""Reading strangers' files in a process of their own, limited in memory and time.

Run as a program it reads one file from standard input: as what ("roadmap", "returned", "list")
and its name are the arguments, the answer is JSON on standard output. Windows has no limits of
memory and processor time to set; the limit by the clock holds everywhere.
"""

import asyncio
import contextlib
import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from imports import limits, lists, roundtrip
from imports.cells import Typed
from imports.lists import ListLine, Lists, ListSheet
from imports.refusals import Remark, Unreadable
from imports.roadmap import Document, Row, read
from imports.roundtrip import AddedRow, Copied, ReturnedRow, ReturnedSheet

_ROOT = Path(__file__).resolve().parents[1]
_OUT_OF_MEMORY = 3
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
_log = logging.getLogger(__name__)


async def read_safely(data: bytes, name: str) -> Document:
    """As `imports.roadmap.read`, but the file can neither exhaust memory nor hang.

    Raises Unreadable: also "too_big" when memory ran out and "too_slow" when time did.
    """
    return _document(await _asked(data, "roadmap", name))


async def read_returned(data: bytes) -> ReturnedSheet:
    """As `imports.roundtrip.read`, under the same limits."""
    return _returned(await _asked(data, "returned", ""))


async def read_lists(data: bytes, name: str) -> Lists:
    """As `imports.lists.read`, under the same limits."""
    return _lists(await _asked(data, "list", name))


async def _asked(data: bytes, kind: str, name: str) -> dict[str, Any]:
    _refuse_at_once(data)
    child = await asyncio.create_subprocess_exec(
        *_command(kind, name), cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(limits.CHILD_SECONDS):
            answer, complaint = await child.communicate(data)
    except TimeoutError:
        raise Unreadable("too_slow") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.communicate()
    return _answer(child.returncode or 0, answer, complaint)


def read_safely_sync(data: bytes, name: str) -> Document:
    """The same for programs without an event loop."""
    _refuse_at_once(data)
    try:
        done = subprocess.run(
            _command("roadmap", name), cwd=_ROOT, input=data, capture_output=True,
            timeout=limits.CHILD_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow") from None
    return _document(_answer(done.returncode, done.stdout, done.stderr))


def _refuse_at_once(data: bytes) -> None:
    if len(data) > limits.FILE_BYTES:
        raise Unreadable("too_heavy", {"limit": limits.FILE_BYTES // 2**20})


def _command(kind: str, name: str) -> list[str]:
    # Only the standard library is needed: -S skips the search for installed packages.
    return [
        sys.executable,
        "-E",
        "-S",
        "-X",
        "utf8",
        "-m",
        "imports.child",
        kind,
        Path(name.replace("\0", "")).name,
    ]


def _answer(status: int, answer: bytes, complaint: bytes) -> dict[str, Any]:
    if status and status == _OUT_OF_TIME:
        raise Unreadable("too_slow")
    if status == _OUT_OF_MEMORY or status < 0:
        raise Unreadable("too_big")
    if status:
        _log.error("reader failed: %s", _kind_of_error(complaint))
        raise Unreadable("broken")
    found: dict[str, Any] = json.loads(answer)
    if "refused" in found:
        raise Unreadable(found["refused"], found["data"])
    return found


def _kind_of_error(complaint: bytes) -> str:
    """The name of the exception alone: its message may quote the file."""
    lines = complaint.decode(errors="replace").splitlines()
    return lines[-1].partition(":")[0] if lines else ""


def _document(found: dict[str, Any]) -> Document:
    rows = tuple(Row(**_with_tuples(row)) for row in found.pop("rows"))
    warnings = tuple(Remark(**remark) for remark in found.pop("warnings"))
    return Document(**_with_tuples(found), rows=rows, warnings=warnings)


def _returned(found: dict[str, Any]) -> ReturnedSheet:
    rows = tuple(ReturnedRow(**_with_cells(row)) for row in found.pop("rows"))
    added = tuple(AddedRow(**_with_cells(row)) for row in found.pop("added"))
    copied = tuple(Copied(**one) for one in found.pop("copied"))
    return ReturnedSheet(**_with_tuples(found), rows=rows, added=added, copied=copied)


def _lists(found: dict[str, Any]) -> Lists:
    return Lists(tuple(_list_sheet(sheet) for sheet in found["sheets"]))


def _list_sheet(found: dict[str, Any]) -> ListSheet:
    lines = (
        ListLine(line["number"], tuple(Typed(**cell) for cell in line["cells"]))
        for line in found["lines"]
    )
    return ListSheet(found["name"], tuple(lines))


def _with_cells(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "cells": {key: Typed(**cell) for key, cell in row["cells"].items()}}


def _with_tuples(found: dict[str, Any]) -> dict[str, Any]:
    """Back from JSON, where tuples are lists."""
    return {key: tuple(v) if isinstance(v, list) else v for key, v in found.items()}


_READERS: dict[str, Callable[[bytes, str], Any]] = {
    "roadmap": read,
    "returned": lambda data, _: roundtrip.read(data),
    "list": lists.read,
}


def main() -> int:
    _limit()
    kind, name = sys.argv[1:3]
    try:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        found: object = asdict(_READERS[kind](data, name))
    except Unreadable as refused:
        found = {"refused": refused.code, "data": refused.data}
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode())
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    seconds, size = limits.CHILD_CPU_SECONDS, limits.CHILD_BYTES
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    sys.exit(main())
