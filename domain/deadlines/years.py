"""Spread the years of a phrase over the terms that have none of their own."""

from collections.abc import Sequence
from dataclasses import replace

from domain.deadlines.days import months_of
from domain.deadlines.nodes import Item, Term


def spread(items: Sequence[Item]) -> list[Item]:
    """Bare years qualify the terms beside them; a year written later counts for the list before.

    «май, июнь 2023»: both 2023. «2022 год: сентябрь, май»: both 2022. «май 2023, 2024»: two Mays.
    """
    return _backwards(_bare_years(list(items)))


def _bare_years(items: list[Item]) -> list[Item]:
    out: list[Item] = []
    waiting: Term | None = None
    for at, item in enumerate(items):
        if not isinstance(item, Term):
            out.append(item)
        elif item.is_year:
            following = items[at + 1] if at + 1 < len(items) else None
            waiting = _use_year(out, item, following)
        else:
            waiting = waiting if item.yearless else None
            out.append(_with(item, waiting) if waiting is not None else item)
    return out


def _use_year(out: list[Item], years: Term, following: Item | None) -> Term | None:
    """Give bare years to the term before them, or hand them on to those that follow."""
    before = out[-1] if out else None
    if isinstance(before, Term) and before.yearless:
        out[-1] = _with(before, years)
    elif isinstance(following, Term) and following.yearless:
        return years
    elif isinstance(before, Term) and _repeatable(before, years):
        out.append(_with(_without_year(before), years))
    else:
        out.append(years)
    return None


def _with(term: Term, years: Term) -> Term:
    return term.with_year(years.first.year, years.first.school)


def _repeatable(before: Term, years: Term) -> bool:
    one_year = years.first.year is not None and years.first.last_year is None
    return one_year and not before.is_year and before.last.year is not None


def _without_year(term: Term) -> Term:
    return replace(term, first=replace(term.first, year=None), last=replace(term.last, year=None))


def _backwards(items: list[Item]) -> list[Item]:
    """A term without a year takes that of the next; a month later in the year, the one before."""
    out = list(items)
    later: Term | None = None
    for at in range(len(out) - 1, -1, -1):
        item = out[at]
        if not isinstance(item, Term) or item.is_year:
            continue
        if item.yearless and later is not None:
            item = _take_year(item, later)
            out[at] = item
        if not item.yearless:
            later = item
    return out


def _take_year(term: Term, later: Term) -> Term:
    source = later.first if not later.first.yearless else later.last
    if source.school is not None or source.year is None:
        return term.with_year(None, source.school)
    crosses = months_of(term.last)[0] > months_of(later.last)[0]
    return term.with_year(source.year - crosses, None)
