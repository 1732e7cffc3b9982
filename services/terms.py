"""The term of an item: read from its phrase, decided by a person, kept in its columns."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from db.models import Item, Roadmap
from domain.deadlines import Deadline, Kind, Period, Rule, SchoolCalendar, Span, parse

# Readings that a person has to look at before anybody is reminded by them.
_DOUBTFUL = frozenset({"not_understood", "impossible_date", "reversed_range"})


@dataclass(frozen=True, slots=True)
class Term:
    """What an item's columns say of its term; `decided`: read surely or chosen by a person.

    `phrase`: the words of a rule; its days and months are read from them whenever it is planned.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    rule: Rule | None = None
    decided: bool = True
    phrase: str | None = field(default=None, compare=False)


def sure(read: Deadline) -> bool:
    """Whether a reading needs nobody's decision."""
    doubts = any(warning.code in _DOUBTFUL for warning in read.warnings)
    return read.kind is not Kind.NONE and not read.needs_year and not doubts


def of_reading(read: Deadline) -> Term:
    return Term(read.kind, read.spans, read.rule, sure(read))


def of_phrase(phrase: str | None, period: Period | None, calendar: SchoolCalendar) -> Term:
    """The term of a document's phrase in a roadmap's period and by the school's calendar."""
    term = of_reading(parse(phrase, period, calendar))
    return replace(term, phrase=phrase) if term.rule is not None else term


def of_item(item: Item) -> Term:
    return Term(item.term_kind, spans_of(item), rule_of(item), item.term_decided)


def spans_of(item: Item) -> tuple[Span, ...]:
    return tuple((_day(start), _day(end)) for start, end in item.spans)


def rule_of(item: Item) -> Rule | None:
    return Rule(item.rule) if item.rule else None


def period_of(roadmap: Roadmap) -> Period | None:
    if roadmap.period_start is None or roadmap.period_end is None:
        return None
    return Period(roadmap.period_start, roadmap.period_end)


def store(item: Item, term: Term) -> None:
    item.term_kind = term.kind
    item.spans = as_json(term.spans)
    item.rule = term.rule.value if term.rule else None
    item.term_decided = term.decided
    if term.phrase is not None:
        item.deadline = term.phrase


def as_json(spans: tuple[Span, ...]) -> list[Any]:
    return [[_iso(start), _iso(end)] for start, end in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
