"""A roadmap of 300 rows from its bytes to a draft: read in the child, stored in SQLite."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import docx

from bench._measure import NOTHING, SQLITE, Figure, figure, interleaved, run_child
from bench._replay import Statement, connect, create_tables, recording, replay
from content.demo import demo
from db.engine import Database, Session
from db.models import Person
from domain.roles import Role
from imports.child import read_safely
from imports.roadmap import Document
from services import actor, drafts, enlist
from services.actor import Actor
from texts import exports as captions

ROWS, RUNS = 300, 5
NAME, ZONE = "roadmap.docx", "Europe/Moscow"
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)


async def measure(folder: Path) -> list[Figure]:
    """Makes its own database in `folder`."""
    path = folder / "import.db"
    db = Database(f"sqlite+aiosqlite:///{path}")
    try:
        return await _figures(db, path, _file())
    finally:
        await db.close()


async def _figures(db: Database, path: Path, data: bytes) -> list[Figure]:
    create_tables(path)
    curator = await db.write(_curator)
    document = await read_safely(data, NAME)
    if len(document.rows) != ROWS:
        raise RuntimeError(f"{len(document.rows)} rows were read")
    connection = connect(path)
    statements = await _heard(db, curator, document)

    def forget() -> None:
        connection.execute("DELETE FROM roadmap")

    async def read() -> None:
        await read_safely(data, NAME)

    async def store() -> None:
        await db.write(drafts.create, curator, document, NAME, "")

    async def whole() -> None:
        found = await read_safely(data, NAME)
        await db.write(drafts.create, curator, found, NAME, "")

    def bare() -> None:
        replay(connection, statements)

    def nothing() -> None:
        run_child([sys.executable, "-c", ""])

    reading, storing, all_of_it, bound, start = await interleaved(
        [read, store, whole, bare, nothing], RUNS, forget
    )
    connection.close()
    return [
        figure(f"import {ROWS} rows: read in the child", reading, NOTHING, start, None),
        figure(f"import {ROWS} rows: stored as a draft", storing, SQLITE, bound, None),
        figure(f"import {ROWS} rows: both", all_of_it, SQLITE, bound, None),
    ]


def _file() -> bytes:
    """A Word table with the demo's rows over and over."""
    document = docx.Document()
    table = document.add_table(rows=ROWS + 1, cols=4)
    header = (captions.NUMBER, captions.ACTIVITY, captions.TERM, captions.OWNER)
    lines = [header] + [
        (str(at), row.title, row.deadline, ", ".join(row.responsible))
        for at, row in enumerate(islice(cycle(demo().rows), ROWS), 1)
    ]
    cells = table._cells  # table.cell() looks through the whole table for each one
    for cell, text in zip(cells, (text for line in lines for text in line), strict=True):
        cell.text = text
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _curator(session: Session) -> Actor:
    school = enlist.organisation(session, NOW, "School", ZONE)
    newcomer = enlist.Newcomer("Curator", "", ((Role.CURATOR, ""),), chat_id="1")
    person_id = enlist.enlist(session, NOW, school, newcomer, ZONE)
    return actor.of_person(session, session.get_one(Person, person_id), NOW, ZONE)


async def _heard(db: Database, curator: Actor, document: Document) -> list[Statement]:
    with recording(db.writer) as heard:
        await db.write(drafts.create, curator, document, NAME, "")
    return heard.statements
