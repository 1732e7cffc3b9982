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
from domain.consents import Document
from domain.roles import Role
from domain.words import PARTICIPANT
from services import (
    applications,
    audit,
    chat,
    chats,
    consents,
    grants,
    installation,
    invitations,
    links,
    merging,
    outbox,
    people,
    school_search,
)
from services.actor import Actor, State
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
    APPLYING = "applying"  # without a link, asks a school for a role
    WAITING = "waiting"  # a minor who has agreed: a parent's consent is missing
    INSIDE = "inside"  # consent given, nothing pending


@dataclass(frozen=True, slots=True)
class Standing:
    """`operator` is empty where no organisation is known yet; `refused`: said no before."""

    situation: Situation
    operator: str
    offer: Offer | None = None
    consented: bool = False
    refused: bool = False
    document: Document = Document.PROCESSING  # what is asked of who stands there
    applying: Role | None = None  # APPLYING: the role that is asked for
    on_paper: bool = False  # WAITING: a parent has tapped, the school waits for the paper


@dataclass(frozen=True, slots=True)
class Joined:
    """What the step inside brought. `fresh`: the name is the profile's and was never checked."""

    name: str
    fresh: bool
    administrator: bool
    offer: Offer | None
    left: tuple[str, ...] = ()  # chats of the person that are closed now
    situation: Situation = Situation.INSIDE


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
        if not installation.is_admin_code(session, brought, actor.at):
            raise Refusal("link_broken")
        return _pend(session, actor, {"code": brought}, listed)
    if listed and not _administers(actor):
        return _pend(session, actor, {"listed": 1}, listed)
    if not _pending(actor):
        chat.clear(session, actor)
    return standing(session, actor, listed)


def is_admin_code(session: Session, actor: Actor, text: str) -> bool:
    return installation.is_admin_code(session, text, actor.at)


def standing(session: Session, actor: Actor, listed: bool) -> Standing:
    """Where the chat stands. Raises a Refusal where the pending invitation died meanwhile."""
    refused, consented = actor.consent is False, actor.consent is True
    pending = _pending(actor)
    me = session.get(Person, actor.person_id) if actor.person_id else None
    if "invitation" in pending:
        offer = invitations.offered(session, actor, int(pending["invitation"]))
        refused = refused or bool(pending.get("refused"))
        return Standing(
            Situation.OFFER, offer.organisation, offer, consented, refused,
            _asked(session, actor, me, offer),
        )  # fmt: skip
    if "apply" in pending:
        place = school_search.school(session, actor, int(pending["apply"]))
        document = consents.own_document(me, actor.today, pupil=bool(pending["pupil"]))
        return Standing(
            Situation.APPLYING, place.name, None, consented,
            refused or bool(pending.get("refused")), document, Role(pending["role"]),
        )  # fmt: skip
    if pending or (listed and actor.person_id is None):
        _require_way_to_administer(session, actor, pending, listed)
        return Standing(Situation.FIRST, "", None, consented)
    if actor.person_id is None:
        return Standing(Situation.STRANGER, "")
    operator = consents.operator(session, actor)
    if consented:
        return Standing(Situation.INSIDE, operator, consented=True)
    assert me is not None
    document = consents.own_document(me, actor.today)
    if document is Document.ASSENT and consents.answered(session, me, document):
        tapped = consents.answered(session, me, Document.PARENTAL)
        return Standing(Situation.WAITING, operator, document=document, on_paper=tapped)
    return Standing(Situation.KNOWN, operator, refused=refused, document=document)


def agree(session: Session, actor: Actor, profile: str, listed: bool) -> Joined:
    """Consent, and with it whatever the chat came for; `profile`: the name in the messenger."""
    found = standing(session, actor, listed)
    if found.situation is Situation.STRANGER:
        raise Refusal("stranger")
    if found.situation in (Situation.INSIDE, Situation.WAITING):
        return Joined(actor.name, fresh=False, administrator=False, offer=None)
    person, bound, left = _person(session, actor, found, profile)
    me = dataclasses.replace(actor, person_id=person.id)
    if actor.consent is not True:
        consents.give(session, me, found.operator, pupil=found.document is Document.ASSENT)
    if found.offer is not None:
        personal = found.offer.person is not None
        after_no = found.refused and actor.person_id is None and not personal
        invitations.accept(session, me, found.offer, binding=bound and personal, after_no=after_no)
    if found.applying is not None:
        person.is_pupil = person.is_pupil or found.document is Document.ASSENT
        applications.make(session, me, int(_pending(actor)["apply"]), found.applying)
    if found.offer is not None and found.offer.person is None and bound:
        place = found.offer.organisation_id
        if place is not None:
            merging.suspect(session, me, person.id, place)
    if found.situation is Situation.FIRST:
        _administer(session, me, person, listed)
    # Who has to wait for a parent is not asked for more meanwhile.
    lets_in = found.document is Document.PROCESSING
    fresh = lets_in and bound and (found.offer is None or found.offer.person is None)
    if fresh:
        chat.ask(session, me, MY_NAME, {})
    else:
        chat.clear(session, me)
    first = found.situation is Situation.FIRST
    return Joined(person.name, fresh, first, found.offer, left, found.situation)


def _asked(session: Session, actor: Actor, me: Person | None, offer: Offer) -> Document:
    """The document for who joins by an offer: a pupil is asked for the assent."""
    person = me or (session.get(Person, offer.person.id) if offer.person else None)
    return consents.own_document(person, actor.today, pupil=offer.pupil)


def apply(
    session: Session, actor: Actor, organisation_id: int, role: Role, pupil: bool
) -> Standing | None:
    """Ask a school for a role: at once (None), or after the consent, which names the school.

    Raises Refusal("gone" | "forbidden" | "applied_inside").
    """
    if role not in applications.ROLES or (pupil and role is not Role.MENTEE):
        raise Refusal("forbidden")
    if actor.consent is True:
        applications.make(session, actor, organisation_id, role)
        return None
    wanted = {"apply": organisation_id, "role": role.value, "pupil": int(pupil)}
    return _pend(session, actor, wanted, listed=False)


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


def _require_way_to_administer(
    session: Session, actor: Actor, pending: dict[str, Any], listed: bool
) -> None:
    """Checked when the code is brought and again when it is used: another may be faster."""
    code = str(pending.get("code", ""))
    if not listed and not installation.is_admin_code(session, code, actor.at):
        raise Refusal("code_used")


def _person(
    session: Session, actor: Actor, found: Standing, profile: str
) -> tuple[Person, bool, tuple[str, ...]]:
    """Who stands at the door, whether the chat was bound to the person just now, and from which
    chats the person has moved."""
    if actor.person_id is not None:
        return session.get_one(Person, actor.person_id), False, ()
    offer = found.offer
    if offer is not None and offer.person is not None:
        person = session.get_one(Person, offer.person.id)
    else:
        organisation_id = offer.organisation_id if offer else None
        person = people.create(session, actor, organisation_id, _name(profile))
    left = chats.bind(session, actor, person.id)
    audit.record(session, actor, "chat_bound", f"person:{person.id}", person.organisation_id)
    return person, True, left


def _name(profile: str) -> str:
    """The profile's name where it is one; some consist of hearts."""
    shown = " ".join(profile.split())[: people.NAME_LIMIT].strip()
    return shown if any(letter.isalpha() for letter in shown) else PARTICIPANT


def _administer(session: Session, actor: Actor, person: Person, listed: bool) -> None:
    burnt = installation.burn_code(session)
    if burnt is None and not listed:
        raise Refusal("code_used")
    if burnt is not None and burnt.replaces:
        grants.end_administrators(session, actor)
    grant_id = grants.add(session, actor, person.id, None, role=Role.ADMINISTRATOR)
    person.active_role_id = grant_id
