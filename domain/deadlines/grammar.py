"""The grammar of a deadline phrase: a hand-written descent over the tokens."""

from dataclasses import dataclass

from domain.deadlines.cursor import NOISE
from domain.deadlines.model import Warning_
from domain.deadlines.nodes import Condition, Continuous, Item, Repeat, Term, Then
from domain.deadlines.terms import TermParser
from domain.deadlines.tokens import tokenize

_RULE_UNITS = {
    "yearly": "year",
    "quarterly": "quarter",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
}
_SHORT = ("week", "month", "quarter", "term", "trimester", "half")
_CONTENT = frozenset(("word", "carry_out", "condition", "ending", "unit", "years", "part", "in",
                      "filler", "period", "prep", "and", "always", "suffix", "school"))  # fmt: skip



@dataclass(frozen=True, slots=True)
class Phrase:
    """Items in the order of the text, and what the grammar has to say about it."""

    items: tuple[Item, ...]
    warnings: tuple[Warning_, ...]


def read(text: str) -> Phrase:
    """Parse a phrase; the part not understood becomes a warning, the rest stays."""
    return _PhraseParser(text).phrase()


class _PhraseParser(TermParser):
    def __init__(self, text: str) -> None:
        super().__init__(tokenize(text))
        self._items: list[Item] = []
        self._unknown: list[str] = []
        for token in self._tokens:
            if token.meant:
                self.warn("typo", token.text, token.meant)

    def phrase(self) -> Phrase:
        while not self.done:
            found = self._item()
            if found is not None:
                self._items.extend(found)
            elif not self._passed():
                self._give_up()
        self._finish()
        return Phrase(tuple(self._items), tuple(self.warnings))

    def _item(self) -> list[Item] | None:
        productions = (
            self._repeat,
            self._during,
            self._whole,
            self._then,
            self._time_of_day,
            self._dated_terms,
            self._condition,
            self._nothing,
        )
        for production in productions:
            found = self.attempt(production)
            if found is not None:
                return found
        return None

    def _passed(self) -> bool:
        """Step over what qualifies nothing: separators, «года» left alone, a footnote «[1]»."""
        if self.take(*NOISE) or self.take_unit("year"):
            return True
        if self.peek().kind == "number" and self.peek(1).text == ")" and self.at == 0:
            self.at += 2
            return True
        return False

    def _give_up(self) -> None:
        mark = self.at
        self.at += 1
        text = self.text_since(mark)
        if text:
            self._unknown.append(text)

    def _finish(self) -> None:
        """Only a phrase with letters or digits can be misunderstood."""
        said = any(token.text[0].isalnum() for token in self._tokens)
        nothing = not self._items and not self._unknown and not self._empty_on_purpose()
        if said and nothing:
            self.at = len(self._tokens)
            self._unknown.append(self.text_since(0))
        if self._unknown:
            self.warn("not_understood", " ".join(self._unknown))

    def _empty_on_purpose(self) -> bool:
        return any(token.kind in ("none", "without") for token in self._tokens)

    # --- repeats

    def _repeat(self) -> list[Item] | None:
        productions = (
            self._rule,
            self._times,
            self._each,
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
        while self.peek().kind in ("number", "cardinal", "roman") and self.peek().digits < 3:
            n = max(n, abs(self.number() or 1))
            if not self.take("dash"):
                break
        return n

    def _unit_name(self) -> str | None:
        if self.take("school"):
            self.take("dot")
        return self.take_unit("year", "quarter", "term", "trimester", "half", "month", "week",
                              "day") or ("year" if self.take("years") else None)  # fmt: skip

    def _each(self) -> list[Item] | None:
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
        if not self.take_prep("to"):
            return None
        if self.peek().kind == "weekday":
            return self._weekdays()
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
        if self.take("ending") or self._part_name() is not None:
            each = self.take("each")
            unit = self._unit_name() if each else self.take_unit(*_SHORT)
            return [Repeat(unit)] if unit else None
        if self.number() is None:
            return None
        counted = self.take("weekday") or self.take_unit("week", "decade", "day")
        self.take("each")
        return [Repeat("month")] if counted and self.take_unit("month") else None

    # --- what lasts

    def _during(self) -> list[Item] | None:
        if self.take("always"):
            return [Continuous()]
        if not self.take("during"):
            return None
        self.skip("whole", "filler")
        if self.peek().kind == "each":
            return self._each()
        found = self.attempt(self.term)
        if found is not None:
            return self._lasting(found)
        if self.attempt(self._length_of_time):
            self._swallow()
            return [Condition()]
        self.take("period") or self.take_unit("year")
        self._swallow()
        return [Continuous()]

    def _length_of_time(self) -> bool | None:
        """«в течение 10 дней …» counts from an event, not from a date."""
        self._count()
        return self.take_unit("day", "week", "month") is not None or None

    def _lasting(self, terms: list[Term]) -> list[Item]:
        """«в течение 2022-2023 учебного года» lasts; «в течение сентября» is a plain date."""
        long = all(term.first.unit in ("year", "school_year") for term in terms)
        return [Continuous(), *terms] if long else list(terms)

    def _whole(self) -> list[Item] | None:
        """«весь учебный год», «весь период реализации», «период реализации»."""
        whole = self.take("whole")
        if whole:
            found = self.attempt(self.term)
            if found is not None:
                return self._lasting(found)
        period = self.take("period") or (whole and self.take_unit("year"))
        if not period or not (whole or self.peek().kind == "carry_out"):
            return None
        self._swallow()
        return [Continuous()]

    # --- conditions

    def _condition(self) -> list[Item] | None:
        self.skip("in")
        known = self.take("given") is not None
        if not known and not self.attempt(self._by_condition):
            if not self.attempt(self._event):
                return None
        self._swallow()
        return [Condition()]

    def _by_condition(self) -> bool | None:
        """«по отдельному плану»: a few words may stand before the noun that decides."""
        if not self.take_prep("to"):
            return None
        for _ in range(4):
            if self.take("condition", "ending"):
                return True
            if not self.take("word", "ordinal", "each", "comma", "and"):
                return None
        return None

    def _event(self) -> bool | None:
        """«до проведения …», «после издания приказа», «к празднику»."""
        if not (self.take_prep("until") or self.take_prep("after")):
            return None
        return self.take("word", "part", "ending", "carry_out", "condition", "each") and True

    def _swallow(self) -> None:
        """The words that belong to a condition, up to a separator or something dated."""
        while self.peek().kind in _CONTENT:
            mark, said = self.at, list(self.warnings)
            dated = self.attempt(self._repeat) or self.attempt(self._during)
            dated = dated or self.attempt(self._dated_terms)
            self.at, self.warnings = mark, said
            if dated is not None:
                return
            self.at += 1

    # --- the rest

    def _dated_terms(self) -> list[Item] | None:
        terms = self.term()
        return list(terms) if terms is not None else None

    def _then(self) -> list[Item] | None:
        return [Then()] if self.take("then") else None

    def _time_of_day(self) -> list[Item] | None:
        """«в 14:30» says nothing about the day."""
        if self.kinds(3) != ("number", "colon", "number") or not self.peek(2).glued:
            return None
        self.at += 3
        return []

    def _nothing(self) -> list[Item] | None:
        """«нет», «без срока», «не требуется»."""
        if self.take("none"):
            return []
        if self.take("without"):
            self._swallow()
            return []
        return None


