"""What an interim questionnaire says of the health of a pair: rules as data."""

from collections.abc import Mapping
from typing import Final

from domain.health import Fit, Source
from domain.survey.holding import holds
from domain.survey.model import Compare, Condition, Key, Reply

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
# What calls for the curator's hand; the first that holds.
HELP: Final[tuple[tuple[Condition, Source], ...]] = (
    (Condition("change", Compare.IS, ("help",)), Source.HELP),
    (Condition("change", Compare.IS, ("plan",)), Source.PLAN),
    (Condition("regular", Compare.IS, ("no",)), Source.RARE),
)


def fit(replies: Mapping[Key, Reply]) -> Fit | None:
    """None where it says nothing of the partner."""
    return next((found for rule, found in FITS if holds(rule, replies)), None)


def call(replies: Mapping[Key, Reply]) -> Source | None:
    """Why the curator should look; None where nothing calls for it."""
    return next((found for rule, found in HELP if holds(rule, replies)), None)


def round_on(days: int) -> int:
    """The last round that has begun so many days after the pair did; 0: none yet."""
    return 0 if days < FIRST else (days - FIRST) // EVERY + 1


def is_asked(number: int, days: int, resumed: int = 0) -> bool:
    """Whether a round is asked about on a day of the pair. One that the pair has missed by a pause
    is asked about when it goes on (`resumed`: on which day), unless the next is near."""
    since = max(begins(number), resumed)
    return days - since < OPEN_FOR and (
        since == begins(number) or begins(number + 1) - since >= OPEN_FOR
    )


def begins(number: int) -> int:
    """The day of a pair on which a round begins, 0 being its first day."""
    return FIRST + (number - 1) * EVERY
