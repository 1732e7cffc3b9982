"""Requests about invitation links."""

from domain.roles import Role
from handlers.registry import Button, button


@button("iw")
class InviteInto(Button):
    """Choose whom to invite into a given organisation."""

    organisation_id: int


@button("ia")
class InviteAs(Button):
    """Make a link for a role; a specialist's title is asked first."""

    organisation_id: int
    role: Role
    pupil: bool
    once: bool


@button("il")
class InviteTitle(Button):
    """Make a link for a specialist with a title of the list; no number: ask to type one."""

    organisation_id: int
    number: int | None


@button("ll")
class Links(Button):
    """The links that still work, by page."""

    organisation_id: int
    page: int


@button("lk")
class OpenLink(Button):
    """One link again, with its picture."""

    invitation_id: int


@button("lr")
class RevokeLink(Button):
    """Ask whether a link is to stop working."""

    invitation_id: int


@button("ly")
class RevokeLinkNow(Button):
    invitation_id: int
