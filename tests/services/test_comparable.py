"""With which earlier campaign an asking is joined by itself, and which ones can be chosen."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from content import questionnaires as content
from db.engine import Database
from db.models import Campaign
from db.models.surveys import CampaignState
from domain.roles import Role
from domain.survey import Kind, Questionnaire
from services.actor import Actor
from services.errors import Refusal
from services.surveys import before_after, comparable, responses
from tests import survey_factories as make
from tests.people_factories import NOW, person, school

MENTORS = content.questionnaire("before_mentor"), content.questionnaire("after_mentor")
TRAINING = content.questionnaire("training_entry"), content.questionnaire("training_exit")


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


async def people(db: Database, place: int, count: int = 2) -> list[Actor]:
    return [
        await person(db, place, f"Ёлкина Анна {n}", Role.MENTOR, chat=f"{place}m{n}")
        for n in range(count)
    ]


async def asked(
    db: Database, place: int, questionnaire: Questionnaire, who: list[Actor], days: int,
    **changed: Any,
) -> int:  # fmt: skip
    """A campaign begun so many days ago."""

    def ask(session: Session) -> int:
        made, _ = make.campaign(session, ago(days), place, questionnaire, who)
        row = session.get_one(Campaign, made)
        for name, value in changed.items():
            setattr(row, name, value)
        session.flush()
        return made

    return await db.write(ask)


async def usual(db: Database, campaign: int) -> int | None:
    return await db.read(lambda s: comparable.usual(s, s.get_one(Campaign, campaign)))


@pytest.mark.parametrize("pair", [MENTORS, TRAINING])
async def test_the_end_is_joined_to_its_beginning(
    db: Database, pair: tuple[Questionnaire, Questionnaire]
) -> None:
    place = await school(db)
    who = await people(db, place)
    before = await asked(db, place, pair[0], who, 20)
    after = await asked(db, place, pair[1], who, 1)

    assert await usual(db, after) == before
    assert await usual(db, before) is None


async def test_not_to_another_side_year_school_or_people(db: Database) -> None:
    place, other = await school(db), await school(db, "Школа № 2")
    who, strangers = await people(db, place), await people(db, other)
    mentees = content.questionnaire("before_mentee")
    for questionnaire, asking, days, changed in (
        (mentees, who, 20, {}),
        (replace(MENTORS[0], close=True, key="close"), who, 20, {}),
        (MENTORS[0], who, 400, {}),
        (MENTORS[0], who, 20, {"state": CampaignState.CANCELLED}),
        (MENTORS[0], who, 20, {"anonymous": True}),
        (MENTORS[0], [], 20, {}),
        (TRAINING[0], who, 20, {}),
    ):
        await asked(db, place, questionnaire, asking, days, **changed)
    await asked(db, other, MENTORS[0], strangers, 20)
    after = await asked(db, place, MENTORS[1], who, 1)

    assert await usual(db, after) is None


async def test_of_several_the_one_that_asked_the_same_people(db: Database) -> None:
    place = await school(db)
    who = await people(db, place, 4)
    first = await asked(db, place, MENTORS[0], who[:3], 30)
    await asked(db, place, MENTORS[0], who[2:], 20)
    later = await asked(db, place, MENTORS[0], who[:3], 10)
    after = await asked(db, place, MENTORS[1], who[:3], 1)
    assert await usual(db, after) == later

    await db.write(lambda s: setattr(s.get_one(Campaign, later), "state", CampaignState.CANCELLED))
    assert await usual(db, after) == first


async def test_the_curator_chooses_among_those_with_a_scale_in_common(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="c")
    who = await people(db, place)
    plain = make.questionnaire(make.question("q", Kind.TEN, text="Как Вам?"), key="plain")
    last_year = await asked(db, place, MENTORS[0], who, 400)
    this_year = await asked(db, place, MENTORS[0], who, 30)
    standing = await asked(db, place, MENTORS[0], [], 40, auto=responses.STANDING)
    await asked(db, place, MENTORS[0], who, 35, auto=responses.INTERIM)
    unlike = await asked(db, place, plain, who, 30)
    again = await asked(db, place, plain, who, 5)
    after = await asked(db, place, MENTORS[1], who, 1)

    found = await db.read(comparable.choice, curator, after)
    assert [(each.id, each.fits, each.scales) for each in found.found] == [
        (this_year, True, 6), (standing, True, 6), (last_year, False, 6),
    ]  # fmt: skip
    assert [each.id for each in (await db.read(comparable.choice, curator, again)).found] == [
        unlike
    ]
    assert not await db.read(comparable.offered, curator, unlike)

    await db.write(comparable.choose, curator, after, last_year)
    assert (await db.read(before_after.comparison, curator, after)).title_before == (
        MENTORS[0].title
    )
    with pytest.raises(Refusal, match="survey_no_before"):
        await db.write(comparable.choose, curator, after, unlike)
    await db.write(comparable.choose, curator, after, None)
    with pytest.raises(Refusal, match="survey_no_before"):
        await db.read(before_after.comparison, curator, after)
    with pytest.raises(Refusal, match="forbidden"):
        await db.write(comparable.choose, who[0], after, last_year)


async def test_who_has_answered_only_one_of_the_two_is_not_matched(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="c")
    who = await people(db, place, 3)
    scale = make.question("q", Kind.TEN, measure="sure")
    ids: list[int] = []
    for key, days, given in (("then", 20, {0: 4, 1: 6}), ("now", 1, {1: 8, 2: 9})):
        asking = make.questionnaire(scale, key=key, title=key)

        def ask(session: Session) -> list[int]:
            made, ways = make.campaign(session, ago(days), place, asking, who)  # noqa: B023
            for at, value in given.items():  # noqa: B023
                make.send(session, who[at], ways[at], {"q": value})
            return [made]

        ids += await db.write(ask)
    await db.write(comparable.choose, curator, ids[1], ids[0])

    found = await db.read(before_after.comparison, curator, ids[1])
    (measure,) = found.measures
    assert (found.before, found.after, found.matched) == (2, 2, 1)
    told = measure.compared
    assert (told.n, told.higher, told.same, told.lower, told.before) == (1, 1, 0, 0, None)
