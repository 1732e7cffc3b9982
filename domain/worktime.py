"""Working days and quiet hours of a school: when a message may come and where a date moves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
_SEARCH_DAYS = 366

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days people work and at which hours they are left alone.

    `leave` holds inclusive spans that are days off only for the people this calendar is for
    (teachers' summer leave). A Sunday is never a working day, whatever `extra_workdays` says:
    Sundays are quiet, so a reminder moved there could not be sent.
    """

    days_off: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    six_day_week: bool = False
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    leave: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if any(start > end for start, end in self.leave):
            raise ValueError("a leave must not end before it starts")

    def is_workday(self, day: date) -> bool:
        if day.weekday() == SUNDAY or any(start <= day <= end for start, end in self.leave):
            return False
        if day in self.extra_workdays:
            return True
        return day not in self.days_off and (day.weekday() < SATURDAY or self.six_day_week)

    def previous_workday(self, day: date) -> date:
        """`day` itself or the nearest working day before it.

        Without one in a year (a person on leave for good) the answer is `day`.
        """
        return self._nearest(day, -DAY)

    def next_workday(self, day: date) -> date:
        """`day` itself or the nearest working day after it; without one in a year, `day`."""
        return self._nearest(day, DAY)

    def last_workday(self, start: date, end: date) -> date | None:
        """The last working day of the inclusive span, None when there is none."""
        day = end
        while day >= start:
            if self.is_workday(day):
                return day
            day -= DAY
        return None

    def is_quiet(self, local: datetime) -> bool:
        """Whether nothing unasked-for may come at this local moment: the quiet hours, Sundays.

        Equal `quiet_from` and `quiet_to` mean that there are no quiet hours.
        """
        return local.weekday() == SUNDAY or self._is_quiet_hour(local.time())

    def next_allowed(self, local: datetime, hour: time) -> datetime:
        """The earliest moment from `local` on that is on a working day and not quiet.

        On another day it is `hour`, or the end of the quiet hours when `hour` is quiet.
        """
        if self.is_workday(local.date()):
            if not self._is_quiet_hour(local.time()):
                return local
            if local.time() < self.quiet_to:
                return datetime.combine(local.date(), self.quiet_to, local.tzinfo)
        day = self.next_workday(local.date() + DAY)
        allowed = self.quiet_to if self._is_quiet_hour(hour) else hour
        return datetime.combine(day, allowed, local.tzinfo)

    def with_leave(self, *spans: Span) -> "WorkCalendar":
        """The same calendar for people who are also away during `spans`."""
        return replace(self, leave=self.leave + spans)

    def _is_quiet_hour(self, at: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to

    def _nearest(self, day: date, step: timedelta) -> date:
        candidates = islice(_walk(day, step), _SEARCH_DAYS)
        return next((each for each in candidates if self.is_workday(each)), day)


def _walk(day: date, step: timedelta) -> Iterator[date]:
    while True:
        yield day
        day += step
