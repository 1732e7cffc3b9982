"""python -m bench.folder: an inspector's folder of 300 items and 600 files, and who waits for it.

Prints what it took and, last, one line of JSON. The goal is a minute; the event loop must stay
free meanwhile: the longest time that it did not turn is measured beside the work.
"""

import asyncio
import json
import random
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from bench._measure import own_peak_mb
from exports.counting import ProgressRow
from exports.folder import pack
from exports.folder.data import Entry, FolderData, Proof
from exports.folder.plan import LIMIT, Prepared
from exports.folder.prepare import prepare
from exports.progress import ProgressData
from exports.worker import in_worker, stop_worker

ITEMS, FILES_AN_ITEM, BYTES = 300, 2, 150_000
GOAL_SECONDS = 60
DAY = date(2027, 3, 31)
TURN = 0.005


def main() -> int:
    """1 when the goal was missed."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(_measured(Path(folder)))
    print("\n".join(f"{name:<20}{value}" for name, value in figures.items()))
    print(json.dumps({"bench": "folder", **figures}))
    return 0 if figures["seconds"] <= GOAL_SECONDS else 1


async def _measured(folder: Path) -> dict[str, float]:
    data, files = _school(folder / "files")
    turning = asyncio.create_task(_longest_pause())
    started = time.perf_counter()
    archives, ready = await _made(data, files, folder)
    seconds = time.perf_counter() - started
    turning.cancel()
    pause = await turning
    size = sum(archive.stat().st_size for archive in archives)
    worker = await in_worker(own_peak_mb)
    stop_worker()
    return {
        "items": ITEMS,
        "files": ITEMS * FILES_AN_ITEM,
        "archives": len(ready.plan.volumes),
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 2),
        "longest_pause_ms": round(pause * 1000, 1),
        "worker_mb": round(worker),
    }


async def _made(data: FolderData, files: Path, folder: Path) -> tuple[list[Path], Prepared]:
    """The steps of handlers.folder_work without the messenger."""
    ready = await in_worker(prepare, data, _sheet(data), files, LIMIT)
    archives = []
    for number, members in enumerate(ready.plan.volumes):
        at = folder / f"{number}.0.zip"
        await in_worker(pack.begin, at, ready.papers if not number else (), DAY)
        for count, step in enumerate(pack.steps(members), 1):
            made = folder / f"{number}.{count}.zip"
            await in_worker(pack.add, at, made, step, files)
            at.unlink()
            at = made
        archives.append(at)
    return archives, ready


async def _longest_pause() -> float:
    """Seconds for which the loop did not turn, at the longest."""
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(TURN)
            now = time.perf_counter()
            longest, last = max(longest, now - last - TURN), now
    except asyncio.CancelledError:
        return longest


def _school(files: Path) -> tuple[FolderData, Path]:
    files.mkdir()
    noise = random.Random(1)
    entries = []
    for at in range(ITEMS):
        proofs = []
        for number in range(FILES_AN_ITEM):
            sha = f"{at:032x}{number:032x}"
            (files / sha).write_bytes(noise.randbytes(BYTES))
            proofs.append(Proof("photo", "photo.jpg", DAY, sha))
        stage = f"Stage {at // 50 + 1}"
        number_ = f"{at // 50 + 1}.{at % 50 + 1}"
        title = "Meeting of mentors and those whom they help, with minutes and photos"
        entries.append(
            Entry(number_, title, None, stage, "done", "31.03.2027", done_on=DAY,
                  proofs=tuple(proofs))
        )  # fmt: skip
    return FolderData("Roadmap", "School 1", None, DAY, tuple(entries)), files


def _sheet(data: FolderData) -> ProgressData:
    rows = tuple(
        ProgressRow(
            number=entry.number, section=None, stage=entry.stage, activity=entry.title,
            term_written=entry.written, term_understood="", due=None, owner="", status="done",
            fact_date=entry.done_on,
        )
        for entry in data.entries
    )  # fmt: skip
    return ProgressData(data.title, data.organisation, datetime(2027, 3, 31, 12), "", rows)  # noqa: DTZ001


if __name__ == "__main__":
    raise SystemExit(main())
