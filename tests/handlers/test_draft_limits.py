"""Drafts of any size and any content stay within the messenger's limits; nobody else gets in."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Item, Reminder, ResponsibleAlias, Roadmap
from db.models.roadmap import RoadmapState
from domain.roles import Role
from handlers import registry
from handlers.buttons import decisions, launch, responsibles, settling, upload
from handlers.buttons import draft as buttons
from services.decisions import Choice, Scope
from services.settling import Settle
from tests.documents import word
from tests.handlers.test_draft import NO_TERMS, UNDATED, captions, items, lines, put_on, states

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "roadmaps"
NASTY = "<b>Жирный</b> & «умный» <a href='x'>" + "👩‍👩‍👧‍👦" * 30 + " слово" * 900
MODULES = (buttons, decisions, launch, responsibles, settling, upload)
OPEN_TO_ALL = (buttons.Upload,)


async def visit(stage: Any, actor: Any, wanted: list[str]) -> set[str]:
    """Tap every button of every screen whose prefix is in `wanted`; the prefixes that were met."""
    seen: set[str] = set()
    queue = [key["callback_data"] for row in actor.screen.keys for key in row]
    while queue:
        data = queue.pop(0)
        shape = data.partition(":")[0]
        if shape not in wanted or data in seen or len(seen) > 150:
            continue
        seen.add(data)
        await actor.taps(data=data)
        queue += [key["callback_data"] for row in actor.screen.keys for key in row]
    return {data.partition(":")[0] for data in seen}


LOOKS = [
    kind.PREFIX
    for kind in (
        buttons.OpenDraft, buttons.ChoosePeriod, decisions.Decide, decisions.NextQuestion,
        decisions.AskTerm, decisions.TermCalendar, responsibles.Who, responsibles.WhoRoles,
        responsibles.WhoMany, responsibles.Phrases, buttons.DraftRows, buttons.DraftRow,
        buttons.DraftSteps, launch.Launch, buttons.DeleteDraft, settling.Past, settling.PastRows,
        settling.PastRow,
    )
]  # fmt: skip


async def test_nasty_cells_never_break_a_screen(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await stage.join("👑" * 40 + " <i>Ия</i>", Role.MENTOR)
    rows = [
        [NASTY, NASTY, "", NASTY, NASTY],
        ["2", NASTY, "апрель 2025", NASTY[:500] + ", Наставники", "<code>"],
    ]
    await curator.sends(document=word(rows, title=f"План <x> {NASTY[:900]}"), name="<карта>.docx")
    await curator.taps(data="d1:1:2026")

    met = await visit(stage, curator, LOOKS)

    assert {buttons.DraftRow.PREFIX, responsibles.Who.PREFIX, settling.Past.PREFIX} <= met
    assert not [text for text in map(str, curator.alerts) if "сломалось" in text]
    assert not [one for one in curator.messages if "сломалось" in one.text]


async def test_three_hundred_rows(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [
        [str(n), "Провести занятие", ["", "май 2027", "постоянно"][n % 3], "Наставники", ""]
        for n in range(300)
    ]
    await curator.sends(document=word(rows), name="карта.docx")
    assert lines(curator)[3] == "Прочитано: 300 строк. Срок понятен: 200 из 300."
    await curator.taps("Все строки")
    labels = captions(curator)[:8]
    assert len(set(labels)) == 8
    await curator.taps("Ещё 292")
    await curator.taps("← Назад")
    await curator.taps("Разобрать")
    await curator.taps("Так же для всего документа")
    await curator.taps("Без срока")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    assert lines(curator)[0] == "✅ Дорожная карта запущена"
    assert await stage.db.read(states) == [RoadmapState.RUNNING]


def snapshot(session: Session) -> list[Any]:
    """All that a forged press could change."""
    drafts = session.execute(
        select(Roadmap.id, Roadmap.state, Roadmap.version, Roadmap.period_start)
    ).all()
    rows = session.execute(
        select(
            Item.id, Item.status, Item.term_kind, Item.spans, Item.term_decided, Item.sharing
        ).order_by(Item.id)
    ).all()
    counts = [
        session.scalar(select(func.count()).select_from(table))
        for table in (ResponsibleAlias, Reminder, AuditEntry)
    ]
    return [drafts, [tuple(row) for row in rows], counts]


def forged() -> Iterator[registry.Button]:
    """One press of each button of a draft, aimed at the roadmap and item number 1."""
    values: dict[Any, Any] = {
        int: 1, int | None: None, bool: False, date: date(2026, 12, 1), Scope: Scope.ALL,
        Choice: Choice.NONE, Settle: Settle.NOT_NEEDED,
    }  # fmt: skip
    for kind in sorted(_own(), key=lambda kind: kind.PREFIX):
        hints = get_type_hints(kind)
        fields = dataclasses.fields(kind)  # type: ignore[arg-type]
        yield kind(*(_known.get(f.name, values[hints[f.name]]) for f in fields))


_known = {"year": 2026, "month": 12, "entry": 0}


def _own() -> set[type[registry.Button]]:
    modules = {each.__name__ for each in MODULES}
    return {
        kind
        for kind in registry.BUTTONS.values()
        if kind.__module__ in modules and kind not in OPEN_TO_ALL
    }


@pytest.mark.parametrize("place", ["own", "other"])
async def test_forged_presses_change_and_show_nothing(stage: Any, place: str) -> None:
    """A mentor of the school, and the curator of another one."""
    curator, _, mentor = await put_on(stage)
    await curator.sends(document=word(UNDATED, header=NO_TERMS), name="карта.docx")
    forger = mentor
    if place == "other":
        await stage.school("МБОУ «СОШ № 2»")
        forger = await stage.join("Орлов Игорь Петрович", Role.CURATOR)
    before = await stage.db.read(snapshot)
    presses = list(forged())

    for press in presses:
        await forger.taps(data=press.pack())

    assert await stage.db.read(snapshot) == before
    assert len(forger.alerts) == len(presses) == 44
    assert not [one for one in forger.messages if "Изучить положение" in one.text]


async def test_people_of_another_school_cannot_be_put_on_a_row(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    home = stage.school_id
    await stage.school("МБОУ «СОШ № 2»")
    stranger = await stage.without_chat("Орлов Игорь Петрович", Role.MENTOR)
    stage.school_id = home
    await curator.sends(document=word(UNDATED, header=NO_TERMS), name="карта.docx")
    first = (await stage.db.read(items))[0].id

    row, phrase = f"{first}::{stranger}", f"{first}:0:{stranger}"
    for data in (f"dg:{phrase}", f"dg:{row}", f"d7:{row}:0"):
        await curator.taps(data=data)

    assert len(curator.alerts) == 3
    assert await stage.db.read(aliases) == 0


def aliases(session: Session) -> int:
    return len(session.scalars(select(ResponsibleAlias.id)).all())


async def test_the_old_roadmap_of_a_city_is_taken_into_this_year_at_once(stage: Any) -> None:
    path = SHARED / "norilsk.docx"
    if not path.exists():
        pytest.skip("needs ../shared/roadmaps/norilsk.docx")
    curator, *_ = await put_on(stage)
    await curator.sends(document=path.read_bytes(), name=path.name)
    assert captions(curator)[0] == "Прошедшие сроки: 26 строк"
    await curator.taps("Прошедшие сроки")
    await curator.taps("В этом году, в том же месяце")
    assert captions(curator)[0] == "Разобрать 3 вопроса"
    await curator.taps("Разобрать")
    for _ in range(3):
        await curator.taps("Это я")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    assert lines(curator)[-1].startswith("Ждут выполнения: 26 дел у 2 человек.")
    assert await stage.db.read(late, date(2026, 10, 5)) == 0
    assert await stage.db.read(periods) == [(date(2026, 9, 1), date(2027, 7, 31))]


def late(session: Session, today: date) -> int:
    return len(session.scalars(select(Item.id).where(Item.due < today)).all())


def periods(session: Session) -> list[Any]:
    rows = session.execute(select(Roadmap.period_start, Roadmap.period_end))
    return [tuple(row) for row in rows]
