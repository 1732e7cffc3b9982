"""Matters that are somebody's by a role: who has the same right may see to them during a leave.

Everything else is a person's own word (how it goes with a partner, a consent, what became of
one's own meeting) and waits for the return; a mentor's meetings have a substitute
(services.pairs.substitutes), the psychologist's desk another psychologist.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import RoleGrant
from domain.roles import Action, Role, allows

BY_ROLE: Final[Mapping[str, Action]] = {
    "applications": Action.EDIT_PEOPLE,
    "bank_candidates": Action.EDIT_PAIRS,
    "consent_coming": Action.ENTER_PAPER,
    "consent_lapsed": Action.ENTER_PAPER,
    "consent_of_age": Action.ENTER_PAPER,
    "erased": Action.ERASE_PEOPLE,
    "meeting_decided": Action.EDIT_PAIRS,
    "meeting_denied": Action.EDIT_PAIRS,
    "pair_declined": Action.EDIT_PAIRS,
    "pair_help": Action.EDIT_PAIRS,
    "pair_leaves": Action.EDIT_PAIRS,
    "pair_over": Action.EDIT_PAIRS,
    "pair_papers": Action.EDIT_PAIRS,
    "pair_silent": Action.EDIT_PAIRS,
    "pair_stepped": Action.EDIT_PAIRS,
    "pairs_unmarked": Action.EDIT_PAIRS,
    "paper_due": Action.ENTER_PAPER,
    "retention": Action.ERASE_PEOPLE,
    "same_person": Action.EDIT_PEOPLE,
    "survey_over": Action.EDIT_PAIRS,
    "unpublish": Action.ENTER_PAPER,
    "withdrawn": Action.ERASE_PEOPLE,
}
OWN: Final = frozenset({
    "leave_back", "leave_deputy", "meeting_agree", "meeting_agreed", "meeting_confirm",
    "meeting_eve", "meeting_log", "meeting_off", "meeting_plan", "meeting_series",
    "meeting_step", "meeting_unanswered", "pair_check", "pair_fit", "pair_member_out",
    "pair_offer", "pair_stand_in", "pair_stopped", "parent_asked", "programme_agree",
    "programme_moved", "programme_remarks", "referral", "survey", "survey_pair", "weekly",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rights:
    """What some people may do, by the roles that they hold now."""

    held: Mapping[int, Collection[tuple[Role, int | None]]]

    def passes(self, kind: str, place: int, person_id: int, deputy_id: int) -> bool:
        """Whether a matter is the person's by a role that the deputy's own roles match."""
        action = BY_ROLE.get(kind)
        return action is not None and all(
            any(allows(role, action) and at == place for role, at in self.held.get(each, ()))
            for each in (person_id, deputy_id)
        )


def rights(session: Session, person_ids: Iterable[int]) -> Rights:
    found: defaultdict[int, set[tuple[Role, int | None]]] = defaultdict(set)
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role, RoleGrant.organisation_id).where(
            RoleGrant.person_id.in_(set(person_ids)), RoleGrant.until.is_(None)
        )
    )
    for row in rows:
        found[row.person_id].add((row.role, row.organisation_id))
    return Rights(found)
