"""Productions for what repeats: «ежемесячно», «1 раз в четверть», «каждую пятницу»."""

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
        while self.take("weekday"):
            mark = self.at
            self.skip("comma", "and", "in")
            self.take_prep("to")
            if self.peek().kind != "weekday":
                self.at = mark
        self.take_unit("week") or (self.take("each") and self.take_unit("week"))
        return [Repeat("week")]

    def _by_weekdays(self) -> list[Item] | None:
        """«по пятницам», «по четвертям»."""
        by = self.take_prep("to")
        if self.peek().kind == "weekday" and (by or Repeat("week") in self.items):
            return self._weekdays()
        if not by:
            return None
        unit = self.take_unit(*_SHORT)
        return [Repeat(unit)] if unit else None

    def _day_of_month(self) -> list[Item] | None:
        """«до 5 числа каждого месяца», «15 числа», «с 1 по 5 число»."""
        if self.take("not"):
            self.take("later")
        self.skip("prep")
        n = self.number()
        if n is None:
            return None
        if self.take("dash", "comma", "and", "prep"):
            self.number()
        if not self.take_unit("number") or self.peek().kind == "month":
            return None
        self.take("each")
        self.take_unit("month")
        return [Repeat("month")]

    def _of_each_month(self) -> list[Item] | None:
        """«последняя пятница месяца», «конец каждой четверти», «по окончании полугодия»."""
        self.skip("prep")
        if self.take("ending") or self.attempt(self._part_name) is not None:
            each = self.take("each")
            unit = self._unit_name() if each else self.take_unit(*_SHORT)
            return [Repeat(unit)] if unit else None
        if self.number() is None:
            return None
        counted = self.take("weekday") or self.take_unit("week", "decade", "day")
        self.take("each")
        unit = self.take_unit(*_SHORT)
        if unit is None and Repeat("month") in self.items:
            unit = "month"
        return [Repeat(unit)] if counted and unit else None
