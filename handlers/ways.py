"""Screens that are lists of ways on, which features join: one place each, no screen edited twice.

A feature says what its way is called and where it leads; the screen asks everybody's ways for
what it shows. See docs/architecture.md, «Joining a screen».
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from handlers.registry import Button
from services.menu import MenuView
from services.overview import OverviewView
from services.pairs.views import PairView
from services.people import PersonView
from services.reminder_settings import Mine

Way = tuple[str, Button]
View = TypeVar("View")


@dataclass(slots=True)
class Hub(Generic[View]):
    """One such screen; ways stand in it by `order`, then as they were registered."""

    _ways: list[tuple[int, Callable[[View], list[Way]]]] = field(default_factory=list)

    def way(
        self, order: int
    ) -> Callable[[Callable[[View], list[Way]]], Callable[[View], list[Way]]]:
        """Register a function from what is shown to the captions and requests offered now."""

        def register(ways: Callable[[View], list[Way]]) -> Callable[[View], list[Way]]:
            self._ways.append((order, ways))
            return ways

        return register

    def of(self, view: View) -> list[Way]:
        ordered = sorted(self._ways, key=lambda pair: pair[0])
        return [way for _, ways in ordered for way in ways(view)]


FILES: Hub[OverviewView] = Hub()  # papers, tables, pictures of a roadmap
PLAN: Hub[OverviewView] = Hub()  # changing the plan as a whole
MENU: Hub[MenuView] = Hub()  # what a role's menu offers beside the ground
PERSON: Hub[PersonView] = Hub()  # the card of a person
PAIR: Hub[PairView] = Hub()  # the card of a pair
SETTINGS: Hub[Mine] = Hub()  # what everybody sets for oneself
