"""Who asks and when: identity, roles, consent and chat state, read at once for every update."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.models import ChatState, Identity, Organisation, Person, RoleGrant
from db.prepared import Prepared
from domain.roles import Action, Role, allows
from services import gate
from services.errors import Refusal
from services.upsert import columns, table_of

CHANNEL = "telegram"
# A coordinator may set a school up, but sees nothing of its people.
_FROM_ABOVE = frozenset({Action.CREATE_ORGANISATION, Action.INVITE_HEAD, Action.INVITE_CURATOR})

# Read with every update: a row for each role that is held and each consent that was answered.
_person, _identity, _home = columns(Person), columns(Identity), columns(Organisation)
_grant, _state = columns(RoleGrant), columns(ChatState)
_place = table_of(Organisation).alias()
_PERSON = gate.with_consents(
    select(
        _person.id, _person.name, _person.active_role_id, _person.is_pupil, _person.born_on,
        _person.erased_at, _home.timezone, _home.preferences,
        _grant.id.label("grant_id"), _grant.role, _grant.title,
        _grant.organisation_id.label("place_id"), _place.c.name.label("place"),
        _place.c.parent_id, _place.c.timezone.label("place_zone"),
    )
    .select_from(
        table_of(Person)
        .outerjoin(table_of(Organisation), _home.id == _person.organisation_id)
        .outerjoin(
            table_of(RoleGrant), (_grant.person_id == _person.id) & _grant.until.is_(None)
        )
        .outerjoin(_place, _place.c.id == _grant.organisation_id)
    )
    .order_by(_grant.id)
)  # fmt: skip
_OF_PERSON = Prepared(_PERSON.where(_person.id == bindparam("person")))
_AWAITED = (_state.channel == _identity.channel) & (_state.chat_id == _identity.chat_id)
_OF_CHAT = Prepared(
    _PERSON.add_columns(_state.name.label("awaited"), _state.data)
    .join(table_of(Identity), _identity.person_id == _person.id)
    .outerjoin(table_of(ChatState), _AWAITED)
    .where(_identity.channel == CHANNEL, _identity.chat_id == bindparam("chat"))
)


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
    pupil: bool = False  # spoken to as a child is

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    @property
    def admitted(self) -> bool:
        """Known, with every consent that is needed to use the program."""
        return self.person_id is not None and self.consent is True

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


def find_person(session: Session, chat_id: str) -> Person | None:
    """The person whose account this chat is."""
    return session.scalar(
        select(Person)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.channel == CHANNEL, Identity.chat_id == chat_id)
    )


def load(session: Session, chat_id: str, at: datetime, zone: str) -> Actor:
    """The actor behind a chat; `zone` is the installation's, used where no school gives one."""
    found = _OF_CHAT.rows(session, chat=chat_id)
    if found:
        row = found[0]
        state = None if row.awaited is None else State(row.awaited, row.data)
        return _actor(found, at, zone, chat_id, state)
    kept = session.get(ChatState, (CHANNEL, chat_id))
    state = State(kept.name, kept.data) if kept else None
    return Actor(at=at, zone=ZoneInfo(zone), chat_id=chat_id, state=state)


def of_person(
    session: Session, person: Person, at: datetime, zone: str, *, chat_id: str = ""
) -> Actor:
    """The same for a known person: for messages that the bot begins itself."""
    found = _OF_PERSON.rows(session, person=person.id)
    return _actor(found, at, zone, chat_id, None)


def _actor(
    found: Sequence[Any], at: datetime, zone: str, chat_id: str, state: State | None
) -> Actor:
    person = found[0]
    granted = {row.grant_id: row for row in found if row.grant_id is not None}
    held = [(_held(row), row.place_zone) for row in granted.values()]
    chosen = [each for each in held if each[0].id == person.active_role_id]
    current, place_zone = (*chosen, *held, (None, person.timezone))[0]
    return Actor(
        at=at,
        zone=ZoneInfo(place_zone or zone),
        chat_id=chat_id,
        person_id=person.id,
        name=person.name,
        roles=tuple(each for each, _ in held),
        current=current,
        consent=gate.standing(found, at, mentor=any(each.role is Role.MENTOR for each, _ in held)),
        state=state,
        pupil=person.is_pupil,
    )


def _held(row: Any) -> Held:
    return Held(
        id=row.grant_id,
        role=row.role,
        title=row.title,
        organisation_id=row.place_id,
        organisation=row.place or "",
        parent_id=row.parent_id,
    )
