"""The roadmaps to begin from: ours load, are surely dated and name roles; saved words stand."""

from datetime import date

import pytest

from content.templates import KEYS, Template, body, parse, template
from content.templates.phrases import name, role_words, term, title
from domain.deadlines import Kind, Period
from domain.deadlines import parse as read
from domain.roles import Role
from domain.search import key_of
from services import terms, words

YEARS = (2026, 2027)
ROW = {"title": "Приказ"}


def made(**changes: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "kind": "school", "name": "А", "about": "Б", "title": "В",
        "stages": [{"name": "Этап", "rows": [ROW]}],
    }  # fmt: skip
    return whole | changes


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("year", YEARS)
def test_every_term_is_surely_understood(key: str, year: int) -> None:
    doubtful = [
        row.term
        for row in template(key).rows
        for found in [read(row.term, Period.school_year(year))]
        if not terms.sure(found) or found.warnings
    ]

    assert doubtful == []


@pytest.mark.parametrize("key", KEYS)
def test_every_responsible_is_a_role(key: str) -> None:
    entries = {entry for row in template(key).rows for entry in row.responsible}
    unknown = {
        entry
        for entry in entries
        if not any(pattern.fullmatch(key_of(entry)) for pattern, *_ in words.ROLES)
    }

    assert unknown == set()
    assert all(row.responsible and row.result for row in template(key).rows)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_is_of_the_size_of_a_roadmap(key: str) -> None:
    made_ = template(key)

    assert 25 <= len(made_.rows) <= 45
    assert len({row.title for row in made_.rows}) == len(made_.rows)
    assert made_.titled("2026–2027").count("2026–2027") == 1


def test_the_pupils_one_asks_parents() -> None:
    asked = [row.title for row in template("pupils").rows if "согласия родителей" in row.title]

    assert asked == [
        "Получить согласия родителей наставляемых", "Получить согласия родителей наставников",
    ]  # fmt: skip


def test_a_template_comes_back_from_plain_values() -> None:
    assert [parse(body(template(key))) for key in KEYS] == [template(key) for key in KEYS]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "missing"),
        (made(stages=[]), "0 rows"),
        (made(stages=[{"name": "", "rows": [{"title": " "}]}]), "without words"),
        (made(kind="kindergarten"), "no such kind"),
        (made(stages=[{"name": "", "rows": [ROW] * 501}]), "501 rows"),
    ],
)
def test_a_wrong_template_is_refused(raw: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(raw)


def test_only_known_names_are_opened() -> None:
    with pytest.raises(KeyError):
        template("../demo")


def test_a_template_is_read() -> None:
    found = parse(made())

    assert isinstance(found, Template)
    assert [row.title for row in found.rows] == ["Приказ"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("декабрь 2022, сентябрь 2022", "сентябрь, декабрь"),
        ("до 20 мая 2023 года", "до 20 мая"),
        ("август-сентябрь 2022", "август—сентябрь"),
        ("1-15 октября 2022 г.", "1–15 октября"),
        ("с 1 октября 2022 по 15 апреля 2023", "с 1 октября по 15 апреля"),
        ("12 октября 2022", "12 октября"),
        ("с 12 октября 2022", "с 12 октября"),
        ("29 февраля 2024", "28 февраля"),
        ("постоянно", "в течение учебного года"),
        ("2022-2023 учебный год", "в течение учебного года"),
        ("ежемесячно", "ежемесячно"),
        ("каждую пятницу", "каждую пятницу"),
        ("ежемесячно с декабря 2022 по май 2023", "ежемесячно с декабря по май"),
        ("ежегодно, май 2023, май 2024", "ежегодно, май"),
        ("по отдельному плану", "по отдельному плану"),
        ("", ""),
    ],
)
def test_a_term_loses_its_year_and_nothing_else(written: str, kept: str) -> None:
    found = read(written, Period.parse("2022-2023"))

    assert term(written, found.kind, found.spans, found.rule) == kept


def test_a_term_that_a_person_chose_is_put_into_words() -> None:
    days = ((date(2026, 10, 1), date(2026, 10, 31)),)

    assert term("весной", Kind.DATES, days, None) == "октябрь"
    assert term(None, Kind.CONTINUOUS, ((date(2026, 9, 1), date(2027, 5, 31)),), None) == (
        "в течение учебного года"
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Карта на 2025 – 2026 учебный год", "Карта на {period} учебный год"),
        ("Карта на 2022-2024 гг.", "Карта на {period} гг."),
        ("Карта на 2026 год", "Карта на {period} год"),
        ("Карта по приказу от 12.12.2022", "Карта по приказу от 12.12.2022"),
    ],
)
def test_a_title_keeps_a_place_for_the_year(text: str, kept: str) -> None:
    assert title(text) == kept


@pytest.mark.parametrize(
    ("titled", "called"),
    [
        ("Карта на {period} учебный год", "Карта"),
        ("Карта на {period} гг.", "Карта"),
        ("{period} Карта", "Карта"),
        ("Карта школы", "Карта школы"),
    ],
)
def test_a_name_has_no_year(titled: str, called: str) -> None:
    assert name(titled) == called


def test_roles_in_words() -> None:
    said = [
        role_words(Role.HEAD, "", several=False, of_schools=False),
        role_words(Role.HEAD, "", several=True, of_schools=True),
        role_words(Role.MENTOR, "", several=True, of_schools=True),
        role_words(Role.SPECIALIST, "классный руководитель", several=True, of_schools=False),
        role_words(Role.SPECIALIST, "психолог", several=False, of_schools=False),
        role_words(Role.PARENT, "", several=False, of_schools=False),
    ]

    assert said == [
        "Директор", "Руководители школ", "Наставники", "Классные руководители", "Психолог", "",
    ]  # fmt: skip
