"""Acts of the log by what they are about: an act belongs to a group by how its name begins."""

from enum import StrEnum


class Group(StrEnum):
    PEOPLE = "people"
    RIGHTS = "rights"
    CONSENTS = "consents"
    ERASING = "erasing"
    ROADMAPS = "roadmaps"
    PAIRS = "pairs"
    SURVEYS = "surveys"
    FILES = "files"
    SETTINGS = "settings"


BEGINNINGS: dict[Group, tuple[str, ...]] = {
    Group.PEOPLE: (
        "person_added", "person_archived", "person_changed", "person_filled", "person_pupil",
        "person_renamed", "people_merged", "roster_", "chat_", "application_", "guardian_",
    ),
    Group.RIGHTS: ("role_", "invitation_"),
    Group.CONSENTS: ("consent_", "parent_", "publication_"),
    Group.ERASING: ("erasure_", "person_erased"),
    Group.ROADMAPS: (
        "roadmap_", "draft_", "correction_", "next_year_", "template_", "programme_",
        "passed_to_head", "kept_from_head",
    ),
    Group.PAIRS: (
        "pair_", "pairs_", "mentee_", "meeting_", "answer_", "absence_", "leave_", "bank_",
    ),
    Group.SURVEYS: ("survey_", "questionnaire_"),
    Group.FILES: ("people_exported", "export", "sheet_"),
    Group.SETTINGS: ("preferences", "organisation_", "digest_plan"),
}  # fmt: skip
