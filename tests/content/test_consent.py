"""The consent document names what the law asks for, and its hash is of the exact text."""

import hashlib

from content.consent import VERSIONS, document
from domain.consents import Document as Kind


def test_the_operator_stands_in_the_text_and_in_the_hash() -> None:
    ours, theirs = document(Kind.PROCESSING, "Школа № 12"), document(Kind.PROCESSING, "Школа № 13")

    assert "Оператор: Школа № 12 (далее" in ours.text
    assert ours.sha256 == hashlib.sha256(ours.text.encode()).hexdigest()
    assert ours.sha256 != theirs.sha256


def test_without_a_school_the_installation_is_named() -> None:
    nobodys = document(Kind.PROCESSING, "")

    assert "Оператор: организация, которая установила этого бота" in nobodys.text


def test_every_part_that_the_law_asks_for() -> None:
    lines = document(Kind.PROCESSING, "Школа").text.splitlines()
    parts = [line for line in lines if line[:2] in NUMBERS]

    assert parts == [
        "1. Кому я даю согласие",
        "2. Кто даёт согласие",
        "3. Зачем нужны данные",
        "4. Какие данные",
        "5. Что с данными делают",
        "6. Кому ещё данные станут известны",
        "7. Как долго",
        "8. Как отозвать согласие",
        "9. Мои права",
    ]


def test_the_version_stands_in_the_text() -> None:
    shown = document(Kind.PROCESSING, "Школа")

    assert shown.version == VERSIONS[Kind.PROCESSING]
    assert f"Редакция {shown.version}" in shown.text


NUMBERS = {f"{number}." for number in range(1, 10)}
