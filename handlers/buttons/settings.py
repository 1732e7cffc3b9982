"""Requests of the settings."""

from datetime import date

from handlers.registry import Button, button


@button("st")
class Settings(Button):
    """My settings, and the school's for whom may change them."""


@button("sh")
class MyHour(Button):
    """Choose the hour of my bundle."""


@button("s1")
class SetMyHour(Button):
    """The hour; none: that of the school."""

    hour: int | None


@button("so")
class SchoolSettings(Button):
    """What the school has chosen about reminders."""

    organisation_id: int


@button("sr")
class ChooseRhythm(Button):
    organisation_id: int


@button("s2")
class SetRhythm(Button):
    """One of the offered rhythms, by its number."""

    organisation_id: int
    preset: int


@button("s3")
class TypeRhythm(Button):
    """Ask for the rhythm in words."""

    organisation_id: int


@button("sw")
class SetWeek(Button):
    organisation_id: int
    six_day: bool


@button("s4")
class ChooseHour(Button):
    """Choose the hour of the bundles: of the curators, or of all others."""

    organisation_id: int
    curators: bool


@button("s5")
class SetHour(Button):
    organisation_id: int
    curators: bool
    hour: int


@button("sd")
class DaysOff(Button):
    """Days that the school counts otherwise, holidays and leave, by page."""

    organisation_id: int
    page: int


@button("s6")
class ChooseDay(Button):
    """The calendar of a day off or a working day; zeros stand for the present month."""

    organisation_id: int
    works: bool
    year: int
    month: int


@button("s7")
class SetDay(Button):
    organisation_id: int
    works: bool
    day: date


@button("s8")
class ForgetDay(Button):
    day_id: int


@button("s9")
class ChooseFirst(Button):
    """The first day of holidays or leave."""

    organisation_id: int
    leave: bool
    year: int
    month: int


@button("sa")
class ChooseLast(Button):
    """The last day, once the first is known."""

    organisation_id: int
    leave: bool
    first: date
    year: int
    month: int


@button("sb")
class SetSpan(Button):
    organisation_id: int
    leave: bool
    first: date
    last: date


@button("sc")
class ForgetSpan(Button):
    span_id: int
