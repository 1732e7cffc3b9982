"""The one gate: nothing touches a person without consent. Whatever writes to people, puts them
into pairs or names them asks here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from db.models import Consent, Organisation, Pair, PairMember, Person, RoleGrant
from db.models.people import Given
from domain import consents as rule
from domain.consents import Answer, Document, Subject
from domain.pair_papers import STAFF
from domain.pairs import OPEN, Side
from domain.roles import Role
from services import recall
from services.upsert import columns, rows, table_of

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_person, _place, _consent = columns(Person), columns(Organisation), columns(Consent)
_grant, _member, _pair = columns(RoleGrant), columns(PairMember), columns(Pair)
_PEOPLE = (
    select(
        _person.id, _person.is_pupil, _person.born_on, _person.erased_at,
        _place.timezone, _place.preferences,
    )
    .outerjoin_from(table_of(Person), table_of(Organisation), _place.id == _person.organisation_id)
    .where(_person.id.in_(_IDS))
)  # fmt: skip
_ANSWER = (
    _consent.person_id, _consent.kind, _consent.given, _consent.at, _consent.how,
    _consent.signed_on,
)  # fmt: skip
_ANSWERS = select(*_ANSWER).where(_consent.person_id.in_(_IDS)).order_by(_consent.id)
_HELD = select(_grant.person_id).where(
    _grant.person_id.in_(_IDS), _grant.role == Role.MENTOR, _grant.until.is_(None)
)
_FORMS = (
    select(_member.person_id, _pair.form)
    .join_from(table_of(PairMember), table_of(Pair), _pair.id == _member.pair_id)
    .where(
        _member.side == Side.MENTOR,
        _member.until.is_(None),
        _pair.state.in_(OPEN),
        _pair.removed_at.is_(None),
    )
)
_own_forms = _FORMS.where(_member.person_id == _person.id).correlate(table_of(Person))
_elsewhere = _own_forms.exists() & ~_own_forms.where(_pair.form.in_(STAFF)).exists()


def with_consents(people: Select[Any]) -> Select[Any]:
    """Of a statement that finds people: what `standing` goes by, a row for each answer; the
    newest comes last."""
    asked = people.add_columns(
        *(each.label(f"consent_{each.key}") for each in _ANSWER), _elsewhere.label("elsewhere")
    )
    consents = table_of(Consent)
    return asked.outerjoin(consents, _consent.person_id == _person.id).order_by(_consent.id)


PARENT_TAP = "parent_tap"  # of Organisation.preferences: a parent's tap counts without the paper


class Purpose(StrEnum):
    """For what a person is touched."""

    MESSAGES = "messages"  # the bot writes to them, and they use it
    PAIRS = "pairs"  # they take part in an active pair
    REPORTS = "reports"  # their name stands in a file that leaves the school
    NAME = "name"  # published for everybody
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Known:
    """A person's answers as they stand on a day."""

    id: int
    subject: Subject
    answers: Mapping[Document, Answer]
    day: date
    tap_enough: bool
    erased: bool

    @property
    def standing(self) -> bool | None:
        """See domain.consents.standing; somebody erased is never touched again."""
        if self.erased:
            return False
        return rule.standing(self.subject, self.answers, self.day, self.tap_enough)

    def allows(self, purpose: Purpose) -> bool:
        standing = self.standing
        if purpose is Purpose.MESSAGES:
            return standing is True
        if purpose in (Purpose.PAIRS, Purpose.REPORTS):
            # The school may deal with its own staff by the labour contract until they object.
            return standing is True if self.subject.pupil else standing is not False
        document = Document.NAME if purpose is Purpose.NAME else Document.PHOTO
        return standing is not False and rule.publishable(
            document, self.subject, self.answers, self.tap_enough
        )


def allowed(
    session: Session, person_ids: Iterable[int], purpose: Purpose, now: datetime
) -> set[int]:
    """Those of the people whom `purpose` may touch at `now`."""
    known = load(session, person_ids, now)
    return {person_id for person_id, each in known.items() if each.allows(purpose)}


def may_take_part(session: Session, person_ids: Iterable[int], now: datetime) -> set[int]:
    """Those who may be in an active pair: minors with a parent's consent that counts (and their
    own from 14), adults who have not refused."""
    return allowed(session, person_ids, Purpose.PAIRS, now)


def could_take_part(session: Session, person_ids: Iterable[int], day: date) -> set[int]:
    """Those who might be in an active pair at some time of a past day, by what was answered by
    then; a paper counts from the day that stands on it."""
    found: set[int] = set()
    for until in (day - timedelta(days=1), day):
        known = _load(session, set(person_ids), None, until)
        found |= {i for i, each in known.items() if each.erased or each.allows(Purpose.PAIRS)}
    return found


def standings(
    session: Session, person_ids: Iterable[int], now: datetime | None
) -> dict[int, bool | None]:
    """Whether people have all consents that they need: see domain.consents.standing."""
    return {each.id: each.standing for each in load(session, person_ids, now).values()}


def load(session: Session, person_ids: Iterable[int], now: datetime | None) -> dict[int, Known]:
    """Several people in three statements. `now` None: as of each one's last answer."""
    return recall.each(
        session, ("consents", now), set(person_ids), lambda ids: _load(session, ids, now)
    )


def _load(
    session: Session, ids: set[int], now: datetime | None, until: date | None = None
) -> dict[int, Known]:
    if not ids:
        return {}
    people = rows(session, _PEOPLE, ids=sorted(ids))
    mentors = {row.person_id for row in rows(session, _HELD, ids=sorted(ids))}
    return _known(session, people, mentors, now, until)


def standing(found: Sequence[Any], now: datetime, *, mentor: bool) -> bool | None:
    """As `standings`, of one person's rows of `with_consents`; `mentor`: whether the role is
    held."""
    person = found[0]
    zone = _zone(person)
    answers = {
        Document(row.consent_kind): _answer(
            row.consent_given, row.consent_at, row.consent_how, row.consent_signed_on, zone
        )
        for row in found
        if row.consent_kind is not None
    }
    mentors = mentor and not person.elsewhere
    return _one(person, answers, now.astimezone(zone).date(), mentors).standing


def _known(
    session: Session,
    people: Sequence[Row[Any]],
    mentors: set[int],
    now: datetime | None,
    until: date | None,
) -> dict[int, Known]:
    zones = {row.id: _zone(row) for row in people}
    answers, mentors = _answers(session, zones, until), _staff(session, mentors)
    days = {each: until or _day(answers[each], now, zones[each]) for each in zones}
    return {row.id: _one(row, answers[row.id], days[row.id], row.id in mentors) for row in people}


def _zone(person: Any) -> tzinfo:
    return ZoneInfo(person.timezone) if person.timezone else UTC


def _one(person: Any, answers: Mapping[Document, Answer], day: date, mentor: bool) -> Known:
    return Known(
        id=person.id,
        subject=Subject(person.is_pupil, person.born_on, mentor),
        answers=answers,
        day=day,
        tap_enough=bool((person.preferences or {}).get(PARENT_TAP, False)),
        erased=person.erased_at is not None,
    )


def _day(answers: Mapping[Document, Answer], now: datetime | None, zone: tzinfo) -> date:
    if now is not None:
        return now.astimezone(zone).date()
    return max((each.on for each in answers.values()), default=date.min)


def _answers(
    session: Session, zones: Mapping[int, tzinfo], until: date | None
) -> defaultdict[int, dict[Document, Answer]]:
    """The newest answer to each document by person, or the newest of a past day; days are
    local."""
    found: defaultdict[int, dict[Document, Answer]] = defaultdict(dict)
    for row in rows(session, _ANSWERS, ids=list(zones)):
        answer = _answer(row.given, row.at, row.how, row.signed_on, zones[row.person_id])
        if until is None or answer.on <= until:
            found[row.person_id][Document(row.kind)] = answer
    return found


def _answer(given: bool, at: datetime, how: Given, signed: date | None, zone: tzinfo) -> Answer:
    return Answer(given, signed or at.astimezone(zone).date(), how is Given.PAPER)


def _staff(session: Session, mentors: set[int]) -> set[int]:
    """Those who mentor as staff, or may yet: a mentor of pupils or from outside signs no labour
    consent (domain.pair_papers)."""
    if not mentors:
        return mentors
    found = rows(session, _FORMS.where(_member.person_id.in_(_IDS)), ids=sorted(mentors))
    elsewhere = {row.person_id for row in found}
    return mentors - (elsewhere - {row.person_id for row in found if row.form in STAFF})
