"""Requests of the weekly message and of its settings."""

from db.models.digest import Rhythm
from handlers.registry import Button, button


@button("g0")
class DigestNow(Button):
    """The digest of an organisation at once, picture and table; none: of the current one."""

    organisation_id: int | None


@button("g1")
class PassOn(Button):
    """Tell the head of an item in the next digest."""

    item_id: int


@button("g2")
class TakeBack(Button):
    """Do not tell the head after all."""

    item_id: int


@button("g3")
class DigestSettings(Button):
    """When my digest of an organisation comes."""

    organisation_id: int


@button("g4")
class SetRhythm(Button):
    organisation_id: int
    rhythm: Rhythm


@button("g5")
class ChooseWeekday(Button):
    organisation_id: int


@button("g6")
class SetWeekday(Button):
    """Monday is 0."""

    organisation_id: int
    weekday: int


@button("g7")
class ChooseDigestHour(Button):
    organisation_id: int


@button("g8")
class SetDigestHour(Button):
    organisation_id: int
    hour: int
