"""Who of an organisation has consented to the processing of personal data, for an item."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.roles import Action
from services.actor import Actor, require
from services.item_rights import see
from services.person_cards import PersonCard, cards, members
from services.subjects import Subject, subjects


@dataclass(frozen=True, slots=True)
class ConsentsView:
    """`people`: those without a consent first, then by name."""

    subject: Subject
    organisation_id: int
    people: tuple[PersonCard, ...]
    may_invite: bool

    @property
    def given(self) -> int:
        return sum(card.consent is True for card in self.people)


def consent_list(session: Session, actor: Actor, item_id: int) -> ConsentsView:
    """Names are for those who see the people of the organisation.

    Raises Refusal("gone" | "not_launched" | "forbidden").
    """
    place = see(session, actor, item_id).roadmap.organisation_id
    require(session, actor, Action.SEE_PEOPLE, place)
    everybody = cards(session, place, members(session, place), actor.at)
    return ConsentsView(
        subject=subjects(session, [item_id])[item_id],
        organisation_id=place,
        people=tuple(sorted(everybody, key=lambda card: card.consent is True)),
        may_invite=actor.may(Action.INVITE_STAFF, place),
    )
