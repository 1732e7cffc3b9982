"""Who may do what: one table, tested whole. A button is a request, this table the permission."""

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"  # of the installation
    COORDINATOR = "coordinator"  # of a municipality
    HEAD = "head"
    CURATOR = "curator"
    MENTOR = "mentor"
    MENTEE = "mentee"
    PARENT = "parent"
    SPECIALIST = "specialist"  # with a title: methodist, psychologist, class teacher …


class Action(StrEnum):
    CREATE_ORGANISATION = "create_organisation"
    INVITE_HEAD = "invite_head"
    INVITE_CURATOR = "invite_curator"  # and replace the curator
    INVITE_STAFF = "invite_staff"
    EDIT_PEOPLE = "edit_people"
    SEE_PEOPLE = "see_people"
    EDIT_ROADMAP = "edit_roadmap"  # upload, decide, launch, move, reassign, add, delete
    SEE_ROADMAP = "see_roadmap"
    EXPORT_ROADMAP = "export_roadmap"
    ACT_FOR_OTHERS = "act_for_others"  # tick off what another person owns
    DO_OWN_ITEMS = "do_own_items"
    SCHOOL_SETTINGS = "school_settings"  # rhythm, days off, week
    SEE_FORECAST = "see_forecast"  # what will be sent to whom
    SEE_DELIVERY = "see_delivery"  # who cannot be reached
    SEE_AUDIT = "see_audit"
    SEE_PAIRS = "see_pairs"
    EDIT_PAIRS = "edit_pairs"  # enter, pause, end, hand over; papers of pairs
    ENTER_PAPER = "enter_paper"  # what a person has answered on paper (services.entering)
    EXPORT_DATA = "export_data"
    ERASE_PEOPLE = "erase_people"


# In the roadmap of a municipality these are people of its schools, each school's own.
AT_SCHOOLS = frozenset({Role.HEAD, Role.CURATOR, Role.MENTOR, Role.MENTEE})

A = Action
_OWN = frozenset({A.DO_OWN_ITEMS})
_STAFF = _OWN | {A.SEE_ROADMAP}
_CURATOR = _STAFF | {
    A.INVITE_STAFF, A.EDIT_PEOPLE, A.SEE_PEOPLE, A.EDIT_ROADMAP, A.EXPORT_ROADMAP,
    A.ACT_FOR_OTHERS, A.SCHOOL_SETTINGS, A.SEE_FORECAST, A.SEE_DELIVERY, A.SEE_PAIRS,
    A.EDIT_PAIRS, A.ENTER_PAPER, A.EXPORT_DATA, A.ERASE_PEOPLE,
}  # fmt: skip

RIGHTS: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset({
        A.CREATE_ORGANISATION, A.INVITE_HEAD, A.INVITE_CURATOR, A.SEE_PEOPLE, A.EDIT_PEOPLE,
        A.SCHOOL_SETTINGS, A.SEE_DELIVERY, A.SEE_AUDIT, A.DO_OWN_ITEMS, A.EXPORT_DATA,
        A.ERASE_PEOPLE,
    }),
    Role.COORDINATOR: _CURATOR | {A.CREATE_ORGANISATION, A.INVITE_HEAD, A.INVITE_CURATOR},
    Role.HEAD: _CURATOR | {A.INVITE_CURATOR},
    Role.CURATOR: _CURATOR,
    Role.MENTOR: _STAFF,
    Role.MENTEE: _STAFF,
    Role.PARENT: _OWN,
    Role.SPECIALIST: _STAFF,
}  # fmt: skip


def allows(role: Role, action: Action) -> bool:
    """Whether `role` may do `action` inside the organisation where it is held."""
    return action in RIGHTS[role]
