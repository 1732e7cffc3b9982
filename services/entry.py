"""The door: what a chat brings (a link, the administrator's code), and the step inside.

Before the consent only the chat's pending request is kept (chat_state); a person with a name
exists after it.
"""

import dataclasses
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Person
from domain.roles import Role
from domain.words import PARTICIPANT
from services import (
    audit,
    chat,
    consents,
    grants,
    installation,
    invitations,
    links,
    outbox,
    people,
)
from services.actor import CHANNEL, Actor, State
from services.errors import Refusal
from services.invitations import Offer

JOINING = "joining"  # the chat state that remembers what the person came with
MY_NAME = "my_name"
_PAYLOAD_IN_LINK = re.compile(r"[?&]start=([\w-]{1,64})", re.ASCII)


class Situation(StrEnum):
    """Where a chat stands before the menu."""

    STRANGER = "stranger"  # came with nothing
    OFFER = "offer"  # came with an invitation
    FIRST = "first"  # may become the administrator
    KNOWN = "known"  # a person who was not asked for the consent or refused it
    INSIDE = "inside"  # consent given, nothing pending


@dataclass(frozen=True, slots=True)
class Standing:
    """`operator` is empty where no organisation is known yet; `refused`: said no before."""

    situation: Situation
    operator: str
    offer: Offer | None = None
    consented: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """What the step inside brought. `fresh`: the name is the profile's and was never checked."""

    name: str
    fresh: bool
    administrator: bool
    offer: Offer | None


def payload_in(text: str) -> str | None:
    """The payload of a pasted link or message, or None."""
    found = _PAYLOAD_IN_LINK.search(text)
    if found is not None:
        return found.group(1)
    bare = text.strip()
    return bare if links.is_link(bare) else None


def arrive(session: Session, actor: Actor, brought: str, listed: bool) -> Standing:
    """Take in what came with /start or as text; `listed`: the chat stands in ADMIN_IDS.

    Raises a Refusal of its own for a link or code that is of no use.
    """
    outbox.mark_reachable(session, actor.chat_id, actor.at)
    if links.is_link(brought):
        offer = invitations.read(session, actor, brought)
        return _pend(session, actor, {"invitation": offer.id}, listed)
    if brought:
        if not installation.is_admin_code(session, brought):
            raise Refusal("link_broken")
        return _pend(session, actor, {"code": brought}, listed)
    if listed and not _administers(actor):
        return _pend(session, actor, {"listed": 1}, listed)
    if not _pending(actor):
        chat.clear(session, actor)
    return standing(session, actor, listed)


def is_admin_code(session: Session, actor: Actor, text: str) -> bool:
    return installation.is_admin_code(session, text)


def standing(session: Session, actor: Actor, listed: bool) -> Standing:
    """Where the chat stands. Raises a Refusal where the pending invitation died meanwhile."""
    refused, consented = actor.consent is False, actor.consent is True
    pending = _pending(actor)
    if "invitation" in pending:
        offer = invitations.offered(session, actor, int(pending["invitation"]))
        refused = refused or bool(pending.get("refused"))
        return Standing(Situation.OFFER, offer.organisation, offer, consented, refused)
    if pending or (listed and actor.person_id is None):
        _require_way_to_administer(session, pending, listed)
        return Standing(Situation.FIRST, "", None, consented)
    if actor.person_id is None:
        return Standing(Situation.STRANGER, "")
    if consented:
        return Standing(Situation.INSIDE, consents.operator(session, actor), consented=True)
    return Standing(Situation.KNOWN, consents.operator(session, actor), refused=refused)


def agree(session: Session, actor: Actor, profile: str, listed: bool) -> Joined:
    """Consent, and with it whatever the chat came for; `profile`: the name in the messenger."""
    found = standing(session, actor, listed)
    if found.situation is Situation.STRANGER:
        raise Refusal("stranger")
    if found.situation is Situation.INSIDE:
        return Joined(actor.name, fresh=False, administrator=False, offer=None)
    person, bound = _person(session, actor, found, profile)
    me = dataclasses.replace(actor, person_id=person.id)
    if actor.consent is not True:
        consents.give(session, me, found.operator)
    if found.offer is not None:
        personal = found.offer.person is not None
        after_no = found.refused and actor.person_id is None and not personal
        invitations.accept(session, me, found.offer, binding=bound and personal, after_no=after_no)
    if found.situation is Situation.FIRST:
        _administer(session, me, person, listed)
    fresh = bound and (found.offer is None or found.offer.person is None)
    if fresh:
        chat.ask(session, me, MY_NAME, {})
    else:
        chat.clear(session, me)
    return Joined(person.name, fresh, found.situation is Situation.FIRST, found.offer)


def refuse(session: Session, actor: Actor, listed: bool) -> None:
    """No is an answer: nothing more is sent, and the link stays good for a later yes."""
    pending = _pending(actor)
    if actor.person_id is not None:
        consents.refuse(session, actor, actor.person_id, consents.operator(session, actor))
        return
    if not pending:
        return
    chat.ask(session, actor, JOINING, {**pending, "refused": 1})
    found = standing(session, actor, listed)
    if found.offer is not None and "refused" not in pending:
        invitations.refuse(session, actor, found.offer.id)
    if found.offer is not None and found.offer.person is not None:
        _refuse_for(session, actor, found.offer.person.id, found.operator)


def _refuse_for(session: Session, actor: Actor, person_id: int, operator: str) -> None:
    """Only for who has no chat yet: a link in wrong hands must not silence its owner."""
    bound = session.scalar(select(Identity.id).where(Identity.person_id == person_id).limit(1))
    if bound is None:
        consents.refuse(session, actor, person_id, operator)


def decline(session: Session, actor: Actor) -> None:
    """Somebody inside does not want the role that was offered."""
    pending = _pending(actor)
    if "invitation" in pending:
        invitations.refuse(session, actor, int(pending["invitation"]))
    chat.clear(session, actor)


def _pend(session: Session, actor: Actor, data: dict[str, Any], listed: bool) -> Standing:
    chat.ask(session, actor, JOINING, data)
    return standing(session, dataclasses.replace(actor, state=State(JOINING, data)), listed)


def _pending(actor: Actor) -> dict[str, Any]:
    return actor.state.data if actor.state is not None and actor.state.name == JOINING else {}


def _administers(actor: Actor) -> bool:
    return any(held.role is Role.ADMINISTRATOR for held in actor.roles)


def _require_way_to_administer(session: Session, pending: dict[str, Any], listed: bool) -> None:
    """Checked when the code is brought and again when it is used: another may be faster."""
    if not listed and not installation.is_admin_code(session, str(pending.get("code", ""))):
        raise Refusal("code_used")


def _person(session: Session, actor: Actor, found: Standing, profile: str) -> tuple[Person, bool]:
    """Who stands at the door, and whether the chat was bound to the person just now."""
    if actor.person_id is not None:
        return session.get_one(Person, actor.person_id), False
    offer = found.offer
    if offer is not None and offer.person is not None:
        person = session.get_one(Person, offer.person.id)
    else:
        organisation_id = offer.organisation_id if offer else None
        person = people.create(session, actor, organisation_id, _name(profile))
    session.add(
        Identity(person_id=person.id, channel=CHANNEL, chat_id=actor.chat_id, created_at=actor.at)
    )
    session.flush()
    audit.record(session, actor, "chat_bound", f"person:{person.id}", person.organisation_id)
    return person, True


def _name(profile: str) -> str:
    """The profile's name where it is one; some consist of hearts."""
    shown = " ".join(profile.split())[: people.NAME_LIMIT].strip()
    return shown if any(letter.isalpha() for letter in shown) else PARTICIPANT


def _administer(session: Session, actor: Actor, person: Person, listed: bool) -> None:
    if not installation.burn_code(session) and not listed:
        raise Refusal("code_used")
    grant_id = grants.add(session, actor, person.id, None, role=Role.ADMINISTRATOR)
    person.active_role_id = grant_id
