"""APScheduler as a clock: which tick runs how often. All that is due is in the rows."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


def scheduler(ticks: dict[str, tuple[Tick, int]]) -> AsyncIOScheduler:
    """A scheduler of named ticks, each with its interval in seconds. In memory only:

    a shared job store runs jobs twice, and a stored job pins the code's layout.
    """
    made = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for name, (tick, seconds) in ticks.items():
        made.add_job(tick, "interval", seconds=seconds, id=name, jitter=min(seconds // 10, 10))
    return made
