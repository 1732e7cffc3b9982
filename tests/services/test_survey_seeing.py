"""Who keeps the campaigns and is in a pair too reads nothing of what is said of themselves."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import BankEntry, Campaign, Response
from domain.pairs import PairState, Side
from domain.roles import Role
from domain.survey import AnswerStatus, Kind, Reply
from services.actor import Actor
from services.banks import fields, views
from services.errors import Refusal
from services.surveys import (
    before_after,
    history,
    result_files,
    results,
    sent_files,
    tagging,
)
from tests import pair_factories, survey_factories
from tests.people_factories import NOW, person, school
from tests.survey_factories import question, questionnaire

ASKED = questionnaire(
    question("fit", Kind.TEN, text="Насколько Вам подходит пара?"),
    question("hard", Kind.LONG, text="Что трудно?"),
    question("photo", Kind.FILE, text="Фото", optional=True),
    about="partner",
)
PHOTO = {"sha": "0" * 64, "name": "урок.jpg", "photo": True}


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


@pytest.fixture(params=[Role.CURATOR, Role.HEAD])
async def keeper(db: Database, place: int, request: pytest.FixtureRequest) -> Actor:
    """A curator, or a head, who is a mentor too."""
    return await person(db, place, "Ветрова Ольга Сергеевна", request.param, Role.MENTOR, chat="1")


@pytest.fixture
async def other(db: Database, place: int) -> Actor:
    """Who keeps the campaigns and is in no pair."""
    return await person(db, place, "Зимина Нина Львовна", Role.CURATOR, chat="2")


@pytest.fixture
async def mentees(db: Database, place: int) -> list[Actor]:
    names = ["Ким Анна Львовна", "Громов Пётр Ильич", "Белова Инна Олеговна"]
    return [
        await person(db, place, name, Role.MENTEE, chat=str(10 + at))
        for at, name in enumerate(names)
    ]


def given(hard: str, like: int = 3) -> dict[str, Any]:
    return {"fit": like, "hard": hard, "photo": Reply(AnswerStatus.GIVEN, PHOTO)}


async def asked(
    db: Database, place: int, keeper: Actor, mentees: list[Actor], asked_: Any = ASKED
) -> tuple[int, list[int]]:
    """The first mentee is the keeper's; the keeper answers about this one, the two others of
    somebody else."""
    mentor = await person(db, place, "Орлов Юрий Ильич", Role.MENTOR, chat=None)
    first, second, third = mentees

    def fill(session: Session) -> tuple[int, list[int]]:
        mine = pair_factories.pair(session, NOW, place, [keeper], [first])
        theirs = pair_factories.pair(session, NOW, place, [mentor], [second, third])
        about = {
            first.me: keeper.me, second.me: mentor.me, third.me: mentor.me, keeper.me: first.me,
        }  # fmt: skip
        everybody = [*mentees, keeper]
        campaign, ways = survey_factories.campaign(
            session, NOW, place, asked_, [each.me for each in everybody], about=about
        )
        for way, pair in zip(ways, (mine, theirs, theirs, mine), strict=True):
            session.execute(update(Response).where(Response.id == way).values(pair_id=pair))
        session.flush()
        for each, way, word in zip(
            everybody, ways, ("тяжело с Вами", "времени", "сил", "мало уроков"), strict=True
        ):
            survey_factories.send(session, each, way, given(word))
        return campaign, ways

    return await db.write(fill)


def about_me(way: int) -> Any:
    return lambda session, actor: history.told(session, actor, way, "hard", 0)


async def test_rows_words_files_and_tags_about_the_keeper_are_left_out(
    db: Database, place: int, keeper: Actor, other: Actor, mentees: list[Actor]
) -> None:
    campaign, ways = await asked(db, place, keeper, mentees)

    whole = await db.read(results.results, other, campaign)
    assert ([each.way for each in whole.sheets], whole.unshown) == (ways, 0)

    found = await db.read(results.results, keeper, campaign)
    assert ([each.way for each in found.sheets], found.unshown) == (ways[1:], 1)
    assert (found.sent, found.invited) == (4, 4)
    assert [tally.given for each in found.asked for tally in each.tallies] == [3, 3, 3]
    open_ = await db.read(tagging.answers, keeper, campaign)
    assert [each.text for each in open_.lines] == ["времени", "сил", "мало уроков"]
    assert open_.unshown == 1
    files = await db.read(sent_files.listed, keeper, campaign)
    assert ([each.response_id for each in files.files], files.unshown) == (ways[1:], 1)
    book = await db.read(result_files.load, keeper, campaign)
    assert [each.way for each in book.results.sheets] == ways[1:]

    with pytest.raises(Refusal, match="gone"):
        await db.read(tagging.one, keeper, campaign, 1, ways[0], 0)
    with pytest.raises(Refusal, match="gone"):
        await db.write(
            lambda s: tagging.toggle(s, keeper, campaign, 1, ways[0], 0, "threat", on=True)
        )
    with pytest.raises(Refusal, match="gone"):
        await db.read(sent_files.one, keeper, campaign, 2, ways[0], 0)
    with pytest.raises(Refusal, match="gone"):
        await db.read(about_me(ways[0]), keeper)
    assert await db.read(about_me(ways[0]), other) == ()


async def test_what_the_other_side_says_elsewhere_and_a_past_pair_are_kept_too(
    db: Database, place: int, keeper: Actor, mentees: list[Actor]
) -> None:
    first, second, _ = mentees
    plain = questionnaire(question("hard", Kind.LONG), key="plain")

    def fill(session: Session) -> tuple[int, list[int]]:
        pair_factories.pair(session, NOW, place, [keeper], [first], state=PairState.COMPLETED)
        campaign, ways = survey_factories.campaign(
            session, NOW, place, plain, [first.me, second.me]
        )
        for each, way in zip((first, second), ways, strict=True):
            survey_factories.send(session, each, way, {"hard": "слово"})
        return campaign, ways

    campaign, ways = await db.write(fill)
    found = await db.read(results.results, keeper, campaign)
    assert ([each.way for each in found.sheets], found.unshown) == (ways[1:], 1)


async def test_before_and_after_is_without_them(
    db: Database, place: int, keeper: Actor, other: Actor, mentees: list[Actor]
) -> None:
    scale = questionnaire(question("fit", Kind.TEN, measure="fit"), key="scale")

    def fill(session: Session) -> int:
        pair_factories.pair(session, NOW, place, [keeper], mentees[:1])
        made = []
        for like in (4, 8):
            campaign, ways = survey_factories.campaign(
                session, NOW, place, scale, [each.me for each in mentees]
            )
            for each, way in zip(mentees, ways, strict=True):
                survey_factories.send(session, each, way, {"fit": like})
            made.append(campaign)
        session.get_one(Campaign, made[1]).before_id = made[0]
        session.flush()
        return made[1]

    campaign = await db.write(fill)
    whole = await db.read(before_after.comparison, other, campaign)
    found = await db.read(before_after.comparison, keeper, campaign)
    assert (whole.matched, whole.unshown) == (3, 0)
    assert (found.matched, found.unshown, found.measures[0].compared.n) == (2, 2, 2)


async def test_partners_named_in_confidence(
    db: Database, place: int, keeper: Actor, other: Actor, mentees: list[Actor]
) -> None:
    """Who may have been named sees nobody's choice in results: a gap would tell of it."""
    first, second, third = mentees
    chooses = questionnaire(
        question("no", Kind.PERSON, bank="mentors", fills="unwanted"), key="no", moment="partner"
    )

    def fill(session: Session) -> tuple[int, int]:
        for each, side in ((keeper, Side.MENTOR), (first, Side.MENTEE)):
            session.add(
                BankEntry(
                    organisation_id=place, person_id=each.me, side=side, created_at=NOW,
                    updated_at=NOW,
                )
            )  # fmt: skip
        session.flush()
        campaign, ways = survey_factories.campaign(
            session, NOW, place, chooses, [first.me, second.me]
        )
        for each, way, no in zip((first, second), ways, (keeper, keeper), strict=True):
            survey_factories.send(session, each, way, {"no": Reply(AnswerStatus.GIVEN, no.me)})
        entry = session.scalars(
            select(BankEntry).where(BankEntry.person_id == first.me, BankEntry.side == Side.MENTEE)
        ).one()
        fields.put(entry, "unwanted", [keeper.me, third.me])
        fields.put(entry, "wants", [keeper.me])
        entry.newer = {
            "wants": {"is": [], "kept": False},
            "unwanted": {"is": [keeper.me], "kept": False},
        }
        return campaign, entry.id

    campaign, entry = await db.write(fill)
    whole = await db.read(results.results, other, campaign)
    found = await db.read(results.results, keeper, campaign)
    assert [len(each.replies) for each in whole.sheets] == [1, 1]
    assert [len(each.replies) for each in found.sheets] == [0, 0]
    assert found.unshown == 0

    seen = await db.read(views.card, other, entry)
    mine = await db.read(views.card, keeper, entry)
    assert [each.id for each in seen.unwanted] == [keeper.me, third.me]
    assert [each.id for each in mine.unwanted] == [third.me]
    assert ([each.id for each in seen.wants], mine.wants) == ([keeper.me], ())
    assert (set(seen.newer or ()), set(mine.newer or ())) == ({"wants", "unwanted"}, {"unwanted"})
    told = await db.read(views.differing, keeper, entry)
    assert told.fields == (("unwanted", [third.me], []),)
    assert [each.id for each in told.people] == [third.me]


async def test_tags_go_with_the_words_they_were_put_on(db: Database, place: int) -> None:
    """A strength of words that are gone is said of nobody, in no draft of SWOT."""
    me = await person(db, place, "Ёлкина Анна Петровна", Role.MENTOR, chat="tags")
    keeper = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="tagger")
    asked = questionnaire(
        question("hard", Kind.LONG, optional=True), question("good", Kind.LONG, optional=True)
    )
    campaign, (way,) = await db.write(survey_factories.campaign, NOW, place, asked, [me])
    said = {"hard": "Не хватает времени", "good": "Помогают коллеги"}
    await db.write(survey_factories.send, me, way, said)
    for index, tag in enumerate((tagging.WEAKNESS, tagging.STRENGTH)):
        await db.write(tagging.toggle, keeper, campaign, index, way, 0, tag, on=True)

    async def tagged() -> list[tuple[str, tuple[str, ...]]]:
        found = await db.read(tagging.answers, keeper, campaign)
        return [(each.text, each.tags) for each in found.lines]

    good = ("Помогают коллеги", (tagging.STRENGTH,))
    await db.write(survey_factories.answer, me, way, {"hard": "Не хватает времени"})
    assert await tagged() == [("Не хватает времени", (tagging.WEAKNESS,)), good]
    await db.write(survey_factories.answer, me, way, {"hard": "Всё прекрасно"})
    assert await tagged() == [("Всё прекрасно", ()), good]
    await db.write(survey_factories.answer, me, way, {"hard": "Не хватает времени"})
    assert await tagged() == [("Не хватает времени", ()), good]
