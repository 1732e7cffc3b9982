"""What can be exported, by which role, and the choices that stand in the tables."""

from enum import StrEnum

from domain.roles import Role


class What(StrEnum):
    """The tables of an export; EVERYTHING is several of them in one file."""

    SCHOOLS = "schools"  # counts by school, nobody's name
    PEOPLE = "people"
    PAIRS = "pairs"
    PROGRAMMES = "programmes"
    MEETINGS = "meetings"
    SURVEYS = "surveys"  # answers to questionnaires, none of anonymous ones
    ROADMAP = "roadmap"
    AUDIT = "audit"
    EVERYTHING = "everything"


_OF_SCHOOL = (
    What.PEOPLE, What.PAIRS, What.PROGRAMMES, What.MEETINGS, What.SURVEYS, What.ROADMAP,
)  # fmt: skip
_ALL = (What.SCHOOLS, *_OF_SCHOOL, What.AUDIT)
_OFFERED = {
    # Who looks after the installation does not work with pairs: one file of all, for a school.
    Role.ADMINISTRATOR: (What.PEOPLE, What.AUDIT, What.EVERYTHING),
    Role.COORDINATOR: (What.SCHOOLS,),
    Role.HEAD: (*_OF_SCHOOL, What.EVERYTHING),
    Role.CURATOR: (*_OF_SCHOOL, What.EVERYTHING),
}


def offered(role: Role) -> tuple[What, ...]:
    """What a role may export, in the order of the screen."""
    return _OFFERED.get(role, ())


def tables(what: What, role: Role | None) -> tuple[What, ...]:
    """The tables of one file; `role` None: the console, which sees all."""
    if what is not What.EVERYTHING:
        return (what,)
    return _ALL if role in {None, Role.ADMINISTRATOR} else _OF_SCHOOL


class Account(StrEnum):
    """Whether a person can be written to."""

    OPEN = "open"
    CLOSED = "closed"
    NONE = "none"


class Agreed(StrEnum):
    """The consent to processing, with all that a minor needs."""

    YES = "yes"
    NO = "no"
    WAITING = "waiting"


class Place(StrEnum):
    """Where a meeting was."""

    FACE = "face"
    REMOTE = "remote"


class Paper(StrEnum):
    """How an answer came."""

    CHAT = "chat"
    PAPER = "paper"


class Level(StrEnum):
    """Of a line of a roadmap."""

    ROW = "row"
    STEP = "step"
