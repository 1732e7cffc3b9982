"""What there is of a person, part by part: counted for a plan, erased on its day by one rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    Application,
    ChatState,
    Digest,
    DigestPlan,
    FitAnswer,
    Guardian,
    Identity,
    Invitation,
    MeetingMark,
    OutboxMessage,
    Person,
    Prompt,
    Referral,
    Reminder,
    RoleGrant,
)
from domain.erasing import Part, Share
from domain.names import Style, render
from domain.pairs import OPEN, PairState
from domain.search import search_key
from services import erasure_lists, erasure_texts, role_changes
from services.actor import Actor
from services.banks import erasing as banks
from services.health import answers as health
from services.membership import present_in
from services.pairs import rights, snapshot
from services.surveys import erasing as surveys


@dataclass(slots=True)
class Work:
    """One person's erasing, or the counting of it (`erase` false). `shas`: files that nothing of
    the person needs any more."""

    session: Session
    person: Person
    actor: Actor | None = None
    shas: set[str] = field(default_factory=set)

    @property
    def erase(self) -> bool:
        return self.actor is not None

    @property
    def by(self) -> Actor:
        assert self.actor is not None
        return self.actor


def count(session: Session, person: Person) -> tuple[Share, ...]:
    """What would be erased now; parts of which there is nothing are left out."""
    return _run(Work(session, person))


def erase(session: Session, actor: Actor, person: Person) -> tuple[tuple[Share, ...], set[str]]:
    """Erase it all; what was erased, and the files to remove."""
    work = Work(session, person, actor)
    return _run(work), work.shas


def code_of(person_id: int) -> str:
    """What stands for a name: «Участник 12»."""
    return render("", Style.CODE, code=person_id)


def _run(work: Work) -> tuple[Share, ...]:
    found = (Share(part, how(work)) for part, how in _PARTS)
    return tuple(each for each in found if each.count)


def _chats(work: Work) -> int:
    session, mine = work.session, Identity.person_id == work.person.id
    chats = session.scalars(select(Identity.chat_id).where(mine)).all()
    if work.erase:
        session.execute(delete(ChatState).where(ChatState.chat_id.in_(chats)))
        session.execute(delete(Identity).where(mine))
    return len(chats)


def _roles(work: Work) -> int:
    session, person = work.session, work.person
    rows = session.scalars(
        select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.until.is_(None))
    ).all()
    if work.erase:
        places = present_in(session, person.id)
        for row in rows:
            row.until = work.by.at
        session.flush()
        for place in places:
            role_changes.gone(session, work.by, person.id, place)
        titles = update(RoleGrant).where(RoleGrant.person_id == person.id).values(title="")
        session.execute(titles)
    return len(rows)


def _family(work: Work) -> int:
    person_id = work.person.id
    rows = work.session.scalars(
        select(Guardian).where(
            or_(Guardian.person_id == person_id, Guardian.child_id == person_id)
        )
    ).all()
    if work.erase:
        for row in rows:
            row.basis, row.until = "", row.until or work.by.at
    return len(rows)


def _pairs(work: Work) -> int:
    """Open pairs end; a group goes on without the person."""
    session, person_id = work.session, work.person.id
    found = [p for p in erasure_texts.pairs(session, person_id) if p.state in OPEN]
    for pair in found if work.erase else ():
        members = rights.present(session, [pair.id], work.by.today)
        mine = [each for each in members if each.person_id == person_id]
        rest = {each.side for each in members if each.person_id != person_id}
        alone = bool({each.side for each in mine} - rest)
        told: dict[str, Any] = {snapshot.BECAUSE: "erased"}
        if not alone:
            told["who"] = person_id
        action = "ended_early" if alone else "member_out"
        with snapshot.changing(session, work.by, pair, action, **told):
            if alone:
                pair.state, pair.paused_until = PairState.ENDED_EARLY, None
                pair.ended_on = work.by.today
            for member in members if alone else mine:
                member.until = max(work.by.today, member.since)
    return len(found)


def _answers(work: Work) -> int:
    """What was said in confidence: ratings, how it goes with the partner, calls for help."""
    session, person_id = work.session, work.person.id
    rated = session.scalars(
        select(MeetingMark).where(
            MeetingMark.person_id == person_id, MeetingMark.rating.is_not(None)
        )
    ).all()
    if work.erase:
        for mark in rated:
            mark.rating = None
    whose = [FitAnswer.person_id == person_id, Referral.person_id == person_id]
    words = erasure_texts.agreements(session, person_id, erase=work.erase)
    if work.erase:
        erasure_texts.tags(session, person_id)
    told, shas = surveys.answers(session, person_id, erase=work.erase)
    words, work.shas = words + told, work.shas | shas
    words += banks.entries(session, person_id, erase=work.erase)
    words += health.forget(session, person_id, erase=work.erase)
    return len(rated) + words + _gone(work, [(FitAnswer, whose[0]), (Referral, whose[1])])


def _messages(work: Work) -> int:
    person_id = work.person.id
    told = _gone(work, [(OutboxMessage, OutboxMessage.person_id == person_id)])
    tables: list[Any] = [Prompt, Reminder, Digest, DigestPlan, Absence, Application, Invitation]
    _gone(work, [(table, table.person_id == person_id) for table in tables])
    _gone(work, [(Invitation, Invitation.child_id == person_id)])
    return told


def _gone(work: Work, tables: Sequence[tuple[Any, Any]]) -> int:
    """Rows that go as a whole."""
    total = 0
    for table, mine in tables:
        total += len(work.session.scalars(select(table.id).where(mine)).all())
        if work.erase:
            work.session.execute(delete(table).where(mine))
    return total


def _meetings(work: Work) -> int:
    found, shas = erasure_texts.meetings(work.session, work.person.id, erase=work.erase)
    work.shas |= shas
    return found


def _notes(work: Work) -> int:
    found, shas = erasure_texts.notes(
        work.session, work.person.id, at=work.by.at if work.erase else None
    )
    work.shas |= shas
    return found


def _files(work: Work) -> int:
    return len(work.shas)


def _lists(work: Work) -> int:
    code = code_of(work.person.id)
    return erasure_lists.scrub(work.session, work.person, code if work.erase else None)


def _name(work: Work) -> int:
    """The last part: the others still need the name. Records that were merged into this one had
    it too."""
    person = work.person
    kept = (person.name, person.post, person.school_class, person.born_on)
    for each in (person, *erasure_lists.merged(work.session, person.id)) if work.erase else ():
        _unname(each, work.by.at)
    return sum(bool(each) for each in kept)


def _unname(person: Person, now: datetime) -> None:
    person.name = code_of(person.id)
    person.search = search_key(person.name)
    person.post = person.school_class = ""
    person.born_on = person.remind_hour = person.active_role_id = None
    person.muted = []
    person.erased_at = now
    person.archived_at = person.archived_at or now


_PARTS: tuple[tuple[Part, Callable[[Work], int]], ...] = (
    (Part.CHATS, _chats),
    (Part.PAIRS, _pairs),
    (Part.ROLES, _roles),
    (Part.FAMILY, _family),
    (Part.MEETINGS, _meetings),
    (Part.NOTES, _notes),
    (Part.ANSWERS, _answers),
    (Part.MESSAGES, _messages),
    (Part.FILES, _files),
    (Part.LISTS, _lists),
    (Part.NAME, _name),
)
