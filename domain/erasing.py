"""Erasing of a person's data: why, when, what goes and what the law makes stay."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.schoolyear import school_year

# 152-ФЗ ст. 21: thirty days from the withdrawal, unless the law obliges to keep.
DUE = timedelta(days=30)


class Reason(StrEnum):
    WITHDRAWN = "withdrawn"
    REQUEST = "request"
    RETENTION = "retention"


class Part(StrEnum):
    """What is erased, in the order of an act."""

    NAME = "name"  # name, post, class, birthday: a code stays
    CHATS = "chats"
    ROLES = "roles"
    FAMILY = "family"
    PAIRS = "pairs"  # open ones end
    MEETINGS = "meetings"  # texts and steps of meetings in pairs of their own
    NOTES = "notes"
    ANSWERS = "answers"  # ratings, fit, agreements
    MESSAGES = "messages"
    FILES = "files"
    LISTS = "lists"  # rows of lists that were read in


class Kept(StrEnum):
    """What stays, and the act says why."""

    ORDERS = "orders"  # orders, agreements: the archive's terms
    CONSENTS = "consents"  # proof that the processing was lawful
    FACTS = "facts"  # dates of meetings and hours, by code
    ITEMS = "items"  # lines of roadmaps, by code
    LOG = "log"  # who did what, by code


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a part there is."""

    part: Part
    count: int


def expires(left: date, years: int) -> date:
    """The first day on which nothing is needed any more of somebody who left: the first of
    September after so many whole school years."""
    return date(school_year(left) + years + 1, 9, 1)
