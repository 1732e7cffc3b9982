"""Consent documents, read from consent/*.txt: the exact text that is shown, and its hash."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROCESSING_VERSION = "1"  # grows with every change of processing.txt
_NOT_NAMED_YET = "организация, которая установила этого бота"
_FOLDER = Path(__file__).with_name("consent")


@dataclass(frozen=True, slots=True)
class Document:
    """A consent as one operator offers it; `sha256` is of `text` in UTF-8."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def processing(operator: str) -> Document:
    """The consent to the processing of personal data by `operator` (empty: no school yet)."""
    text = _template("processing").replace("{operator}", operator or _NOT_NAMED_YET)
    return Document(PROCESSING_VERSION, text)


@cache
def _template(name: str) -> str:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    if "{operator}" not in text:
        raise ValueError(f"consent/{name}.txt names no operator")
    return text.replace(" – ", "\N{NO-BREAK SPACE}– ").strip()
