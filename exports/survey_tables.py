"""What the files of a questionnaire's results hold: plain values for the worker process."""

from dataclasses import dataclass
from datetime import date

from exports.report import Value

Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ResultBook:
    """`summary` has a row a part of a question, `columns` (key, heading) and `answers` a row a
    sheet; no answers: an anonymous one, of which no row may be put together."""

    title: str
    lines: tuple[str, ...]
    summary: tuple[Values, ...]
    columns: tuple[tuple[str, str], ...]
    answers: tuple[Values, ...]
    codebook: tuple[Values, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwotDraft:
    """The four lists in the usual order: strengths, weaknesses, opportunities, threats."""

    title: str
    made: date
    lines: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    how: str
