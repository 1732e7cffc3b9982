"""Since when the messenger does not answer: a small file, so that `doctor` can say it too."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Reachability:
    """Kept in the data directory of the bot it is about."""

    data_dir: Path

    def mark_down(self, now: datetime) -> bool:
        """Remember the first failure; True if it was up until now. `now` is aware."""
        if self._file.exists():
            return False
        self.data_dir.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(now.isoformat(), encoding="ascii")
        part.replace(self._file)
        return True

    def mark_up(self) -> bool:
        """Forget the failure; True if it was down until now."""
        was_down = self._file.exists()
        self._file.unlink(missing_ok=True)
        return was_down

    def down_since(self) -> datetime | None:
        """The moment of the first failure, or None while the messenger answers."""
        try:
            return datetime.fromisoformat(self._file.read_text(encoding="ascii").strip())
        except (FileNotFoundError, ValueError):
            return None

    @property
    def _file(self) -> Path:
        return self.data_dir / "unreachable_since"
