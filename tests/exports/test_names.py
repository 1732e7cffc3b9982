import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exports.names import file_name, sheet_title, unbroken

DAY = date(2026, 11, 21)
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)


def test_a_file_is_named_by_what_it_is_whose_and_when() -> None:
    name = file_name("Ход дорожной карты", "МБОУ «СОШ № 999»", DAY)

    assert name == "Ход дорожной карты — МБОУ «СОШ № 999» — 2026-11-21.xlsx"


def test_a_long_organisation_is_what_gets_cut() -> None:
    name = file_name("Ход", "Школа " * 60, DAY)

    assert name.startswith("Ход — Школа Школа")
    assert name == f"Ход — {' '.join(['Школа'] * 10)} — 2026-11-21.xlsx"


def test_a_long_title_ends_with_a_whole_word() -> None:
    title = "Персонализированная программа наставничества молодого специалиста в начальной школе"
    name = file_name("Программа", "МБОУ «СОШ № 999»", DAY, "docx", which=title)

    assert name == (
        "Программа — Персонализированная программа наставничества молодого — "
        "МБОУ «СОШ № 999» — 2026-11-21.docx"
    )


def test_two_roadmaps_of_one_school_have_files_of_two_names() -> None:
    names = [
        file_name("Ход", "МБОУ «СОШ № 999»", DAY, which=which)
        for which in ("Карта · 2025 26", "Карта · 2026/27")
    ]

    assert names == [
        "Ход — Карта · 2025 26 — МБОУ «СОШ № 999» — 2026-11-21.xlsx",
        "Ход — Карта · 2026 27 — МБОУ «СОШ № 999» — 2026-11-21.xlsx",
    ]


def test_a_name_is_cut_between_words_and_keeps_what_tells_it_apart() -> None:
    which = "Дорожная карта наставничества · 2026/27"
    name = file_name("Ход дорожной карты", "Гимназия имени " + "Ломоносова " * 9, DAY, which=which)

    assert name == (
        "Ход дорожной карты — Дорожная карта наставничества · 2026 27 — "
        "Гимназия имени Ломоносова Ломоносова — 2026-11-21.xlsx"
    )


def test_a_name_does_not_end_with_a_word_that_leads_nowhere() -> None:
    title = "Дорожная карта (план мероприятий) по реализации Положения о системе наставничества"
    cut_before = "Дорожная карта (план мероприятий) по реализации Положения о…"

    assert [file_name("Ход", "", DAY, which=which) for which in (title, cut_before)] == [
        "Ход — Дорожная карта (план мероприятий) по реализации Положения — 2026-11-21.xlsx"
    ] * 2


def test_a_name_is_not_cut_inside_a_bracket() -> None:
    long = "Гимназия " * 7 + "(корпус имени Ломоносова на улице Мира)"

    assert file_name("Ход дорожной карты", long, DAY, which="Карта · 2026 27") == (
        f"Ход дорожной карты — Карта · 2026 27 — {('Гимназия ' * 6).strip()} — 2026-11-21.xlsx"
    )
    assert unbroken("МБОУ «СОШ № 7 города") == "МБОУ СОШ № 7 города"
    assert unbroken("Гимназия (школа) «Надежда»") == "Гимназия (школа) «Надежда»"


def test_a_nameless_organisation_leaves_no_gap() -> None:
    assert file_name("Ход", ' <>:"/\\|?* ', DAY) == "Ход — 2026-11-21.xlsx"


@given(ANY)
def test_every_file_name_is_legal_everywhere(organisation: str) -> None:
    name = file_name("Ход", organisation, DAY)

    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert len(name) <= 120
    assert len(name.encode()) <= 240


@given(ANY, ANY)
def test_every_sheet_title_is_legal_and_its_own(one: str, other: str) -> None:
    first = sheet_title(one, set())
    second = sheet_title(other, {first.casefold()})

    for title in (first, second):
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", title)
        assert title.strip("'") == title
    assert first.casefold() != second.casefold()


def test_equal_sheet_titles_get_numbers() -> None:
    assert sheet_title("Ход", {"ход", "ход (2)"}) == "Ход (3)"
