"""Files of the bot that nobody edits come back: it says what they are and changes nothing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Evidence, Roadmap
from domain.roles import Role
from handlers.buttons.papers import Annex, MakeStatement, SheetOn
from sandbox.session import Actor
from tests.item_factories import Row, running
from tests.stage import Stage

DAY = date(2026, 10, 5)


@dataclass
class Cast:
    """A curator with a small running roadmap; ids of items by title."""

    stage: Stage
    curator: Actor
    ids: dict[str, int]

    async def made(self, what: str) -> tuple[str, bytes]:
        there = self.ids[""]
        if what == "digest":
            await self.curator.sends("/digest")
        else:
            request = {
                "statement": MakeStatement(there, DAY, DAY, None),
                "progress": SheetOn(there, DAY),
                "annex": Annex(there),
            }[what]
            await self.curator.taps(data=request.pack())
        files = [screen.document for screen in self.curator.messages if screen.document]
        assert files[-1] is not None
        return files[-1]

    async def roadmaps(self) -> int:
        def count(session: Session) -> int:
            return session.scalar(select(func.count()).select_from(Roadmap)) or 0

        return await self.stage.db.read(count)


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    owners = (stage.person_id(curator),)
    rows = [Row("Приказ", "1", term="до 06.10.2026", owners=owners), Row("Анкета", "2")]
    ids = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    await stage.advance_to(datetime(2026, 10, 7, 9, tzinfo=UTC))
    return Cast(stage, curator, ids)


def saved_again(name: str, data: bytes) -> bytes:
    """As an office program leaves it."""
    out = BytesIO()
    if name.endswith(".docx"):
        Document(BytesIO(data)).save(out)
    else:
        openpyxl.load_workbook(BytesIO(data)).save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("digest", "Это таблица из сводки недели."),
        ("statement", "Это справка, которую составил бот."),
        ("progress", "Это таблица хода дорожной карты без правок."),
    ],
)
async def test_what_is_only_read_is_no_roadmap(cast: Cast, what: str, said: str) -> None:
    name, data = await cast.made(what)
    for sent in (data, saved_again(name, data)):
        await cast.curator.sends(document=sent, name=f"файл.{name.rpartition('.')[2]}")
        assert said in cast.curator.screen.text.replace("\u00a0", " ")
        assert cast.curator.screen.has("Меню")
    assert await cast.roadmaps() == 1


async def test_it_is_proof_where_proof_is_asked_for(cast: Cast) -> None:
    name, data = await cast.made("statement")
    await cast.curator.taps(data=f"ie:{cast.ids['Приказ']}")
    await cast.curator.sends(document=data, name=name)
    assert await cast.stage.db.read(lambda s: s.scalars(select(Evidence.title)).all()) == [name]


async def test_the_annex_is_the_roadmap_and_may_come_back(cast: Cast) -> None:
    name, data = await cast.made("annex")
    await cast.curator.sends(document=data, name=name)
    assert await cast.roadmaps() == 2
