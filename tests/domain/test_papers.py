"""What a person types as evidence."""

from datetime import date

import pytest

from domain.papers import Proof, read

LINK = "https://school.example/doc?id=1"


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("№ 15 от 12.10.2026", Proof("document", "№ 15", day=date(2026, 10, 12))),
        ("Приказ №15-у от 1.9.26.", Proof("document", "Приказ №15-у", day=date(2026, 9, 1))),
        (
            "Протокол от 12.10.2026 № 3",
            Proof("document", "Протокол № 3", day=date(2026, 10, 12)),
        ),
        ("12.10.2026", Proof("document", "12.10.2026", day=date(2026, 10, 12))),
        ("приказ № 7", Proof("document", "приказ № 7")),
        ("Приказ № 1 от 31.02.2026", Proof("document", "Приказ № 1 от 31.02.2026")),
        ("Протокол   педсовета", Proof("title", "Протокол педсовета")),
        (LINK, Proof("link", LINK, LINK)),
        (f"Отчёт: {LINK}.", Proof("link", "Отчёт", LINK)),
        ("www.school.example/a", Proof("link", "www.school.example/a", "https://www.school.example/a")),
        (" \n ", None),
    ],
)  # fmt: skip
def test_reading(text: str, proof: Proof | None) -> None:
    assert read(text) == proof
