"""Screens that are lists of ways on, which features join: one place each, no screen edited twice.

A feature says what its way is called and where it leads; the screen asks everybody's ways for
the roadmap at hand. See docs/architecture.md, «Joining a screen».
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.registry import Button
from services.overview import OverviewView

Way = tuple[str, Button]
Ways = Callable[[OverviewView], list[Way]]


@dataclass(slots=True)
class Hub:
    """One such screen; ways stand in it by `order`, then as they were registered."""

    _ways: list[tuple[int, Ways]] = field(default_factory=list)

    def way(self, order: int) -> Callable[[Ways], Ways]:
        """Register a function from the overview to the captions and requests offered now."""

        def register(ways: Ways) -> Ways:
            self._ways.append((order, ways))
            return ways

        return register

    def of(self, view: OverviewView) -> list[Way]:
        ordered = sorted(self._ways, key=lambda pair: pair[0])
        return [way for _, ways in ordered for way in ways(view)]


FILES = Hub()  # papers, tables, pictures of a roadmap
PLAN = Hub()  # changing the plan as a whole
