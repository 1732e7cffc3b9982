import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from exports.counting import ProgressRow
from exports.progress import ProgressData, progress_sheet
from exports.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(tasks_per_process=3)
    yield worker
    worker.close()


async def test_jobs_run_one_process_away(worker: Worker) -> None:
    assert await worker.run(divmod, 7, 2) == (3, 1)
    assert await worker.run(os.getpid) != os.getpid()


async def test_a_whole_sheet_is_made_there(worker: Worker) -> None:
    row = ProgressRow("1", None, None, "Дело", "", "", None, "", "todo")
    moment = datetime(2026, 11, 21, 14, 30, tzinfo=ZoneInfo("Asia/Omsk"))
    data = ProgressData("Карта", "Школа", moment, "время Омска", (row,))

    sheet = load_workbook(BytesIO(await worker.run(progress_sheet, data))).worksheets[0]

    assert [cell.value for cell in sheet[5]][:2] == ["1", "Дело"]


async def test_a_process_is_replaced_after_its_share_of_jobs(worker: Worker) -> None:
    pids = [await worker.run(os.getpid) for _ in range(7)]

    assert [pids.index(pid) for pid in pids] == [0, 0, 0, 3, 3, 3, 6]


async def test_a_killed_worker_is_replaced_for_everyone_who_waits(worker: Worker) -> None:
    pid = await worker.run(os.getpid)
    os.kill(pid, signal.SIGTERM)
    answers = await asyncio.gather(*(worker.run(abs, -n) for n in range(3)))

    assert answers == [0, 1, 2]
    assert await worker.run(os.getpid) != pid


async def test_a_job_that_kills_its_worker_fails_alone(worker: Worker) -> None:
    with pytest.raises(BrokenProcessPool):
        await worker.run(os._exit, 3)

    assert await worker.run(abs, -1) == 1


async def test_an_error_in_a_job_comes_back_as_it_is(worker: Worker) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await worker.run(int, "семь")


async def test_a_closed_worker_starts_again_when_asked(worker: Worker) -> None:
    first = await worker.run(os.getpid)
    worker.close()

    assert await worker.run(os.getpid) != first
