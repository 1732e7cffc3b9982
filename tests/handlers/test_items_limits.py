"""Whatever stands in the document or is forged: no call is refused, no right is gained."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ChatState, Item, ItemEvent
from db.models.roadmap import EvidenceKind
from domain.roles import Role
from handlers import registry
from handlers.buttons import item as card
from handlers.buttons import roadmap
from handlers.registry import Button
from sandbox.session import Actor
from services import item_acts, items
from services.item_edit import Field
from services.overview import Which
from tests.item_factories import Row, running
from tests.people_factories import NOW, again
from tests.stage import Stage

FORBIDDEN = "Это действие для Вашей роли закрыто. Ничего не изменилось."
GONE = "Этого уже нет: возможно, запись удалили. Откройте меню, там всё свежее."
APOLOGY = "что-то сломалось"
HUGE = "Проведение <b>анкетирования</b> & «опрос» 👩‍👩‍👧‍👦 " * 90
EMOJI = "👩🏽‍🏫" * 20


def huge_rows(owners: tuple[int, ...]) -> list[Row]:
    """300 rows with cells of over 4,000 characters, and one of everything that has parts."""
    plain = [
        Row(
            HUGE, number="1" * 60, stage=f"{HUGE}{at // 30}", section=HUGE, term="до 09.10.2026",
            owners=owners[:1], responsible=(HUGE,), result=HUGE, content=HUGE,
        )
        for at in range(297)
    ]  # fmt: skip
    return [
        Row("Каждый", term="до 09.10.2026", owners=owners, each=True, content=HUGE),
        Row("Шаги", steps=tuple(Row(HUGE, owners=owners) for _ in range(20))),
        Row("Повтор", term="ежемесячно", owners=owners, result=HUGE),
        *plain,
    ]


PRESSES = 4  # of each kind
MODULES = {card.__name__, roadmap.__name__}


async def test_every_screen_of_a_huge_roadmap_can_be_sent(stage: Stage) -> None:
    await stage.school("Школа <№ 1> & " + "ж" * 280)
    curator = await stage.join(EMOJI + " Ветрова Ольга Сергеевна", Role.CURATOR)
    others = [await stage.without_chat(f"{EMOJI} Лис {at}", Role.MENTOR) for at in range(12)]
    owners = (stage.person_id(curator), *others)
    await stage.db.write(running, NOW, stage.school_id, huge_rows(owners), HUGE)

    for command in ("/roadmap", "/today"):
        await curator.sends(command)
        assert APOLOGY not in curator.screen.text
    seen = await walk(curator)

    assert len(seen) > 20, seen


async def walk(person: Actor) -> dict[str, int]:
    """Press what can be reached of these features, every kind of button a few times."""
    pressed: dict[str, int] = {}
    ahead = _keys(person)
    done: set[str] = set()
    while ahead:
        data = ahead.pop(0)
        prefix = data.partition(":")[0]
        ours = registry.BUTTONS[prefix].__module__ in MODULES
        if data in done or not ours or pressed.get(prefix, 0) >= PRESSES:
            continue
        done.add(data)
        pressed[prefix] = pressed.get(prefix, 0) + 1
        await person.taps(data=data)
        assert APOLOGY not in person.screen.text, data
        ahead += _keys(person)
    return pressed


def _keys(person: Actor) -> list[str]:
    return [
        key["callback_data"]
        for screen in person.messages[-3:]
        for row in screen.keys
        for key in row
        if "callback_data" in key
    ]


def forged(ids: dict[str, int], event: int, proof: int) -> Iterator[tuple[Button, str]]:
    """Every request of these features as somebody without the right would forge it."""
    there, item, day = ids[""], ids["Дело"], date(2026, 11, 2)
    person = ids["Дело"]
    yield roadmap.Overview(there), FORBIDDEN
    yield roadmap.ListItems(there, Which.ALL, None, 0), FORBIDDEN
    yield roadmap.Stages(there, 0), FORBIDDEN
    yield roadmap.Find(there), FORBIDDEN
    yield roadmap.Found(there, 0, "дело"), FORBIDDEN
    yield roadmap.Sheet(there), FORBIDDEN
    for of_whole in (
        roadmap.Finish, roadmap.FinishNow, roadmap.Resume, roadmap.UndoLaunch,
        roadmap.UndoLaunchNow,
    ):  # fmt: skip
        yield of_whole(there), FORBIDDEN
        yield of_whole(10**12), GONE
    yield roadmap.AddRow(there, None), FORBIDDEN
    yield roadmap.AddRow(there, item), FORBIDDEN
    for kind in (
        card.OpenItem, card.Done, card.AddEvidence, card.Start, card.Reopen, card.Comment,
        card.EditItem, card.AddSteps, card.Remove, card.RemoveNow,
    ):  # fmt: skip
        yield kind(item), FORBIDDEN
        yield kind(10**12), GONE
    yield card.DoneTerm(1), FORBIDDEN  # the only term of an empty database
    yield card.DoneTerm(10**12), GONE
    for kind in (card.Parts, card.History, card.EvidenceList, card.ReadInFull):
        yield kind(item, 0), FORBIDDEN
        yield kind(10**12, 10**9), GONE
    yield card.UndoAct(event), FORBIDDEN
    yield card.UndoAct(10**12), GONE
    yield card.OpenEvidence(proof), FORBIDDEN
    yield card.RemoveEvidence(proof), FORBIDDEN
    yield card.RemoveEvidence(10**12), GONE
    yield card.MoveTerm(item, None, None), FORBIDDEN
    yield card.MoveDay(item, day), FORBIDDEN
    yield card.MoveNow(item, day, 0), FORBIDDEN
    yield card.Reassign(item, False, 0), FORBIDDEN
    yield card.AssignTo(item, person, False), FORBIDDEN
    yield card.AssignTo(item, person, True), FORBIDDEN
    yield card.ShareOut(item, True), FORBIDDEN
    yield card.Rewrite(item, Field.TITLE), FORBIDDEN
    yield card.RewriteTerm(item), FORBIDDEN
    yield card.ToStage(item, 0), FORBIDDEN
    yield card.OpenListed(item, there, Which.ALL, None, 0), FORBIDDEN
    yield card.OpenFound(item, there, 0, "дело"), FORBIDDEN
    yield card.OpenMine(item, 0), FORBIDDEN
    yield card.NotApplicable(item, None), FORBIDDEN
    yield card.NotApplicable(item, -7), FORBIDDEN


# About oneself or the present school alone.
HARMLESS = {
    roadmap.Roadmaps, roadmap.RoadmapsPage, roadmap.MyItems, roadmap.Finished,
    roadmap.SchoolsProgress,
}  # fmt: skip
# What a colleague of the same school may look at.
LOOKING = (
    roadmap.Overview, roadmap.ListItems, roadmap.Stages, roadmap.Find, roadmap.Found,
    card.OpenItem, card.OpenListed, card.OpenFound, card.OpenMine, card.Parts, card.History,
    card.ReadInFull,
)  # fmt: skip


def test_no_request_is_left_out() -> None:
    mine = {kind for kind in registry.BUTTONS.values() if kind.__module__ in MODULES}

    assert {type(b) for b, _ in forged({"": 1, "Дело": 1}, 1, 1)} | HARMLESS == mine


async def planted(stage: Stage) -> tuple[dict[str, int], int, int]:
    """An item of our school with an act and a proof; its owner is a mentor."""
    await stage.school("Школа № 1")
    owner = await stage.without_chat("Громова Ольга Ильинична", Role.MENTOR)
    ids = await stage.db.write(
        running, NOW, stage.school_id, [Row("Дело", term="до 09.10.2026", owners=(owner,))]
    )
    actor = await again(stage.db, owner)
    proof = await stage.db.write(
        items.add_evidence, actor, ids["Дело"], EvidenceKind.DOCUMENT, "№ 1"
    )
    acted = await stage.db.write(item_acts.mark_started, actor, ids["Дело"])
    return ids, acted.event_id, proof.evidence_id


@pytest.mark.parametrize("role", [Role.CURATOR, Role.COORDINATOR, Role.MENTOR, Role.PARENT])
async def test_forged_buttons_of_another_school_are_refused(stage: Stage, role: Role) -> None:
    targets = await planted(stage)
    before = await state(stage)
    await (stage.municipality if role is Role.COORDINATOR else stage.school)("Чужая")
    outsider = await stage.join("Чужов Ян Львович", role)

    for button, sentence in forged(*targets):
        count = len(outsider.alerts)
        await outsider.taps(data=button.pack())
        assert outsider.alerts[count:] == [sentence], button
    assert await state(stage) == before


async def test_a_colleague_may_look_but_not_touch(stage: Stage) -> None:
    targets = await planted(stage)
    before = await state(stage)
    colleague = await stage.join("Ким Анна Львовна", Role.MENTOR)

    for button, sentence in forged(*targets):
        count = len(colleague.alerts)
        await colleague.taps(data=button.pack())
        looked = isinstance(button, LOOKING) and sentence is FORBIDDEN
        assert colleague.alerts[count:] == ([] if looked else [sentence]), button
    assert await state(stage) == before


async def test_words_after_a_forged_question_change_nothing(stage: Stage) -> None:
    """The state that a question leaves is checked again when the words come."""
    ids, _, _ = await planted(stage)
    before = await state(stage)
    await stage.school("Школа № 2")
    outsider = await stage.join("Чужов Ян Львович", Role.CURATOR)
    item = {"item_id": ids["Дело"]}

    for name, data in (
        ("item.comment", item),
        ("item.evidence", {**item, "more": 0}),
        ("item.move", item),
        ("item.reason", {**item, "day": "2026-11-02", "phrase": "", "rewritten": 0}),
        ("item.reason", {**item, "day": None, "phrase": "май 2027", "rewritten": 0}),
        ("item.reason", {**item, "day": None, "phrase": "май 2027", "rewritten": 1}),
        ("item.term", item),
        ("item.na", item),
        ("item.edit", {**item, "field": "t"}),
        ("item.steps", item),
        ("item.who", {**item, "more": 0}),
        ("roadmap.add", {"roadmap_id": ids[""], "after_id": None}),
        ("roadmap.find", {"roadmap_id": ids[""]}),
    ):
        await stage.db.write(ask_for, outsider.id, name, data)
        await outsider.sends("до 20.05.2027")
        assert outsider.screen.text == FORBIDDEN, name
    assert await state(stage) == before


async def state(stage: Stage) -> object:
    def load(session: Session) -> object:
        events = session.scalars(select(ItemEvent.id)).all()
        rows = session.execute(select(Item.id, Item.status, Item.spans, Item.title)).all()
        return list(events), [tuple(row) for row in rows]

    return await stage.db.read(load)


def ask_for(session: Session, chat_id: int, name: str, data: dict[str, object]) -> None:
    moment = datetime(2026, 10, 5, 7, tzinfo=UTC)
    session.merge(
        ChatState(channel="telegram", chat_id=str(chat_id), name=name, data=data, at=moment)
    )
