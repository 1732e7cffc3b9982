from datetime import date

import pytest

from domain.planfact import Summary
from domain.progress import Progress
from texts import paper_cells as cell_words
from texts import statement as statement_words


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, date(2026, 10, 30), "до 30 октября 2026 г."),
        (date(2026, 10, 1), date(2026, 10, 31), "октябрь 2026 г."),
        (date(2026, 9, 1), date(2026, 10, 31), "сентябрь—октябрь 2026 г."),
        (date(2026, 12, 1), date(2027, 1, 31), "декабрь 2026 г. — январь 2027 г."),
        (date(2026, 10, 5), date(2026, 10, 9), "5–9 октября 2026 г."),
        (date(2026, 10, 5), date(2026, 11, 9), "с 5 октября 2026 г. по 9 ноября 2026 г."),
        (date(2026, 10, 5), date(2026, 10, 5), "5 октября 2026 г."),
        (date(2026, 10, 5), None, "с 5 октября 2026 г."),
    ],
)
def test_a_changed_term_is_written_out(start: date | None, end: date | None, said: str) -> None:
    assert plain(cell_words.term([(start, end)])) == said


def test_a_long_list_of_days_ends() -> None:
    said = cell_words.term([(None, date(2026, 10, day)) for day in range(1, 20)])

    assert said.endswith("; …")
    assert said.count("до") == 12


def test_people_beyond_the_eighth_are_counted() -> None:
    names = [f"Участник\u00a0{at}" for at in range(10)]

    assert cell_words.people(names).endswith("Участник\u00a07 и ещё 2")
    assert cell_words.people(["Ветрова\u00a0Ольга\u00a0Сергеевна"]) == "Ветрова Ольга Сергеевна"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(total=1, done=1), "в дорожной карте 1 пункт: выполнено 1 (100 %)."),
        (
            Progress(total=22, done=3, started=1, overdue=2, undated=4, na=1),
            "в дорожной карте 22 пункта: выполнено 3 (14 %), в работе 1, с прошедшим сроком 2, "
            "без срока 4. Ещё 1 пункт не требуется.",
        ),
    ],
)
def test_totals_are_said_in_words(progress: Progress, said: str) -> None:
    assert (
        plain(statement_words.standing(progress, date(2027, 3, 31)))
        == f"На 31 марта 2027 г. {said}"
    )


def test_conclusions_are_made_of_the_numbers() -> None:
    assert (
        statement_words.share_done(Progress(total=3, done=3))
        == "Дорожная карта выполнена полностью."
    )
    assert plain(statement_words.share_done(Progress(total=21, done=7))) == (
        "Выполнено 7 из 21 пункта дорожной карты (33 %)."
    )
    assert statement_words.in_time(Summary(due=2, ahead=2)) == "Сроки этого периода ещё впереди."
    assert statement_words.in_time(Summary(due=2, kept=2)).endswith("соблюдены.")
    assert plain(statement_words.in_time(Summary(due=21, kept=20, missed=1))) == (
        "Из 21 наступившего срока этого периода соблюдено 20."
    )
    assert plain(statement_words.worst("2", "Отчёт.", 1, 1)) == (
        "Просрочен один пункт: Отчёт (пункт 2) — на 1 день."
    )
    assert (
        plain(statement_words.unproved(21))
        == "К 21 выполненному пункту подтверждение не приложено."
    )


def test_the_basis_is_the_approval_where_it_is_filled_in() -> None:
    day = date(2026, 9, 1)

    assert plain(statement_words.basis(("УТВЕРЖДЕНО", "приказом № 5"), day)) == (
        "Основание: дорожная карта (утверждено приказом № 5), исполняется с 1 сентября 2026 г."
    )
    assert plain(statement_words.basis(("УТВЕРЖДАЮ", "_____"), day)) == (
        "Основание: дорожная карта, исполняется с 1 сентября 2026 г."
    )


def test_a_delay_has_its_sign() -> None:
    assert [statement_words.delay(days) for days in (3, -2, 0, None)] == ["+3", "−2", "0", "—"]
