"""Merging and erasing walk the tables themselves: nothing that points to a person, and nothing in
a person's words, is forgotten."""

from typing import Any

import pytest
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import (
    Answer,
    Guardian,
    HealthFlag,
    Identity,
    Meeting,
    MeetingEvent,
    PairEvent,
    PairMember,
    Person,
    Response,
)
from db.models.surveys import ResponseState
from domain.consents import Document
from domain.health import Rule
from domain.meetings import MeetingKind, MeetingState
from domain.pair_papers import PaperKind
from domain.pairs import Side
from domain.roles import Role
from services import erasing, erasure_plans, merging
from services.actor import Actor
from services.erasure_parts import code_of
from services.errors import Refusal
from services.pairs import edit, undo
from tests import every_row
from tests.every_row import fill, pointers
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


@pytest.fixture
async def curator(db: Database, place: int) -> Actor:
    return await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")


def shaped(person_id: int, other: int) -> dict[str, Any]:
    """Rows that cannot be made of their columns alone."""
    return {
        "pair_member": {"side": Side.MENTEE},
        "answer_tag": {"answer_key": "r1:mood:0"},
        "health_flag": {"rule": Rule.SILENT, "facts": {"answers": [[person_id, "met", "2026"]]}},
        "identity": {"channel": "telegram", "chat_id": "77"},
        "chat_state": {"channel": "telegram", "chat_id": "77"},
        "role_grant": {"role": Role.MENTEE},
        "consent": {"kind": Document.PROCESSING},
        "pair_paper": {"kind": PaperKind.ORDER},
        "prompt": {"kind": "pair_offer", "data": {}},
        "guardian": ({"child_id": other}, {"person_id": other}),
        "absence": {"deputy_id": other},
        "response": {"slot": f"{person_id}:{other}:0:0", "about_id": other, "mentees": [other]},
        "campaign": {"audience": {"who": "people", "values": [person_id], "plus": []}},
        "responsible_alias": {"person_ids": [person_id]},
    }


async def test_a_merged_record_is_pointed_to_by_nothing(
    db: Database, place: int, curator: Actor
) -> None:
    gone = await person(db, place, "Громов Пётр Ильич", chat=None)
    paper = await person(db, place, "Громов Пётр Ильич", chat=None)
    other = await person(db, place, "Лунина Анна Петровна", chat=None)
    await db.write(fill, place, gone.me, shaped(gone.me, other.me))
    before = await db.read(_pointing, gone.me)

    await db.write(merging.merge, curator, gone.me, paper.me)

    assert before == {str(each) for each in pointers()} - {
        "absence.deputy_id",
        "response.about_id",
    }
    assert await db.read(_pointing, gone.me) == set()


def _pointing(session: Session, person_id: int) -> set[str]:
    return {
        str(each)
        for each in pointers()
        if session.scalar(select(func.count()).where(each == person_id))
    }


# Tables where a person has one row of a thing.
ONCE = ("digest", "digest_plan", "prompt", "item_owner", "bank_entry", "reminder", "response")


async def test_where_both_records_had_a_row_one_stays(
    db: Database, place: int, curator: Actor
) -> None:
    gone = await person(db, place, "Громов Пётр Ильич", chat=None)
    paper = await person(db, place, "Громов Пётр Ильич", chat=None)
    other = await person(db, place, "Лунина Анна Петровна", chat=None)
    made = await db.write(fill, place, gone.me, shaped(gone.me, other.me))
    await db.write(fill, place, paper.me, shaped(paper.me, other.me), ONCE, made)

    await db.write(merging.merge, curator, gone.me, paper.me)

    assert await db.read(_pointing, gone.me) == set()
    assert await db.read(_counts, paper.me) == dict.fromkeys(ONCE, 1)


def _counts(session: Session, person_id: int) -> dict[str, int]:
    found = {each.name: each for each in every_row.tables()}
    return {
        name: session.scalar(
            select(func.count()).where(found[name].c.person_id == person_id)
        ) or 0
        for name in ONCE
    }  # fmt: skip


async def test_the_answer_that_was_sent_stays_and_what_was_said_of_both_is_of_one(
    db: Database, place: int, curator: Actor
) -> None:
    gone = await person(db, place, "Громов Пётр Ильич", chat=None)
    paper = await person(db, place, "Громов Пётр Ильич", chat=None)
    other = await person(db, place, "Лунина Анна Петровна", chat=None)
    sent = {"state": ResponseState.SENT}
    shape = shaped(gone.me, other.me)
    shape |= {
        "response": {**shape["response"], **sent, "mentees": [paper.me, gone.me]},
        "answer": (
            {"about": gone.me, "question": "mood", "value": {"is": 5}},
            {"about": paper.me, "question": "mood", "value": {"is": 4}},
            {"about": gone.me, "question": "pace", "value": {"is": 3}},
        ),
    }
    made = await db.write(fill, place, gone.me, shape)
    await db.write(fill, place, paper.me, shaped(paper.me, other.me), ("response",), made)

    await db.write(merging.merge, curator, gone.me, paper.me)

    rows = await db.read(lambda s: s.scalars(select(Response)).all())
    told = await db.read(lambda s: s.scalars(select(Answer).order_by(Answer.id)).all())
    assert [(r.id, r.state, r.slot, r.mentees) for r in rows] == [
        (made["response"], ResponseState.SENT, f"{paper.me}:{other.me}:0:0", [paper.me])
    ]
    assert [(a.question, a.about, a.value) for a in told] == [
        ("mood", paper.me, {"is": 4}), ("pace", paper.me, {"is": 3}),
    ]  # fmt: skip


async def test_two_in_one_pair_or_family_are_two(db: Database, place: int, curator: Actor) -> None:
    gone = await person(db, place, "Громов Пётр Ильич", Role.MENTEE, chat="5")
    paper = await person(db, place, "Громов Пётр Ильич", Role.MENTEE, chat=None)
    child = await person(db, place, "Громов Пётр Ильич", chat=None)
    await db.write(pair, NOW, place, [paper], [gone])
    await db.write(lambda s: s.add(Guardian(person_id=gone.me, child_id=child.me, since=NOW)))

    for other in (paper, child):
        with pytest.raises(Refusal) as refused:
            await db.write(merging.merge, curator, gone.me, other.me)
        assert refused.value.key == "merge_both"

    assert (await db.read(lambda s: s.get_one(Person, gone.me))).archived_at is None


async def test_what_is_undone_after_a_merging_comes_back_to_the_one_who_is_there(
    db: Database, place: int, curator: Actor
) -> None:
    mentor = await person(db, place, "Лунина Анна Петровна", Role.MENTOR, chat="6")
    gone = await person(db, place, "Громов Пётр Ильич", Role.MENTEE, chat="5")
    paper = await person(db, place, "Громов Пётр Ильич", Role.MENTEE, chat=None)
    third = await person(db, place, "Ким Виктор Ильич", Role.MENTEE, chat=None)
    pair_id = await db.write(pair, NOW, place, [mentor], [gone, third])
    acted = await db.write(edit.toggle_member, curator, pair_id, Side.MENTEE, gone.me)

    await db.write(merging.merge, curator, gone.me, paper.me)
    await db.write(undo.undo, curator, acted.event_id)

    members = await db.read(
        lambda s: s.scalars(
            select(PairMember.person_id).where(
                PairMember.pair_id == pair_id, PairMember.until.is_(None)
            )
        ).all()
    )
    assert sorted(members) == sorted([mentor.me, paper.me, third.me])


# Where a mark may still stand once the person is erased, and why.
STAYS = {
    # The school's own, of nobody.
    "setting.key", "setting.value", "campaign.title", "campaign.auto", "campaign.frozen",
    "questionnaire.key", "questionnaire.title", "questionnaire_version.content",
    "questionnaire_version.sha", "roadmap_template.title", "roadmap_template.body",
    "roadmap_template.form", "day_override.name", "school_break.kind",
    # Answers of nobody: there is no way from a sheet to a person.
    "anonymous_sheet.group", "anonymous_sheet.answers",
    # The archive's terms: orders, agreements.
    "pair_paper.number", "pair_paper.pay", "pair_paper.sha", "pair_event.before",
    "pair_event.after",
    # Proof that the processing was lawful.
    "consent.version", "consent.text_hash", "consent.number", "consent.sha",
    # Hashes and keys, no words.
    "agreement.text_hash", "programme.text_hash", "programme.core_hash", "meeting.series",
    "sent_sheet.kind", "sent_sheet.key", "erasure.reason", "response.at_key",
    "pair_event.action", "meeting_event.action", "erasure.plan",
    # Other people's messages and lists, where the name itself is sought and taken out
    # (test_consents and test_school_days erase names).
    "sent_sheet.base", "sheet_return.edits", "sheet_return.acts", "roster_import.what",
    "roster_import.file_name", "roster_import.rows", "roster_import.made",
    # The log tells by numbers.
    "audit_entry.action", "audit_entry.subject", "audit_entry.data",
    # Numbers of a rule.
    "health_flag.act", "health_flag.outcome",
    # Of a line of the programme: its number in the table and its terms.
    "item.number", "item.rule", "item.spans", "occurrence.answer",
    "pair.kinds", "pair.slots", "meeting_note.kind",
}  # fmt: skip


async def test_nothing_in_a_persons_words_outlives_the_erasing(
    db: Database, place: int, curator: Actor
) -> None:
    pupil = await person(db, place, "~person.name~ Пётр", chat=None)
    other = await person(db, place, "Лунина Анна Петровна", chat=None)
    await db.write(fill, place, pupil.me, shaped(pupil.me, other.me))

    erasure = await db.write(erasure_plans.ask, curator, pupil.me)
    await db.write(erasing.carry_out, curator, erasure)

    assert await db.read(_marked) == STAYS
    assert await db.read(lambda s: s.scalars(select(HealthFlag.facts)).all()) == [
        {"answers": [], "papers": {}}
    ]
    events = await db.read(lambda s: s.scalars(select(PairEvent).order_by(PairEvent.id)).all())
    assert events[0].before == {"text": ""}


def _marked(session: Session) -> set[str]:
    """The columns in which somebody's mark stands anywhere."""
    return {
        f"{table.name}.{column.name}"
        for table in every_row.tables()
        for column in table.columns
        if every_row.worded(column)
        and session.scalar(
            select(func.count()).select_from(table).where(cast(column, String).contains("~"))
        )
    }


async def test_the_name_of_a_merged_record_is_erased_too(
    db: Database, place: int, curator: Actor
) -> None:
    gone = await person(db, place, "Громов Пётр", chat=None)
    paper = await person(db, place, "Громов Пётр Ильич", chat=None)
    await db.write(lambda s: s.add(Identity(person_id=gone.me, chat_id="5", created_at=NOW)))
    await db.write(merging.merge, curator, gone.me, paper.me)

    erasure = await db.write(erasure_plans.ask, curator, paper.me)
    await db.write(erasing.carry_out, curator, erasure)

    rows = await db.read(lambda s: [s.get_one(Person, each) for each in (gone.me, paper.me)])
    assert [row.name for row in rows] == [code_of(gone.me), code_of(paper.me)]
    assert all(row.erased_at == NOW for row in rows)


async def test_of_a_mentor_the_own_reasons_go_and_what_was_written_of_the_mentee_stays(
    db: Database, place: int, curator: Actor
) -> None:
    mentor = await person(db, place, "Лунина Анна Петровна", Role.MENTOR, chat=None)
    mentee = await person(db, place, "Ким Виктор Ильич", Role.MENTEE, chat=None)
    pair_id = await db.write(pair, NOW, place, [mentor], [mentee])
    await db.write(_called_off, pair_id, mentor.me)

    erasure = await db.write(erasure_plans.ask, curator, mentor.me)
    await db.write(erasing.carry_out, curator, erasure)

    (meeting,) = await db.read(lambda s: s.scalars(select(Meeting)).all())
    (event,) = await db.read(lambda s: s.scalars(select(MeetingEvent)).all())
    told = await db.read(lambda s: s.scalars(select(PairEvent).order_by(PairEvent.id)).first())
    assert (meeting.text, meeting.reason) == ("Разобрали урок", "")
    assert (event.before, event.after) == ({"reason": ""}, {"reason": "", "text": "Разобрали"})
    assert told is not None
    assert told.after == {"told": {"why": "", "who": mentee.me}}


def _called_off(session: Session, pair_id: int, mentor_id: int) -> None:
    meeting = Meeting(
        pair_id=pair_id, kind=MeetingKind.REGULAR, state=MeetingState.CANCELLED,
        text="Разобрали урок", reason="Болею", created_at=NOW,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    session.add(MeetingEvent(
        meeting_id=meeting.id, at=NOW, actor_id=mentor_id, action="cancelled",
        before={"reason": ""}, after={"reason": "Болею", "text": "Разобрали"},
    ))  # fmt: skip
    session.add(PairEvent(
        pair_id=pair_id, at=NOW, actor_id=mentor_id, action="paused", before={},
        after={"told": {"why": "Болею", "who": _mentee(session, pair_id)}},
    ))  # fmt: skip


def _mentee(session: Session, pair_id: int) -> int:
    return session.scalars(
        select(PairMember.person_id).where(
            PairMember.pair_id == pair_id, PairMember.side == Side.MENTEE
        )
    ).one()
