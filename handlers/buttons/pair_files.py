"""Requests for the passport of a pair."""

from datetime import date

from handlers.registry import Button, button


@button("tE")
class Passport(Button):
    """The passport of a pair, as of a day."""

    pair_id: int
    day: date | None


@button("tF")
class PassportAs(Button):
    """Make the file."""

    pair_id: int
    day: date
    word: bool


@button("tG")
class PassportDay(Button):
    """Pick a past day."""

    pair_id: int
    year: int
    month: int
