"""The consent document names what the law asks for, and its hash is of the exact text."""

import hashlib

from content.consent import PROCESSING_VERSION, processing


def test_the_operator_stands_in_the_text_and_in_the_hash() -> None:
    ours, theirs = processing("Школа № 12"), processing("Школа № 13")

    assert "Оператор: Школа № 12 (далее" in ours.text
    assert ours.sha256 == hashlib.sha256(ours.text.encode()).hexdigest()
    assert ours.sha256 != theirs.sha256


def test_without_a_school_the_installation_is_named() -> None:
    assert "Оператор: организация, которая установила этого бота" in processing("").text


def test_every_part_that_the_law_asks_for() -> None:
    parts = [line for line in processing("Школа").text.splitlines() if line[:2] in NUMBERS]

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
    document = processing("Школа")

    assert document.version == PROCESSING_VERSION
    assert f"Редакция {document.version}" in document.text


NUMBERS = {f"{number}." for number in range(1, 10)}
