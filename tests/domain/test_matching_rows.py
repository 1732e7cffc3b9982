"""Rows of a corrected document find those that they were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matching_rows import Line, likeness, match, resembles

TITLES = (
    "Издать приказ о внедрении целевой модели",
    "Провести анкетирование потенциальных наставников",
    "Собрать согласия родителей на обработку данных",
    "Сформировать базу наставляемых",
    "Составить программы развития для каждой пары",
    "Подвести итоги и поощрить участников",
    "Обновить раздел на сайте школы",
)


def lines(*titles: str, start: int = 0, group: str = "Этап 1") -> list[Line]:
    return [Line(start + at, str(at + 1), title, group) for at, title in enumerate(titles)]


def test_a_renumbered_document() -> None:
    old = lines(*TITLES)
    new = lines("Изучить положение о наставничестве", *TITLES, start=100)

    assert match(old, new) == {101 + at: at for at in range(len(TITLES))}


def test_a_reworded_row_is_known_by_its_number() -> None:
    old = lines("Провести анкетирование наставников", "Сформировать базу данных")
    new = lines("Опрос и анкетирование наставников школы", "Создать базу данных", start=100)

    assert match(old, new) == {100: 0, 101: 1}


def test_another_row_under_the_same_number_is_another_row() -> None:
    assert match(lines("Издать приказ"), lines("Провести педсовет", start=100)) == {}


def test_of_a_row_split_in_two_the_liker_half_goes_on() -> None:
    old = lines("Собрать анкеты и согласия наставников", "Итоги")
    new = [
        Line(100, "1", "Собрать анкеты наставников", "Этап 1"),
        Line(101, "2", "Собрать согласия родителей", "Этап 1"),
        Line(102, "3", "Итоги", "Этап 1"),
    ]

    assert match(old, new) == {100: 0, 102: 1}


def test_equal_titles_are_told_apart_by_stage_then_by_what_stands_beside() -> None:
    old = [
        Line(1, "1", "Сбор данных", "Наставляемые", "октябрь"),
        Line(2, "2", "Сбор данных", "Наставляемые", "ноябрь"),
        Line(3, "3", "Сбор данных", "Наставники", "ноябрь"),
    ]
    new = [
        Line(10, "1", "Сбор данных", "Наставники", "ноябрь"),
        Line(20, "2", "Сбор данных", "Наставляемые", "ноябрь"),
        Line(30, "3", "Сбор данных", "Наставляемые", "октябрь"),
    ]

    assert match(old, new) == {10: 3, 20: 2, 30: 1}


def test_a_row_that_moved_to_another_stage_needs_more_in_common() -> None:
    old = lines(TITLES[1])
    assert match(old, lines(TITLES[1], start=100, group="Этап 2")) == {100: 0}
    other = lines("Провести анкетирование родителей", start=100, group="Этап 2")
    assert match(old, other) == {}


def test_resemblance_is_the_part_that_both_have() -> None:
    assert resembles(lines(*TITLES), lines(*TITLES[:3], start=100)) == 1.0
    assert resembles(lines(*TITLES), lines("Субботник", "Ёлка", start=100)) == 0.0
    assert resembles([], lines(*TITLES)) == 0.0


def test_likeness_knows_endings_and_typing_errors() -> None:
    assert likeness("Провести встречи пар", "Проведение встреч пары") > 0.6
    assert likeness("Анкетирование", "Анкетировние") > 0.9
    assert likeness("", "Анкетирование") == 0.0


numbered = st.lists(st.sampled_from(TITLES), max_size=12)
shuffled = numbered.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))


@settings(max_examples=60, deadline=None)
@given(shuffled)
def test_a_reordered_document_keeps_every_row(both: tuple[list[str], list[str]]) -> None:
    old, new = lines(*both[0]), lines(*both[1], start=100)

    found = match(old, new)

    assert sorted(found.values()) == [line.id for line in old]
    said = {line.id: line.title for line in (*old, *new)}
    assert all(said[new_id] == said[old_id] for new_id, old_id in found.items())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=9), st.lists(st.text(max_size=30), max_size=9))
def test_whatever_stands_in_them_a_row_has_one_partner(old: list[str], new: list[str]) -> None:
    found = match(lines(*old), lines(*new, start=100))

    assert len(set(found.values())) == len(found)
    assert set(found) <= set(range(100, 100 + len(new)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="абвгд ", min_size=1, max_size=9), max_size=9))
def test_the_same_document_is_the_same_row_by_row(titles: list[str]) -> None:
    found = match(lines(*titles), lines(*titles, start=100))

    assert found == {100 + at: at for at, title in enumerate(titles) if title.strip()}
