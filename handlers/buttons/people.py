"""Requests about people, invitations and organisations."""

from domain.roles import Role
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


@button("po")
class PeopleOf(Button):
    """People of a given organisation, by page: for those who look after several."""

    organisation_id: int
    page: int


@button("pf")
class FindPerson(Button):
    """Ask for a part of a name."""

    organisation_id: int


@button("pa")
class AddPeople(Button):
    """Ask for people without a chat, one a line."""

    organisation_id: int
    pupils: bool


@button("pn")
class RenamePerson(Button):
    """Ask for the right name and post."""

    person_id: int


@button("pu")
class SetPupil(Button):
    """Say that a person is a pupil, or is not."""

    person_id: int
    pupil: bool


@button("pk")
class PupilFacts(Button):
    """Ask for a pupil's class and birthday."""

    person_id: int


@button("pg")
class GiveRole(Button):
    """Choose a role for a person of the organisation."""

    person_id: int


@button("pr")
class GiveRoleAs(Button):
    """Give that role; a specialist's title is asked next."""

    person_id: int
    role: Role


@button("pt")
class GiveTitle(Button):
    """Give the specialist's role with a title of the list; no number: ask to type one."""

    person_id: int
    number: int | None


@button("px")
class RevokeRole(Button):
    """Ask whether a role is to end."""

    grant_id: int


@button("py")
class RevokeRoleNow(Button):
    grant_id: int


@button("pz")
class Archive(Button):
    """Ask whether a person is to be removed from the organisation."""

    person_id: int


@button("pq")
class ArchiveNow(Button):
    person_id: int


@button("pi")
class InvitePerson(Button):
    """Make a link by which this very person joins."""

    person_id: int


@button("ap")
class Appoint(Button):
    """Choose one of the organisation's people for a role, by page."""

    organisation_id: int
    role: Role
    page: int


@button("aa")
class AppointNow(Button):
    organisation_id: int
    role: Role
    person_id: int


@button("pw")
class PeopleActs(Button):
    """What may be done with the people of an organisation."""

    organisation_id: int
