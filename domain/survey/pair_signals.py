"""What an interim questionnaire says of the health of a pair: rules as data."""

from collections.abc import Mapping
from typing import Final

from domain.health import Fit
from domain.survey.model import Compare, Condition, Key, Reply
from domain.survey.walk import holds

FIRST: Final = 30
"""Days from the beginning of a pair to its first questionnaire."""
EVERY: Final = 60
"""Days from one questionnaire to the next."""
OPEN_FOR: Final = 14
"""Days that a pair has for its answers."""

# The first that holds is what somebody says of the partner.
FITS: Final[tuple[tuple[Condition, Fit], ...]] = (
    (Condition("change", Compare.IS, ("partner",)), Fit.CHANGE),
    (Condition("comfort", Compare.AT_MOST, (3,)), Fit.NOT_GOOD),
    (Condition("comfort", Compare.AT_MOST, (6,)), Fit.SO_SO),
    (Condition("comfort", Compare.AT_LEAST, (7,)), Fit.GOOD),
)
# What asks for the curator's hand.
HELP: Final = Condition(
    any_of=(
        Condition("change", Compare.IS, ("help", "plan")),
        Condition("regular", Compare.IS, ("no",)),
    )
)


def fit(replies: Mapping[Key, Reply]) -> Fit | None:
    """None where it says nothing of the partner."""
    return next((found for rule, found in FITS if holds(rule, replies)), None)


def wants_help(replies: Mapping[Key, Reply]) -> bool:
    return holds(HELP, replies)


def round_on(days: int) -> int:
    """The last round that has begun so many days after the pair did; 0: none yet."""
    return 0 if days < FIRST else (days - FIRST) // EVERY + 1


def begins(number: int) -> int:
    """The day of a pair on which a round begins, 0 being its first day."""
    return FIRST + (number - 1) * EVERY
