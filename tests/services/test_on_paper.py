"""Whatever is asked in the chat is entered from paper by the curator and by the class teacher."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import handlers.all  # noqa: F401 - all kinds of prompts are registered
from db.engine import Database
from db.models import (
    Agreement,
    AuditEntry,
    Consent,
    FitAnswer,
    HealthFlag,
    Meeting,
    MeetingEvent,
    MeetingMark,
    Pair,
    PairEvent,
    PairPaper,
    Person,
)
from db.models.people import Given
from domain.consents import Document
from domain.meetings import MeetingKind
from domain.on_paper import Kind
from domain.pair_papers import PaperKind
from domain.pairs import Form, PairState
from domain.roles import Role
from services import consent_papers, prompts
from services.actor import Actor
from services.errors import Refusal
from services.health import asking as health
from services.health import fit
from services.meetings import confirming, holding, planning
from services.on_paper import doors
from services.on_paper.doors import DOORS
from services.pairs import offers
from services.pairs import states as pair_states
from services.programmes import agreeing, begin
from tests import pair_factories
from tests.people_factories import NOW, person, school
from tests.programme_cast import WORDING

PAPER = date(2026, 10, 2)
TITLE = "Классный руководитель 7 Б"


@dataclass
class Cast:
    """A pair of pupils of one class, its class teacher, the curator, another class teacher."""

    db: Database
    place: int
    curator: Actor
    teacher: Actor
    stranger: Actor
    mentor: Actor
    mentee: Actor
    pair_id: int

    def by(self, role: str) -> Actor:
        return {"curator": self.curator, "teacher": self.teacher}[role]


@pytest.fixture
async def cast(db: Database) -> Cast:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    teacher = await person(
        db, place, "Юдина Нина Петровна", Role.SPECIALIST, title=TITLE, chat="2"
    )
    other = TITLE.replace("7", "8")
    stranger = await person(
        db, place, "Ёлкина Вера Юрьевна", Role.SPECIALIST, title=other, chat="5"
    )
    mentor = await person(db, place, "Громов Пётр", Role.MENTOR, chat="3")
    mentee = await person(db, place, "Кораблёв Миша", Role.MENTEE, chat="4")

    def pupils(session: Session) -> int:
        for each in (mentor, mentee):
            row = session.get_one(Person, each.me)
            row.is_pupil, row.school_class, row.born_on = True, "7Б", date(2011, 3, 1)
        session.execute(update(Consent).values(at=NOW - timedelta(days=30)))
        return pair_factories.pair(session, NOW, place, [mentor], [mentee], form=Form.PUPIL_PUPIL)

    return Cast(db, place, curator, teacher, stranger, mentor, mentee, await db.write(pupils))


def at(actor: Actor, moment: datetime) -> Actor:
    return replace(actor, at=moment)


async def _offer(cast: Cast) -> tuple[Actor, int]:
    def proposed(session: Session) -> None:
        session.get_one(Pair, cast.pair_id).state = PairState.PROPOSED

    await cast.db.write(proposed)
    return cast.mentor, cast.pair_id


async def _pair(cast: Cast) -> tuple[Actor, int]:
    return cast.mentee, cast.pair_id


async def _mentoring(cast: Cast) -> tuple[Actor, int]:
    return cast.mentor, cast.pair_id


async def _parents_agree(cast: Cast) -> None:
    """Without it nobody meets a minor, neither before nor after."""
    for each in (cast.mentor, cast.mentee):
        await cast.db.write(
            consent_papers.enter, cast.curator, each.me, Document.PARENTAL, given=True,
            signed_on=date(2026, 9, 1),
        )  # fmt: skip


async def _held(cast: Cast) -> tuple[Actor, int]:
    await _parents_agree(cast)
    done = await cast.db.write(holding.unplanned, cast.mentor, cast.pair_id, date(2026, 10, 1))
    return cast.mentee, done.meeting_id


async def _confirmed(cast: Cast) -> tuple[Actor, int]:
    who, meeting = await _held(cast)
    await cast.db.write(confirming.answer, who, meeting, True)
    return who, meeting


async def _time(cast: Cast) -> tuple[Actor, int]:
    day = date(2026, 10, 14)
    await _parents_agree(cast)
    made = await cast.db.write(
        planning.propose, cast.mentor, cast.pair_id, MeetingKind.REGULAR, day, 15 * 60
    )
    return cast.mentee, made.meeting_id


async def _step(cast: Cast) -> tuple[Actor, int]:
    who, meeting = await _held(cast)

    def step(session: Session) -> None:
        row = session.get_one(Meeting, meeting)
        row.next_step, row.next_on = "Составить план", date(2026, 10, 5)

    await cast.db.write(step)
    return who, meeting


async def _programme(cast: Cast) -> tuple[Actor, int]:
    await _parents_agree(cast)
    made = await cast.db.write(begin.from_template, cast.mentor, cast.pair_id, "pupils", WORDING)
    await cast.db.write(agreeing.put, cast.mentor, made)
    return cast.mentee, made


def _event(table: Any) -> Callable[[Session], tuple[date, int | None]]:
    """The last event: the day of its paper, and who entered it."""

    def read(session: Session) -> tuple[date, int | None]:
        row = session.scalars(select(table).order_by(table.id.desc())).first()
        assert row is not None
        paper = row.after["told"]["paper"] if table is PairEvent else row.after["paper"][1]
        return date.fromisoformat(paper), row.actor_id

    return read


def _mark(session: Session) -> tuple[date | None, int | None]:
    row = session.scalars(select(MeetingMark)).one()
    assert (row.how, row.confirmed) == (Given.PAPER, True)
    return row.signed_on, row.entered_by


def _rating(session: Session) -> tuple[date | None, int | None]:
    row = session.scalars(select(MeetingMark)).one()
    assert (row.how, row.rating) == (Given.CHAT, 5)
    return row.rated_on, row.rated_by


def _signature(session: Session) -> tuple[date | None, int | None]:
    row = session.scalars(select(Agreement).order_by(Agreement.id.desc())).first()
    assert row is not None
    assert (row.how, row.agreed) == (Given.PAPER, True)
    return row.signed_on, row.entered_by


def _check(session: Session) -> tuple[date | None, int | None]:
    facts = session.scalars(select(HealthFlag)).one().facts
    [(on, by)] = facts["papers"].values()
    return date.fromisoformat(on), by


def _fit(session: Session) -> tuple[date | None, int | None]:
    row = session.scalars(select(FitAnswer)).one()
    assert (row.how, row.answer) == (Given.PAPER, "so_so")
    return row.signed_on, row.entered_by


def _refusal(session: Session) -> tuple[date | None, int | None]:
    row = session.scalars(select(PairPaper)).one()
    assert (row.kind, row.until) == (PaperKind.REFUSAL, PAPER + timedelta(days=7))
    return row.signed_on, row.entered_by


Stored = Callable[[Session], tuple[date | None, int | None]]
# What makes the matter wait for a word; the answer; what the row keeps of the paper.
CASES: dict[Kind, tuple[Callable[[Cast], Awaitable[tuple[Actor, int]]], str, Stored]] = {
    Kind.OFFER: (_offer, "yes", _event(PairEvent)),
    Kind.HELD: (_held, "yes", _mark),
    Kind.RATING: (_confirmed, "5", _rating),
    Kind.TIME: (_time, "yes", _event(MeetingEvent)),
    Kind.STEP: (_step, "done", _event(MeetingEvent)),
    Kind.PROGRAMME: (_programme, "yes", _signature),
    Kind.CHECK: (_pair, "help", _check),
    Kind.FIT: (_pair, "so_so", _fit),
    Kind.REFUSAL: (_mentoring, "7", _refusal),
}
# Of the daily bundle: what only tells, what who keeps the school does there anyway, and what a
# class teacher and the curator enter by doors of their own (named).
NO_ANSWER = frozenset({
    "meeting_agreed", "meeting_eve", "meeting_denied", "meeting_off", "meeting_unanswered",
    "programme_moved", "programme_remarks", "pair_leaves", "pair_declined", "pair_stepped",
    "pair_stand_in", "pair_stopped", "pair_member_out", "leave_deputy", "leave_back", "weekly",
    "survey_over",
})  # fmt: skip
KEEPERS = frozenset({
    "pair_papers", "pair_over", "pair_silent", "pair_help", "pairs_unmarked", "meeting_series",
    "meeting_decided", "applications", "same_person", "referral", "withdrawn", "erased",
    "unpublish", "paper_due", "consent_coming", "consent_lapsed", "consent_of_age", "retention",
    "bank_candidates",
})  # fmt: skip
OTHER_DOORS = {
    "meeting_log": "services.meetings.rights.Seen.records: the journal",
    "meeting_plan": "services.meetings.planning.propose",
    "parent_asked": "services.consent_papers.enter",
    "survey": "services.surveys.papers.take: answers from paper, of a questionnaire",
    "survey_pair": "services.surveys.papers.take: answers from paper, of a questionnaire",
}


def test_each_kind_is_in_the_table() -> None:
    assert set(CASES) == set(Kind) == set(DOORS)


def test_each_prompt_that_wants_an_answer_has_a_door() -> None:
    answered = {key for door in DOORS.values() for key in door.prompts}

    assert answered | NO_ANSWER | KEEPERS | set(OTHER_DOORS) == set(prompts.KINDS)


@pytest.mark.parametrize("role", ["curator", "teacher"])
@pytest.mark.parametrize("kind", CASES)
async def test_an_answer_keeps_its_day_and_who_entered_it(
    cast: Cast, kind: Kind, role: str
) -> None:
    arrange, answer, stored = CASES[kind]
    who, subject = await arrange(cast)
    actor = cast.by(role)
    found = await cast.db.read(doors.of_person, actor, who.me)
    assert (kind, subject) in {(each.kind, each.subject_id) for each in found.matters}
    matter = (who.me, kind, subject, answer)
    for other in (cast.stranger, cast.mentor, cast.mentee):
        assert await refused(cast, other, *matter, PAPER) == "forbidden"
    assert await refused(cast, actor, *matter, date(2026, 10, 6)) == "paper_future"
    assert await refused(cast, actor, who.me, kind, subject, "?", PAPER) == "gone"

    await cast.db.write(doors.enter, actor, who.me, kind, subject, answer, PAPER)

    assert await cast.db.read(stored) == (PAPER, actor.me)
    assert await cast.db.read(_logged) == (actor.me, kind.name.lower(), "2026-10-02")


def _logged(session: Session) -> tuple[int | None, str, str]:
    [row] = session.scalars(select(AuditEntry).where(AuditEntry.action == "answer_on_paper"))
    assert set(row.data) == {"kind", "day"}  # never what was answered
    return row.actor_id, row.data["kind"], row.data["day"]


async def refused(cast: Cast, actor: Actor, *given: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        await cast.db.write(doors.enter, actor, *given)
    return refusal.value.key


async def test_a_pair_of_another_school_is_not_entered(cast: Cast, db: Database) -> None:
    """Who works in two schools answers in each for its own pairs."""
    there = await school(db, "Школа № 2")
    other = await person(db, there, "Азов Ян Львович", Role.MENTOR, chat="8")
    pair_id = await db.write(pair_factories.pair, NOW, there, [other], [cast.mentee])

    for enter in (fit.enter, health.enter):
        with pytest.raises(Refusal) as refusal:
            await db.write(enter, cast.curator, pair_id, cast.mentee.me, "good")
        assert refusal.value.key == "forbidden"
    found = await db.read(doors.of_person, cast.curator, cast.mentee.me)
    assert {each.subject_id for each in found.matters} == {cast.pair_id}


async def test_what_was_entered_is_shown_with_its_stamp(cast: Cast) -> None:
    for kind, answer in ((Kind.CHECK, "help"), (Kind.FIT, "good")):
        await cast.db.write(
            doors.enter, cast.teacher, cast.mentee.me, kind, cast.pair_id, answer, PAPER
        )

    found = await cast.db.read(doors.of_person, cast.curator, cast.mentee.me)

    stamps = {each.kind: each.stamp for each in found.matters}
    for kind in (Kind.CHECK, Kind.FIT):
        stamp = stamps[kind]
        assert stamp is not None
        assert (stamp.on, stamp.by and stamp.by.id) == (PAPER, cast.teacher.me)


async def test_a_later_word_in_the_chat_takes_the_stamp_away(cast: Cast) -> None:
    who, meeting = await _held(cast)
    await cast.db.write(confirming.enter, cast.teacher, meeting, who.me, False, PAPER)
    await cast.db.write(confirming.answer, who, meeting, True)

    row = await cast.db.read(lambda session: session.scalars(select(MeetingMark)).one())
    assert (row.how, row.signed_on, row.entered_by) == (Given.CHAT, None, None)


async def test_another_day_of_the_same_paper_is_a_correction(cast: Cast) -> None:
    who, meeting = await _held(cast)
    first = await cast.db.write(confirming.enter, cast.curator, meeting, who.me, True, PAPER)
    same = await cast.db.write(confirming.enter, cast.curator, meeting, who.me, True, PAPER)
    day = PAPER + timedelta(days=1)
    other = await cast.db.write(confirming.enter, cast.curator, meeting, who.me, True, day)

    assert (first.event_id > 0, same.event_id, other.event_id > 0) == (True, 0, True)
    row = await cast.db.read(lambda session: session.scalars(select(MeetingMark)).one())
    assert row.signed_on == day


async def test_a_closing_meeting_is_confirmed_after_the_end(cast: Cast) -> None:
    """The class teacher of the pupil does not see the pair any more, the paper still counts."""
    who, meeting = await _held(cast)
    await cast.db.write(pair_states.complete, cast.curator, cast.pair_id)
    later = at(cast.teacher, datetime(2026, 10, 12, 7, tzinfo=UTC))
    await cast.db.write(doors.enter, later, who.me, Kind.HELD, meeting, "yes", PAPER)

    row = await cast.db.read(lambda session: session.scalars(select(MeetingMark)).one())
    assert (row.confirmed, row.signed_on) == (True, PAPER)


async def test_the_no_of_one_mentor_on_paper_is_his_own(cast: Cast) -> None:
    second = await person(cast.db, cast.place, "Азов Ян Львович", Role.MENTOR, chat="8")

    def two(session: Session) -> int:
        return pair_factories.pair(
            session, NOW, cast.place, [cast.mentor, second], [cast.mentee],
            state=PairState.PROPOSED,
        )  # fmt: skip

    pair_id = await cast.db.write(two)
    await cast.db.write(pair_states.enter_agreement, cast.curator, pair_id, second.me, PAPER)
    await cast.db.write(offers.enter_refusal, cast.teacher, pair_id, cast.mentor.me, PAPER)

    state = await cast.db.read(lambda session: session.get_one(Pair, pair_id).state)
    assert state is PairState.AGREED


async def test_a_remark_on_paper_keeps_the_programme_waiting(cast: Cast) -> None:
    who, programme = await _programme(cast)
    await cast.db.write(doors.enter, cast.teacher, who.me, Kind.PROGRAMME, programme, "no", PAPER)

    rows = await cast.db.read(
        lambda session: [
            (row.kind, row.person_id)
            for row in session.scalars(select(prompts.Prompt))
            if row.kind == "programme_remarks" and row.remind_at is not None
        ]
    )
    assert rows == [("programme_remarks", cast.mentor.me)]


@pytest.mark.parametrize("role", ["curator", "teacher"])
@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("document", [Document.PARENTAL, Document.ASSENT, Document.NAME])
async def test_each_consent_and_its_withdrawal(
    cast: Cast, document: Document, given: bool, role: str
) -> None:
    actor = cast.by(role)
    await cast.db.write(
        consent_papers.enter, actor, cast.mentee.me, document, given=given, signed_on=PAPER,
        number="7",
    )  # fmt: skip

    sheet = await cast.db.read(consent_papers.sheet, actor, cast.mentee.me)
    stands = next(each for each in sheet.documents if each.document is document)
    assert (stands.answer, stands.paper, stands.on, stands.number) == (given, True, PAPER, "7")
    assert stands.entered_by is not None
    assert stands.entered_by.id == actor.me
