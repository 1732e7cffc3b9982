"""The period of a roadmap that names none."""

from dataclasses import dataclass
from datetime import date

from domain.deadlines import Period
from domain.period import envelope


@dataclass
class Line:
    deadline: str | None


def test_from_the_first_to_the_last_day_with_a_year() -> None:
    rows = [Line("сентябрь 2026"), Line("Постоянно"), Line("май"), Line(None), Line("апрель 2026")]
    assert envelope(rows) == Period(date(2026, 4, 1), date(2026, 9, 30))


def test_an_open_term_gives_its_one_end() -> None:
    assert envelope([Line("до 15 октября 2026"), Line("июнь 2026")]) == Period(
        date(2026, 6, 1), date(2026, 10, 15)
    )


def test_no_dated_rows_no_period() -> None:
    assert envelope([Line("Постоянно"), Line("май"), Line(None)]) is None
