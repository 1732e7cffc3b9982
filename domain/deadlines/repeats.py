"""Productions for what repeats: «ежемесячно», «1 раз в четверть», «каждую пятницу»."""

from domain.deadlines.model import Slot
from domain.deadlines.nodes import Item, Repeat
from domain.deadlines.terms import TermParser
from domain.deadlines.tokens import Token

_RULE_UNITS = {
    "yearly": "year",
    "quarterly": "quarter",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
}
_SHORT = ("week", "month", "quarter", "term", "trimester", "half")
_SIZES = {"week": 7, "decade": 10, "day": 1}
_OF_PARTS = {"begin": Slot(first=1, last=10), "middle": Slot(first=11, last=20),
             "end": Slot(first=21, last=-1)}  # fmt: skip
_MOST_DAYS = 31


class RepeatParser(TermParser):
    """Reads one repeat; `items` are those of the phrase so far."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.items: list[Item] = []

    def repeat(self) -> list[Item] | None:
        productions = (
            self._rule,
            self._times,
            self.each,
            self._day_of_month,
            self._of_each_month,
            self._by_weekdays,
        )
        self.skip("in")
        for production in productions:
            found = self.attempt(production)
            if found is not None:
                return found
        return None

    def _rule(self) -> list[Item] | None:
        token = self.take("rule")
        return [Repeat(_RULE_UNITS[str(token.value)])] if token else None

    def _times(self) -> list[Item] | None:
        """«1 раз в четверть», «не реже двух раз в год», «раз в 3 месяца», «дважды в год»."""
        self.take_prep("to")
        if self.take("not"):
            self.take("least")
        token = self.take("twice")
        if token is None:
            times = self._count()
            if not self.take("times"):
                return None
            self.take("dot")
        else:
            times = int(token.value)
        self.skip("in", "filler", "slash")
        self.skip("each")
        every = self._count()
        unit = self._unit_name()
        return [Repeat(unit, times, every)] if unit else None

    def _count(self) -> int:
        """A number, the greater one of «1-2», or one."""
        n = 1
        for _ in range(2):
            if self.peek().kind in ("number", "cardinal", "roman") and self.peek().digits < 3:
                n = max(n, self.number() or 1)
            if not self.take("dash"):
                break
        return n

    def _unit_name(self) -> str | None:
        if self.take("school"):
            self.take("dot")
        return self.take_unit("year", "quarter", "term", "trimester", "half", "month", "week",
                              "day") or ("year" if self.take("years") else None)  # fmt: skip

    def each(self) -> list[Item] | None:
        """«каждую пятницу», «каждый сентябрь», «каждые 2 недели», «каждую последнюю пятницу»."""
        if not self.take("each"):
            return None
        if self.peek().kind == "weekday":
            return self._weekdays()
        if self.peek().kind == "month":
            terms = self.term()
            return [Repeat("year"), *(terms or [])]
        found = self.attempt(self._of_each_month) or self.attempt(self._day_of_month)
        if found is not None:
            return found
        every = self._count()
        unit = self._unit_name()
        return [Repeat(unit, 1, every)] if unit else None

    def _weekdays(self) -> list[Item] | None:
        slots: list[Slot] = []
        while token := self.take("weekday"):
            slots.append(Slot(weekday=int(token.value)))
            mark = self.at
            self.skip("comma", "and", "in")
            self.take_prep("to")
            if self.peek().kind != "weekday":
                self.at = mark
        self.take_unit("week") or (self.take("each") and self.take_unit("week"))
        return [Repeat("week", slots=tuple(slots))]

    def _by_weekdays(self) -> list[Item] | None:
        """«по пятницам», «по четвертям»."""
        by = self.take_prep("to")
        if self.peek().kind == "weekday" and (by or self._said("week")):
            return self._weekdays()
        if not by:
            return None
        unit = self.take_unit(*_SHORT)
        return [Repeat(unit)] if unit else None

    def _said(self, unit: str) -> bool:
        """Whether the phrase so far has named this repeat, and only now says on which day."""
        return any(isinstance(item, Repeat) and item.unit == unit for item in self.items)

    def _day_of_month(self) -> list[Item] | None:
        """«до 5 числа каждого месяца», «15 числа», «с 1 по 5 число»."""
        before = ""
        if self.take("not"):
            later = self.take("later")
            before = str(later.value) if later else ""
        prep = self.take("prep")
        before = str(prep.value) if prep else before
        days = self._numbered_days()
        if not days or not self.take_unit("number") or self.peek().kind == "month":
            return None
        self.take("each")
        self.take_unit("month")
        return [Repeat("month", slots=_slots(days, before))]

    def _numbered_days(self) -> list[tuple[int, int]]:
        """«5», «5 и 20», «с 1 по 5»: the first and the last day of each piece."""
        days: list[tuple[int, int]] = []
        joint = "start"
        while joint:
            several = self._several()
            n = self.number()
            if n is None or several or not (n == -1 or 1 <= n <= _MOST_DAYS):
                return []
            first = days.pop()[0] if joint == "range" else n
            if first > n > 0:
                return []
            days.append((first, n))
            joint = self._next_number()
        return days

    def _next_number(self) -> str:
        if self.take("dash", "prep"):
            return "range"
        return "list" if self.take("comma", "and") else ""

    def _of_each_month(self) -> list[Item] | None:
        """«последняя пятница месяца», «конец каждой четверти», «по окончании полугодия»."""
        self.skip("prep")
        if self.take("ending"):
            return self._of_each(None, at_end=True)
        lone = self.peek().kind == "ordinal" and not self._several()
        part = None if lone else self.attempt(self._part_name)
        if part is not None:
            return self._of_each(_OF_PARTS[part], at_end=part == "end")
        n = self.number()
        if n is None:
            return None
        weekday = self.take("weekday")
        if weekday is not None:
            return self._of_each(Slot(weekday=int(weekday.value), n=n), at_end=n == -1)
        counted = self.take_unit(*_SIZES)
        return self._of_each(_counted(counted, n), at_end=n == -1) if counted else None

    def _of_each(self, slot: Slot | None, *, at_end: bool) -> list[Item] | None:
        each = self.take("each")
        unit = self._unit_name() if each else self.take_unit(*_SHORT)
        if unit is None and slot is not None and self._said("month"):
            unit = "month"
        if unit != "month":
            if not at_end:
                self.warn("end_of_part")
            return [Repeat(unit)] if unit else None
        if slot is not None and slot.n not in (-1, 0, 1, 2, 3, 4):
            return None
        return [Repeat("month", slots=(slot,) if slot else ())]


def _slots(days: list[tuple[int, int]], before: str) -> tuple[Slot, ...]:
    """With «до» from the first of the month, with «с» and «после» to its end."""
    if before == "until":
        return tuple(Slot(first=1, last=last) for _, last in days)
    lone = len(days) == 1 and days[0][0] == days[0][1]
    if lone and before in ("since", "after"):
        return (Slot(first=days[0][0] + (before == "after"), last=-1),)
    return tuple(Slot(first=first, last=last) for first, last in days)


def _counted(unit: str, n: int) -> Slot:
    """Weeks and decades are counted from the first of the month, the last one from its end."""
    size = _SIZES[unit]
    if n == -1 or (unit == "decade" and n == 3):
        return _OF_PARTS["end"] if unit == "decade" else Slot(first=-size, last=-1)
    return Slot(first=size * (n - 1) + 1, last=size * n)
