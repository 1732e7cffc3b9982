"""Requests about applications without a link, two records of one person, another phone."""

from domain.roles import Role
from handlers.registry import Button, button


@button("ue")
class Apply(Button):
    """Ask for the school."""


@button("uf")
class ApplyTo(Button):
    """Ask for the role in a school."""

    organisation_id: int


@button("ug")
class ApplyAs(Button):
    organisation_id: int
    role: Role
    pupil: bool


@button("uh")
class WithdrawApplication(Button):
    application_id: int


@button("ui")
class Applications(Button):
    """Those that wait in a school, by page."""

    organisation_id: int
    page: int


@button("uj")
class OpenApplication(Button):
    application_id: int


@button("uk")
class AcceptApplication(Button):
    """`into`: the person on paper who it is."""

    application_id: int
    into: int | None


@button("ul")
class DeclineApplication(Button):
    application_id: int


@button("um")
class AcceptAll(Button):
    organisation_id: int


@button("un")
class Merge(Button):
    """Choose who on paper somebody with a chat is, by page."""

    person_id: int
    page: int


@button("uo")
class MergeWith(Button):
    """Ask whether the two are one."""

    person_id: int
    paper_id: int


@button("up")
class MergeNow(Button):
    person_id: int
    paper_id: int


@button("uq")
class Different(Button):
    """They are two people."""

    person_id: int


@button("ur")
class NewPhone(Button):
    """How somebody goes on from another account."""

    person_id: int


@button("us")
class ReleaseChat(Button):
    """Ask whether the chat is to be somebody else's."""


@button("ut")
class ReleaseNow(Button):
    pass
