"""Everything that is stored of a person, for the person or a child's parent to take along."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    Agreement,
    AuditEntry,
    Consent,
    Evidence,
    FitAnswer,
    Guardian,
    Identity,
    Item,
    ItemOwner,
    Meeting,
    MeetingMark,
    MeetingNote,
    Organisation,
    OutboxMessage,
    PairMember,
    Person,
    RoleGrant,
)
from db.models.outbox import OutboxState
from domain.consents import Document
from domain.names import Style, render
from services import erasure_texts, family, own_answers, people
from services.actor import Actor
from services.health import adult

LOG_LIMIT = 1000
# What a parent's screen does not tell, the file for a parent does not tell either.
_UNTOLD = {"meetings": frozenset({"topic", "text", "next"}), "pairs": frozenset({"goal"})}
Value = str | int | bool | date | datetime | StrEnum | None
Rows = Iterator[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """One table; `key` names its words in texts/own_data.py, `columns` those of its columns."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    """`child`: it is a parent who asks, who does not see what was said in confidence."""

    name: str
    organisation: str
    made: datetime
    child: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Of:
    session: Session
    person: Person
    actor: Actor
    child: bool  # for a parent's eyes: nobody of another family, no words of others

    @property
    def id(self) -> int:
        return self.person.id

    def local(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self.actor.zone) if moment else None


def mine(session: Session, actor: Actor) -> OwnData:
    return _collect(session, actor, session.get_one(Person, actor.me), child=False)


def of_child(session: Session, actor: Actor, child_id: int) -> OwnData:
    """Raises Refusal("gone" | "forbidden")."""
    return _collect(session, actor, family.require_child(session, actor, child_id), child=True)


def _collect(session: Session, actor: Actor, person: Person, *, child: bool) -> OwnData:
    of = _Of(session, person, actor, child)
    place = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    return OwnData(
        name=person.name,
        organisation=place.name if place else "",
        made=actor.at.astimezone(actor.zone),
        child=child,
        sections=tuple(
            _section(key, columns, rows(of), child=child)
            for key, columns, private, rows in _SECTIONS
            if not (child and private)
        ),
    )


def _section(key: str, columns: tuple[str, ...], rows: Rows, *, child: bool) -> Section:
    hidden = _UNTOLD.get(key, frozenset()) if child else frozenset()
    kept = [at for at, column in enumerate(columns) if column not in hidden]
    return Section(
        key,
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _person(of: _Of) -> Rows:
    row = of.person
    yield row.name, row.post, row.is_pupil, row.school_class, row.born_on, of.local(row.created_at)


def _accounts(of: _Of) -> Rows:
    for row in _all(of, Identity, Identity.person_id == of.id):
        yield row.channel, row.chat_id, of.local(row.created_at)


def _roles(of: _Of) -> Rows:
    rows = of.session.execute(
        select(RoleGrant, Organisation.name)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == of.id)
        .order_by(RoleGrant.id)
    )
    for row, name in rows:
        yield row.role, row.title, name, of.local(row.since), of.local(row.until)


def _consents(of: _Of) -> Rows:
    for row in _all(of, Consent, Consent.person_id == of.id):
        kind = Document(row.kind)
        yield kind, row.given, of.local(row.at), row.how, row.number, row.signed_on, row.version


def _family(of: _Of) -> Rows:
    whose = (Guardian.person_id == of.id) | (Guardian.child_id == of.id)
    if of.child:  # the other parent's name and word are the other parent's
        whose = (Guardian.child_id == of.id) & (Guardian.person_id == of.actor.me)
    rows = _all(of, Guardian, whose)
    names = _names(of, [each for row in rows for each in (row.person_id, row.child_id)])
    for row in rows:
        basis, since = row.basis, of.local(row.since)
        yield names[row.person_id], names[row.child_id], basis, since, of.local(row.until)


def _pairs(of: _Of) -> Rows:
    found = {pair.id: pair for pair in erasure_texts.pairs(of.session, of.id)}
    members = _all(of, PairMember, PairMember.pair_id.in_(found))
    known = people.named(of.session, {row.person_id for row in members})
    for row in members:
        if row.person_id != of.id:
            continue
        pair = found[row.pair_id]
        together = (
            e
            for e in members
            if e.pair_id == row.pair_id and _meet(e, row) and (e.side != row.side or not of.child)
        )
        others = sorted({each.person_id for each in together} - {of.id})
        shown = ", ".join(
            render(known[each].name, Style.INITIALS, pupil=known[each].pupil) for each in others
        )
        yield row.side, shown, pair.form, pair.state, row.since, row.until, pair.goal


def _meet(one: PairMember, other: PairMember) -> bool:
    """Whether both were in the pair on some day."""
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def _meetings(of: _Of) -> Rows:
    """Those of the days when the person was in the pair: what others said before and afterwards
    is not theirs."""
    ids = [pair.id for pair in erasure_texts.pairs(of.session, of.id)]
    spans = _all(of, PairMember, PairMember.person_id == of.id)
    marks = {row.meeting_id: row for row in _all(of, MeetingMark, MeetingMark.person_id == of.id)}
    for row in _all(of, Meeting, Meeting.pair_id.in_(ids) & Meeting.removed_at.is_(None)):
        mark = marks.get(row.id)
        confirmed = mark.confirmed if mark else None
        on = row.held_on or of.local(row.starts_at)
        if mark is None and not any(_within(each, row.pair_id, on) for each in spans):
            continue
        yield row.kind, row.state, on, row.topic, row.text, row.next_step, confirmed


def _within(member: PairMember, pair_id: int, on: date | None) -> bool:
    if member.pair_id != pair_id or on is None:
        return False
    day = on.date() if isinstance(on, datetime) else on
    return member.since <= day <= (member.until or date.max)


def _notes(of: _Of) -> Rows:
    for row in _all(of, MeetingNote, MeetingNote.author_id == of.id):
        yield of.local(row.at), row.kind, row.private, row.text


def _ratings(of: _Of) -> Rows:
    rated = (MeetingMark.person_id == of.id) & MeetingMark.rating.is_not(None)
    for mark in _all(of, MeetingMark, rated):
        yield "rating", of.local(mark.confirmed_at), mark.rating, ""
    for answer in _all(of, FitAnswer, FitAnswer.person_id == of.id):
        yield "fit", of.local(answer.at), answer.answer, answer.reason
    for row in _all(of, Agreement, Agreement.person_id == of.id):
        yield "agreement", of.local(row.at), row.agreed, row.words
    yield from own_answers.checked(of.session, of.id, of.actor.zone)


def _surveys(of: _Of) -> Rows:
    yield from own_answers.surveys(of.session, of.id, of.actor.at, of.actor.zone)


def _banks(of: _Of) -> Rows:
    yield from own_answers.banks(of.session, of.id, of.actor.zone)


def _wishes(of: _Of) -> Rows:
    yield from own_answers.wishes(of.session, of.id, of.actor.at)


def _reasons(of: _Of) -> Rows:
    yield from own_answers.reasons(of.session, of.id, of.actor.zone)


def _items(of: _Of) -> Rows:
    rows = of.session.scalars(
        select(Item)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .where(ItemOwner.person_id == of.id, Item.removed_at.is_(None))
        .order_by(Item.id)
    )
    for row in rows:
        yield row.number, row.title, row.status, row.due, row.done_on, row.note


def _proofs(of: _Of) -> Rows:
    for row in _all(of, Evidence, Evidence.added_by == of.id):
        yield row.title, of.local(row.added_at), row.url


def _absences(of: _Of) -> Rows:
    for row in _all(of, Absence, Absence.person_id == of.id):
        yield row.first, row.last


def _messages(of: _Of) -> Rows:
    rows = of.session.execute(
        select(OutboxMessage.kind, func.count(), func.max(OutboxMessage.sent_at))
        .where(
            OutboxMessage.person_id == of.id,
            OutboxMessage.state == OutboxState.SENT,
            # A file lies about at home: that a pupil called for an adult is in none of them.
            OutboxMessage.kind.not_in(adult.KINDS),
        )
        .group_by(OutboxMessage.kind)
        .order_by(OutboxMessage.kind)
    )
    for kind, count, last in rows:
        yield kind, count, of.local(last)


def _log(of: _Of) -> Rows:
    rows = of.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.actor_id == of.id)
        .order_by(AuditEntry.id.desc())
        .limit(LOG_LIMIT)
    )
    for row in rows:
        yield of.local(row.at), row.action, row.subject


def _all(of: _Of, table: Any, condition: Any) -> Sequence[Any]:
    return of.session.scalars(select(table).where(condition).order_by(table.id)).all()


def _names(of: _Of, ids: Sequence[int]) -> dict[int, str]:
    return {each.id: each.name for each in people.named(of.session, ids).values()}


_SECTIONS: tuple[tuple[str, tuple[str, ...], bool, Callable[[_Of], Rows]], ...] = (
    ("person", ("name", "post", "pupil", "class", "born", "since"), False, _person),
    ("accounts", ("channel", "account", "since"), False, _accounts),
    ("roles", ("role", "title", "organisation", "since", "until"), False, _roles),
    ("consents", ("document", "given", "at", "how", "number", "signed", "version"), False,
     _consents),
    ("family", ("parent", "child", "basis", "since", "until"), False, _family),
    ("pairs", ("side", "with", "form", "state", "since", "until", "goal"), False, _pairs),
    ("meetings", ("kind", "state", "on", "topic", "text", "next", "confirmed"), False, _meetings),
    ("notes", ("at", "kind", "private", "text"), True, _notes),
    ("answers", ("what", "at", "answer", "text"), True, _ratings),
    ("reasons", ("at", "text"), True, _reasons),
    ("surveys", ("survey", "question", "answer", "at", "of", "was"), True, _surveys),
    ("banks", ("side", "state", "areas", "capacity", "hours", "facts", "mark", "interviewed",
     "decided", "reason"), True, _banks),
    ("wishes", ("side", *own_answers.PARTNERS, "forms", "kinds"), True, _wishes),
    ("items", ("number", "item", "status", "due", "done", "note"), False, _items),
    ("proofs", ("file", "at", "link"), False, _proofs),
    ("absences", ("first", "last"), True, _absences),
    ("messages", ("kind", "count", "last"), False, _messages),
    ("log", ("at", "action", "subject"), True, _log),
)  # fmt: skip
