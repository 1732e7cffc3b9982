"""A proposed pair that its mentor does not take: who hears of it and what can be done."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import Pair, Prompt
from domain.pair_papers import PaperKind
from domain.pairs import Form, PairState
from domain.roles import Role
from services import prompts
from services.actor import Actor
from services.errors import Refusal
from services.pairs import capacity, enter, leaving, offers, papers, states, undo, views
from services.pairs.offer_prompts import OfferDeclined, OfferSilent
from services.pairs.paper_prompts import OFFER
from tests.pair_factories import pair as make_pair
from tests.people_factories import NOW, person, school

LATER = NOW + timedelta(days=40)


@dataclass(frozen=True)
class Cast:
    place: int
    curator: Actor
    mentor: Actor
    second: Actor
    mentee: Actor


@pytest.fixture
async def cast(db: Database) -> Cast:
    place = await school(db)
    return Cast(
        place,
        await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1"),
        await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2"),
        await person(db, place, "Лунина Вера Андреевна", Role.MENTOR, chat="3"),
        await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="4"),
    )


async def proposed(db: Database, cast: Cast, *mentors: Actor) -> int:
    ids = [each.me for each in mentors or (cast.mentor,)]
    made = await db.write(
        enter.enter, cast.curator, ids, [cast.mentee.me], Form.TEACHER_TEACHER, works=False
    )
    return made.pair_id


async def heard(db: Database, cast: Cast, now: datetime = LATER) -> list[Any]:
    """What the curator's bundle says of offers by `now`."""
    told = await db.read(prompts.waiting, cast.curator.me, now)
    kinds = (OfferDeclined, OfferSilent)
    return [each.thing for each in told if isinstance(each.thing, kinds)]


async def asked(db: Database, pair_id: int) -> set[int]:
    rows = select(Prompt.person_id).where(Prompt.kind == OFFER, Prompt.subject_id == pair_id)
    return set(await db.read(lambda session: session.scalars(rows).all()))


async def state(db: Database, pair_id: int) -> PairState:
    return await db.read(lambda session: session.get_one(Pair, pair_id).state)


async def test_the_curator_hears_of_a_refusal_and_asks_another(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast)
    await db.write(offers.decline, cast.mentor, pair_id)
    (told,) = await heard(db, cast, NOW)

    acted = await db.write(offers.another, cast.curator, pair_id, cast.second.me)

    assert (told.card.id, [each.id for each in told.by], told.goes_on) == (
        pair_id, [cast.mentor.me], False,
    )  # fmt: skip
    assert await heard(db, cast, NOW) == []
    assert await asked(db, acted.pair_id) == {cast.second.me}
    view = await db.read(views.view, cast.curator, acted.pair_id)
    assert (view.state, [each.id for each in view.card.mentees]) == (
        PairState.PROPOSED, [cast.mentee.me],
    )  # fmt: skip
    with pytest.raises(Refusal, match="pair_known"):
        await db.write(offers.another, cast.curator, pair_id, cast.second.me)
    await db.write(undo.undo, cast.curator, acted.event_id)
    assert await asked(db, acted.pair_id) == set()


async def test_who_is_asked_after_a_refused_transfer_goes_on_from_the_old_pair(
    db: Database, cast: Cast
) -> None:
    third = await person(db, cast.place, "Зорин Глеб Львович", Role.MENTOR, chat="8")
    old = await db.write(make_pair, NOW, cast.place, [cast.mentor], [cast.mentee])
    moved = await db.write(states.transfer, cast.curator, old, cast.second.me)
    await db.write(offers.decline, cast.second, moved.pair_id)

    acted = await db.write(offers.another, cast.curator, moved.pair_id, third.me)

    assert (await db.read(views.view, cast.curator, acted.pair_id)).previous_id == old
    assert await db.read(leaving.next_of, old) == acted.pair_id
    with pytest.raises(Refusal, match="pair_undo"):
        await db.write(undo.undo, cast.curator, moved.event_id)
    assert await db.write(undo.undo, cast.curator, acted.event_id) is None
    assert await state(db, old) is PairState.TRANSFERRED


async def test_a_refusal_taken_back_asks_the_mentor_again(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast)
    declined = await db.write(offers.decline, cast.mentor, pair_id)

    await db.write(undo.undo, cast.curator, declined.event_id)

    assert await heard(db, cast, NOW) == []
    assert await asked(db, pair_id) == {cast.mentor.me}


@pytest.mark.parametrize("agreed", [False, True])
async def test_one_of_two_mentors_only_leaves(db: Database, cast: Cast, agreed: bool) -> None:
    pair_id = await proposed(db, cast, cast.mentor, cast.second)
    if agreed:
        await db.write(states.agree, cast.second, pair_id)

    declined = await db.write(offers.decline, cast.mentor, pair_id)
    (told,) = await heard(db, cast, NOW)

    view = await db.read(views.view, cast.curator, pair_id)
    assert (declined.goes_on, told.goes_on) == (True, True)
    assert [each.id for each in told.by] == [cast.mentor.me]
    assert [each.id for each in view.card.mentors] == [cast.second.me]
    assert view.state is (PairState.AGREED if agreed else PairState.PROPOSED)
    assert await asked(db, pair_id) == (set() if agreed else {cast.second.me})
    with pytest.raises(Refusal, match="forbidden"):
        await db.read(views.view, cast.mentor, pair_id)
    await db.write(undo.undo, cast.curator, declined.event_id)
    assert len((await db.read(views.view, cast.curator, pair_id)).card.mentors) == 2
    assert await heard(db, cast, NOW) == []


async def test_the_last_of_two_who_says_no_ends_it(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast, cast.mentor, cast.second)

    await db.write(offers.decline, cast.mentor, pair_id)
    last = await db.write(offers.decline, cast.second, pair_id)

    assert (last.goes_on, await state(db, pair_id)) == (False, PairState.ENDED_EARLY)
    (told,) = await heard(db, cast, NOW)
    assert [each.id for each in told.by] == [cast.second.me]


async def test_a_silence_is_the_curators_after_the_mentor_was_asked_thrice(
    db: Database, cast: Cast
) -> None:
    pair_id = await proposed(db, cast)

    early = await heard(db, cast, NOW + timedelta(days=7))
    (told,) = await heard(db, cast, NOW + timedelta(days=9))

    assert early == []
    assert ([each.id for each in told.waits], told.since, told.reachable) == (
        [cast.mentor.me], NOW.date(), True,
    )  # fmt: skip
    again = await db.write(
        offers.ask_again, replace(cast.curator, at=NOW + timedelta(days=9)), pair_id
    )
    assert [each.id for each in again] == [cast.mentor.me]
    assert await heard(db, cast, NOW + timedelta(days=10)) == []
    assert len(await heard(db, cast, NOW + timedelta(days=18))) == 1


async def test_the_answer_on_paper_settles_a_silence(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast)

    await db.write(states.agree, cast.curator, pair_id)

    assert (await heard(db, cast), await asked(db, pair_id)) == ([], set())
    assert await state(db, pair_id) is PairState.AGREED


async def test_another_mentor_takes_the_place_of_the_silent_one(db: Database, cast: Cast) -> None:
    third = await person(db, cast.place, "Зорин Глеб Львович", Role.MENTOR, chat=None)
    pair_id = await proposed(db, cast, cast.mentor, cast.second)
    await db.write(states.agree, cast.second, pair_id)

    acted = await db.write(offers.another, cast.curator, pair_id, third.me)

    view = await db.read(views.view, cast.curator, pair_id)
    assert {each.id for each in view.card.mentors} == {cast.second.me, third.me}
    assert await asked(db, pair_id) == {third.me}
    await db.write(undo.undo, cast.curator, acted.event_id)
    assert await asked(db, pair_id) == {cast.mentor.me}


async def test_who_has_no_chat_is_the_curators_at_once(db: Database, cast: Cast) -> None:
    third = await person(db, cast.place, "Зорин Глеб Львович", Role.MENTOR, chat=None)
    await proposed(db, cast, third)

    (told,) = await heard(db, cast, NOW)

    assert (told.reachable, [each.id for each in told.waits]) == (False, [third.me])


async def test_nobody_else_asks_another(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast)
    elsewhere = await school(db, "Школа № 2")
    stranger = await person(db, elsewhere, "Чужов Ян Львович", Role.CURATOR, chat="9")

    for actor, who in ((cast.mentor, cast.second.me), (stranger, cast.second.me)):
        with pytest.raises(Refusal, match="forbidden"):
            await db.write(offers.another, actor, pair_id, who)
        with pytest.raises(Refusal, match="forbidden"):
            await db.write(offers.ask_again, actor, pair_id)
    with pytest.raises(Refusal, match="forbidden"):
        await db.write(offers.another, cast.curator, pair_id, stranger.me)
    await db.write(states.agree, cast.curator, pair_id)
    with pytest.raises(Refusal, match="pair_state"):
        await db.write(offers.another, cast.curator, pair_id, cast.second.me)


async def second_is_full(db: Database, cast: Cast) -> None:
    """Another pair of the second mentor, whose limit is one mentee."""
    other = await person(db, cast.place, "Носова Инна Павловна", Role.MENTEE, chat="5")
    await db.write(make_pair, NOW, cast.place, [cast.second.me], [other.me])
    await db.write(capacity.set_own, cast.curator, cast.second.me, 1)


async def test_the_others_refusal_gives_nobody_more_than_the_limit(
    db: Database, cast: Cast
) -> None:
    pair_id = await proposed(db, cast, cast.mentor, cast.second)
    await db.write(states.agree, cast.second, pair_id)
    await second_is_full(db, cast)

    declined = await db.write(offers.decline, cast.mentor, pair_id)

    (told,) = await heard(db, cast, NOW)
    assert (declined.goes_on, told.goes_on, told.full) == (True, True, True)
    assert await state(db, pair_id) is PairState.PROPOSED
    assert await asked(db, pair_id) == set()
    with pytest.raises(Refusal, match="pair_capacity"):
        await db.write(states.agree, cast.curator, pair_id)
    await db.write(capacity.set_own, cast.curator, cast.second.me, 2)
    await db.write(states.agree, cast.curator, pair_id)
    assert await state(db, pair_id) is PairState.AGREED


async def test_an_order_over_the_limit_is_entered_and_told(db: Database, cast: Cast) -> None:
    pair_id = await proposed(db, cast, cast.second)
    await second_is_full(db, cast)

    await db.write(papers.add, cast.curator, pair_id, PaperKind.ORDER, number="15")

    assert await state(db, pair_id) is PairState.CONFIRMED
    (over,) = await db.read(capacity.over, cast.curator, pair_id)
    assert (over.mentor.id, over.mentees, over.limit) == (cast.second.me, 2, 1)
    with pytest.raises(Refusal, match="forbidden"):
        await db.read(capacity.over, cast.second, pair_id)
    await db.write(capacity.set_own, cast.curator, cast.second.me, 2)
    assert await db.read(capacity.over, cast.curator, pair_id) == ()
