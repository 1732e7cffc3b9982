"""The five founding documents as annexes: printed again and read again they say the same."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Roadmap
from domain.roles import Role
from exports.docx.annex import annex as printed
from imports.roadmap import Document, Row, read
from services import annex, drafts, launch, settling
from services.actor import Actor
from services.annex import Annex, Wording
from tests.people_factories import person, school
from texts import paper_cells as words

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"
NAMES = ("lyceum3", "school26", "norilsk", "gymnasium166", "omsk68")
BEFORE = datetime(2022, 3, 1, 9, tzinfo=UTC)

needs_documents = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/roadmaps")


def _run(session: Session, actor: Actor, document: Document) -> Annex:
    made = drafts.create(session, actor, document, "a.docx", "0" * 64)
    roadmap = session.get_one(Roadmap, made.roadmap_id)
    if roadmap.period_start is None:
        roadmap.period_start, roadmap.period_end = date(2022, 9, 1), date(2023, 5, 31)
    session.flush()
    settling.settle_all(session, actor, roadmap.id, settling.Settle.DONE)
    launch.launch(session, actor, roadmap.id)
    wording = Wording(words.term, words.LASTING, words.people)
    return annex.annex(session, actor, roadmap.id, "full", wording)


def _alike(row: Row) -> Row:
    """People may be parted otherwise; a number before a date is not known for a step's."""
    people = " ".join(" ".join(row.responsible).replace(",", " ").replace(";", " ").split())
    steps = tuple(step.removeprefix(f"{at}. ") for at, step in enumerate(row.steps, 1))
    return replace(row, responsible=(people,), steps=steps, done=None)


@needs_documents
@pytest.mark.parametrize("name", NAMES)
async def test_a_document_printed_again_says_the_same(db: Database, name: str) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    source = read((SHARED / f"{name}.docx").read_bytes(), f"{name}.docx")

    made = await db.write(_run, replace(curator, at=BEFORE), source)
    again = read(printed(made.data), "annex.docx")

    assert again.title == source.title
    assert (made.terms, made.owners) == (0, 0)
    # Rows are compared by place: the documents name people, whom no report may show.
    pairs = list(zip(map(_alike, source.rows), map(_alike, again.rows), strict=True))
    assert [at for at, (one, other) in enumerate(pairs) if one != other] == []
