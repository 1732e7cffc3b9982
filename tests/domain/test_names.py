import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names import FullName, Style, address, capitalised, render, split

N = "\u00a0"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иванова Ольга Сергеевна", FullName("Иванова", "Ольга", "Сергеевна")),
        ("  Иванова\u00a0Ольга\tСергеевна ", FullName("Иванова", "Ольга", "Сергеевна")),
        ("Ольга Сергеевна Иванова", FullName("Иванова", "Ольга", "Сергеевна")),
        ("Роман Ильич Лукашевич", FullName("Лукашевич", "Роман", "Ильич")),
        ("Лукашевич Роман Никитич", FullName("Лукашевич", "Роман", "Никитич")),
        ("Ольга Ильинична", FullName("", "Ольга", "Ильинична")),
        ("Мамедов Али Гусейн оглы", FullName("Мамедов", "Али", "Гусейн оглы")),
        ("Римский Корсаков Олег Львович", FullName("Римский Корсаков", "Олег", "Львович")),
        ("Иванова О.С.", FullName("Иванова", "О.", "С.")),
        ("Иванова О С", FullName("Иванова", "О.", "С.")),
        ("О. С. Иванова", FullName("Иванова", "О.", "С.")),
        ("Иванова Ольга С.", FullName("Иванова", "Ольга", "С.")),
        ("Ван Дамм Ж. К.", FullName("Ван Дамм", "Ж.", "К.")),
        ("Ким Лев", FullName("Ким", "Лев")),
        ("Кузнецова Маша", FullName("Кузнецова", "Маша")),
        ("Маша Кузнецова", FullName("Кузнецова", "Маша")),
        ("Петренко Яков", FullName("Петренко", "Яков")),
        ("Иванова", FullName("Иванова")),
        ("", FullName()),
    ],
)
def test_taking_a_name_apart(name: str, parts: FullName) -> None:
    assert split(name) == parts


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("Ольга Сергеевна Иванова", f"Иванова{N}О.{N}С.", f"Иванова{N}Ольга{N}Сергеевна"),
        ("Петрова-Дюма Анна-Мария", f"Петрова-Дюма{N}А.-М.", f"Петрова-Дюма{N}Анна-Мария"),
        ("Мамедов Али Гусейн оглы", f"Мамедов{N}А.{N}Г.", f"Мамедов{N}Али{N}Гусейн{N}оглы"),
        ("Иванова О.С.", f"Иванова{N}О.{N}С.", f"Иванова{N}О.{N}С."),
        ("Ольга Сергеевна", f"Ольга{N}Сергеевна", f"Ольга{N}Сергеевна"),
        ("Иванова", "Иванова", "Иванова"),
    ],
)
def test_adults(name: str, initials: str, full: str) -> None:
    assert render(name, Style.INITIALS) == initials
    assert render(name, Style.FULL) == full


@pytest.mark.parametrize("style", [Style.INITIALS, Style.FULL])
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Кузнецова Маша", f"Маша{N}К."),
        ("Маша Кузнецова", f"Маша{N}К."),
        ("Кузнецова Мария Петровна", f"Мария{N}К."),
        ("Кузнецова М.", f"М.{N}К."),
        ("Кузнецова", "К."),
    ],
)
def test_pupils_are_a_first_name_and_an_initial(style: Style, name: str, shown: str) -> None:
    assert render(name, style, pupil=True) == shown


@pytest.mark.parametrize("pupil", [False, True])
def test_a_code_shows_nothing_of_the_name(pupil: bool) -> None:
    name = "Кузнецова Мария Петровна"

    assert render(name, Style.CODE, pupil=pupil, code=17) == f"Участник{N}17"
    assert render(name, Style.CODE, pupil=pupil) == "Участник"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Иванова Ольга Сергеевна", f"Ольга{N}Сергеевна"),
        ("Иванова Ольга", None),
        ("Иванова О. С.", None),
        ("Иванова", None),
    ],
)
def test_address(name: str, spoken: str | None) -> None:
    assert address(name) == spoken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ветрова ольга", "Ветрова Ольга"),
        ("ветрова Ольга сергеевна", "Ветрова Ольга Сергеевна"),
        ("салтыков-щедрин м. е.", "Салтыков-Щедрин М. Е."),
        ("ветрова о.с.", "Ветрова О.С."),
        ("алиев рашид мамед оглы", "Алиев Рашид Мамед оглы"),
        ("алиева лейла мамед-кызы", "Алиева Лейла Мамед-кызы"),
        ("фон берг анна", "фон Берг Анна"),
        ("шарль де кюстин", "Шарль де Кюстин"),
        ("ёлкина яна", "Ёлкина Яна"),
        ("МакДональд Рон", "МакДональд Рон"),
        ("❤", "❤"),
    ],
)
def test_a_name_gets_its_capitals(typed: str, kept: str) -> None:
    assert capitalised(typed) == kept


@given(st.text(max_size=60), st.sampled_from(Style), st.booleans())
def test_no_name_breaks_it(name: str, style: Style, pupil: bool) -> None:
    shown = render(name, style, pupil=pupil)

    assert shown == shown.strip()
    assert " " not in shown


@given(
    st.sampled_from(["Кузнецова", "Лукашевич", "Петров"]),
    st.sampled_from(["Маша", "Лев", "Полина"]),
    st.sampled_from(["", "Ильич", "Петровна"]),
)
def test_a_pupils_surname_never_shows(surname: str, given_name: str, patronymic: str) -> None:
    for style in Style:
        assert surname not in render(f"{surname} {given_name} {patronymic}", style, pupil=True)
