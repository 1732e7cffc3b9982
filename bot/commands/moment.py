"""The time that the program goes by: the sandbox has a clock of its own, which may be moved."""

from bot.clock import Clock
from bot.settings import Settings

OFFSET = "clock_offset"


def clock_of(settings: Settings) -> Clock:
    """The clock of the installation as it stands now."""
    return Clock(settings.data_dir_for(True) / OFFSET) if settings.sandbox else Clock()
