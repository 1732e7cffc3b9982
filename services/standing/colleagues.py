"""To whom work can go: the grown-ups of an organisation who belong to it by more than a child."""

from sqlalchemy.orm import Session

from domain.roles import Role
from services import people
from services.person_cards import PersonCard


def of(session: Session, organisation_id: int) -> list[PersonCard]:
    """By name; those who are only mentored come last."""
    found = [each for each in people.staff(session, organisation_id) if not _only_parent(each)]
    return sorted(found, key=_only_mentee)


def _roles(card: PersonCard) -> set[Role]:
    return {grant.role for grant in card.grants}


def _only_parent(card: PersonCard) -> bool:
    return card.named.pupil or _roles(card) == {Role.PARENT}


def _only_mentee(card: PersonCard) -> bool:
    return bool(_roles(card)) and _roles(card) <= {Role.MENTEE, Role.PARENT}
