"""Requests of the daily bundle, of forecasts and of delivery."""

from datetime import date
from enum import StrEnum

from handlers.registry import Button, button


class Later(StrEnum):
    """The choices of putting off that need no calendar."""

    TOMORROW = "tomorrow"
    IN3 = "in3"
    MONDAY = "monday"


class Horizon(StrEnum):
    """How far a forecast looks."""

    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


@button("fc")
class Forecast(Button):
    """What will be sent to whom in the next days."""

    page: int


@button("fh")
class ForecastFor(Button):
    """The same for a longer time."""

    horizon: Horizon
    page: int


@button("dl")
class Delivery(Button):
    """People without a chat or whom messages do not reach."""

    page: int


@button("bv")
class Errand(Button):
    """What to tell one of them, and what to do."""

    organisation_id: int
    person_id: int


@button("bb")
class DailyOf(Button):
    """The daily message that went within a weekly one."""

    message_id: int


@button("br")
class Rest(Button):
    """All that a bundle speaks of, by page."""

    message_id: int
    page: int


@button("bo")
class OpenEntry(Button):
    """«Другое»: all that can be done about one thing of a bundle."""

    occurrence_id: int


@button("bl")
class SnoozeFor(Button):
    occurrence_id: int
    later: Later


@button("bm")
class SnoozeMonth(Button):
    """The calendar of putting off, by month; zeros stand for the present one."""

    occurrence_id: int
    year: int
    month: int


@button("bd")
class SnoozeUntil(Button):
    occurrence_id: int
    day: date


@button("bn")
class NotMine(Button):
    """Tell the curator that the item is not mine."""

    occurrence_id: int


@button("bu")
class Unchanged(Button):
    """Nothing new about a continuous item this quarter."""

    occurrence_id: int


@button("by")
class NotYet(Button):
    """What the item waits for has not come yet."""

    occurrence_id: int


@button("bx")
class NotNeeded(Button):
    """What the item waits for will not come."""

    occurrence_id: int


@button("bh")
class Happened(Button):
    """It has come: ask for the term, by month; zeros stand for the present one."""

    occurrence_id: int
    year: int
    month: int


@button("bt")
class HappenedBy(Button):
    """It has come and is to be done by this day."""

    occurrence_id: int
    day: date
