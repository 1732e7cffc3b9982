"""Questionnaires that come with the program, and a school's own: drafts, publishing, archive."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content import questionnaires as shipped
from db.engine import Database
from db.models import Questionnaire, QuestionnaireVersion, Setting
from domain.roles import Role
from domain.survey import Questionnaire as Asked
from services.actor import Actor
from services.errors import Refusal
from services.surveys import publishing, versions
from tests.people_factories import NOW, person, school
from tests.survey_factories import question, questionnaire

LATER = NOW + timedelta(days=1)


def own(title: str = "Наша анкета", **given: object) -> Asked:
    return replace(questionnaire(question("q1"), key="own_1"), title=title, **given)  # type: ignore[arg-type]


async def titles(db: Database, place: int) -> list[str]:
    found = await db.read(versions.published, place)
    return [asked.title for _, asked in found]


async def count(db: Database) -> int:
    return await db.read(lambda s: s.scalar(select(func.count(QuestionnaireVersion.id)))) or 0


async def refused(db: Database, *call: object) -> str:
    with pytest.raises(Refusal) as told:
        await db.write(*call)  # type: ignore[arg-type]
    return told.value.key


async def publish(db: Database, curator: Actor, version_id: int) -> None:
    sha = (await db.read(publishing.made, curator, version_id)).sha
    await db.write(publishing.publish, curator, version_id, sha)


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


@pytest.fixture
async def curator(db: Database, place: int) -> Actor:
    return await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="100")


async def test_what_comes_with_the_program_is_published_once(db: Database, place: int) -> None:
    assert await db.write(publishing.sync_shipped, NOW) == len(shipped.keys())
    assert await db.write(publishing.sync_shipped, LATER) == 0
    found = await db.read(versions.published, place)
    assert {asked.key: asked for _, asked in found} == {
        key: shipped.questionnaire(key) for key in sorted(shipped.keys())
    }


async def test_another_content_is_a_new_version_and_the_old_one_stays(
    db: Database, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await db.write(publishing.sync_shipped, NOW)
    old = {asked.key: version for version, asked in await db.read(versions.published, place)}
    shipped_one = shipped.questionnaire
    newer = replace(shipped_one("event"), title="Как прошло")
    monkeypatch.setattr(
        publishing.shipped, "questionnaire",
        lambda key: newer if key == "event" else shipped_one(key),
    )  # fmt: skip
    assert await db.write(publishing.sync_shipped, LATER) == 1
    new = {asked.key: version for version, asked in await db.read(versions.published, place)}
    assert {key for key in new if new[key] != old[key]} == {"event"}
    before = await db.read(versions.questionnaire, old["event"])
    assert before.title == shipped_one("event").title
    assert (await db.read(versions.questionnaire, new["event"])).title == "Как прошло"


async def test_what_does_not_come_any_more_is_put_away(db: Database, place: int) -> None:
    def forget(session: Session) -> None:
        versions.keep(session, NOW, questionnaire(question("q1"), key="gone"), None)
        session.get_one(Setting, publishing.SHIPPED).value = {"sha": "another"}

    await db.write(publishing.sync_shipped, NOW)
    await db.write(forget)
    await db.write(publishing.sync_shipped, LATER)
    assert "gone" not in {asked.key for _, asked in await db.read(versions.published, place)}


async def test_a_draft_is_asked_only_after_publishing(
    db: Database, place: int, curator: Actor
) -> None:
    draft = await db.write(publishing.draft, curator, place, own())
    assert await titles(db, place) == []
    await publish(db, curator, draft)
    await publish(db, curator, draft)
    assert await titles(db, place) == ["Наша анкета"]


async def test_another_school_does_not_see_it(db: Database, place: int, curator: Actor) -> None:
    other = await school(db, "Школа № 2")
    stranger = await person(db, other, "Чужова Анна Ильинична", Role.CURATOR, chat="200")
    draft = await db.write(publishing.draft, curator, place, own())
    assert await refused(db, publishing.publish, stranger, draft, "") == "forbidden"
    assert await refused(db, publishing.draft, stranger, place, own()) == "forbidden"
    await publish(db, curator, draft)
    assert await titles(db, other) == []


async def test_what_is_published_is_never_changed(
    db: Database, place: int, curator: Actor
) -> None:
    first = await db.write(publishing.draft, curator, place, own())
    await publish(db, curator, first)
    second = await db.write(publishing.draft, curator, place, own("Новая"))
    assert await titles(db, place) == ["Наша анкета"]
    await publish(db, curator, second)
    assert await titles(db, place) == ["Новая"]
    assert (await db.read(versions.questionnaire, first)).title == "Наша анкета"
    assert await refused(db, publishing.drop, curator, first) == "questionnaire_published"


async def test_a_newer_draft_replaces_the_one_before(
    db: Database, place: int, curator: Actor
) -> None:
    first = await db.write(publishing.draft, curator, place, own())
    second = await db.write(publishing.draft, curator, place, own("Новая"))
    assert await refused(db, publishing.publish, curator, first, "") == "gone"
    assert (await db.read(publishing.made, curator, second)).questionnaire == own("Новая")
    assert await count(db) == 1


async def test_the_same_content_again_is_the_published_one(
    db: Database, place: int, curator: Actor
) -> None:
    first = await db.write(publishing.draft, curator, place, own())
    await publish(db, curator, first)
    assert await db.write(publishing.draft, curator, place, own()) == first


async def test_only_what_was_checked_is_published(
    db: Database, place: int, curator: Actor
) -> None:
    first = await db.write(publishing.draft, curator, place, own())
    checked = (await db.read(publishing.made, curator, first)).sha
    second = await db.write(publishing.draft, curator, place, own("Новая"))
    assert await refused(db, publishing.publish, curator, second, checked) == (
        "questionnaire_faulty"
    )
    assert await titles(db, place) == []


async def test_a_dropped_draft_leaves_nothing(db: Database, place: int, curator: Actor) -> None:
    draft = await db.write(publishing.draft, curator, place, own())
    await db.write(publishing.drop, curator, draft)
    rows = await db.read(lambda s: s.scalar(select(func.count(Questionnaire.id))))
    assert (await count(db), rows) == (0, 0)


async def test_put_away_and_taken_back(db: Database, place: int, curator: Actor) -> None:
    draft = await db.write(publishing.draft, curator, place, own())
    await publish(db, curator, draft)
    (row,) = await db.read(lambda s: list(s.scalars(select(Questionnaire.id))))
    await db.write(publishing.archive, curator, row)
    assert await titles(db, place) == []
    await db.write(publishing.archive, curator, row, on=False)
    assert await titles(db, place) == ["Наша анкета"]


async def test_what_comes_with_the_program_is_nobodys(db: Database, curator: Actor) -> None:
    await db.write(publishing.sync_shipped, NOW)
    row, version = await db.read(
        lambda s: s.execute(
            select(QuestionnaireVersion.questionnaire_id, QuestionnaireVersion.id).limit(1)
        ).one()
    )
    assert await refused(db, publishing.archive, curator, row) == "gone"
    assert await refused(db, publishing.publish, curator, version, "") == "gone"
