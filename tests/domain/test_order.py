"""Orders of work that cannot be meant."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain.order import Doubt, Rule, Task, check

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"


def task(row: int, text: str, month: int, until: int | None = None, above: str = "") -> Task:
    year = 2026 if month >= 9 else 2027
    last = until or month
    return Task(
        row, text, above, date(year, month, 1), date(2026 if last >= 9 else 2027, last, 28)
    )


@pytest.mark.parametrize(
    ("rule", "wrong", "other"),
    [
        (Rule.SURVEY_AFTER_BANK, "Анкетирование потенциальных наставников",
         "Формирование базы наставников"),
        (Rule.CONSENTS_AFTER_BANK, "Сбор согласий желающих участвовать наставляемых",
         "Создать банк данных наставляемых"),
        (Rule.TRAINING_AFTER_PAIRS, "Обучение наставников",
         "Приказ о закреплении наставнических пар"),
        (Rule.FORMS_AFTER_START, "Выбор форм наставничества", "Формирование пар"),
    ],
)  # fmt: skip
def test_what_comes_too_late(rule: Rule, wrong: str, other: str) -> None:
    assert check([task(1, other, 10), task(2, wrong, 12)]) == [Doubt(rule, (2,), 1)]
    assert check([task(1, other, 12), task(2, wrong, 10)]) == []
    assert check([task(1, other, 10), task(2, wrong, 10)]) == [], "one month is no contradiction"


@pytest.mark.parametrize(
    ("rule", "wrong", "other"),
    [
        (Rule.PAIRS_BEFORE_BANK, "Закрепление пар", "Сформировать базу наставников"),
        (Rule.CLOSING_BEFORE_END, "Итоговый круглый стол", "Регулярные встречи"),
        (Rule.REWARD_BEFORE_RESULTS, "Приказ о поощрении", "Мониторинг качества программы"),
    ],
)
def test_what_comes_too_early(rule: Rule, wrong: str, other: str) -> None:
    assert check([task(1, wrong, 1), task(2, other, 4)]) == [Doubt(rule, (1,), 2)]
    assert check([task(1, wrong, 4), task(2, other, 1)]) == []


def test_the_base_of_others_is_no_reason() -> None:
    survey = task(2, "Анкетирование потенциальных наставников", 12)

    assert check([task(1, "Формирование базы наставляемых", 10), survey]) == []


def test_several_rows_against_one_are_one_doubt() -> None:
    every = [
        task(1, "Встречи наставника и наставляемого", 9, 5),
        task(2, "Итоговый мониторинг", 1),
        task(3, "Текущий и промежуточный контроль", 1, above="Завершение программы"),
        task(4, "Конкурс", 1, above="Завершение наставничества"),
    ]

    assert check(every) == [Doubt(Rule.CLOSING_BEFORE_END, (2, 4), 1)]


def test_steps_of_one_row_do_not_contradict_each_other() -> None:
    every = [
        task(1, "Формирование базы наставников", 10),
        task(1, "Анкетирование потенциальных наставников", 12),
    ]

    assert check(every) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/roadmaps")
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("lyceum3", []),
        ("school26", []),
        ("norilsk", []),
        ("gymnasium166", []),
        ("omsk68", [
            Doubt(Rule.SURVEY_AFTER_BANK, (6,), 8),
            Doubt(Rule.FORMS_AFTER_START, (2,), 14),
            Doubt(Rule.CLOSING_BEFORE_END, (19, 20, 21), 17),
        ]),
    ],
)  # fmt: skip
def test_the_five_documents(name: str, found: list[Doubt]) -> None:
    documents = json.loads((SHARED / "truth.json").read_text("utf-8"))["roadmaps"]
    rows = next(each["rows"] for each in documents if each["id"] == name)

    assert check(_tasks(rows)) == found


def _tasks(rows: list[dict]) -> list[Task]:  # type: ignore[type-arg]
    made = []
    for at, row in enumerate(rows):
        if row["kind"] != "dates":
            continue
        days = [date.fromisoformat(day) for span in row["spans"] for day in span]
        above = " ".join(filter(None, (row["section"], row["stage"], row["title"])))
        texts = row["steps"] or [f"{row['title']} {row['content'] or ''}"]
        made += [Task(at, text, above, min(days), max(days)) for text in texts]
    return made
