"""«до 15 октября, далее ежемесячно»: what a repeat goes on with after its first term."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadlines.model import Kind, MonthDay, Rule, Slot, Span
from domain.deadlines.nodes import Item, Repeat, Term, Then

_WEEK = timedelta(days=6)


def slots_of(repeats: list[Repeat]) -> tuple[Slot, ...]:
    """The days that the phrase names for its first repeat, be it named twice."""
    unit = repeats[0].unit if repeats else ""
    return tuple(dict.fromkeys(s for one in repeats if one.unit == unit for s in one.slots))


def goes_on(items: list[Item], kind: Kind, rule: Rule | None) -> bool:
    """Whether «далее» carries the term on; «далее ежегодно» means the same days of each year."""
    lasts = kind in (Kind.CONTINUOUS, Kind.RECURRING) and rule is not Rule.YEARLY
    return lasts and any(isinstance(item, Then) for item in items)


def beginning(spans: tuple[Span, ...], rule: Rule | None) -> date | None:
    """Where it begins: «до 15 октября» is for its month, or its week, not for all time before."""
    starts = [start or (end and _before(end, rule)) for start, end in spans]
    return min((day for day in starts if day is not None), default=None)


def _before(end: date, rule: Rule | None) -> date:
    return end - _WEEK if rule is Rule.WEEKLY else end.replace(day=1)


def from_month_day(pair: MonthDay) -> MonthDay:
    """The same without a year: month and day, open at the end."""
    start, end = pair
    return (start or (end and f"{end[:3]}01")), None


@dataclass(frozen=True, slots=True)
class First:
    """What the first term gives to the repeats after it, and the warning that says so."""

    slots: tuple[Slot, ...] = ()
    code: str = ""
    data: tuple[str, ...] = ()


def first_of(
    terms: list[Term], rule: Rule | None, spans: tuple[Span, ...], named: tuple[Slot, ...]
) -> First:
    """The day of the first term counts for all after it, unless they have days of their own."""
    term = terms[0] if terms else None
    if term is None or {term.first.unit, term.last.unit} != {"day"}:
        return First(named)
    if term.relation in ("since", "after"):
        return First(named)
    if named or term.first.month != term.last.month:
        return First(named, "first_date")
    day = term.last.n
    if rule is Rule.MONTHLY:
        start = 1 if term.relation in ("until", "by") else term.first.n
        return First((Slot(first=start, last=day),), "same_day_later", (str(day),))
    due = spans[0][1] if spans else None
    if rule is Rule.WEEKLY and due is not None:
        return First((Slot(weekday=due.weekday()),), "same_weekday_later")
    return First((), "first_date")
