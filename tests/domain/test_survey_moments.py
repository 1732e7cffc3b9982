"""Which questionnaires the year asks for."""

import pytest

from domain.survey.moments import Moment, ahead


@pytest.mark.parametrize(
    ("moment", "month", "months"),
    [
        (Moment.NEEDS, 8, 0),
        (Moment.NEEDS, 10, 10),
        (Moment.MENTOR_INTAKE, 9, 0),
        (Moment.MENTOR_INTAKE, 10, 0),
        (Moment.INTERIM, 11, 1),
        (Moment.INTERIM, 1, 0),
        (Moment.INTERIM, 3, 0),
        (Moment.INTERIM, 4, 8),
        (Moment.SCHOOL, 6, 0),
        (Moment.EVENT, 6, 12),
        (Moment.OTHER, 6, 12),
        ("no such", 6, 12),
    ],
)
def test_months_until_it_is_asked(moment: str, month: int, months: int) -> None:
    assert ahead(moment, month) == months
