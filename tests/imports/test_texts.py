"""Every code that a reader can give has its sentence."""

import re
from pathlib import Path

import pytest

from texts import imports as texts

READERS = (
    "child", "docx", "files", "odt", "reading", "roadmap", "tables", "text", "xlsx", "xml",
)  # fmt: skip
SOURCES = "\n".join(
    (Path(__file__).parents[2] / "imports" / f"{name}.py").read_text("utf-8") for name in READERS
)
REFUSALS = sorted(set(re.findall(r'Unreadable\(\s*"(\w+)"', SOURCES)))
REMARKS = sorted(set(re.findall(r'Remark\(\s*"(\w+)"', SOURCES)))


@pytest.mark.parametrize("code", REFUSALS)
def test_refusal_says_that_nothing_changed(code: str) -> None:
    sentence = texts.refusal(code, {"limit": 20, "claimed": "docx", "actual": "pdf"})
    assert "Ничего не изменилось." in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("code", [*REMARKS, "no_deadlines", "no_responsible", "hidden_rows",
                                  "formulas", "errors"])  # fmt: skip
def test_remark_has_a_sentence(code: str) -> None:
    sentence = texts.warning(code, {"count": 2, "name": "Примечание"})
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    "actual", ["doc", "xls", "ods", "pdf", "picture", "rtf", "html", "zip", "exe"]
)
def test_unsupported_kind_names_a_way_out(actual: str) -> None:
    assert re.search(r"\.(docx|xlsx)", texts.refusal("unsupported", {"actual": actual}))


def test_words_of_the_file_are_escaped_in_a_message() -> None:
    data = {"name": "<b>A & B"}
    assert texts.warning("column_ignored", data) == "Столбец «&lt;b&gt;A &amp; B» не прочитан."
    assert texts.plain_warning("column_ignored", data) == "Столбец «<b>A & B» не прочитан."


def test_counts_agree() -> None:
    assert texts.warning("hidden_rows", {"count": 1}).startswith("В таблице Excel скрыта 1 строка")
    assert texts.warning("hidden_rows", {"count": 5}).startswith("В таблице Excel скрыто 5 строк")
