"""What a deadline phrase means, and the period that it is read in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import schoolyear

Span = tuple[date | None, date | None]
MonthDay = tuple[str | None, str | None]
FIRST_YEAR, LAST_YEAR = 1990, 2100


class Kind(StrEnum):
    DATES = "dates"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    ON_CONDITION = "on_condition"
    NONE = "none"


class Rule(StrEnum):
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a roadmap is written for, both days inclusive: a school year or calendar years."""

    start: date
    end: date

    @classmethod
    def school_year(cls, first_year: int) -> "Period":
        """1 September of the year to 31 May of the next."""
        return cls(date(first_year, 9, 1), date(first_year + 1, 5, 31))

    @classmethod
    def calendar_years(cls, first_year: int, last_year: int) -> "Period":
        return cls(date(first_year, 1, 1), date(last_year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """Read «2022-2023», «2025 – 2026 учебный год», «2022– 2024 гг.» or two dates; else None.

        Two consecutive years are a school year, unless the text says «гг.».
        """
        from domain.deadlines.resolve import period_of

        return period_of(text)

    @property
    def first_school_year(self) -> int | None:
        """The year in which this school year begins; None if it is not a school year."""
        first = self.start.year
        whole = (first, 9, 1), (first + 1, 5, 31)
        ends = self.start.timetuple()[:3], self.end.timetuple()[:3]
        return first if ends == whole else None


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school's own quarters, trimesters and holidays of any years, each in order.

    `usual` stands in for the years that the school has not entered.
    """

    quarters: tuple[Span, ...] = ()
    trimesters: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()
    usual: schoolyear.SchoolCalendar | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The days of a repeat within its week or month.

    weekday (0 is Monday): that day of every week, or with `n` the n-th of the month (-1: the
    last). Without one: the days of the month from `first` to `last`, negative ones counted from
    its end; a shorter month has its last day instead.
    """

    weekday: int | None = None
    n: int = 0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - `Warning` is taken by the language
    """What a person should check; the sentences stand in texts/deadlines.py.

    data by code: typo (as written, as meant) · not_understood (the rest of the text) ·
    impossible_date (as written) · outside_period (first, last day) · reversed_range (as written) ·
    lone_august (year or "") · frequency (times, unit, units) · same_day_later (day of the month) ·
    others carry nothing.
    """

    code: str
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The meaning of one phrase.

    spans: inclusive days, None is open; sorted. months: the months that a recurring phrase names.
    needs_year: a part of the phrase could not be placed without a year; `md` holds that part as
    pairs of "mm-dd", to be asked about. slots: on which days a weekly or monthly rule is due;
    none: the phrase does not say.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    rule: Rule | None = None
    months: tuple[int, ...] = ()
    needs_year: bool = False
    md: tuple[MonthDay, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    slots: tuple[Slot, ...] = ()
