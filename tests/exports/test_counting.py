from domain.progress import Progress
from exports.counting import ProgressRow, Status, count, smallest


def row(activity: str, status: Status, level: int = 0) -> ProgressRow:
    return ProgressRow("", None, None, activity, "", "", None, "", status, level=level)


def test_steps_count_and_neither_their_rows_nor_peoples_shares_do() -> None:
    rows = [
        row("без шагов", "done"),
        row("с шагами", "started"),
        row("шаг", "done", 1),
        row("шаг на каждого", "started", 1),
        row("доля", "done", 2),
        row("доля 2", "todo", 2),
        row("на каждого", "started"),
        row("доля 3", "overdue", 2),
    ]

    assert [leaf.activity for leaf in smallest(rows)] == [
        "без шагов", "шаг", "шаг на каждого", "на каждого",
    ]  # fmt: skip


def test_what_is_not_needed_is_not_counted() -> None:
    counts = count([row("а", "done"), row("б", "na"), row("в", "overdue"), row("г", "waiting")])

    assert counts == Progress(total=3, done=1, overdue=1, na=1)
    assert counts.percent == 33


def test_nothing_counts_as_nothing() -> None:
    assert smallest([]) == []
    assert count([]) == Progress()
