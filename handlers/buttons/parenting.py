"""Requests of parents, and of who brings them in."""

from domain.consents import Document
from handlers.registry import Button, button


@button("jp")
class Children(Button):
    """The parent's children."""


@button("jq")
class Child(Button):
    """What is known of one child."""

    child_id: int


@button("jr")
class ChildDocument(Button):
    """The whole document, by page."""

    child_id: int
    document: Document
    page: int


@button("js")
class ChildAnswer(Button):
    child_id: int
    document: Document
    given: bool


@button("jt")
class AskChildWithdraw(Button):
    """Say what will follow, and ask."""

    child_id: int


@button("ju")
class ChildWithdraw(Button):
    child_id: int


@button("jv")
class ChildMeetings(Button):
    child_id: int
    page: int


@button("jw")
class ChildFile(Button):
    """Everything that is kept of the child, as a file."""

    child_id: int


@button("jx")
class ChildPublishing(Button):
    """What of the child may be shown to everybody."""

    child_id: int


@button("jy")
class ChildPublish(Button):
    child_id: int
    document: Document
    given: bool


@button("jd")
class AddParent(Button):
    """Ask for the name of a pupil's parent."""

    child_id: int


@button("je")
class ParentLink(Button):
    """Make a link by which a parent of this pupil joins."""

    child_id: int


@button("jf")
class Parents(Button):
    """The parents of a pupil, for who keeps the list."""

    child_id: int


@button("jg")
class EndParent(Button):
    guardian_id: int
