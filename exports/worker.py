"""Heavy work in a process of its own: the event loop goes on, memory is given back.

One worker, started by the first job. ProcessPoolExecutor's own max_tasks_per_child can hang an
idle pool (CPython issue 115634), so a used-up pool is replaced here instead.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

TASKS_PER_PROCESS = 50


class Worker:
    """A replaceable single-process pool. Used from one event loop's thread only."""

    def __init__(self, tasks_per_process: int = TASKS_PER_PROCESS) -> None:
        self._limit = tasks_per_process
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0

    async def run(self, fn: Callable[[*Ts], T], *args: *Ts) -> T:
        """`fn(*args)` computed in the worker; both must pickle.

        A worker that was killed is replaced and the job repeated once, so `fn` must have no
        effect but its answer; killed again, raises BrokenProcessPool.
        """
        try:
            return await self._once(fn, *args)
        except BrokenProcessPool:
            return await self._once(fn, *args)

    async def _once(self, fn: Callable[[*Ts], T], *args: *Ts) -> T:
        pool = self._ready()
        try:
            return await asyncio.wrap_future(pool.submit(fn, *args))
        except BrokenProcessPool:
            self._drop(pool)
            raise

    def close(self) -> None:
        """Let the process end after the jobs it has; the next job starts another."""
        if self._pool is not None:
            self._drop(self._pool)

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is not None and self._given >= self._limit:
            self._drop(self._pool)
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_settle)
            self._given = 0
        self._given += 1
        return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        # Of several jobs that saw the same pool break, only the first replaces it.
        if self._pool is pool:
            self._pool = None
        pool.shutdown(wait=False)


def _settle() -> None:
    """Ctrl+C is for the parent to handle, and without a parent nobody waits for an answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # runs in a spawned process only
    parent.join()
    os._exit(1)


_shared = Worker()


async def in_worker(fn: Callable[[*Ts], T], *args: *Ts) -> T:
    """Run one pure function in the program's worker process. See Worker.run."""
    return await _shared.run(fn, *args)


def stop_worker() -> None:
    """For the end of the program."""
    _shared.close()
