"""The state of a past day: what the sheet said that evening is what is told of it later."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Evidence, Item, Reminder, ResponsibleAlias, Roadmap
from db.models.roadmap import EvidenceKind, ItemLevel, Sharing
from domain.names import Style
from domain.roles import Role
from domain.search import key_of
from exports.counting import ProgressRow
from imports.roadmap import read
from services import (
    as_of,
    card,
    changes,
    closing,
    correcting,
    correction,
    correction_undo,
    drafts,
    evidence,
    item_acts,
    item_done,
    item_edit,
    item_owners,
    item_terms,
    launch,
    plans,
    reacting,
    rescheduling,
    role_changes,
)
from services.actor import Actor
from services.as_of import Kept
from services.errors import Refusal
from services.item_edit import Field
from services.progress import Wording, progress
from services.role_changes import Post
from tests.documents import word
from tests.item_factories import Row, running
from tests.people_factories import NOW, person, school

WORDING = Wording(
    term=str, late=str, paper=lambda title, day: f"{title} {day}", link=str.__add__,
    clock=lambda zone, offset: zone, plan="{}/{}".format, carried=str,
)  # fmt: skip
MENTORS, ALL = "Наставники", "Все наставники"
Shown = tuple[tuple[ProgressRow, ...], tuple[tuple[int, tuple[Kept, ...]], ...]]
Act = Callable[[Session, Random, "Play"], object]


@dataclass
class Play:
    """A school's year: whose moment it is, and the roadmap it happens to."""

    db: Database
    place: int
    curator: Actor
    mentors: tuple[Actor, ...]
    roadmap_id: int
    at: datetime = NOW

    def now(self, actor: Actor) -> Actor:
        return replace(actor, at=self.at)

    @property
    def lead(self) -> Actor:
        return self.now(self.curator)

    async def shown(self, day: date | None = None) -> Shown:
        def look(session: Session) -> Shown:
            actor = self.lead
            told = progress(session, actor, self.roadmap_id, Style.FULL, WORDING, day)
            then = as_of.state(session, actor, session.get_one(Roadmap, self.roadmap_id), day)
            terms = {i: then.terms.get(i, ()) for i in then.tree.nodes}
            return told.rows, tuple(sorted((i, kept) for i, kept in terms.items() if kept))

        return await self.db.read(look)


@pytest.fixture
async def play(db: Database) -> Play:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    names = ("Громова Ольга Ильинична", "Ким Анна Львовна")
    mentors = [
        await person(db, place, name, Role.MENTOR, chat=str(at))
        for at, name in enumerate(names, 2)
    ]
    one, two = (mentor.me for mentor in mentors)
    rows = [
        Row("Приказ", "1", "Начало", term="до 20.10.2026", owners=(one,)),
        Row("Анкета", "2", "Начало", term="ноябрь 2026", owners=(one, two), each=True),
        Row("Встречи", "3", "Работа", term="ежемесячно", owners=(two,)),
        Row("Сайт", "4", "Работа", term="постоянно", responsible=(ALL,)),
        Row("Курсы", "5", "Работа", term="по согласованию", owners=(one,)),
        Row("Банк", "6", "Итоги", steps=(Row("Сбор", term="до 30.10.2026"), Row("Свод"))),
        Row("Журнал", "7", "Итоги", term="октябрь 2026", responsible=(MENTORS,)),
        Row("Семинар", "8", "Итоги", term="октябрь 2026, декабрь 2026, март 2027"),
    ]
    found = await db.write(running, NOW, place, rows)
    await db.write(_meanings, place)
    return Play(db, place, curator, tuple(mentors), found[""])


def _meanings(session: Session, place: int) -> None:
    session.add_all(
        ResponsibleAlias(
            organisation_id=place, phrase=key_of(phrase), person_ids=[], role=Role.MENTOR.value,
            role_title=None, sharing=sharing,
        )
        for phrase, sharing in ((MENTORS, Sharing.EACH), (ALL, Sharing.ONE))
    )  # fmt: skip


def _item(session: Session, dice: Random, play: Play, *levels: ItemLevel) -> int:
    found = session.scalars(
        select(Item.id)
        .where(Item.roadmap_id == play.roadmap_id, Item.level.in_(levels or list(ItemLevel)))
        .order_by(Item.id)
    ).all()
    return dice.choice(found)


def _on(fn: Callable[..., object], *more: Any, level: ItemLevel | None = None) -> Act:
    """An act of the curator on any item; some arguments are made from the play."""

    def act(session: Session, dice: Random, play: Play) -> object:
        item_id = _item(session, dice, play, *([level] if level else []))
        made = [each(session, dice, play) if callable(each) else each for each in more]
        return fn(session, play.lead, item_id, *made)

    return act


def _people(_: Session, dice: Random, play: Play) -> list[int]:
    everyone = [play.curator.me, *(mentor.me for mentor in play.mentors)]
    return dice.sample(everyone, dice.randint(1, 3))


def _day(_: Session, dice: Random, play: Play) -> date:
    return play.lead.today + timedelta(days=dice.randint(0, 40))


def _undo(session: Session, dice: Random, play: Play) -> object:
    last = changes.last_act(session, _item(session, dice, play), play.at)
    return changes.undo(session, play.lead, last.id) if last else None


def _proof(session: Session, dice: Random, play: Play) -> object:
    return evidence.add_evidence(
        session, play.lead, _item(session, dice, play), EvidenceKind.DOCUMENT,
        f"№ {dice.randint(1, 999)}",
    )  # fmt: skip


def _no_proof(session: Session, dice: Random, play: Play) -> object:
    found = session.scalars(select(Evidence.id).order_by(Evidence.id)).all()
    return evidence.remove_evidence(session, play.lead, dice.choice(found)) if found else None


def _answer(session: Session, dice: Random, play: Play) -> object:
    found = session.scalars(select(Reminder).order_by(Reminder.id)).all()
    if not found:
        return None
    answers: list[Act] = [
        lambda s, _, p: reacting.unchanged(s, p.lead, one.occurrence_id),
        lambda s, _, p: reacting.not_needed(s, p.lead, one.occurrence_id),
        lambda s, d, p: reacting.happened(s, p.lead, one.occurrence_id, _day(s, d, p)),
        lambda s, _, p: item_done.mark_term_done(s, p.lead, one.occurrence_id),
        lambda s, _, p: reacting.snooze(s, p.lead, one.occurrence_id, "tomorrow"),
    ]
    one = dice.choice(found)
    return dice.choice(answers)(session, dice, play)


def _role(fn: Callable[..., None]) -> Act:
    def act(session: Session, dice: Random, play: Play) -> None:
        fn(session, play.lead, dice.choice(play.mentors).me, Post(play.place, Role.MENTOR))

    return act


def _rest(session: Session, _: Random, play: Play) -> None:
    closing.finish(session, play.lead, play.roadmap_id)
    closing.resume(session, play.lead, play.roadmap_id)


def _calendar(session: Session, _: Random, play: Play) -> None:
    rescheduling.reschedule_school(session, play.place, play.at)


def _add(session: Session, dice: Random, play: Play) -> object:
    after = _item(session, dice, play, ItemLevel.ROW)
    return item_edit.add_row(
        session, play.lead, play.roadmap_id, after, f"Новое {dice.random()}\nдо 20.12.2026"
    )


def _many(session: Session, dice: Random, play: Play) -> None:
    """Several acts replanned at once, as a table that comes back does them."""
    with changes.together(session, play.lead, play.roadmap_id) as collected:
        for _ in range(dice.randint(2, 9)):
            with suppress(Refusal), collected.attempt():
                dice.choice(OF_ITEMS)(session, dice, play)
            if not dice.randint(0, 5):
                collected.settle()


def _undo_many(session: Session, dice: Random, play: Play) -> None:
    some = (_item(session, dice, play) for _ in range(dice.randint(1, 8)))
    last = {changes.last_act(session, item_id, play.at) for item_id in some} - {None}
    ids = sorted((event.id for event in last if event), reverse=True)
    changes.undo_all(session, play.lead, play.roadmap_id, ids)


STEP = ItemLevel.STEP
OF_ITEMS: tuple[Act, ...] = (
    _on(item_done.mark_done), _on(item_done.mark_done), _on(item_done.mark_done),
    _on(item_acts.mark_started), _on(item_acts.reopen), _on(item_acts.comment, "Ждём печать"),
    _on(item_acts.not_applicable, "Не нужно"), _on(item_owners.assign, _people, Sharing.ONE),
    _on(item_owners.assign, _people, Sharing.EACH), _on(item_terms.move_to, _day, "Так надо"),
    _on(item_terms.rewrite_term, "февраль 2027", "Так надо"), _on(item_edit.remove),
    _on(item_edit.rewrite, Field.TITLE, "Иначе"), _on(item_edit.rewrite, Field.STAGE, "Другой"),
    _on(item_edit.add_steps, "Раз\nДва"), _on(item_edit.rewrite, Field.NUMBER, "9", level=STEP),
    _add, _undo, _undo, _proof, _no_proof, _answer, _answer,
)  # fmt: skip
ACTS: tuple[Act, ...] = (
    *OF_ITEMS, _role(role_changes.joined), _role(role_changes.left), _rest, _calendar,
    _many, _many, _many, _undo_many, _undo_many,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
async def test_a_past_evening_is_told_as_it_was(play: Play, seed: int) -> None:
    dice = Random(seed)
    evenings: dict[date, Shown] = {}
    for _ in range(12):
        for _ in range(dice.randint(0, 6)):
            await _attempt(play, dice)
            play.at += timedelta(minutes=dice.randint(0, 90))
        evenings[play.lead.today] = await play.shown()
        play.at = _morning(play, dice.randint(1, 9))

    for day, then in evenings.items():
        assert await play.shown(day) == then, day


async def _attempt(play: Play, dice: Random) -> None:
    act = dice.choice(ACTS)
    with suppress(Refusal):  # a random act is often one that cannot be done now
        await play.db.write(act, dice, play)


def _morning(play: Play, days: int) -> datetime:
    day = play.lead.today + timedelta(days=days)
    return datetime.combine(day, time(8), play.curator.zone).astimezone(NOW.tzinfo)


async def test_days_that_cannot_be_told(play: Play) -> None:
    with pytest.raises(Refusal) as before:
        await play.shown(date(2026, 10, 4))
    with pytest.raises(Refusal) as ahead:
        await play.shown(date(2026, 10, 6))

    assert (before.value.key, before.value.data) == ("as_of_before", {"day": "05.10.2026"})
    assert ahead.value.key == "as_of_future"


async def test_what_the_program_notes_is_no_history(play: Play) -> None:
    mentor = play.mentors[0].me
    post = Post(play.place, Role.MENTOR)

    def life(session: Session) -> list[str]:
        role_changes.left(session, play.lead, mentor, post)
        found = session.scalars(select(Item.id).where(Item.roadmap_id == play.roadmap_id)).all()
        return [
            line.action for item_id in found for line in card.history(session, play.lead, item_id)
        ]

    assert set(await play.db.write(life)) <= {"left"}


FIRST = (
    ("1", "Приказ", "до 20.11.2026", "Директор", ""),
    ("2", "Анкета", "ноябрь 2026", "Директор", ""),
    ("3", "Собрание", "декабрь 2026", "Директор", ""),
)
SECOND = (
    ("1", "Приказ", "до 25.11.2026", "Директор", ""),
    ("2", "Педсовет", "ноябрь 2026", "Директор", ""),
    ("3", "Анкета наставника", "ноябрь 2026", "Директор", ""),
)


def _upload(
    session: Session, actor: Actor, rows: Sequence[Sequence[str]], title: str, corrects: int | None
) -> int:
    """A document that runs, or one that has corrected it."""
    document = read(word(rows, title), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", title)
    if corrects is None:
        launch.launch(session, actor, made.roadmap_id)
        return made.roadmap_id
    correction.begin(session, actor, made.roadmap_id, corrects)
    return correcting.confirm(session, actor, made.roadmap_id).roadmap_id


async def test_a_corrected_document_does_not_change_the_past(play: Play) -> None:
    titles = [f"Дорожная карта {whose} на 2026-2027 учебный год" for whose in ("школы", "лицея")]
    play.roadmap_id = await play.db.write(_upload, play.lead, FIRST, titles[0], None)
    before = await play.shown()
    play.at += timedelta(days=1)
    await play.db.write(_upload, play.lead, SECOND, titles[1], play.roadmap_id)
    after = await play.shown()
    play.at += timedelta(days=1)

    assert [row.activity for row in before[0]] == ["Приказ", "Анкета", "Собрание"]
    assert [row.activity for row in after[0]] == ["Приказ", "Педсовет", "Анкета наставника"]
    assert await play.shown(date(2026, 10, 5)) == before
    assert await play.shown(date(2026, 10, 6)) == after
    roadmap = await play.db.read(lambda s: s.get_one(Roadmap, play.roadmap_id))
    then = await play.db.read(as_of.state, play.lead, roadmap, date(2026, 10, 5))
    assert (then.title, roadmap.title) == (titles[0], titles[1])


async def test_a_day_between_a_correction_and_its_undo_has_the_title_of_that_day(
    play: Play,
) -> None:
    titles = [f"Дорожная карта {whose} на 2026-2027 учебный год" for whose in ("школы", "лицея")]
    play.roadmap_id = await play.db.write(_upload, play.lead, FIRST, titles[0], None)
    play.at += timedelta(days=1)
    await play.db.write(_upload, play.lead, SECOND, titles[1], play.roadmap_id)
    between = await play.shown()
    play.at += timedelta(hours=20)
    await play.db.write(_undo_correction, play)
    play.at += timedelta(days=1)

    roadmap = await play.db.read(lambda s: s.get_one(Roadmap, play.roadmap_id))
    then = await play.db.read(as_of.state, play.lead, roadmap, date(2026, 10, 6))
    assert (then.title, roadmap.title) == (titles[1], titles[0])
    assert await play.shown(date(2026, 10, 6)) == between


def _undo_correction(session: Session, play: Play) -> object:
    event_id = correction_undo.latest(session, play.roadmap_id, play.at)
    assert event_id is not None
    return correction_undo.undo(session, play.lead, event_id)


async def test_a_past_day_shows_the_plans_of_that_day(play: Play) -> None:
    line = await play.db.read(_item_named, play.roadmap_id, "Курсы")
    rows = (Row("Раз"), Row("Два"))
    below = await play.db.write(running, play.at, play.place, rows, "План курсов")

    def counts(told: Shown) -> list[str]:
        return [row.term_understood for row in told[0] if row.activity == "Курсы"]

    bare = await play.shown()
    play.at += timedelta(days=1)
    await play.db.write(plans.attach, play.lead, line, below[""])
    attached = await play.shown()
    play.at += timedelta(days=1)
    await play.db.write(item_done.mark_done, play.lead, below["Раз"])
    begun = await play.shown()
    play.at += timedelta(days=1)
    await play.db.write(plans.detach, play.lead, line)
    await play.db.write(item_done.mark_done, play.lead, below["Два"])
    play.at += timedelta(days=1)

    assert [counts(told) for told in (bare, attached, begun, await play.shown())] == [
        ["()"], ["()\n0/2"], ["()\n1/2"], ["()"]
    ]  # fmt: skip
    assert [row.status for row in begun[0] if row.activity == "Курсы"] == ["started"]
    for at, told in enumerate((bare, attached, begun), 5):
        assert await play.shown(date(2026, 10, at)) == told


def _item_named(session: Session, roadmap_id: int, title: str) -> int:
    found = select(Item.id).where(Item.roadmap_id == roadmap_id, Item.title == title)
    item_id = session.scalar(found)
    assert item_id is not None
    return item_id


async def test_steps_are_numbered_after_their_row(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    steps = (Row("Приказ", number="1"), Row("Анкета", number="2"))
    ids = await db.write(running, NOW, place, [Row("Начало", number="1", steps=steps)])

    sheet = await db.read(progress, curator, ids[""], Style.FULL, WORDING)

    assert [row.number for row in sheet.rows] == ["1", "1.1", "1.2"]
