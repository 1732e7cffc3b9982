"""Equal titles never stand alone: labels of different items are different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.labels import Labelled, labels, outlined


def test_one_of_a_kind_is_called_by_number_and_title() -> None:
    items = [Labelled(1, "3", "Круглый стол"), Labelled(2, None, "Итоговый отчёт")]

    assert labels(items) == {1: "3. Круглый стол", 2: "Итоговый отчёт"}


def test_the_stage_tells_equal_titles_apart() -> None:
    items = [
        Labelled(1, None, "Анкетирование", ("", "Этап 1. Подготовка")),
        Labelled(2, None, "Анкетирование", ("", "Этап 6. Итоги")),
        Labelled(3, None, "Приказ", ("", "Этап 1. Подготовка")),
    ]

    assert labels(items) == {
        1: "Анкетирование · Этап 1. Подготовка",
        2: "Анкетирование · Этап 6. Итоги",
        3: "Приказ",
    }


def test_an_owner_helps_where_stages_do_not() -> None:
    items = [
        Labelled(1, "2", "Встреча", ("Этап", "Ветрова О. С.")),
        Labelled(2, "2", "Встреча", ("Этап", "Ким А. Л.")),
    ]

    assert labels(items) == {1: "2. Встреча · Ветрова О. С.", 2: "2. Встреча · Ким А. Л."}


def test_long_titles_are_told_apart_by_the_words_that_differ() -> None:
    same = "Проведение анкетирования участников системы наставничества"
    items = [Labelled(1, None, f"{same} в начале года"), Labelled(2, None, f"{same} в конце года")]

    assert labels(items, 60) == {
        1: "Проведение анкетирования участников системы… · …начале года",
        2: "Проведение анкетирования участников системы… · …конце года",
    }


def test_what_nothing_tells_apart_is_counted() -> None:
    items = [Labelled(1, None, "Отчёт"), Labelled(2, None, "отчёт"), Labelled(3, None, "Отчёт")]

    assert labels(items) == {1: "Отчёт (1)", 2: "отчёт (2)", 3: "Отчёт (3)"}


words = st.sampled_from(["Отчёт", "Отчёт (1)", "", "а", "Анкетирование наставляемых " * 6])


@given(
    st.lists(
        st.tuples(st.none() | words, words | st.text(max_size=80), st.lists(words, max_size=3)),
        max_size=8,
    )
)
def test_labels_are_always_different_and_short(
    found: list[tuple[str | None, str, list[str]]],
) -> None:
    items = [
        Labelled(at, number, title, tuple(hints))
        for at, (number, title, hints) in enumerate(found)
    ]

    made = labels(items, 60)

    assert len({label.casefold() for label in made.values()}) == len(items)
    assert max(map(len, made.values()), default=0) <= 60


@pytest.mark.parametrize(
    ("number", "above", "told"),
    [
        ("1", "1", "1.1"),
        ("2.", "1.", "1.2."),
        ("10", "1", "1.10"),
        ("1.2", "1", "1.2"),
        ("3", None, "3"),
        (None, "1", None),
    ],
)
def test_a_step_is_numbered_after_its_row(
    number: str | None, above: str | None, told: str | None
) -> None:
    assert outlined(number, above) == told
