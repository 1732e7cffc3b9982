"""A sign of life: the tick touches a file, the container's health check reads its age."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Heartbeat:
    """Kept in the data directory of the bot it is about; always in real time, also when the
    program's clock is moved."""

    data_dir: Path

    def beat(self) -> None:
        """To be called at every tick, after its work."""
        self._file.touch()

    def stop(self) -> None:
        """To be called at a clean end, so that nobody takes the program for running."""
        if self._file.exists():
            self._file.replace(self._stopped)

    def silent_since(self) -> datetime | None:
        """When the program last lived, in real time; None if it never has."""
        found = [file.stat().st_mtime for file in (self._file, self._stopped) if file.exists()]
        return datetime.fromtimestamp(max(found), UTC) if found else None

    def age(self) -> float | None:
        """Seconds since the last tick that ended, or None if there was none."""
        try:
            return max(0.0, time.time() - self._file.stat().st_mtime)
        except FileNotFoundError:
            return None

    @property
    def _file(self) -> Path:
        return self.data_dir / "heartbeat"

    @property
    def _stopped(self) -> Path:
        return self.data_dir / "heartbeat.stopped"
