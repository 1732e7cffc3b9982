"""Requests about lists of people read from files."""

from domain.roles import Role
from handlers.registry import Button, button


@button("u0")
class RosterFile(Button):
    """Ask for a file with the people of an organisation."""

    organisation_id: int


@button("u1")
class RosterExample(Button):
    """The table to fill in."""

    organisation_id: int


@button("u2")
class ShowRoster(Button):
    """A list as it was understood."""

    import_id: int


@button("u3")
class RosterRole(Button):
    """The role of all to whom the file gives none; None: no role."""

    import_id: int
    role: Role | None


@button("u4")
class RosterDoubt(Button):
    """One of those who may be in the school already, by number."""

    import_id: int
    page: int


@button("u5")
class SettleDoubt(Button):
    """`number`: of the line in the list."""

    import_id: int
    number: int
    same: bool
    page: int


@button("u6")
class RosterNew(Button):
    """Who will be added, by page."""

    import_id: int
    page: int


@button("u7")
class RosterWrong(Button):
    """Lines with mistakes, by page."""

    import_id: int
    page: int


@button("u8")
class RosterMend(Button):
    """Those lines as a table."""

    import_id: int


@button("u9")
class RosterApply(Button):
    import_id: int


@button("ua")
class RosterDrop(Button):
    import_id: int


@button("ub")
class RosterUndo(Button):
    import_id: int


@button("uc")
class TakeFileAs(Button):
    """What a table is that may be several things; the file is kept with the question."""

    what: str


@button("ud")
class PeopleTable(Button):
    """Everybody of an organisation as a table that comes back."""

    organisation_id: int
