"""Who asks and when: identity, roles, consent and chat state, read at once for every update."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ChatState, Identity, Organisation, Person, RoleGrant
from domain.roles import Action, Role, allows
from services import gate
from services.errors import Refusal

CHANNEL = "telegram"
# A coordinator may set a school up, but sees nothing of its people.
_FROM_ABOVE = frozenset({Action.CREATE_ORGANISATION, Action.INVITE_HEAD, Action.INVITE_CURATOR})


@dataclass(frozen=True, slots=True)
class Held:
    """A role held at present; no organisation: the administrator of the installation."""

    id: int
    role: Role
    title: str
    organisation_id: int | None
    organisation: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class State:
    """The free text that the bot waits for in this chat."""

    name: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """A chat at a moment. `person_id` is None for a stranger; `consent`: see services.gate; None:
    not asked yet, or not by everybody whom it needs."""

    at: datetime
    zone: ZoneInfo
    chat_id: str = ""
    person_id: int | None = None
    name: str = ""
    roles: tuple[Held, ...] = ()
    current: Held | None = None  # the role that the menu shows
    consent: bool | None = None
    state: State | None = None

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    @property
    def me(self) -> int:
        """The person's id; a stranger is refused."""
        if self.person_id is None:
            raise Refusal("stranger")
        return self.person_id

    @property
    def organisation_id(self) -> int:
        """The organisation of the current role; refused where there is none."""
        if self.current is None or self.current.organisation_id is None:
            raise Refusal("no_organisation")
        return self.current.organisation_id

    def may(self, action: Action, organisation_id: int | None) -> bool:
        """Whether any of the roles allows `action` in that organisation."""
        return any(
            allows(held.role, action)
            and (held.role is Role.ADMINISTRATOR or held.organisation_id == organisation_id)
            for held in self.roles
        )


def require(session: Session, actor: Actor, action: Action, organisation_id: int | None) -> None:
    """Refuse what the roles do not allow. Raises Refusal("forbidden")."""
    if actor.may(action, organisation_id):
        return
    if action in _FROM_ABOVE and organisation_id is not None:
        organisation = session.get(Organisation, organisation_id)
        if organisation is not None and actor.may(action, organisation.parent_id):
            return
    raise Refusal("forbidden")


def _roles(session: Session, person_id: int) -> tuple[tuple[Held, ...], dict[int, Organisation]]:
    """The roles held, and the organisations that they are held in by their ids."""
    rows = session.execute(
        select(RoleGrant, Organisation)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id, RoleGrant.until.is_(None))
        .order_by(RoleGrant.id)
    ).all()
    held = tuple(
        Held(
            id=grant.id,
            role=grant.role,
            title=grant.title,
            organisation_id=grant.organisation_id,
            organisation=organisation.name if organisation else "",
            parent_id=organisation.parent_id if organisation else None,
        )
        for grant, organisation in rows
    )
    return held, {place.id: place for _, place in rows if place is not None}


def _state(session: Session, chat_id: str) -> State | None:
    row = session.get(ChatState, (CHANNEL, chat_id))
    return State(row.name, row.data) if row else None


def find_person(session: Session, chat_id: str) -> Person | None:
    """The person whose account this chat is."""
    return session.scalar(
        select(Person)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.channel == CHANNEL, Identity.chat_id == chat_id)
    )


def load(session: Session, chat_id: str, at: datetime, zone: str) -> Actor:
    """The actor behind a chat; `zone` is the installation's, used where no school gives one."""
    known = session.execute(
        select(Person, ChatState)
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(
            ChatState,
            (ChatState.channel == Identity.channel) & (ChatState.chat_id == Identity.chat_id),
        )
        .where(Identity.channel == CHANNEL, Identity.chat_id == chat_id)
    ).first()
    if known is None:
        state = _state(session, chat_id)
        return Actor(at=at, zone=ZoneInfo(zone), chat_id=chat_id, state=state)
    person, row = known
    state = State(row.name, row.data) if row else None
    return of_person(session, person, at, zone, chat_id=chat_id, state=state)


def of_person(
    session: Session,
    person: Person,
    at: datetime,
    zone: str,
    *,
    chat_id: str = "",
    state: State | None = None,
) -> Actor:
    """The same for a known person: for messages that the bot begins itself."""
    roles, places = _roles(session, person.id)
    chosen = [held for held in roles if held.id == person.active_role_id]
    current = (*chosen, *roles, None)[0]
    organisation_id = current.organisation_id if current else person.organisation_id
    organisation = places.get(organisation_id or 0)
    if organisation is None and organisation_id is not None:
        organisation = session.get(Organisation, organisation_id)
    return Actor(
        at=at,
        zone=ZoneInfo(organisation.timezone if organisation else zone),
        chat_id=chat_id,
        person_id=person.id,
        name=person.name,
        roles=roles,
        current=current,
        consent=gate.standings(session, [person.id], at)[person.id],
        state=state,
    )
