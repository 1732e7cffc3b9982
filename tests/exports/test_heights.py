import pytest

from exports.heights import MAX, height, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 1), ("слово", 1), ("а\nб\n", 3), ("слово слово", 2), ("я" * 25, 3), ("🌸" * 5, 2)],
)
def test_lines_of_a_text_in_ten_characters(text: str, expected: int) -> None:
    assert lines(text, 10) == expected


def test_a_row_is_never_higher_than_the_format_allows() -> None:
    assert [height(1), height(1000)] == [18, MAX]
