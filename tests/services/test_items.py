"""Items day by day: ticked off, undone, proved, moved, given to others, split."""

from asyncio import gather
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Evidence, Item, ItemEvent, Occurrence, Reminder, Roadmap
from db.models.roadmap import EvidenceKind, OccState, RoadmapState, Sharing
from domain.progress import Status
from domain.roles import Role
from domain.shown import Shown
from services import (
    card,
    changes,
    evidence,
    item_acts,
    item_done,
    item_edit,
    item_owners,
    item_terms,
    items,
    reacting,
)
from services.item_edit import Field
from services.items import Summary
from tests.item_factories import Cast, Row, refused, running, small_school
from tests.people_factories import NOW, municipality, person, school

TODAY = date(2026, 10, 5)


@pytest.fixture
async def cast(db: Database) -> Cast:
    return await small_school(db)


async def test_my_items_stand_by_urgency(cast: Cast) -> None:
    olga = cast.olga.me
    await cast.plant(
        Row("Без срока", owners=(olga,)),
        Row("Постоянно", term="постоянно", owners=(olga,)),
        Row("В мае", term="до 20.05.2027", owners=(olga,)),
        Row("Опоздало", term="до 01.10.2026", owners=(olga,)),
        Row("На неделе", term="до 09.10.2026", owners=(olga,)),
        Row("Чужое", term="до 09.10.2026", owners=(cast.anna.me,)),
    )

    lines = await cast.db.read(items.my_items, cast.olga)

    assert [line.label for line in lines] == [
        "Опоздало", "На неделе", "В мае", "Без срока", "Постоянно",
    ]  # fmt: skip
    assert [line.shown for line in lines] == [
        Shown.OVERDUE, Shown.TODO, Shown.TODO, Shown.TODO, Shown.ONGOING,
    ]  # fmt: skip
    assert await cast.db.read(items.summary, cast.olga) == Summary(overdue=1, week=1, open=5)


async def test_my_items_come_from_all_schools_and_years(cast: Cast) -> None:
    olga = cast.olga.me
    other = await school(cast.db, "Школа № 2")
    await cast.db.write(running, NOW, other, [Row("Отчёт", owners=(olga,))], year=2025)
    await cast.plant(Row("Отчёт", owners=(olga,)))
    await cast.plant(Row("Черновик", owners=(olga,)), state=RoadmapState.DRAFT)

    lines = await cast.db.read(items.my_items, cast.olga)

    assert [line.label for line in lines] == [
        "Отчёт · Школа № 2, 2025/26", "Отчёт · Школа № 1, 2026/27",
    ]  # fmt: skip


async def test_a_number_that_stands_in_several_roadmaps_says_in_which(cast: Cast) -> None:
    olga = (cast.olga.me,)
    above = await municipality(cast.db)
    city = [Row("Форум", number="4.3", owners=olga), Row("Слёт", number="5", owners=olga)]
    await cast.db.write(running, NOW, above, city)
    rows = [Row("Отчёт", number="4.3", owners=olga), Row("Сайт", number="4.4", owners=olga)]
    await cast.plant(*rows)

    lines = await cast.db.read(items.my_items, cast.olga)

    assert [line.label for line in lines] == [
        "4.3. Форум · Заречный район", "5. Слёт", "4.3. Отчёт · Школа № 1", "4.4. Сайт",
    ]  # fmt: skip


async def test_two_roadmaps_of_a_school_are_told_apart_by_their_titles(cast: Cast) -> None:
    olga = (cast.olga.me,)
    await cast.plant(Row("Форум", number="1", owners=olga), title="Карта наставничества")
    await cast.plant(Row("Отчёт", number="1", owners=olga), title="План работы с молодыми")

    lines = await cast.db.read(items.my_items, cast.olga)

    assert [line.label for line in lines] == [
        "1. Форум · Карта наставничества", "1. Отчёт · План работы с молодыми",
    ]  # fmt: skip


async def test_nobodys_items_are_the_curators(cast: Cast) -> None:
    await cast.plant(Row("Ничьё", term="до 09.10.2026"))

    assert await cast.db.read(items.summary, cast.curator) == Summary(0, 1, 1)
    assert await cast.db.read(items.summary, cast.olga) == Summary(0, 0, 0)


async def test_done_closes_the_item_and_its_reminders(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", term="до 20.10.2026", owners=(cast.olga.me,)))

    receipt = await cast.db.write(item_done.mark_done, cast.olga, found["Приказ"])
    item = await cast.item(found["Приказ"])

    assert (receipt.on, receipt.title, receipt.next_due) == (TODAY, "Приказ", None)
    assert (item.status, item.done_on, item.done_by) == (Status.DONE, TODAY, cast.olga.me)
    assert await waiting(cast) == []


async def waiting(cast: Cast) -> list[int]:
    """People whom a reminder is still to reach."""

    def load(session: Session) -> list[int]:
        rows = select(Reminder.person_id).where(Reminder.remind_at.is_not(None))
        return sorted(session.scalars(rows))

    return await cast.db.read(load)


async def test_a_second_tap_changes_nothing(cast: Cast) -> None:
    found = await cast.plant(
        Row("Приказ", term="до 20.10.2026", owners=(cast.olga.me,)),
        Row("Сверка", term="ежемесячно", owners=(cast.olga.me,)),
    )

    for title in ("Приказ", "Сверка"):
        first = await cast.db.write(item_done.mark_done, cast.olga, found[title])
        second = await cast.db.write(item_done.mark_done, cast.olga, found[title])
        assert first.event_id is not None
        assert second == replace(first, event_id=None, by=second.by)
        assert second.by is not None
    assert await closed(cast, found["Сверка"]) == 1


async def closed(cast: Cast, item_id: int) -> int:
    def load(session: Session) -> int:
        rows = select(Occurrence).where(
            Occurrence.item_id == item_id, Occurrence.state == OccState.DONE
        )
        return len(session.scalars(rows).all())

    return await cast.db.read(load)


async def test_two_owners_at_once_close_it_once(cast: Cast) -> None:
    found = await cast.plant(
        Row("Приказ", term="до 20.10.2026", owners=(cast.olga.me, cast.anna.me))
    )

    receipts = await gather(
        *(
            cast.db.write(item_done.mark_done, who, found["Приказ"])
            for who in (cast.olga, cast.anna)
        )
    )

    assert sorted(receipt.event_id is None for receipt in receipts) == [False, True]
    assert await closed(cast, found["Приказ"]) == 1


async def test_what_is_waited_for_is_taken_back_by_who_answered(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="при наличии заявок", owners=(cast.olga.me,)))
    before = await snapshot(cast, found["Дело"])

    def ask(session: Session) -> int:
        return session.scalars(
            select(Occurrence.id).where(Occurrence.item_id == found["Дело"])
        ).first()  # type: ignore[return-value]

    await cast.db.write(reacting.not_needed, cast.olga, await cast.db.read(ask))
    view = await cast.db.read(card.card, cast.olga, found["Дело"])
    assert (view.status, view.history[0].action) == (Status.NA, "na")
    assert view.rights.undo is not None
    await cast.db.write(changes.undo, cast.olga, view.rights.undo)

    assert await snapshot(cast, found["Дело"]) == before


async def test_a_recurring_item_closes_term_by_term(cast: Cast) -> None:
    found = await cast.plant(Row("Сверка", term="ежемесячно", owners=(cast.olga.me,)))
    item_id = found["Сверка"]

    receipt = await cast.db.write(item_done.mark_done, cast.olga, item_id)
    november = replace(cast.olga, at=NOW + timedelta(days=30))
    await cast.db.write(item_done.mark_done, november, item_id)

    assert receipt.next_due == date(2026, 11, 30)
    assert await closed(cast, item_id) == 2
    assert (await cast.item(item_id)).status is Status.TODO


async def test_a_reminder_closes_the_term_it_named(cast: Cast) -> None:
    found = await cast.plant(Row("Сверка", term="ежемесячно", owners=(cast.olga.me,)))

    def terms(session: Session) -> list[tuple[int, date, OccState]]:
        rows = session.scalars(
            select(Occurrence)
            .where(Occurrence.item_id == found["Сверка"])
            .order_by(Occurrence.due)
        )
        return [(row.id, row.due, row.state) for row in rows]

    december = next(row for row in await cast.db.read(terms) if row[1] == date(2026, 12, 31))
    first = await cast.db.write(item_done.mark_term_done, cast.olga, december[0])
    second = await cast.db.write(item_done.mark_term_done, cast.olga, december[0])

    done = [due for _, due, state in await cast.db.read(terms) if state is OccState.DONE]
    assert done == [date(2026, 12, 31)]
    assert (first.event_id is None, second.event_id is None) == (False, True)


@pytest.mark.parametrize("term", ["до 20.10.2026", "ежемесячно", "постоянно", None])
async def test_done_can_be_undone(cast: Cast, term: str | None) -> None:
    found = await cast.plant(Row("Дело", term=term, owners=(cast.olga.me,)))
    before = await snapshot(cast, found["Дело"])

    receipt = await cast.db.write(item_done.mark_done, cast.olga, found["Дело"])
    assert await snapshot(cast, found["Дело"]) != before
    await cast.db.write(changes.undo, cast.olga, receipt.event_id)

    assert await snapshot(cast, found["Дело"]) == before
    assert await refused(cast, changes.undo, cast.olga, receipt.event_id) == "undone_already"


async def snapshot(cast: Cast, item_id: int) -> object:
    """The item, its open terms and who is to be reminded of them."""

    def load(session: Session) -> object:
        item = session.get_one(Item, item_id)
        terms = session.execute(
            select(Occurrence.due, Occurrence.state, Reminder.person_id, Reminder.remind_at)
            .outerjoin(Reminder, Reminder.occurrence_id == Occurrence.id)
            .where(Occurrence.item_id == item_id)
            .order_by(Occurrence.due)
        ).all()
        return item.status, item.due, item.done_on, item.done_by, terms

    return await cast.db.read(load)


async def test_undo_is_for_a_day_and_for_the_same_matter(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))
    item_id = found["Дело"]
    first = await cast.db.write(
        item_terms.move_to, cast.curator, item_id, date(2026, 11, 5), "график"
    )
    await cast.db.write(item_terms.move_to, cast.curator, item_id, date(2026, 12, 5), "график")
    tomorrow = replace(cast.curator, at=NOW + timedelta(hours=25))

    assert await refused(cast, changes.undo, cast.curator, first.event_id) == "undo_changed"
    assert await refused(cast, changes.undo, tomorrow, first.event_id) == "undo_late"
    assert await refused(cast, changes.undo, cast.olga, first.event_id) == "forbidden"


async def test_evidence_between_does_not_hinder_undo(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))
    receipt = await cast.db.write(item_done.mark_done, cast.olga, found["Дело"])
    await cast.db.write(
        items.add_evidence, cast.olga, found["Дело"], EvidenceKind.DOCUMENT, "№ 15"
    )

    await cast.db.write(changes.undo, cast.olga, receipt.event_id)
    view = await cast.db.read(card.card, cast.olga, found["Дело"])

    assert view.status is Status.TODO
    assert [line.title for line in view.evidence] == ["№ 15"]


async def test_everybody_does_their_own_share(cast: Cast) -> None:
    olga, anna = cast.olga.me, cast.anna.me
    found = await cast.plant(Row("Анкета", term="до 20.10.2026", owners=(olga, anna), each=True))
    whole = found["Анкета"]

    await cast.db.write(item_done.mark_done, cast.olga, whole)
    view = await cast.db.read(card.card, cast.curator, whole)

    assert (view.shared, view.status, view.due) == ((1, 2), Status.STARTED, date(2026, 10, 20))
    assert [share.shown for share in view.shares] == [Shown.DONE, Shown.TODO]
    assert await cast.db.read(items.summary, cast.olga) == Summary(0, 0, 0)
    assert await refused(cast, item_done.mark_done, cast.curator, whole) == "has_shares"

    await cast.db.write(item_done.mark_done, cast.curator, found[f"Анкета/{anna}"])
    view = await cast.db.read(card.card, cast.curator, whole)
    assert (view.shared, view.status, view.done_on) == ((2, 2), Status.DONE, TODAY)


async def test_a_row_is_what_its_steps_are(cast: Cast) -> None:
    found = await cast.plant(
        Row(
            "Подготовка",
            steps=(
                Row("Приказ", term="до 01.10.2026", owners=(cast.olga.me,)),
                Row("План", term="до 20.10.2026", owners=(cast.anna.me,)),
            ),
        )
    )

    view = await cast.db.read(card.card, cast.curator, found["Подготовка"])
    assert (view.shown, view.due, len(view.owners)) == (Shown.OVERDUE, date(2026, 10, 1), 2)
    assert await refused(cast, item_done.mark_done, cast.curator, found["Подготовка"]) == (
        "has_steps"
    )

    await cast.db.write(item_done.mark_done, cast.olga, found["Приказ"])
    await cast.db.write(item_done.mark_done, cast.anna, found["План"])
    view = await cast.db.read(card.card, cast.curator, found["Подготовка"])
    assert (view.shown, view.done_on) == (Shown.DONE, TODAY)


async def test_a_moved_term_keeps_the_words_of_the_document(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="октябрь 2026", owners=(cast.olga.me,)))

    await cast.db.write(
        item_terms.move_to, cast.curator, found["Дело"], date(2026, 11, 20), "Ждём приказа"
    )
    item = await cast.item(found["Дело"])
    view = await cast.db.read(card.card, cast.olga, found["Дело"])

    assert (item.deadline, item.spans) == ("октябрь 2026", [["2026-10-01", "2026-11-20"]])
    assert (item.due, view.history[0].told["reason"]) == (date(2026, 11, 20), "Ждём приказа")


async def test_of_several_terms_the_nearest_moves(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="20.10.2026, 20.03.2027", owners=(cast.olga.me,)))

    await cast.db.write(
        item_terms.move_to, cast.curator, found["Дело"], date(2026, 11, 2), "график"
    )

    assert (await cast.item(found["Дело"])).spans == [
        ["2026-10-20", "2026-11-02"], ["2027-03-20", "2027-03-20"],
    ]  # fmt: skip


async def test_a_term_by_rule_moves_only_in_words(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="ежемесячно", owners=(cast.olga.me,)))
    item_id = found["Дело"]
    day = date(2026, 11, 2)

    assert await refused(cast, item_terms.move_to, cast.curator, item_id, day, "р") == "repeats"
    assert (
        await refused(cast, item_terms.move_in_words, cast.curator, item_id, "абракадабра", "р")
        == "item_term_unclear"
    )
    await cast.db.write(item_terms.move_in_words, cast.curator, item_id, "до 15.11.2026", "график")

    assert (await cast.item(item_id)).due == date(2026, 11, 15)


async def test_moving_a_row_moves_its_open_steps(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", steps=(
            Row("Сделан", term="до 20.10.2026", owners=(cast.olga.me,)),
            Row("Открыт", term="до 20.10.2026", owners=(cast.olga.me,)),
        )),
    )  # fmt: skip
    await cast.db.write(item_done.mark_done, cast.olga, found["Сделан"])

    acted = await cast.db.write(
        item_terms.move_to, cast.curator, found["Ряд"], date(2026, 11, 2), "график"
    )
    assert [(await cast.item(found[t])).spans[0][1] for t in ("Сделан", "Открыт")] == [
        "2026-10-20", "2026-11-02",
    ]  # fmt: skip
    await cast.db.write(changes.undo, cast.curator, acted.event_id)
    assert (await cast.item(found["Открыт"])).due == date(2026, 10, 20)


async def test_reassigning_and_back(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))

    acted = await cast.db.write(item_owners.hand_over, cast.curator, found["Дело"], cast.anna.me)
    assert await waiting(cast) == [cast.anna.me]
    await cast.db.write(changes.undo, cast.curator, acted.event_id)

    assert await waiting(cast) == [cast.olga.me]


async def test_each_makes_shares_and_one_takes_them_away(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))
    item_id = found["Дело"]

    assert await refused(cast, item_owners.share_out, cast.curator, item_id, True) == "one_owner"
    await cast.db.write(item_owners.add_owner, cast.curator, item_id, cast.anna.me)
    await cast.db.write(item_owners.share_out, cast.curator, item_id, True)
    view = await cast.db.read(card.card, cast.curator, item_id)
    assert (view.shared, view.sharing) == ((0, 2), Sharing.EACH)
    assert await waiting(cast) == sorted([cast.olga.me, cast.anna.me])

    await cast.db.write(item_owners.share_out, cast.curator, item_id, False)
    view = await cast.db.read(card.card, cast.curator, item_id)
    assert (view.shared, view.sharing, len(view.owners)) == (None, Sharing.ONE, 2)
    assert view.due == date(2026, 10, 20)


async def test_nobody_from_elsewhere_is_given_an_item(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", owners=(cast.olga.me,)))
    other = await school(cast.db, "Школа № 2")
    far = await person(cast.db, other, "Лис Пётр Олегович", Role.MENTOR, chat="9")

    assert await refused(cast, item_owners.hand_over, cast.curator, found["Дело"], far.me) == (
        "gone"
    )


async def test_a_row_is_split_into_steps_and_joined_again(cast: Cast) -> None:
    found = await cast.plant(
        Row("Дело", number="3", term="до 20.10.2026", owners=(cast.olga.me,)), Row("Следом")
    )

    acted = await cast.db.write(
        item_edit.add_steps, cast.curator, found["Дело"], "Приказ\n\n  План  \n"
    )
    view = await cast.db.read(card.card, cast.curator, found["Дело"])
    assert [step.label for step in view.steps] == ["3.1. Приказ", "3.2. План"]
    assert [step.due for step in view.steps] == [date(2026, 10, 20)] * 2
    assert await cast.db.read(items.summary, cast.olga) == Summary(0, 0, 2)

    await cast.db.write(changes.undo, cast.curator, acted.event_id)
    view = await cast.db.read(card.card, cast.curator, found["Дело"])
    assert (view.steps, view.due) == ((), date(2026, 10, 20))


async def test_a_row_is_added_into_its_stage(cast: Cast) -> None:
    found = await cast.plant(Row("Первое", stage="Этап 1"), Row("Второе", stage="Этап 2"))

    acted = await cast.db.write(
        item_edit.add_row, cast.curator, found[""], found["Первое"], "Круглый стол\nдо 20.05.2027"
    )
    item = await cast.item(acted.item_id)

    assert (item.title, item.stage, item.due) == ("Круглый стол", "Этап 1", date(2027, 5, 20))
    assert (await cast.item(found["Первое"])).position < item.position
    assert item.position < (await cast.item(found["Второе"])).position


async def test_a_removed_row_comes_back_with_its_steps(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", steps=(Row("Шаг", term="до 20.10.2026", owners=(cast.olga.me,)),))
    )

    acted = await cast.db.write(item_edit.remove, cast.curator, found["Ряд"])
    assert await refused(cast, card.card, cast.curator, found["Шаг"]) == "gone"
    assert await waiting(cast) == []
    await cast.db.write(changes.undo, cast.curator, acted.event_id)

    assert (await cast.db.read(card.card, cast.olga, found["Шаг"])).due == date(2026, 10, 20)
    assert await waiting(cast) == [cast.olga.me]


async def test_not_applicable_is_out_of_the_count_and_can_come_back(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))

    await cast.db.write(item_acts.not_applicable, cast.curator, found["Дело"], "Нет таких")
    assert await refused(cast, item_done.mark_done, cast.olga, found["Дело"]) == "not_needed"
    assert await refused(cast, item_acts.reopen, cast.olga, found["Дело"]) == "forbidden"
    await cast.db.write(item_acts.reopen, cast.curator, found["Дело"])

    assert (await cast.item(found["Дело"])).due == date(2026, 10, 20)


async def test_every_change_grows_the_version_and_is_told(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term="до 20.10.2026", owners=(cast.olga.me,)))
    item_id = found["Дело"]
    await cast.db.write(item_acts.mark_started, cast.olga, item_id)
    await cast.db.write(item_acts.comment, cast.olga, item_id, "Ждём подписи")
    await cast.db.write(item_edit.rewrite, cast.curator, item_id, Field.TITLE, "Дело № 2")
    await cast.db.write(item_done.mark_done, cast.olga, item_id)

    def load(session: Session) -> tuple[int, list[tuple[str, int | None]]]:
        events = session.execute(
            select(ItemEvent.action, ItemEvent.actor_id).order_by(ItemEvent.id)
        )
        return session.get_one(Roadmap, found[""]).version, [tuple(row) for row in events]

    version, events = await cast.db.read(load)
    assert version == 5
    assert events == [
        ("started", cast.olga.me), ("commented", cast.olga.me),
        ("edited", cast.curator.me), ("done", cast.olga.me),
    ]  # fmt: skip


async def test_evidence_is_opened_by_those_who_answer_only(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", owners=(cast.olga.me,)))
    added = await cast.db.write(
        items.add_evidence, cast.olga, found["Дело"], EvidenceKind.FILE, "скан.pdf", sha="ab"
    )

    opened = await cast.db.read(evidence.open_evidence, cast.curator, added.evidence_id)
    assert (opened.title, opened.sha) == ("скан.pdf", "ab")
    assert await refused(cast, evidence.open_evidence, cast.anna, added.evidence_id) == "forbidden"

    removed = await cast.db.write(evidence.remove_evidence, cast.olga, added.evidence_id)
    assert await refused(cast, evidence.open_evidence, cast.olga, added.evidence_id) == "gone"
    await cast.db.write(changes.undo, cast.olga, removed.event_id)

    def load(session: Session) -> object:
        return session.get_one(Evidence, added.evidence_id).removed_at

    assert await cast.db.read(load) is None


async def test_a_schools_head_owns_an_item_of_the_municipality(cast: Cast) -> None:
    above = await municipality(cast.db)
    below = await school(cast.db, "Школа № 5", above)
    head = await person(cast.db, below, "Лис Пётр Олегович", Role.HEAD, chat="9")
    found = await cast.db.write(
        running, NOW, above, [Row("Отчёт", owners=(head.me,)), Row("Не его")]
    )

    view = await cast.db.read(card.card, head, found["Отчёт"])

    assert (view.rights.act, view.rights.edit, view.rights.roadmap) == (True, False, False)
    assert await refused(cast, card.card, head, found["Не его"]) == "forbidden"


async def test_a_closed_roadmap_is_only_looked_at(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", owners=(cast.olga.me,)), state=RoadmapState.CLOSED)
    item_id = found["Дело"]

    view = await cast.db.read(card.card, cast.curator, item_id)
    assert (view.rights.act, view.rights.edit, view.rights.undo) == (False, False, None)
    assert await refused(cast, item_done.mark_done, cast.olga, item_id) == "closed"
    assert await refused(cast, item_edit.remove, cast.curator, item_id) == "closed"


async def test_a_draft_is_not_shown(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", owners=(cast.olga.me,)), state=RoadmapState.DRAFT)

    assert await refused(cast, card.card, cast.curator, found["Дело"]) == "not_launched"
