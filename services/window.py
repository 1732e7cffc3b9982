"""The time that a bundle speaks of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Window:
    """From the last bundle that was sent up to this one."""

    person_id: int
    since: datetime
    to: datetime

    def holds(self, column: Any) -> Any:
        return (column > self.since) & (column <= self.to)
