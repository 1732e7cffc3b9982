"""Words of the weekly message."""

from datetime import date

import pytest

from texts import digest, digest_file, digest_points


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Школа № 5", "Школа № 5"),
        ("МБОУ «СОШ № 7» города Снегирёвска", "СОШ № 7"),
        ("МБОУ «Средняя общеобразовательная школа № 14»", "…школа № 14"),
        ("Гимназия имени Льва Николаевича Толстого", "…Льва Николаевича Толстого"),
    ],
)
def test_a_school_beside_its_figures(name: str, short: str) -> None:
    assert digest_points.short_place(name) == short


@pytest.mark.parametrize(
    ("names", "hidden", "whose"),
    [
        ([], 0, ""),
        ([], 1, "у 1 человека"),
        ([], 12, "у 12 человек"),
        (["Орлова А. Ю."], 0, "Орлова А. Ю."),
        (
            ["Орлова А. Ю.", "Ким А. Л.", "Белов П. П."],
            2,
            "Орлова А. Ю., Ким А. Л. и ещё 3 человека",
        ),
    ],
)
def test_whose_it_is(names: list[str], hidden: int, whose: str) -> None:
    assert digest_points.whose_short(names, hidden).replace("\xa0", " ") == whose


@pytest.mark.parametrize(
    ("people", "no_chat", "said"),
    [
        (1, 1, "Не доходит до 1 человека, чата нет у 1: 1 дело на две недели"),
        (3, 0, "Не доходит до 3 человек: 1 дело на две недели"),
        (21, 2, "Не доходит до 21 человека, чата нет у 2: 1 дело на две недели"),
    ],
)
def test_whom_messages_do_not_reach(people: int, no_chat: int, said: str) -> None:
    assert digest_points.unreached(people, no_chat, 1).line.replace("\xa0", " ") == said


def test_every_kind_of_news_has_its_words_and_its_meaning() -> None:
    assert digest_file.NEWS_WORDS.keys() == digest_file.NEWS_MEANINGS.keys()
    assert digest_file.NEWS_WORDS.keys() < digest.CHANGES.keys()


def test_changes_in_schools_and_in_ones_own_roadmap_are_told_apart() -> None:
    said = digest.Caption(
        name="", place="Управление", today=date(2026, 12, 7), points=[],
        changes=[("schools_late", 3), ("late", 2), ("done", 1)], since=date(2026, 11, 30),
        good=None, done=13, total=55, overdue=0,
    )  # fmt: skip
    lines = digest.caption(said)[0].replace("\xa0", " ").splitlines()
    assert lines[1].endswith("Выполнено 13 из 55 (24 %).")
    assert lines[-1] == (
        "<b>Что изменилось</b> с 30 ноября: в школах новых просрочек 3, "
        "в своей карте новых просрочек 2, выполнено 1."
    )
