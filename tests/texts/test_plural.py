import pytest

from texts.plural import counted, plural


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        ([1, 21, 31, 101, 121, 1001], "мероприятие"),
        ([2, 3, 4, 22, 23, 24, 102, 1004], "мероприятия"),
        ([0, 5, 6, 9, 10, 11, 12, 13, 14, 15, 19, 20, 25, 100, 111, 112, 114], "мероприятий"),
    ],
)
def test_form_after_a_number(numbers: list[int], word: str) -> None:
    forms = ("мероприятие", "мероприятия", "мероприятий")

    assert [plural(n, *forms) for n in numbers] == [word] * len(numbers)


def test_number_and_word_stay_together() -> None:
    assert counted(3, "день", "дня", "дней") == "3\u00a0дня"
