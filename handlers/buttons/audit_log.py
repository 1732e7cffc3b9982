"""Requests of the administrator's log: its filter travels with every button."""

from domain.audit import Group
from handlers.registry import Button, button


@button("jE")
class AuditLog(Button):
    """The log by page; what is not chosen is any."""

    person_id: int | None
    group: Group | None
    days: int | None
    page: int


@button("jF")
class ChooseGroup(Button):
    person_id: int | None
    days: int | None


@button("jG")
class ChooseActor(Button):
    """Who acted, by page."""

    group: Group | None
    days: int | None
    page: int


@button("jH")
class ChoosePeriod(Button):
    person_id: int | None
    group: Group | None


@button("jO")
class AuditFile(Button):
    """The same as a table."""

    person_id: int | None
    group: Group | None
    days: int | None
