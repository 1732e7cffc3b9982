"""The grammar of a deadline phrase: a hand-written descent over the tokens."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.deadlines.cursor import NOISE
from domain.deadlines.model import Warning_
from domain.deadlines.nodes import Condition, Continuous, Item, Term, Then
from domain.deadlines.repeats import RepeatParser
from domain.deadlines.tokens import tokenize

# What may belong to a condition, and what surely begins something else.
_CONTENT = frozenset(
    (
        *("word", "carry_out", "condition", "ending", "unit", "years", "part", "in", "filler"),
        *("period", "prep", "and", "suffix", "school", "ordinal", "whole", "each"),
    )
)
# Typing errors in these are told: they decide the days.
_READ = ("month", "rule", "always", "weekday", "ordinal", "season", "seasonal")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items in the order of the text, and what the grammar has to say about it."""

    items: tuple[Item, ...]
    warnings: tuple[Warning_, ...]


def read(text: str) -> Phrase:
    """Parse a phrase; the part not understood becomes a warning, the rest stays."""
    return _PhraseParser(text).phrase()


class _PhraseParser(RepeatParser):
    def __init__(self, text: str) -> None:
        super().__init__(tokenize(text))
        self._unknown: list[str] = []
        for token in self._tokens:
            if token.meant and token.kind in _READ:
                self.warn("typo", token.text, token.meant)

    def phrase(self) -> Phrase:
        while not self.done:
            found = self._item()
            if found is not None:
                self.items.extend(found)
            elif not self._passed():
                self._give_up()
        self._finish()
        return Phrase(tuple(self.items), tuple(self.warnings))

    def _item(self) -> list[Item] | None:
        productions = (
            self.repeat,
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
        """Step over what qualifies nothing: separators, «года» left alone, «1)» of a list."""
        if self.take(*NOISE) or self.take_unit("year"):
            return True
        if self.at == 0 and self.peek().kind == "number" and self.peek(1).text in (")", "."):
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
        nothing = not self.items and not self._unknown and not self._empty_on_purpose()
        if said and nothing:
            self.at = len(self._tokens)
            self._unknown.append(self.text_since(0))
        if self._unknown:
            self.warn("not_understood", " ".join(self._unknown))

    def _empty_on_purpose(self) -> bool:
        return any(token.kind in ("none", "without", "unset") for token in self._tokens)

    # --- what lasts

    def _during(self) -> list[Item] | None:
        if self.take("always"):
            self.take("basis")
            return [Continuous()]
        if not self.take("during"):
            return None
        self.take("dot")
        self.skip("whole", "filler")
        if self.peek().kind == "each":
            return self.each()
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
        if not (known or self.attempt(self._by_condition) or self.attempt(self._event)):
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
        return self.take("word", "part", "ending", "carry_out", "condition") is not None or None

    def _swallow(self) -> None:
        """The words that belong to a condition, up to a separator or something dated."""
        while self.peek().kind in _CONTENT and not self._ahead(self._by_condition):
            if self._ahead(self.repeat) or self._ahead(self._dated_terms):
                return
            self.at += 1

    def _ahead(self, production: Callable[[], object | None]) -> bool:
        """Whether the production would succeed here; nothing is taken."""
        mark, said = self.at, len(self.warnings)
        found = self.attempt(production) is not None
        self.at = mark
        del self.warnings[said:]
        return found

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
        if self.take("none") or (self.take("not") and self.take("unset")):
            return []
        if self.take("without"):
            self._swallow()
            return []
        return None
