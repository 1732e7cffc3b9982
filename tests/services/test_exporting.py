"""What stands in the tables of the exports, and what must not."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from content import programmes as shelf
from db.engine import Database
from db.models import (
    AuditEntry,
    FitAnswer,
    HealthFlag,
    Meeting,
    MeetingMark,
    MeetingNote,
    Pair,
    Person,
    Programme,
    Referral,
    Roadmap,
)
from db.models.roadmap import RoadmapState
from domain.consents import Document
from domain.exporting import Account, Agreed, Level, What, offered, tables
from domain.meeting_rules import Verdict
from domain.meetings import MeetingKind, MeetingState
from domain.named import Named
from domain.pairs import Form, PairState
from domain.roles import Role
from domain.shown import Shown
from domain.survey import Kind
from exports.big import making, spool
from exports.big.model import Job
from services import consent_papers, enlist
from services.actor import Actor
from services.digest import pairs_part
from services.digest.parts import Reader
from services.errors import Refusal
from services.exporting import access, audit, meetings, people
from services.exporting.model import Scope
from services.exporting.tables import SOURCES, batch, table
from services.meetings import holding, journal
from services.pairs import as_of
from services.pairs import states as steps
from services.programmes import agreeing, begin, paper
from tests import survey_factories as surveys
from tests.item_factories import Row, running
from tests.pair_factories import pair
from tests.people_factories import NOW, consented, person, school
from tests.programme_cast import WORDING

SECRET = "SECRETMARK"
ZONE = ZoneInfo("Europe/Moscow")


def scope(*places: int, first: date | None = None, last: date | None = None) -> Scope:
    return Scope(places or None, first, last, NOW, ZONE)


def whole(session: Session, what: What, of: Scope) -> list[dict[str, object]]:
    """All rows of a table, by the keys of its columns, batch by batch."""
    found: list[dict[str, object]] = []
    after: int | None = 0
    while after is not None:
        some = batch(session, what, of, after)
        keys = [column.key for column in SOURCES[what].columns]
        found += [dict(zip(keys, row, strict=True)) for row in some.rows]
        after = some.after
    return found


def held(session: Session, pair_id: int, day: date, topic: str = "") -> Meeting:
    made = Meeting(
        pair_id=pair_id, kind=MeetingKind.REGULAR, state=MeetingState.HELD, held_on=day,
        topic=topic, created_at=NOW,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


async def cast(db: Database) -> tuple[int, Actor, Actor, Actor]:
    place = await school(db)
    return (
        place,
        await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1"),
        await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2"),
        await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3"),
    )


async def test_nothing_said_in_confidence_gets_into_any_file(db: Database, tmp_path: Path) -> None:
    place, curator, mentor, mentee = await cast(db)

    def confide(session: Session) -> None:
        made = pair(session, NOW, place, [mentor], [mentee], state=PairState.ENDED_EARLY)
        session.get_one(Pair, made).ended_why = SECRET
        met = held(session, made, date(2026, 10, 1), "Знакомство")
        met.sheet = {"criterion": SECRET}
        session.add_all([
            MeetingNote(meeting_id=met.id, author_id=mentor.me, private=True, kind="text",
                        text=SECRET, at=NOW),
            MeetingMark(meeting_id=met.id, person_id=mentee.me, rating=4, confirmed=True),
            FitAnswer(pair_id=made, person_id=mentee.me, asked_at=NOW, answer="not_good",
                      reason=SECRET),
            HealthFlag(pair_id=made, rule="silent", raised_at=NOW, facts={"why": SECRET}),
            Referral(organisation_id=place, person_id=mentee.me, source="help", at=NOW),
            AuditEntry(at=NOW, actor_id=mentee.me, organisation_id=place, action="help_asked",
                       subject=f"person:{mentee.me}", data={"text": SECRET}),
            AuditEntry(at=NOW, actor_id=curator.me, organisation_id=place, action="changed",
                       subject="referral:1", data={"text": SECRET}),
        ])  # fmt: skip
        row = Roadmap(
            organisation_id=place, title="Программа", state=RoadmapState.RUNNING, approval=[],
            columns=[], source_name="", source_sha="", created_at=NOW, pair_id=made,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(Programme(roadmap_id=row.id, pair_id=made, goal="Цель", difficulties=SECRET,
                              created_at=NOW))  # fmt: skip
        _answer(session, place, mentor, key="plain", moment="needs")
        _answer(session, place, mentor, key="interim", moment="interim", text=SECRET)
        _answer(session, place, mentor, key="pulse", moment="event", text=SECRET, anonymous=True)

    await db.write(confide)
    await db.write(running, NOW, place, (Row("Приказ"),))
    every = [what for what in What if what is not What.EVERYTHING]
    for what in every:
        rows = await db.read(lambda s, what=what: [batch(s, what, scope(), 0).rows])
        spool.add(tmp_path, what.value, rows[0])
        assert rows[0], what
    for as_text in (False, True):
        made = making.make(tmp_path, job(every, csv=as_text), tmp_path)
        with zipfile.ZipFile(made[0]) as archive:
            inside = b"".join(archive.read(name) for name in archive.namelist())
        assert "Знакомство".encode() in inside
        assert "всё есть".encode() in inside
        assert SECRET.encode() not in inside


def _answer(
    session: Session, place: int, who: Actor, *, key: str, moment: str, text: str = "всё есть",
    anonymous: bool = False,
) -> None:  # fmt: skip
    asked = surveys.questionnaire(
        surveys.question("need", Kind.LONG), surveys.question("why", Kind.LONG, sensitive=True),
        key=key, moment=moment, anonymous=anonymous,
    )  # fmt: skip
    _, ids = surveys.campaign(session, NOW, place, asked, [who])
    surveys.send(session, who, ids[0], {"need": text, "why": SECRET})


async def test_answers_promised_to_a_few_are_in_the_file_of_these_alone(db: Database) -> None:
    place, curator, mentor, mentee = await cast(db)
    head = await person(db, place, "Юдина Вера Олеговна", Role.HEAD, chat="70")
    administrator = await person(db, None, "Чернов Лев Ильич", Role.ADMINISTRATOR, chat="71")

    def ask(session: Session) -> None:
        pair(session, NOW, place, [mentor], [mentee])
        _answer(session, place, mentor, key="pulse", moment="interim", text="пульс")
        _answer(session, place, mentor, key="open", moment="event", text="занятие")
        _answer(session, place, mentor, key="quiet", moment="event", text="тихо", anonymous=True)

    await db.write(ask)

    async def texts(reader: Actor) -> list[tuple[object, object]]:
        def told(session: Session) -> list[tuple[object, object]]:
            order = access.order(session, reader, What.EVERYTHING, None, None, None)
            found = batch(session, What.SURVEYS, order.scope, 0).rows
            keys = [column.key for column in table(What.SURVEYS).columns]
            rows = [dict(zip(keys, row, strict=True)) for row in found]
            return [(row["question_number"], row["answer"]) for row in rows]

        return await db.read(told)

    all_of_it = [(1, "пульс"), (2, SECRET), (1, "занятие"), (2, SECRET)]
    assert await texts(curator) == all_of_it
    assert await texts(head) == all_of_it
    assert await texts(administrator) == [(1, "занятие")]


async def test_who_is_in_the_pair_too_exports_nothing_of_it(db: Database) -> None:
    place, curator, mentor, mentee = await cast(db)
    other = await person(db, place, "Зимина Нина Львовна", Role.CURATOR, chat="72")

    def ask(session: Session) -> None:
        pair(session, NOW, place, [curator], [mentee])
        _answer(session, place, mentee, key="pulse", moment="interim", text="о кураторе")
        _answer(session, place, mentor, key="pulse", moment="interim", text="о другом")

    await db.write(ask)
    answers: dict[int, set[object]] = {}
    for reader in (curator, other):
        order = await db.read(access.order, reader, What.SURVEYS, None, None, None)
        found = await db.read(batch, What.SURVEYS, order.scope, 0)
        answers[reader.me] = {row[-5] for row in found.rows}
    assert answers == {
        curator.me: {"о другом", SECRET}, other.me: {"о другом", "о кураторе", SECRET},
    }  # fmt: skip


def job(whats: list[What], *, csv: bool = False) -> Job:
    return Job(
        tables=tuple(map(table, whats)), place="Школа", first=None, last=None,
        at=NOW, zone="московское время", made_by="", names="full", csv=csv,
    )  # fmt: skip


async def test_meetings_by_period_and_school(db: Database) -> None:
    place, _, mentor, mentee = await cast(db)
    other = await school(db, "Школа № 2")

    def meet(session: Session) -> None:
        ours = pair(session, NOW, place, [mentor], [mentee])
        theirs = pair(session, NOW, other, [mentor], [mentee])
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 4)):
            held(session, ours, day, f"{day.day}")
            held(session, theirs, day, "чужая")
        late = datetime(2026, 10, 4, 22, tzinfo=UTC)  # the 5th in Moscow
        session.add(Meeting(pair_id=ours, kind=MeetingKind.REGULAR, state=MeetingState.PLANNED,
                            starts_at=late, topic="завтра", created_at=NOW))  # fmt: skip

    await db.write(meet)
    october = scope(place, first=date(2026, 10, 1), last=date(2026, 10, 4))
    rows = await db.read(whole, What.MEETINGS, october)

    assert [(row["topic"], row["verdict"]) for row in rows] == [
        ("1", Verdict.CLAIMED), ("4", Verdict.CLAIMED),
    ]  # fmt: skip
    assert rows[0]["mentors"] == (Named(mentor.me, "Громов Пётр Ильич"),)
    assert len(await db.read(whole, What.MEETINGS, scope())) == 7
    later = await db.read(whole, What.MEETINGS, scope(place, first=date(2026, 10, 5)))
    assert [row["topic"] for row in later] == ["завтра"]


async def test_batches_join_without_a_gap_or_a_repeat(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "SIZE", 3)
    place, _, mentor, mentee = await cast(db)

    def meet(session: Session) -> None:
        ours = pair(session, NOW, place, [mentor], [mentee])
        for at in range(9):
            held(session, ours, date(2026, 9, 20) + timedelta(days=at), f"{at}")

    await db.write(meet)

    assert [row["topic"] for row in await db.read(whole, What.MEETINGS, scope(place))] == [
        f"{at}" for at in range(9)
    ]


async def test_people_with_roles_chat_and_consent(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "SIZE", 2)
    place, curator, mentor, mentee = await cast(db)
    pupil_id = await db.write(
        enlist.enlist, NOW, place,
        enlist.Newcomer("Козлова Мария Ивановна", "", ((Role.MENTEE, ""),), None, is_pupil=True),
        ZONE.key,
    )  # fmt: skip
    await school(db, "Школа № 2")

    rows = await db.read(whole, What.PEOPLE, scope(place))

    assert [(row["person_id"], row["roles"], row["consent"], row["account"]) for row in rows] == [
        (curator.me, (Role.CURATOR,), Agreed.YES, Account.OPEN),
        (mentor.me, (Role.MENTOR,), Agreed.YES, Account.OPEN),
        (mentee.me, (Role.MENTEE,), Agreed.YES, Account.OPEN),
        (pupil_id, (Role.MENTEE,), Agreed.WAITING, Account.NONE),
    ]
    # Nobody has consented for the pupil: a file that leaves the school has no name.
    assert rows[-1]["person"] == Named(pupil_id, "", True)


async def test_no_file_names_a_pupil_whose_consent_was_withdrawn(db: Database) -> None:
    place, curator, mentor, _ = await cast(db)

    def begin_all(session: Session) -> tuple[int, int, int]:
        newcomer = enlist.Newcomer(
            "Козлова Мария Ивановна", "", ((Role.MENTEE, ""),), None, is_pupil=True
        )
        pupil = enlist.enlist(session, NOW, place, newcomer, ZONE.key)
        consented(session, pupil)
        made = pair(session, NOW, place, [mentor], [pupil], form=Form.TEACHER_PUPIL)
        session.flush()
        holding.unplanned(session, mentor, made, NOW.date())
        steps.pause(session, curator, made, None)
        steps.resume(session, curator, made)
        programme = begin.from_template(session, mentor, made, shelf.KEYS[0], WORDING)
        agreeing.confirm(session, curator, programme)
        return pupil, made, programme

    pupil, made, programme = await db.write(begin_all)
    first, last = NOW.date() - timedelta(days=30), NOW.date()
    reader = Reader(curator.me, place, Role.CURATOR, NOW, ZONE, "", "", "full")
    makers = {
        "passport": (as_of.passport, curator, made, last),
        "journal": (journal.of_pair, mentor, made, first, last),
        "journal of a mentor": (journal.of_mentor, mentor, mentor.me, first, last),
        "programme": (paper.facts, mentor, programme),
        "weekly message": (pairs_part.pairs, reader, None),
    }

    async def told() -> dict[str, bool]:
        found = {key: await db.read(*call) for key, call in makers.items()}
        found["weekly message"] = found["weekly message"].sheets
        return {
            key: "Козлова" in repr(each) or "Мария" in repr(each) for key, each in found.items()
        }

    assert await told() == dict.fromkeys(makers, True)
    await db.write(consented, pupil, NOW.date(), given=False)
    assert await told() == dict.fromkeys(makers, False)
    # The hours are the mentors': who has refused is not named there either.
    hours = await db.read(journal.hours, curator, first, last)
    assert [line.who.name for line in hours.lines] == ["Громов Пётр Ильич"]
    await db.write(
        consent_papers.enter, curator, mentor.me, Document.PROCESSING, given=False,
        signed_on=last,
    )  # fmt: skip
    hours = await db.read(journal.hours, curator, first, last)
    assert [line.who for line in hours.lines] == [Named(mentor.me, "")]


async def test_people_who_left_before_the_period_are_not_in_it(db: Database) -> None:
    place, curator, mentor, _ = await cast(db)

    def leave(session: Session) -> None:
        session.get_one(Person, mentor.me).archived_at = NOW

    await db.write(leave)
    after = scope(place, first=NOW.date() + timedelta(days=1))
    before = scope(place, last=NOW.date() - timedelta(days=1))

    kept = [row["person_id"] for row in await db.read(whole, What.PEOPLE, after)]
    assert mentor.me not in kept
    assert curator.me in kept
    assert await db.read(whole, What.PEOPLE, before) == []


async def test_pairs_with_what_was_counted_in_the_period(db: Database) -> None:
    place, _, mentor, mentee = await cast(db)

    def meet(session: Session) -> int:
        made = pair(session, NOW, place, [mentor], [mentee])
        held(session, made, date(2026, 9, 20))
        met = held(session, made, date(2026, 10, 1))
        session.add(MeetingMark(meeting_id=met.id, person_id=mentee.me, confirmed=True))
        return made

    made = await db.write(meet)
    (row,) = await db.read(whole, What.PAIRS, scope(place, first=date(2026, 10, 1)))

    assert (row["pair_id"], row["state"], row["mentees"]) == (
        made, PairState.ACTIVE, (Named(mentee.me, "Ким Анна Львовна"),),
    )  # fmt: skip
    assert (row["held"], row["confirmed"], row["claimed"], row["hours"]) == (1, 1, 0, 0.75)
    assert row["last_held"] == date(2026, 10, 1)
    gone = scope(place, last=date(2026, 9, 1))
    assert await db.read(whole, What.PAIRS, gone) == []


async def test_lines_of_roadmaps_that_are_due_done_or_owed(db: Database) -> None:
    place, _, mentor, _ = await cast(db)
    rows = (
        Row("Просрочено", "1", "Начало", term="до 01.09.2026", owners=(mentor.me,)),
        Row("Скоро", "2", term="до 20.10.2026", steps=(Row("Шаг", owners=(mentor.me,)),)),
        Row("Потом", "3", term="до 20.05.2027"),
        Row("Без срока", "4"),
    )
    await db.write(running, NOW, place, rows)

    october = scope(place, first=date(2026, 10, 1), last=date(2026, 10, 31))
    found = await db.read(whole, What.ROADMAP, october)

    assert [(row["activity"], row["status"]) for row in found][:1] == [
        ("Просрочено", Shown.OVERDUE)
    ]
    assert found[0]["owners"] == (Named(mentor.me, "Громов Пётр Ильич"),)
    every = await db.read(whole, What.ROADMAP, scope(place))
    assert [(row["activity"], row["level"]) for row in every] == [
        ("Просрочено", Level.ROW), ("Скоро", Level.ROW), ("Шаг", Level.STEP),
        ("Потом", Level.ROW), ("Без срока", Level.ROW),
    ]  # fmt: skip
    assert "Потом" not in [row["activity"] for row in found]


async def test_schools_in_numbers_without_anybody(db: Database) -> None:
    place, _, mentor, mentee = await cast(db)

    def meet(session: Session) -> None:
        held(session, pair(session, NOW, place, [mentor], [mentee]), date(2026, 10, 1))

    await db.write(meet)
    (row,) = await db.read(whole, What.SCHOOLS, scope(place))

    assert (row["people"], row["mentor_count"], row["active"], row["held"]) == (3, 1, 1, 1)
    assert [
        value for key, value in row.items() if key != "school" and type(value) is not int
    ] == []


async def test_the_log_names_who_and_whom(db: Database) -> None:
    place, curator, mentor, _ = await cast(db)

    def note(session: Session) -> None:
        session.add(AuditEntry(
            at=NOW + timedelta(days=1), actor_id=curator.me, organisation_id=place,
            action="person_renamed", subject=f"person:{mentor.me}", data={},
        ))  # fmt: skip

    await db.write(note)
    row = (await db.read(whole, What.AUDIT, scope(place, first=NOW.date() + timedelta(days=1))))[0]

    assert row["actor"] == Named(curator.me, "Ветрова Ольга Сергеевна")
    assert row["subject_person"] == Named(mentor.me, "Громов Пётр Ильич")
    assert audit.SIZE > 1


async def test_who_may_have_what(db: Database) -> None:
    place, curator, mentor, _ = await cast(db)
    admin = await person(db, None, "Рощин Иван Ильич", Role.ADMINISTRATOR, chat="4")

    mine = await db.read(access.order, curator, What.EVERYTHING, None, None, None)
    every = await db.read(access.order, admin, What.EVERYTHING, None, None, None)
    forged = await db.read(access.order, curator, What.PEOPLE, place + 1, None, None)

    assert (mine.scope.places, What.AUDIT in mine.tables) == ((place,), False)
    assert (every.scope.places, every.tables) == (None, tables(What.EVERYTHING, None))
    assert forged.scope.places == (place,)
    for who, what in ((mentor, What.PEOPLE), (curator, What.AUDIT), (admin, What.PAIRS)):
        with pytest.raises(Refusal) as refused:
            await db.read(access.order, who, what, None, None, None)
        assert refused.value.key == "forbidden"
    assert offered(Role.COORDINATOR) == (What.SCHOOLS,)


async def test_a_coordinator_has_the_schools_of_the_municipality_alone(db: Database) -> None:
    above = await school(db, "Район")
    below = await school(db, "Школа № 1", parent_id=above)
    await school(db, "Школа № 2")
    coordinator = await person(db, above, "Рощин Иван Ильич", Role.COORDINATOR, chat="4")

    order = await db.read(access.order, coordinator, What.SCHOOLS, None, None, None)

    assert order.scope.places == (below,)
