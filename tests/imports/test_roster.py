"""Lists of people by their headings, in whatever order, encoding and with whatever above."""

import pytest

from imports.lists import Lists, ListSheet, read
from imports.refusals import Unreadable
from imports.roster import find


def text(lines: list[list[str]], divider: str = ";", encoding: str = "utf-8") -> Lists:
    return read("\n".join(divider.join(line) for line in lines).encode(encoding), "список.csv")


@pytest.mark.parametrize("divider", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_any_divider_and_encoding(divider: str, encoding: str) -> None:
    lines = [["Должность", "ФИО"], ["учитель", "Ким Анна"], ["завуч", "Лось Ян"]]
    roster = find(text(lines, divider, encoding))

    assert roster is not None
    assert [(line.at, line.cells["name"].text) for line in roster.lines] == [
        (2, "Ким Анна"), (3, "Лось Ян"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "ФИО", "Ф.И.О.", "Ф. И. О. педагога", "Фамилия, имя, отчество", "Фамилия Имя Отчество",
        "ФИО (полностью)", "Педагог", "Учитель", "Сотрудник", "Ученики", "Обучающийся", "Участник",
        "Полное имя", "ФАМИЛИЯ И.О.", "ФИО*",
    ],
)  # fmt: skip
def test_a_column_of_names(heading: str) -> None:
    roster = find(text([["№", heading, "Класс"], ["1", "Ким Анна", "7 Б"]]))

    assert roster is not None
    assert (roster.columns, roster.sure) == (("name", "class"), True)


def test_names_in_three_columns() -> None:
    roster = find(text([["Имя", "Отчество", "Фамилия"], ["Анна", "Львовна", "Ким"]]))

    assert roster is not None
    assert set(roster.columns) == {"surname", "given", "patronymic"}


def test_what_is_not_kept_is_named() -> None:
    roster = find(text([
        ["ФИО", "Телефон", "E-mail", "Адрес проживания", "ФИО родителя", "Стаж"],
        ["Ким Анна", "1", "2", "3", "4", "5"],
    ]))  # fmt: skip

    assert roster is not None
    assert roster.columns == ("name",)
    assert roster.private == ("Телефон", "E-mail", "Адрес проживания", "ФИО родителя")
    assert roster.ignored == ("Стаж",)


@pytest.mark.parametrize(
    "header",
    [
        ["№", "Мероприятие", "Срок", "Ответственный (ФИО)"],
        ["ФИО наставника", "ФИО наставляемого", "Приказ"],
        ["Наставник", "Наставляемый"],
        ["Мероприятия", "Сроки", "Ответственные"],
        ["Класс", "Количество"],
    ],
)
def test_what_is_no_list_of_people(header: list[str]) -> None:
    assert find(text([header, ["Ким Анна"] * len(header)])) is None


def test_a_list_with_terms_may_be_a_roadmap() -> None:
    roster = find(text([["ФИО", "Мероприятие", "Срок"], ["Ким Анна", "Урок", "май"]]))

    assert roster is not None
    assert not roster.sure


def test_everybody_has_the_role_of_the_heading() -> None:
    roster = find(text([["ФИО наставника", "Предмет"], ["Ким Анна", "физика"]]))

    assert roster is not None
    assert roster.role == "mentor"


def test_classes_stand_over_their_pupils() -> None:
    roster = find(text([
        ["Фамилия, имя", "Дата рождения"], ["7 А класс"], ["Ким Анна", "1.2.2013"], ["7Б"],
        ["Лось Ян", ""], ["Итого", "2"],
    ]))  # fmt: skip

    assert roster is not None
    assert [(line.cells["name"].text, line.heading) for line in roster.lines] == [
        ("Ким Анна", "7 А класс"), ("Лось Ян", "7Б"),
    ]  # fmt: skip


def test_the_sheets_of_the_example_are_not_read() -> None:
    lines = text([["ФИО"], ["Ким Анна"]]).sheets[0].lines
    found = find(Lists((ListSheet("Люди", lines), ListSheet("Пример", lines))))

    assert found is not None
    assert len(found.lines) == 1


def test_a_heading_in_two_lines() -> None:
    """«Педагог» stands over three columns, «№» beside both lines."""
    roster = find(text([
        ["Список педагогов", "", "", "", ""],
        ["№", "Педагог", "", "", "Работа"],
        ["", "Фамилия", "Имя", "Отчество", "Должность"],
        ["1", "Рогова", "Инна", "Львовна", "учитель"],
    ]))  # fmt: skip

    assert roster is not None
    assert set(roster.columns) == {"surname", "given", "patronymic", "post"}
    assert roster.ignored == ()
    assert [(line.at, line.cells["surname"].text) for line in roster.lines] == [(4, "Рогова")]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Список учеников 7 «Б» класса", "7 «Б»"), ("Обучающиеся 11А класса", "11А"),
        ("Список учителей 7 «Б» класса", ""), ("Список учеников", ""),
    ],
)  # fmt: skip
def test_the_class_in_the_title_is_that_of_all_below(title: str, heading: str) -> None:
    roster = find(text([[title, ""], ["№", "Ф.И. ребёнка"], ["1", "Белов Иван"]]))

    assert roster is not None
    assert [line.heading.strip() for line in roster.lines] == [heading]


def test_a_signature_below_is_nobody_of_the_list() -> None:
    roster = find(text([
        ["№", "ФИО", "Класс"], ["1", "Белов Иван", "7 Б"],
        ["Классный руководитель", "Лаптева М. И.", ""], ["Директор", "Азов Я. Л.", ""],
    ]))  # fmt: skip

    assert roster is not None
    assert [line.at for line in roster.lines] == [2]


def test_the_head_of_a_list_of_posts_is_one_of_it() -> None:
    roster = find(text([
        ["Должность", "ФИО"], ["директор", "Азов Ян"], ["классный руководитель", "Ким Анна"],
    ]))  # fmt: skip

    assert roster is not None
    assert [line.at for line in roster.lines] == [2, 3]


def test_a_list_of_a_large_school_is_read_and_one_without_end_is_not() -> None:
    def rows(count: int) -> list[list[str]]:
        return [["ФИО", "Класс"], *([f"Ким Анна {number}", "7 Б"] for number in range(count))]

    roster = find(text(rows(3_000)))

    assert roster is not None
    assert len(roster.lines) == 3_000
    with pytest.raises(Unreadable, match="too_many_rows"):
        text(rows(5_000))
