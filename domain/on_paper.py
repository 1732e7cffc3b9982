"""Kinds of what a person answers in the chat that can be entered from paper for them."""

from enum import StrEnum


class Kind(StrEnum):
    """Short, for they stand in buttons. Consents are not among them (domain/consents.py)."""

    OFFER = "o"  # to mentor in a proposed pair
    HELD = "h"  # whether a meeting was held
    RATING = "s"
    TIME = "t"  # of a meeting that is proposed
    STEP = "n"  # what became of the next step
    PROGRAMME = "p"
    CHECK = "c"  # whether all is well in the pair
    FIT = "f"
    REFUSAL = "r"  # not to mentor any more
