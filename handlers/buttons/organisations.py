"""Requests about schools and municipalities."""

from db.models.people import OrganisationKind
from domain.roles import Role
from handlers.registry import Button, button


@button("ol")
class OrganisationPage(Button):
    """The list of organisations, by page."""

    page: int


@button("oo")
class OpenOrganisation(Button):
    """One organisation: who leads it, its time zone, what to do next."""

    organisation_id: int


@button("on")
class NewOrganisation(Button):
    """Ask for the name of a new school or municipality."""

    kind: OrganisationKind
    parent_id: int | None


@button("or")
class RenameOrganisation(Button):
    """Ask for the right name."""

    organisation_id: int


@button("ot")
class TakeRole(Button):
    """Take a role in the organisation oneself."""

    organisation_id: int
    role: Role


@button("oz")
class Zones(Button):
    """Choose the time zone."""

    organisation_id: int


@button("os")
class SetZone(Button):
    organisation_id: int
    zone: str
