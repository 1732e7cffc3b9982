"""What a person answers, agrees to or refuses in the chat, as it is entered from paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.models import Pair
from domain.named import Named
from domain.on_paper import Kind
from services.actor import Actor
from services.pairs.views import PairCard


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of an answer on paper: the day that stands on it, who entered it (None: erased since)."""

    on: date
    by: Named | None


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that a person can say; `subject_id` is the pair's, meeting's or programme's.

    `others`: the other side; `answers`: what can be said, for buttons; `stamp`: what was entered
    from paper already, whose answer is not told here.
    """

    kind: Kind
    subject_id: int
    others: tuple[Named, ...]
    answers: tuple[str, ...]
    day: date | None = None
    at: datetime | None = None
    step: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Of:
    """Whose matters are looked for: `pairs` are those of the place that are not over."""

    session: Session
    actor: Actor
    person_id: int
    place: int
    pairs: tuple[Pair, ...]
    cards: dict[int, PairCard] = field(default_factory=dict)

    def others(self, pair_id: int) -> tuple[Named, ...]:
        card = self.cards[pair_id]
        mentors = any(each.id == self.person_id for each in card.mentors)
        return card.mentees if mentors else card.mentors

    def mentored(self) -> list[Pair]:
        """Those in which the person is a mentor."""
        return [
            pair
            for pair in self.pairs
            if any(each.id == self.person_id for each in self.cards[pair.id].mentors)
        ]


@dataclass(frozen=True, slots=True)
class Door:
    """How a kind is found and entered. `prompts`: kinds of services.prompts that ask for it in
    the chat."""

    find: Callable[[Of], Iterable[Matter]]
    enter: Callable[[Session, Actor, int, int, str, date], object]
    prompts: frozenset[str]
