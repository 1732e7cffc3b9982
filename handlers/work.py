"""The first button of an item's card by the kind of its work: one registry, which features join.

See docs/kinds.md.
"""

from collections.abc import Callable

from domain.kinds import WorkKind
from handlers.buttons.item import AddEvidence
from handlers.registry import Button
from services.card import CardView
from texts import kinds as words

Step = tuple[str, Button]
# From a card that the actor may act on to the caption and the request; None: nothing to do now.
First = Callable[[CardView], Step | None]
WORK: dict[WorkKind, First] = {}


def first(*kinds: WorkKind) -> Callable[[First], First]:
    """Register what the first button does for a kind of work; one place a kind."""

    def register(step: First) -> First:
        for kind in kinds:
            if kind in WORK:
                raise ValueError(f"{kind} has a first button already")
            WORK[kind] = step
        return step

    return register


def first_step(view: CardView) -> Step | None:
    """What the card offers before «Отметить»; None where ticking off is all there is to do."""
    return WORK.get(view.kind, collect)(view)


def collect(view: CardView) -> Step | None:
    """What comes of the work is attached; once it is, ticking off is the likely act.

    So it is for every kind that no feature does otherwise.
    """
    caption = words.COLLECT.get(view.kind)
    there = view.evidence and not view.shares  # of shares others may have attached theirs
    return (caption, AddEvidence(view.id)) if caption and not there else None
