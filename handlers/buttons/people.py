"""Requests about people, invitations and organisations."""

from handlers.registry import Button, button


@button("pp")
class People(Button):
    """People of the current organisation, by page."""

    page: int


@button("pe")
class OpenPerson(Button):
    """One person's card."""

    person_id: int


@button("io")
class Invite(Button):
    """Choose whom to invite into the current organisation."""


@button("og")
class Organisations(Button):
    """The administrator's and coordinator's list of organisations."""
