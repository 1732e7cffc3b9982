"""Banks filled by answers, kept by the school: services on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import BankEntry, BankEvent, Person, Prompt, Response
from domain.banks import BankState
from domain.pairs import Side
from domain.roles import Role
from domain.survey import Kind, Option, Questionnaire
from services import merging
from services.actor import Actor
from services.banks import asking, criteria, deciding, editing, erasing, lists, views
from services.digest import banks_part
from services.digest.parts import Reader
from services.errors import Refusal
from services.own_data import mine
from services.standing import handing, restoring
from services.surveys import sending
from tests import pair_factories, survey_factories
from tests.people_factories import NOW, again, consented, municipality, person, school
from tests.survey_factories import question, questionnaire

AREAS = (Option("planning", "Планирование"), Option("digital", "Цифровое"))
SIDES = (
    Option("mentor", "Да"), Option("mentee", "Нужна помощь"), Option("both", "То и другое"),
    Option("no", "Нет"),
)  # fmt: skip
INTAKE = questionnaire(
    question("areas", Kind.SEVERAL, options=AREAS, fills="areas"),
    question("capacity", Kind.NUMBER, fills="capacity"),
    question("experience", Kind.NUMBER, fills="experience"),
    question("subject", Kind.SHORT, fills="subject", optional=True),
    key="intake", moment="mentor_intake", forms=("teacher_teacher",),
)  # fmt: skip
NEEDS = questionnaire(
    question("part", Kind.ONE, options=SIDES, fills="side"), key="wish", moment="needs"
)
GIVEN = {"areas": ["planning"], "capacity": "2", "experience": "7", "subject": "история"}


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


@pytest.fixture
async def curator(db: Database, place: int) -> Actor:
    return await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")


@pytest.fixture
async def gromov(db: Database, place: int) -> Actor:
    return await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2")


async def sent(
    db: Database, place: int, who: Actor, asked: Questionnaire, given: Mapping[str, Any],
    about: int | None = None,
) -> int:  # fmt: skip
    def fill(session: Session) -> int:
        _, (response,) = survey_factories.campaign(
            session, NOW, place, asked, [who], about={who.me: about} if about else None
        )
        survey_factories.send(session, who, response, given)
        return response

    return await db.write(fill)


async def correct(db: Database, who: Actor, response: int, given: Mapping[str, Any]) -> None:
    await db.write(survey_factories.answer, who, response, given)


async def entry(db: Database, who: int, side: Side = Side.MENTOR) -> BankEntry | None:
    def read(session: Session) -> BankEntry | None:
        found = session.scalar(
            select(BankEntry).where(BankEntry.person_id == who, BankEntry.side == side)
        )
        if found is not None:
            session.expunge(found)
        return found

    return await db.read(read)


async def the(db: Database, who: Actor, side: Side = Side.MENTOR) -> BankEntry:
    found = await entry(db, who.me, side)
    assert found is not None
    return found


async def actions(db: Database, entry_id: int) -> list[str]:
    def read(session: Session) -> list[str]:
        query = select(BankEvent.action).where(BankEvent.entry_id == entry_id)
        return list(session.scalars(query.order_by(BankEvent.id)))

    return await db.read(read)


async def refusal(db: Database, fn: Any, actor: Actor, *args: Any, **named: Any) -> str:
    with pytest.raises(Refusal) as caught:
        await db.write(fn, actor, *args, **named)
    return caught.value.key


async def test_an_intake_makes_a_candidate_once(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    response = await sent(db, place, gromov, INTAKE, GIVEN)
    first = await the(db, gromov)

    def told_again(session: Session) -> None:
        sending.tell(session, NOW, session.get_one(Response, response))

    await db.write(told_again)

    found = await the(db, gromov)
    assert (found.state, found.areas, found.capacity) == (
        BankState.CANDIDATE, {"planning": None}, 2,
    )  # fmt: skip
    assert found.forms == ["teacher_teacher"]
    assert found.facts["subject"] == {"is": "история", "said": ["история"], "text": ""}
    assert found.version == first.version
    assert await actions(db, found.id) == ["added", "filled"]
    waiting = await db.read(lambda s: [(r.kind, r.person_id) for r in s.scalars(select(Prompt))])
    assert (asking.KIND, curator.me) in waiting


async def test_a_correction_after_sending_is_taken_in(
    db: Database, place: int, gromov: Actor
) -> None:
    response = await sent(db, place, gromov, INTAKE, GIVEN)

    await correct(db, gromov, response, {"capacity": "4"})

    found = await the(db, gromov)
    assert (found.capacity, found.areas) == (4, {"planning": None})
    assert await actions(db, found.id) == ["added", "filled", "filled"]


async def test_what_was_changed_by_hand_waits_for_a_choice(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    response = await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id
    await db.write(editing.set_number, curator, mine_, editing.Number.CAPACITY, 1)

    await correct(db, gromov, response, {"capacity": "3"})
    asked = await db.read(views.card, curator, mine_)
    await db.write(editing.settle_newer, curator, mine_, "capacity", take=False)
    await correct(db, gromov, response, {"experience": "8"})
    kept = await db.read(views.card, curator, mine_)
    await correct(db, gromov, response, {"capacity": "5"})
    await db.write(editing.settle_newer, curator, mine_, "capacity", take=True)
    taken = await db.read(views.card, curator, mine_)
    await correct(db, gromov, response, {"capacity": "2"})

    assert (asked.capacity, asked.newer) == (1, {"capacity": 3})
    assert (kept.capacity, kept.newer) == (1, {})
    assert (taken.capacity, taken.newer) == (5, {})
    assert (await the(db, gromov)).capacity == 2


async def test_a_wish_makes_candidates_and_is_taken_back(
    db: Database, place: int, gromov: Actor
) -> None:
    response = await sent(db, place, gromov, NEEDS, {"part": "both"})
    both = [(await the(db, gromov, side)).state for side in Side]

    await correct(db, gromov, response, {"part": "mentee"})

    assert both == [BankState.CANDIDATE, BankState.CANDIDATE]
    assert (await the(db, gromov)).state is BankState.LEFT
    assert (await the(db, gromov, Side.MENTEE)).state is BankState.CANDIDATE
    await correct(db, gromov, response, {"part": "both"})
    assert (await the(db, gromov)).state is BankState.CANDIDATE


async def test_a_wish_of_both_fills_each_side_with_its_own(
    db: Database, place: int, gromov: Actor
) -> None:
    asked = questionnaire(
        *NEEDS.questions,
        question("areas", Kind.SEVERAL, options=AREAS, fills="mentee:areas"),
        question("help", Kind.SEVERAL, options=AREAS, fills="mentor:areas"),
        key="wish", moment="needs",
    )  # fmt: skip
    given = {"part": "both", "areas": ["planning"], "help": ["digital"]}
    await sent(db, place, gromov, asked, given)

    def areas(session: Session) -> dict[Side, dict[str, int]]:
        rows = session.scalars(select(BankEntry))
        return {row.side: row.areas for row in rows}

    assert await db.read(areas) == {
        Side.MENTOR: {"digital": None}, Side.MENTEE: {"planning": None},
    }  # fmt: skip


async def test_a_no_makes_nobody_a_candidate(db: Database, place: int, gromov: Actor) -> None:
    await sent(db, place, gromov, NEEDS, {"part": "no"})

    assert await entry(db, gromov.me) is None


async def test_an_anonymous_campaign_fills_nothing(
    db: Database, place: int, gromov: Actor
) -> None:
    secret = questionnaire(
        question("part", Kind.ONE, options=SIDES, fills="side"),
        key="secret", moment="needs", anonymous=True,
    )  # fmt: skip
    await sent(db, place, gromov, secret, {"part": "mentor"})

    assert await entry(db, gromov.me) is None


async def test_partners_are_seen_by_the_curator_alone(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    kim = await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3")
    asked = questionnaire(
        question("who", Kind.PERSON, bank="mentees", fills="wants"), key="p", moment="partner"
    )

    await sent(db, place, gromov, asked, {"who": kim.me})

    mine_ = (await the(db, gromov)).id
    kept = await db.read(views.card, curator, mine_)
    own = await db.read(views.own, gromov, mine_)
    assert [each.id for each in kept.wants] == [kim.me]
    assert (own.wants, own.ticks) == ((), ())
    assert "wants" not in own.facts
    assert await entry(db, kim.me, Side.MENTEE) is None
    await db.write(lambda s: erasing.entries(s, kim.me, erase=True))
    assert (await the(db, gromov)).facts["wants"] == []


async def test_criteria_are_told_by_data_and_by_ticks(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id
    await db.write(criteria.toggle, curator, "category")
    before = await db.read(views.card, curator, mine_)
    none = await db.read(deciding.ready, curator, Side.MENTOR)

    await db.write(editing.tick, curator, mine_, "penalties")
    await db.write(criteria.add, curator, Side.MENTOR, "  есть открытые уроки ")
    own = await db.read(deciding.ready, curator, Side.MENTOR)
    await db.write(editing.tick, curator, mine_, "own1")
    count = await db.write(deciding.admit_all, curator, Side.MENTOR)

    assert [(t.criterion.key, t.met, t.by_data) for t in before.ticks] == [
        ("wish", True, True), ("experience", True, True), ("penalties", None, True),
        ("consent", True, True),
    ]  # fmt: skip
    assert (none.ids, none.rest) == ((), 1)
    assert own.ids == ()
    assert count == 1
    assert (await the(db, gromov)).state is BankState.IN_BANK
    assert await db.write(deciding.admit_all, curator, Side.MENTOR) == 0


async def test_a_decision_is_taken_back_within_a_day(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id
    await db.write(deciding.decline, curator, mine_, "не сейчас")
    event = (await db.read(views.card, curator, mine_)).undoable
    assert event is not None
    late = await again_at(db, curator, hours=25)

    refused = await refusal(db, deciding.undo, late, event)
    await db.write(deciding.undo, curator, event)
    await db.write(deciding.undo, curator, event)

    found = await the(db, gromov)
    assert refused == "bank_undo_late"
    assert (found.state, found.reason, found.decided_at) == (BankState.CANDIDATE, "", None)
    assert (await actions(db, mine_))[-2:] == ["declined", "undone"]


async def again_at(db: Database, who: Actor, hours: int) -> Actor:
    return replace(await again(db, who.me, "1"), at=NOW + timedelta(hours=hours))


async def test_a_pupil_without_consent_stays_a_candidate(
    db: Database, place: int, curator: Actor
) -> None:
    pupil = await db.write(lambda s: _pupil(s, place, "Лунин Артём"))
    mine_ = await db.write(deciding.add, curator, pupil, Side.MENTEE)

    assert await refusal(db, deciding.admit, curator, mine_) == "bank_consent"
    shown = await db.read(lists.listed, curator, lists.Filter(only=lists.Only.UNCONSENTED))
    assert [row.id for row in shown.rows] == [mine_]


def _pupil(session: Session, place: int, name: str) -> int:
    row = Person(
        organisation_id=place, name=name, search=name.casefold(), post="", is_pupil=True,
        school_class="7 Б", created_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


async def test_a_parents_answers_fill_the_childs_entry(db: Database, place: int) -> None:
    child = await db.write(lambda s: _pupil(s, place, "Лунин Артём"))
    await db.write(lambda s: consented(s, child))
    parent = await person(db, place, "Лунина Вера Андреевна", Role.PARENT, chat="5")
    asked = questionnaire(
        question("areas", Kind.SEVERAL, options=AREAS, fills="areas"),
        key="parents", moment="mentee_intake", about="child",
    )  # fmt: skip

    await sent(db, place, parent, asked, {"areas": ["digital"]}, about=child)

    found = await entry(db, child, Side.MENTEE)
    assert found is not None
    assert found.areas == {"digital": None}
    assert await entry(db, parent.me, Side.MENTEE) is None


async def test_a_child_of_another_school_is_no_candidate_here(db: Database, place: int) -> None:
    other = await school(db, "Школа № 2")
    child = await db.write(lambda s: _pupil(s, other, "Лунин Артём"))
    await db.write(lambda s: consented(s, child))
    parent = await person(db, place, "Лунина Вера Андреевна", Role.PARENT, chat="5")
    asked = questionnaire(
        question("areas", Kind.SEVERAL, options=AREAS, fills="areas"),
        key="parents", moment="mentee_intake", about="child",
    )  # fmt: skip

    await sent(db, place, parent, asked, {"areas": ["digital"]}, about=child)

    assert await entry(db, child, Side.MENTEE) is None


async def test_room_filters_and_search(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, {**GIVEN, "capacity": "1"})
    lunina = await person(db, place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    await sent(db, place, lunina, INTAKE, {**GIVEN, "areas": ["digital"]})
    kim = await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3")
    await db.write(pair_factories.pair, NOW, place, [gromov], [kim])

    async def found(query: str = "", **wanted: Any) -> list[str]:
        shown = await db.read(lists.listed, curator, lists.Filter(**wanted), query)
        return [row.who.name.split()[0] for row in shown.rows]

    digital = lists.AREAS.index("digital")
    assert await found() == ["Громов", "Лунина"]
    assert await found(only=lists.Only.FREE) == ["Лунина"]
    assert await found(area=digital) == ["Лунина"]
    assert await found(form=0, side=Side.MENTOR) == ["Громов", "Лунина"]
    assert await found(form=5) == []
    assert await found(area=999) == []
    assert await found(side=Side.MENTEE) == []
    assert await found("лун") == ["Лунина"]
    card = await db.read(views.card, curator, (await the(db, gromov)).id)
    assert (card.free, [each.id for each in card.others]) == (0, [kim.me])


async def test_nobody_else_sees_a_card(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id
    colleague = await person(db, place, "Лунина Вера Андреевна", Role.MENTOR, chat="4")
    other = await school(db, "Школа № 2")
    stranger = await person(db, other, "Носов Илья Петрович", Role.CURATOR, chat="6")

    for actor in (colleague, stranger):
        assert await refusal(db, views.card, actor, mine_) == "forbidden"
        assert await refusal(db, views.own, actor, mine_) == "forbidden"
        assert await refusal(db, deciding.admit, actor, mine_) == "forbidden"
        number = (mine_, editing.Number.HOURS, 3)
        assert await refusal(db, editing.set_number, actor, *number) == "forbidden"
    assert await refusal(db, deciding.admit, gromov, mine_) == "forbidden"
    assert await refusal(db, editing.toggle, gromov, mine_, editing.Listing.AREAS, 0) == (
        "forbidden"
    )
    assert await refusal(db, lists.home, gromov) == "forbidden"
    assert await refusal(db, deciding.undo, curator, 999) == "gone"
    assert await refusal(db, views.card, curator, 999) == "gone"


async def test_a_mentor_corrects_the_own_card(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id

    await db.write(editing.set_number, gromov, mine_, editing.Number.HOURS, 6)
    await db.write(editing.set_times, gromov, mine_, "вторник после 15:00")
    await db.write(editing.pause, gromov, mine_, on=True)

    card = await db.read(views.own, gromov, mine_)
    assert (card.hours, card.facts["times"]["text"], card.free) == (6, "вторник после 15:00", 0)
    assert card.paused_on == gromov.today
    assert await refusal(
        db, editing.set_number, gromov, mine_, editing.Number.HOURS, 0
    ) == "bank_number"  # fmt: skip


async def test_a_coordinator_sees_counts_alone(db: Database) -> None:
    town = await municipality(db)
    place = await school(db, "Школа № 3", town)
    coordinator = await person(db, town, "Рощина Инна Павловна", Role.COORDINATOR, chat="8")
    gromov = await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2")
    await sent(db, place, gromov, INTAKE, GIVEN)

    home = await db.read(lists.home, coordinator)

    one = {(Side.MENTOR, BankState.CANDIDATE): 1}
    assert (home.keeps, home.counts, home.schools) == (False, one, (("Школа № 3", one),))
    mine_ = (await the(db, gromov)).id
    assert await refusal(db, views.card, coordinator, mine_) == "forbidden"
    assert await refusal(db, lists.listed, coordinator, lists.Filter()) == "forbidden"


async def test_who_leaves_the_school_leaves_its_bank(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    await db.write(deciding.admit, curator, (await the(db, gromov)).id)

    await db.write(handing.leave, curator, gromov.me)
    gone = await the(db, gromov)
    await db.write(restoring.restore, curator, gromov.me)

    assert gone.state is BankState.LEFT
    assert (await the(db, gromov)).state is BankState.IN_BANK


async def test_erased_with_the_history(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id

    counted = await db.write(lambda s: erasing.entries(s, gromov.me, erase=False))
    await db.write(lambda s: erasing.entries(s, gromov.me, erase=True))

    assert counted == 1
    assert await entry(db, gromov.me) is None
    assert await actions(db, mine_) == []


async def test_my_data_tell_the_card(db: Database, place: int, gromov: Actor) -> None:
    await sent(db, place, gromov, INTAKE, GIVEN)

    found = await db.read(mine, gromov)

    (section,) = [each for each in found.sections if each.key == "banks"]
    ((side, state, areas, capacity, _, facts, *_),) = section.rows
    assert (side, state, capacity) == (Side.MENTOR, BankState.CANDIDATE, 2)
    assert areas == "Планирование уроков"
    assert facts == "7; история"


async def test_a_second_intake_brings_a_declined_one_back(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    response = await sent(db, place, gromov, INTAKE, GIVEN)
    mine_ = (await the(db, gromov)).id
    await db.write(deciding.decline, curator, mine_, "")
    await correct(db, gromov, response, {"capacity": "3"})
    still = (await the(db, gromov)).state

    await sent(db, place, gromov, INTAKE, GIVEN)

    assert still is BankState.DECLINED
    assert (await the(db, gromov)).state is BankState.CANDIDATE


async def test_two_records_of_one_person_have_one_card(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    paper = await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat=None)
    other = await db.write(deciding.add, curator, paper.me, Side.MENTOR)
    await db.write(editing.set_number, curator, other, editing.Number.CAPACITY, 1)
    await sent(db, place, gromov, INTAKE, GIVEN)
    await sent(db, place, gromov, NEEDS, {"part": "mentee"})

    await db.write(merging.merge, curator, gromov.me, paper.me)

    kept = await the(db, paper)
    shown = await db.read(lists.listed, curator, lists.Filter())
    assert (kept.id, kept.capacity, kept.areas) == (other, 1, {"planning": None})
    assert sorted((row.who.id, row.side) for row in shown.rows) == [
        (paper.me, Side.MENTEE), (paper.me, Side.MENTOR),
    ]  # fmt: skip


async def test_the_weekly_message_tells_of_candidates(
    db: Database, place: int, curator: Actor, gromov: Actor
) -> None:
    reader = Reader(
        curator.me, place, Role.CURATOR, NOW, curator.zone, "Ветрова", "Ветрова", "full"
    )
    none = await db.read(banks_part.banks, reader, None)
    await sent(db, place, gromov, INTAKE, GIVEN)

    found = await db.read(banks_part.banks, reader, None)

    assert none.todos == []
    assert [each.thing for each in found.todos] == [banks_part.CandidatesWait(1, 0)]
