"""Requests of the exports: what, of which organisation, of which days, as which file."""

from datetime import date

from domain.exporting import What
from handlers.registry import Button, button


@button("60")
class Exports(Button):
    """What can be had; `place`: of one organisation, for who may choose it."""

    place: int | None


@button("61")
class ExportPlaces(Button):
    """Choose the organisation, by page."""

    page: int


@button("62")
class ExportPeriod(Button):
    """Choose the period."""

    what: What
    place: int | None


@button("63")
class ExportFirst(Button):
    """The first day by the calendar."""

    what: What
    place: int | None
    year: int
    month: int


@button("64")
class ExportLast(Button):
    """The last day by the calendar."""

    what: What
    place: int | None
    first: date
    year: int
    month: int


@button("65")
class ExportFormat(Button):
    """Choose the kind of file."""

    what: What
    place: int | None
    first: date | None
    last: date | None


@button("66")
class MakeExport(Button):
    """Make it; `csv`: as text instead of a workbook."""

    what: What
    place: int | None
    first: date | None
    last: date | None
    csv: bool


@button("67")
class StopExport(Button):
    """Break off the one that is being made."""


@button("68")
class ExportMaps(Button):
    """Choose the roadmap whose progress sheet is made."""
