"""Anonymous sheets in the tables, after closing, and in copies of the database."""

import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.copies import making
from db.engine import Database, is_sqlite
from db.models import AnonymousSheet, Answer, Campaign, Response
from db.models.surveys import CampaignState, ResponseState
from domain.roles import Role
from domain.survey import Condition, Kind, Questionnaire
from domain.survey.answers import SKIPPED
from services.actor import Actor
from services.errors import Refusal
from services.surveys import campaigns, renewing, sheets, versions
from services.surveys.sheets import Frozen, Sheet
from tests import survey_factories as make
from tests.people_factories import NOW, person, school

ASKED = make.questionnaire(
    make.question("like", Kind.TEN),
    make.question("again"),
    make.question("why", Kind.LONG, optional=True, shown_if=Condition("again", values=("o2",))),
    anonymous=True,
)


async def people(db: Database, place: int, count: int, role: Role = Role.MENTOR) -> list[Actor]:
    made = []
    for number in range(count):
        chat = f"{place}{role.value}{number}"
        made.append(await person(db, place, f"Ёлкина Анна {chat}", role, chat=chat))
    return made


class Asking:
    """An anonymous campaign of a school."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.id = 0
        self.ways: dict[int, int] = {}  # person -> response

    async def to(self, asked: Questionnaire, everybody: list[Actor]) -> "Asking":
        place = everybody[0].organisation_id
        self.id, ids = await self.db.write(make.campaign, NOW, place, asked, everybody)
        self.ways = {each.me: way for each, way in zip(everybody, ids, strict=True)}
        return self

    async def sends(self, actor: Actor, like: int = 8, again: str = "o1", why: str = "") -> None:
        given: dict[str, Any] = {"like": like, "again": again}
        if again == "o2":
            given["why"] = why
        await self.db.write(make.send, actor, self.ways[actor.me], given)

    async def rows(self) -> list[AnonymousSheet]:
        query = select(AnonymousSheet).where(AnonymousSheet.campaign_id == self.id)
        return list(await self.db.read(lambda s: s.scalars(query).all()))

    async def campaign(self) -> Campaign:
        return await self.db.read(lambda s: s.get_one(Campaign, self.id))

    async def close(self, state: CampaignState = CampaignState.CLOSED) -> Frozen | None:
        def close(session: Session) -> Frozen | None:
            row = session.get_one(Campaign, self.id)
            if state is CampaignState.CLOSED:
                renewing.shut(session, row, NOW)
            row.state = state
            session.flush()
            return sheets.freeze(session, self.id)

        return await self.db.write(close)

    async def told(self) -> list[Sheet]:
        def load(session: Session) -> list[Sheet]:
            return sheets.told(session, session.get_one(Campaign, self.id))

        return await self.db.read(load)


@pytest.fixture
async def place(db: Database) -> int:
    return await school(db)


async def test_what_is_sent_has_no_person_no_time_and_no_order(db: Database, place: int) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    orders = set()
    keys: set[int] = set()
    for number, each in enumerate(everybody, 1):
        await asking.sends(each, like=number)
        rows = await asking.rows()
        assert sorted(row.answers["like"]["is"] for row in rows) == [*range(1, number + 1)]
        orders.add(tuple(row.answers["like"]["is"] for row in sorted(rows, key=lambda r: r.id)))
        assert not keys & {row.id for row in rows}  # under new keys each time
        keys = {row.id for row in rows}

    assert orders != {tuple(range(1, number + 1)) for number in range(1, 7)}
    assert await db.read(lambda s: s.scalars(select(Answer)).all()) == []
    for way in await db.read(lambda s: s.scalars(select(Response)).all()):
        assert way.state is ResponseState.SENT
        times = (way.started_at, way.touched_at, way.sent_at, way.shown_at)
        assert times == (None, None, None, None)
        assert (way.revision, way.draft, way.at_key) == (0, {}, "")


async def test_nothing_is_told_while_it_is_open(db: Database, place: int) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    for each in everybody:
        await asking.sends(each)

    assert await asking.told() == []
    assert await db.write(sheets.freeze, asking.id) is None
    assert sheets.frozen(await asking.campaign()) is None
    assert await asking.close() == Frozen(6, 6, {"mentor": 6}, {"like": frozenset({"mentor"})})
    assert len(await asking.told()) == 6


@pytest.mark.parametrize("sent", [0, 1, 2, 3, 4])
async def test_of_a_team_of_up_to_four_nothing_is_left(
    db: Database, place: int, sent: int
) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    for each in everybody[:sent]:
        await asking.sends(each)
    await db.write(make.answer, everybody[5], asking.ways[everybody[5].me], {"like": 3})

    assert await asking.close() == Frozen(6, sent, {}, {})
    assert await asking.rows() == []
    assert await db.read(lambda s: s.scalars(select(Answer)).all()) == []  # the draft too


async def test_a_small_group_and_the_next_smallest_lose_their_names(
    db: Database, place: int
) -> None:
    asking = Asking(db)
    mentors, mentees = await people(db, place, 9), await people(db, place, 5, Role.MENTEE)
    parents = await people(db, place, 2, Role.PARENT)
    await asking.to(ASKED, mentors + mentees + parents)
    for each in mentors + mentees + parents:
        await asking.sends(each, like=5)

    frozen = await asking.close()

    assert frozen == Frozen(16, 16, {"mentor": 9}, {"like": frozenset({"mentor"})})
    groups = [sheet.group for sheet in await asking.told()]
    assert sorted(groups) == [""] * 7 + ["mentor"] * 9


async def test_a_question_that_few_of_a_group_have_answered_is_told_without_it(
    db: Database, place: int
) -> None:
    asked = make.questionnaire(
        make.question("like", Kind.TEN, optional=True), make.question("far", Kind.TEN),
        anonymous=True,
    )  # fmt: skip
    mentors, mentees = await people(db, place, 6), await people(db, place, 6, Role.MENTEE)
    asking = await Asking(db).to(asked, mentors + mentees)
    for number, each in enumerate(mentors + mentees):
        given = {"like": SKIPPED if number < 2 else 7, "far": 4}
        await db.write(make.send, each, asking.ways[each.me], given)

    frozen = await asking.close()

    assert frozen is not None
    assert frozen.groups == {"mentor": 6, "mentee": 6}
    assert frozen.told == {"far": frozenset({"mentor", "mentee"})}


async def test_after_closing_no_two_answers_of_one_person_stand_together(
    db: Database, place: int
) -> None:
    asked = make.questionnaire(
        make.question("a", Kind.NUMBER), make.question("b", Kind.NUMBER), anonymous=True
    )
    everybody = await people(db, place, 24)
    asking = await Asking(db).to(asked, everybody)
    for number, each in enumerate(everybody):
        given = {"a": number, "b": number}
        await db.write(make.send, each, asking.ways[each.me], given)
    await asking.close()

    found = await asking.told()
    assert sorted(sheet.replies["a"].value for sheet in found) == [*range(24)]
    assert sorted(sheet.replies["b"].value for sheet in found) == [*range(24)]
    together = sum(sheet.replies["a"].value == sheet.replies["b"].value for sheet in found)
    assert together < 8


async def test_a_closed_one_stays_as_it_is(db: Database, place: int) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    for each in everybody[:5]:
        await asking.sends(each)
    first = await asking.close()
    before = [(row.id, row.answers) for row in await asking.rows()]

    gone = update(Response).values(state=ResponseState.WITHDRAWN)
    await db.write(lambda s: s.execute(gone))

    assert (
        await db.write(sheets.freeze, asking.id) == first == sheets.frozen(await asking.campaign())
    )
    assert [(row.id, row.answers) for row in await asking.rows()] == before


async def test_a_cancelled_one_keeps_nothing(db: Database, place: int) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    for each in everybody:
        await asking.sends(each)

    assert await asking.close(CampaignState.CANCELLED) == Frozen(6, 6, {}, {})
    assert await asking.rows() == []


async def test_what_would_give_its_author_away_is_not_launched(db: Database, place: int) -> None:
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    await people(db, place, 6)
    asked = make.questionnaire(
        make.question("a", Kind.FILE), anonymous=True, audience="mentor", key="files"
    )
    version = await db.write(versions.keep, NOW, asked, place)
    draft = await db.write(campaigns.draft, curator, version)

    with pytest.raises(Refusal, match="survey_unfit"):
        await db.write(campaigns.launch, curator, draft)


# -- copies ------------------------------------------------------------------------------------


async def copied(db: Database, folder: Path, name: str) -> bytes:
    """Everything that a copy holds, as bytes."""
    out = folder / name
    await making.create(db.url, folder / "files", out, with_files=False)
    with zipfile.ZipFile(out) as archive:
        return b"".join(archive.read(each) for each in archive.namelist())


def holds(copy: bytes, words: str) -> bool:
    return any(
        form in copy
        for form in (words.encode(), words.encode("unicode_escape"), words.encode("utf-16-le"))
    )


async def test_no_copy_has_a_draft_or_a_sheet_of_an_open_one(
    db: Database, place: int, tmp_path: Path
) -> None:
    everybody = await people(db, place, 7)
    asking = await Asking(db).to(ASKED, everybody)
    for number, each in enumerate(everybody[:6]):
        await asking.sends(each, again="o2", why=f"тайна{number}")
    begun = everybody[6]
    draft = {"like": 3, "again": "o2", "why": "черновик"}
    await db.write(make.answer, begun, asking.ways[begun.me], draft)
    await db.write(_choosing, asking.ways[begun.me])

    copy = await copied(db, tmp_path, "open.zip")
    for secret in ("тайна", "черновик", "выбирается"):
        assert not holds(copy, secret)
    assert holds(copy, "Пробная анкета")  # the copy is read by the test at all

    await asking.close()
    closed = await copied(db, tmp_path, "closed.zip")
    assert holds(closed, "тайна3")
    for secret in ("черновик", "выбирается"):
        assert not holds(closed, secret)


def _choosing(session: Session, response_id: int) -> None:
    session.get_one(Response, response_id).draft = {"at": ["like", 0], "own": "выбирается"}


async def test_named_answers_are_copied(db: Database, place: int, tmp_path: Path) -> None:
    (olga,) = await people(db, place, 1)
    asked = make.questionnaire(make.question("why", Kind.LONG))
    _, (way,) = await db.write(make.campaign, NOW, place, asked, [olga])
    await db.write(make.answer, olga, way, {"why": "подпись"})
    other = await Asking(db).to(ASKED, [olga])
    await other.sends(olga, again="o2", why="тайна")

    copy = await copied(db, tmp_path, "copy.zip")
    assert holds(copy, "подпись")
    assert not holds(copy, "тайна")


async def test_the_file_itself_keeps_nothing_that_was_erased(
    db: Database, place: int, tmp_path: Path
) -> None:
    if not is_sqlite(db.url):
        return  # old versions of rows are PostgreSQL's until it has cleaned up
    everybody = await people(db, place, 3)
    asking = await Asking(db).to(ASKED, everybody)
    for number, each in enumerate(everybody):
        await asking.sends(each, again="o2", why=f"тайна{number}" * 50)
    await asking.close()

    assert holds(_on_disk(db), "Пробная анкета")  # it is read by the test at all
    assert not holds(_on_disk(db), "тайна")


async def test_neither_does_the_log_beside_the_file_after_each_sending(
    db: Database, place: int
) -> None:
    if not is_sqlite(db.url):
        return  # the log is the server's
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    for number, each in enumerate(everybody):
        await db.write(make.answer, each, asking.ways[each.me], {"like": 3, "again": "o1"})
        before = len(_on_disk(db))
        await asking.sends(each, again="o2", why=f"тайна{number}")
        assert len(_on_disk(db)) < before  # nothing of the draft's pages is left in the log


async def test_what_a_reader_holds_in_the_log_goes_with_the_next_tick(
    db: Database, place: int
) -> None:
    if not is_sqlite(db.url):
        return
    everybody = await people(db, place, 3)
    asking = await Asking(db).to(ASKED, everybody)
    for each in everybody:
        await asking.sends(each, again="o2", why="тайна")
    reader = sqlite3.connect(_path(db), isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from person").fetchone()
    await asking.close()
    assert holds(_on_disk(db), "тайна")

    reader.close()
    await db.tidy()

    assert not holds(_on_disk(db), "тайна")


def _on_disk(db: Database) -> bytes:
    """The file and the log beside it, just as they lie there."""
    log = _path(db).with_name(_path(db).name + "-wal")
    return _path(db).read_bytes() + (log.read_bytes() if log.exists() else b"")


def _path(db: Database) -> Path:
    return Path(db.url.partition("///")[2])


async def test_after_a_copy_was_put_back_who_has_sent_is_asked_again(
    db: Database, place: int
) -> None:
    everybody = await people(db, place, 6)
    asking = await Asking(db).to(ASKED, everybody)
    kept = await Asking(db).to(
        make.questionnaire(*ASKED.questions, key="other", anonymous=True), everybody
    )
    for each in everybody[:4]:
        await asking.sends(each)
        await kept.sends(each)
    gone = update(AnonymousSheet).where(AnonymousSheet.campaign_id == asking.id)
    await db.write(lambda s: s.execute(gone.values(campaign_id=kept.id)))

    assert await db.write(sheets.mend) == [asking.id]
    assert await db.write(sheets.mend) == []
    for each in everybody[:4]:
        await asking.sends(each)
    assert len(await asking.rows()) == 4
