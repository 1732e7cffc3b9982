"""Names that are pasted for a questionnaire: whom they mean, whom they may mean."""

import pytest

from services.surveys.pasted import lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Астахов П. И.", ["Астахов П. И."]),
        ("1. Астахов\n2) Белова\n— Громов", ["Астахов", "Белова", "Громов"]),
        ("Астахов, Белова; Громов", ["Астахов", "Белова", "Громов"]),
        ("Астахов П. И., 7 Б\nБелова, логопед", ["Астахов П. И., 7 Б", "Белова, логопед"]),
        ("Астахов\n\n  \nАСТАХОВ", ["АСТАХОВ"]),
        ("12\n--", []),
    ],
)
def test_lines_of_a_list(text: str, found: list[str]) -> None:
    assert lines(text) == found
