"""Programmes of pairs: rights, agreement, pauses, people who come and go, the bank."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Agreement, Item, PairMember, Person, Prompt, Reminder
from db.models.people import Given
from domain.deadlines import Kind
from domain.kinds import WorkKind
from domain.pairs import Form, PairState, Side
from domain.programmes import HeadField, Mark, Stage
from domain.progress import Status
from domain.roles import Role
from imports.reading import Row
from imports.roadmap import Document
from services import (
    as_of,
    changes,
    drafts,
    item_done,
    item_edit,
    item_rights,
    item_terms,
    kind_facts,
    menu,
    overview,
    schools,
    templates,
)
from services.errors import Refusal
from services.kinds import kind_of
from services.pairs import states
from services.programmes import (
    agreeing,
    asking,
    bank,
    begin,
    facts,
    head,
    lines,
    pausing,
    results,
    view,
)
from services.programmes import changes as corrections
from tests.item_factories import Row as Planted
from tests.item_factories import running
from tests.people_factories import NOW, consented, person, school
from tests.programme_cast import PERIOD, TODAY, WORDING, Cast, on


@pytest.fixture
async def cast(db: Database) -> Cast:
    return await Cast.opened(db)


async def refused(db: Database, use: object, *args: object) -> str:
    with pytest.raises(Refusal) as refusal:
        await db.write(use, *args)  # type: ignore[arg-type]
    return refusal.value.key


# --- beginning ------------------------------------------------------------------------------


async def test_a_template_is_laid_out_over_what_is_left_of_the_pairs_time(cast: Cast) -> None:
    made = await cast.begun()
    card = await cast.card(cast.mentor, made)
    items = await cast.items(made)
    assert (card.stage, card.lines, card.may_put) == (Stage.WRITING, 12, True)
    assert card.period == (PERIOD.start, PERIOD.end)
    ends = [span[1] for item in items for span in item.spans]
    assert min(ends) > TODAY.isoformat()
    assert max(ends) == "2027-05-31"
    assert {item.term_kind for item in items} == {Kind.DATES, Kind.RECURRING}
    assert all(item.term_decided for item in items)


async def test_a_pair_has_one_programme_at_a_time(cast: Cast) -> None:
    made = await cast.begun()
    again = (cast.mentor, cast.pair_id, "short", WORDING)
    assert await refused(cast.db, begin.from_template, *again) == "programme_there"
    await cast.db.write(begin.remove, cast.mentor, made)
    assert (await cast.db.read(view.of_pair, cast.mentor, cast.pair_id)).id is None
    await cast.db.write(begin.from_template, *again)


async def test_who_may_begin_one(cast: Cast) -> None:
    elsewhere = await school(cast.db, "Школа № 2")
    stranger = await person(cast.db, elsewhere, "Ухов Олег Юрьевич", Role.CURATOR, chat="9")
    for actor in (cast.mentee, cast.other, stranger):
        args = (actor, cast.pair_id, "teachers", WORDING)
        assert await refused(cast.db, begin.from_template, *args) == "forbidden"
    await cast.db.write(begin.from_template, cast.curator, cast.pair_id, "teachers", WORDING)


async def test_a_document_brings_its_head_results_and_marks(cast: Cast) -> None:
    document = Document(
        title="Программа", organisation=None, approval=(), period_label=None, columns=(),
        rows=(
            _row("1", "Посетить урок", "до 1 октября 2026 года", done="Два урока", mark="хорошо"),
            _row("2", "Провести урок", "до 1 декабря 2026 года"),
        ),
        warnings=(), above=("Цель: вести уроки", "Задачи:", "готовиться"),
    )  # fmt: skip
    made = await cast.db.write(
        begin.from_document, cast.mentor, cast.pair_id, document, "п.docx", "0" * 64, WORDING
    )
    card = await cast.card(cast.mentor, made)
    assert (card.head.goal, card.head.tasks) == ("вести уроки", "готовиться")
    await cast.db.write(agreeing.confirm, cast.curator, made)
    first, second = await cast.items(made)
    assert (first.actual, first.mark, first.note) == ("Два урока", "хорошо", "")
    assert (first.status, first.done_on) == (Status.DONE, date(2026, 10, 1))
    assert (second.status, second.due) == (Status.TODO, date(2026, 12, 1))


def _row(number: str, title: str, term: str, **more: str) -> Row:
    return Row(
        section=None, stage=None, number=number, title=title, content=None, steps=(),
        deadline=term, responsible=(), result=None, done=more.get("done"), mark=more.get("mark"),
    )  # fmt: skip


# --- rights and invisibility ----------------------------------------------------------------


async def test_lines_are_for_the_pair_and_who_keeps_it(cast: Cast) -> None:
    made = await cast.begun()
    await cast.db.write(agreeing.confirm, cast.curator, made)
    item = (await cast.items(made))[0]
    elsewhere = await school(cast.db, "Школа № 2")
    stranger = await person(cast.db, elsewhere, "Ухов Олег Юрьевич", Role.CURATOR, chat="9")
    rights = {}
    for name, actor in (("mentor", cast.mentor), ("mentee", cast.mentee),
                        ("curator", cast.curator)):  # fmt: skip
        access = await cast.db.read(item_rights.see, actor, item.id)
        rights[name] = (access.act, access.edit)
    assert rights == {
        "mentor": (True, True), "mentee": (True, False), "curator": (True, True),
    }  # fmt: skip
    for actor in (cast.other, stranger):
        assert await refused(cast.db, item_rights.see, actor, item.id) == "forbidden"
        assert await refused(cast.db, view.of, actor, made) == "forbidden"
        assert await refused(cast.db, item_done.mark_done, actor, item.id) == "forbidden"


async def test_nothing_is_done_while_it_is_being_written(cast: Cast) -> None:
    made = await cast.begun()
    item = (await cast.items(made))[0]
    assert await refused(cast.db, item_done.mark_done, cast.mentor, item.id) == "forbidden"
    acted = await cast.db.write(
        item_edit.rewrite, cast.mentor, item.id, item_edit.Field.TITLE, "Иначе"
    )
    assert (await cast.items(made))[0].title == "Иначе"
    await cast.db.write(changes.undo, cast.mentor, acted.event_id)
    assert (await cast.items(made))[0].title == item.title
    rewriting = (cast.mentee, item.id, item_edit.Field.TITLE, "Иначе")
    assert await refused(cast.db, item_edit.rewrite, *rewriting) == "forbidden"


async def test_programmes_are_no_roadmaps_of_the_school(cast: Cast) -> None:
    made = await cast.begun()
    seen = await cast.db.read(menu.view, cast.curator)
    assert (seen.drafts, seen.running) == ((), ())
    await cast.db.write(agreeing.confirm, cast.curator, made)
    planted = await cast.db.write(running, NOW, cast.place, [Planted("Приказ")])
    seen = await cast.db.read(menu.view, cast.curator)
    assert (seen.drafts, seen.running) == ((), (planted[""],))
    listed = await cast.db.read(overview.roadmaps, cast.curator, finished=False)
    assert [line.id for line in listed] == [planted[""]]
    roadmap = await cast.roadmap(made)
    for use in (overview.overview, drafts.summary):
        assert await refused(cast.db, use, cast.curator, roadmap.id) == "gone"


async def test_the_city_counts_roadmaps_only(db: Database, cast: Cast) -> None:
    made = await cast.begun()
    await cast.db.write(agreeing.confirm, cast.curator, made)

    def counted(session: Session) -> object:
        from db.models import Organisation

        return schools._line(session, cast.curator, session.get_one(Organisation, cast.place))

    assert (await db.read(counted)).progress is None  # type: ignore[attr-defined]


async def test_a_line_is_handed_over_within_the_pair_only(cast: Cast) -> None:
    from services import item_owners

    made = await cast.begun()
    item = (await cast.items(made))[0]
    named = await cast.db.read(item_owners.candidates, cast.mentor, item.id, "")
    assert [one.id for one in named] == [cast.mentor.me, cast.mentee.me]
    to_other = (cast.mentor, item.id, cast.other.me)
    assert await refused(cast.db, item_owners.hand_over, *to_other) == "gone"
    await cast.db.write(item_owners.hand_over, cast.mentor, item.id, cast.mentee.me)
    assert await cast.owners(item.id) == {cast.mentee.me}


# --- agreement ------------------------------------------------------------------------------


async def test_both_agree_and_it_runs(cast: Cast) -> None:
    made = await cast.begun()
    put = await cast.db.write(agreeing.put, cast.mentor, made)
    assert (put.runs, put.waiting) == (False, (cast.mentee.me,))
    card = await cast.card(cast.mentee, made)
    assert (card.stage, len(card.mark)) == (Stage.PUT, 8)
    assert await asked(cast, asking.AGREE) == {cast.mentee.me}
    done = await cast.db.write(agreeing.agree, cast.mentee, made, card.mark)
    assert (done.runs, done.waiting) == (True, ())
    again = await cast.db.write(agreeing.agree, cast.mentee, made, card.mark)
    assert (again.runs, again.waiting) == (False, ())
    assert await asked(cast, asking.AGREE) == set()
    items = await cast.items(made)
    assert await cast.owners(items[0].id) == {cast.mentor.me, cast.mentee.me}
    assert await cast.owners(items[1].id) == {cast.mentee.me}
    assert await cast.owners(items[2].id) == {cast.mentor.me}

    def reminded(session: Session) -> set[int]:
        return set(session.scalars(select(Reminder.person_id)))

    assert await cast.db.read(reminded) == {cast.mentor.me, cast.mentee.me}


async def asked(cast: Cast, kind: str) -> set[int]:
    def load(session: Session) -> set[int]:
        return set(session.scalars(select(Prompt.person_id).where(Prompt.kind == kind)))

    return await cast.db.read(load)


async def test_nobody_agrees_to_a_text_they_have_not_seen(cast: Cast) -> None:
    made = await cast.begun()
    await cast.db.write(agreeing.put, cast.mentor, made)
    mark = (await cast.card(cast.mentee, made)).mark
    await cast.db.write(head.write, cast.mentor, made, HeadField.TASKS, "Другие задачи")
    agreeing_to = (cast.mentee, made, mark)
    assert await refused(cast.db, agreeing.agree, *agreeing_to) == "programme_changed"
    assert (await cast.card(cast.mentee, made)).stage is Stage.WRITING
    for forged in ("", "zzzzzzzz"):
        args = (cast.mentee, made, forged)
        assert await refused(cast.db, agreeing.agree, *args) == "programme_changed"
    assert await refused(cast.db, agreeing.agree, cast.other, made, mark) == "forbidden"


async def test_remarks_reach_the_author_and_hold_it_up(cast: Cast) -> None:
    made = await cast.begun()
    await cast.db.write(agreeing.put, cast.mentor, made)
    done = await cast.db.write(agreeing.remark, cast.mentee, made, "Больше про уроки")
    assert (done.runs, done.waiting) == (False, (cast.mentee.me,))
    assert await asked(cast, asking.AGREE) == set()
    assert await asked(cast, asking.REMARKS) == {cast.mentor.me}
    said = {x.who.id: (x.agreed, x.words) for x in (await cast.card(cast.mentor, made)).answers}
    assert said == {
        cast.mentor.me: (True, ""), cast.mentee.me: (False, "Больше про уроки"),
    }  # fmt: skip
    await cast.db.write(lines.add, cast.mentor, made, "Разобрать урок\nдо 1 декабря")
    await cast.db.write(agreeing.put, cast.mentor, made)
    assert await asked(cast, asking.AGREE) == {cast.mentee.me}
    assert await asked(cast, asking.REMARKS) == set()


async def test_a_signature_on_paper_counts(cast: Cast) -> None:
    made = await cast.begun()
    await cast.db.write(agreeing.put, cast.mentor, made)
    args = (cast.mentor, made, cast.mentee.me)
    assert await refused(cast.db, agreeing.enter, *args) == "forbidden"
    strange = (cast.curator, made, cast.other.me)
    assert await refused(cast.db, agreeing.enter, *strange) == "gone"
    done = await cast.db.write(agreeing.enter, cast.curator, made, cast.mentee.me)
    assert done.runs

    def row(session: Session) -> tuple[Given, int | None]:
        found = session.scalars(
            select(Agreement).where(Agreement.person_id == cast.mentee.me)
        ).one()
        return found.how, found.entered_by

    assert await cast.db.read(row) == (Given.PAPER, cast.curator.me)


async def test_a_class_teacher_enters_what_a_pupil_signed(db: Database) -> None:
    cast = await Cast.opened(db, Form.PUPIL_PUPIL)
    title = "Классный руководитель 7 Б"
    teacher = await person(
        db, cast.place, "Юдина Нина Петровна", Role.SPECIALIST, title=title, chat="7"
    )

    def pupil(session: Session) -> None:
        mentee = session.get_one(Person, cast.mentee.me)
        mentee.is_pupil, mentee.school_class = True, "7Б"

    await db.write(pupil)
    made = await cast.begun("pupils")
    for who in (cast.mentor, cast.curator):
        assert await refused(db, agreeing.put, who, made) == "programme_barred"
    assert await refused(db, agreeing.confirm, cast.curator, made) == "programme_barred"
    await db.write(consented, cast.mentee.me)
    await db.write(agreeing.put, cast.mentor, made)
    mentor_too = (teacher, made, cast.mentor.me)
    assert await refused(db, agreeing.enter, *mentor_too) == "forbidden"
    assert (await db.write(agreeing.enter, teacher, made, cast.mentee.me)).runs


async def test_the_curator_may_let_it_run(cast: Cast) -> None:
    made = await cast.begun()
    assert await refused(cast.db, agreeing.confirm, cast.mentor, made) == "forbidden"
    assert (await cast.db.write(agreeing.confirm, cast.curator, made)).runs
    card = await cast.card(cast.curator, made)
    assert (card.stage, card.changed) == (Stage.RUNNING, False)
    assert card.confirmed is not None
    assert card.confirmed[0] is not None
    assert card.confirmed[0].id == cast.curator.me


async def test_what_is_empty_is_not_put_to_anybody(cast: Cast) -> None:
    made = await cast.db.write(begin.empty, cast.mentor, cast.pair_id, WORDING)
    assert not (await cast.card(cast.mentor, made)).may_put
    assert await refused(cast.db, agreeing.put, cast.mentor, made) == "programme_no_goal"
    await cast.db.write(head.write, cast.mentor, made, HeadField.GOAL, "Цель")
    assert await refused(cast.db, agreeing.put, cast.mentor, made) == "programme_no_lines"
    await cast.db.write(lines.add, cast.mentor, made, "Встретиться")
    assert (await cast.card(cast.mentor, made)).may_put


async def test_presets_are_taken_and_put_back(cast: Cast) -> None:
    made = await cast.db.write(begin.empty, cast.mentor, cast.pair_id, WORDING)
    take = (cast.mentor, made, HeadField.GOAL)
    await cast.db.write(head.take, *take, 0)
    await cast.db.write(head.take, *take, 2)
    text = (await cast.card(cast.mentor, made)).head.goal
    await cast.db.write(head.take, *take, 0)
    assert (await cast.card(cast.mentor, made)).head.goal == text.splitlines()[1]
    assert await refused(cast.db, head.take, *take, 99) == "gone"


# --- a programme that runs ------------------------------------------------------------------


async def running_programme(cast: Cast) -> int:
    made = await cast.begun()
    await cast.db.write(agreeing.confirm, cast.curator, made)
    return made


async def test_only_the_goal_and_terms_ask_for_a_new_agreement(cast: Cast) -> None:
    made = await running_programme(cast)
    item = (await cast.items(made))[0]
    rename = (cast.mentor, item.id, item_edit.Field.TITLE, "Познакомиться")
    await cast.db.write(item_edit.rewrite, *rename)
    await cast.db.write(head.write, cast.mentor, made, HeadField.TASKS, "Другие задачи")
    card = await cast.card(cast.mentor, made)
    assert (card.changed, card.may_put) == (False, False)
    assert await refused(cast.db, agreeing.put, cast.mentor, made) == "programme_not_changed"
    day = date(2026, 12, 1)
    await cast.db.write(item_terms.move_to, cast.mentor, item.id, day, "иначе не успеть")
    card = await cast.card(cast.mentor, made)
    assert (card.changed, card.may_put) == (True, True)
    await cast.db.write(agreeing.put, cast.mentor, made)
    card = await cast.card(cast.mentee, made)
    assert (card.stage, card.changed) == (Stage.RUNNING, False)
    done = await cast.db.write(agreeing.agree, cast.mentee, made, card.mark)
    assert (done.runs, done.waiting) == (False, ())
    found = await cast.db.read(corrections.changes, cast.mentee, made)
    assert [line.action for line in found.lines][:4] == [
        "programme_put", "moved", "programme_tasks", "edited",
    ]  # fmt: skip


async def test_a_new_line_belongs_to_the_pair(cast: Cast) -> None:
    made = await running_programme(cast)
    acted = await cast.db.write(lines.add, cast.mentor, made, "Сходить в музей\nдо 20 декабря")
    assert await cast.owners(acted.item_id) == {cast.mentor.me, cast.mentee.me}
    item = (await cast.items(made))[-1]
    assert (item.id, item.due) == (acted.item_id, date(2026, 12, 20))
    adding = (cast.mentee, made, "Ещё")
    assert await refused(cast.db, lines.add, *adding) == "forbidden"


async def test_results_and_marks_are_kept_told_and_undone(cast: Cast) -> None:
    made = await running_programme(cast)
    item = (await cast.items(made))[0]
    receipt = await cast.db.write(item_done.mark_done, cast.mentee, item.id)
    assert (receipt.of_pair, receipt.marks) == (True, False)
    await cast.db.write(results.as_planned, cast.mentee, item.id)
    marked = await cast.db.write(results.set_mark, cast.mentor, item.id, Mark.GOOD)
    item = (await cast.items(made))[0]
    assert (item.actual, item.mark) == ("Договорённости пары", "good")
    marking = (cast.mentee, item.id, Mark.EXCELLENT)
    assert await refused(cast.db, results.set_mark, *marking) == "forbidden"
    await cast.db.write(changes.undo, cast.mentor, marked.event_id)
    item = (await cast.items(made))[0]
    assert (item.actual, item.mark) == ("Договорённости пары", "")


async def test_a_past_day_has_the_mark_of_that_day(cast: Cast) -> None:
    made = await running_programme(cast)
    item = (await cast.items(made))[0]
    await cast.db.write(results.set_mark, cast.mentor, item.id, Mark.PARTLY)
    later = TODAY + timedelta(days=3)
    await cast.db.write(results.set_mark, on(cast.mentor, later), item.id, Mark.GOOD)
    roadmap = await cast.roadmap(made)

    def then(session: Session) -> str:
        state = as_of.state(session, on(cast.mentor, later), roadmap, TODAY)
        return state.tree.nodes[item.id].item.mark

    assert await cast.db.read(then) == "partly"


async def test_lines_of_a_roadmap_have_no_marks(cast: Cast) -> None:
    planted = await cast.db.write(running, NOW, cast.place, [Planted("Приказ")])
    marking = (cast.curator, planted["Приказ"], Mark.GOOD)
    assert await refused(cast.db, results.set_mark, *marking) == "gone"


# --- pauses and people ----------------------------------------------------------------------


async def test_a_pause_moves_what_was_ahead_by_its_days(cast: Cast) -> None:
    made = await running_programme(cast)
    before = {item.id: item.spans for item in await cast.items(made)}
    done = (await cast.items(made))[0].id
    await cast.db.write(item_done.mark_done, cast.mentor, done)
    await cast.db.write(states.pause, cast.curator, cast.pair_id, None)
    back = on(cast.curator, TODAY + timedelta(days=10))
    await cast.db.write(states.resume, back, cast.pair_id)
    moved = {item.id for item in await cast.items(made) if item.spans != before[item.id]}
    assert moved == set(before) - {done}
    third = (await cast.items(made))[2]
    was = before[third.id][0]
    assert third.spans == [[_plus(was[0], 10), _plus(was[1], 10)]]
    roadmap = await cast.roadmap(made)
    assert roadmap.period_end == PERIOD.end + timedelta(days=10)
    card = await cast.card(back, made)
    assert card.shift == pausing.Shift(11, 10)
    assert not card.changed
    assert await asked(cast, pausing.MOVED) == {cast.mentor.me, cast.mentee.me}

    undone = await cast.db.write(pausing.undo_shift, back, made)
    assert (undone.back, undone.kept) == (11, 0)
    assert {item.id: item.spans for item in await cast.items(made)} == before
    assert (await cast.roadmap(made)).period_end == PERIOD.end
    assert await asked(cast, pausing.MOVED) == set()
    assert await refused(cast.db, pausing.undo_shift, back, made) == "undo_late"


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


async def test_coming_back_that_is_undone_puts_the_terms_back(cast: Cast) -> None:
    from services.pairs import undo

    made = await running_programme(cast)
    before = [item.spans for item in await cast.items(made)]
    await cast.db.write(states.pause, cast.curator, cast.pair_id, None)
    back = on(cast.curator, TODAY + timedelta(days=10))
    acted = await cast.db.write(states.resume, back, cast.pair_id)
    assert [item.spans for item in await cast.items(made)] != before
    await cast.db.write(undo.undo, back, acted.event_id)
    assert [item.spans for item in await cast.items(made)] == before


async def test_a_pause_of_no_day_moves_nothing(cast: Cast) -> None:
    made = await running_programme(cast)
    before = [item.spans for item in await cast.items(made)]
    await cast.db.write(states.pause, cast.curator, cast.pair_id, None)
    await cast.db.write(states.resume, cast.curator, cast.pair_id)
    assert [item.spans for item in await cast.items(made)] == before


async def test_who_comes_and_goes(cast: Cast) -> None:
    made = await running_programme(cast)
    shared = (await cast.items(made))[0].id

    def substitute(session: Session) -> None:
        from db.models import Pair
        from services.pairs import log

        pair = session.get_one(Pair, cast.pair_id)
        mentor = session.scalars(
            select(PairMember).where(PairMember.pair_id == pair.id, PairMember.side == Side.MENTOR)
        ).one()
        mentor.until = TODAY - timedelta(days=1)
        session.add(
            PairMember(pair_id=pair.id, person_id=cast.other.me, side=Side.MENTOR, since=TODAY)
        )
        session.flush()
        log.record(
            session, cast.curator, pair, "member_in", before={"members": [1]},
            after={"members": [1, 2]},
        )  # fmt: skip

    await cast.db.write(substitute)
    assert await cast.owners(shared) == {cast.other.me, cast.mentee.me}
    mentors = (await cast.items(made))[2].id
    assert await cast.owners(mentors) == {cast.other.me}
    assert await refused(cast.db, view.of, cast.mentor, made) == "forbidden"


async def test_the_end_of_the_pair_ends_its_programme(cast: Cast) -> None:
    from services.pairs import undo

    made = await running_programme(cast)
    acted = await cast.db.write(states.complete, cast.curator, cast.pair_id)
    assert (await cast.card(cast.curator, made)).stage is Stage.CLOSED

    def reminders(session: Session) -> int:
        rows = session.scalars(select(Reminder).where(Reminder.remind_at.is_not(None)))
        return len(rows.all())

    assert await cast.db.read(reminders) == 0
    adding = (cast.curator, made, "Ещё")
    assert await refused(cast.db, lines.add, *adding) == "programme_closed"
    await cast.db.write(undo.undo, cast.curator, acted.event_id)
    assert (await cast.card(cast.curator, made)).stage is Stage.RUNNING
    assert await cast.db.read(reminders) > 0


async def test_a_pair_handed_over_goes_on_with_what_was_left(cast: Cast) -> None:
    made = await running_programme(cast)
    await cast.db.write(item_done.mark_done, cast.mentor, (await cast.items(made))[0].id)
    acted = await cast.db.write(states.transfer, cast.curator, cast.pair_id, cast.other.me)
    choice = await cast.db.read(begin.choice, cast.other, acted.pair_id)
    assert choice.previous == made
    again = await cast.db.write(begin.from_previous, cast.other, acted.pair_id, WORDING)
    assert len(await cast.items(again)) == 11
    old, new = await cast.card(cast.curator, made), await cast.card(cast.other, again)
    assert (old.stage, new.stage, new.head) == (Stage.CLOSED, Stage.WRITING, old.head)
    assert PairState.TRANSFERRED is old.pair.state


# --- the bank and the work of a roadmap -----------------------------------------------------


async def test_the_bank_keeps_no_names_and_no_days(cast: Cast) -> None:
    made = await cast.begun()
    goal = "Помочь Анне и Киму А. Л. вести уроки"
    await cast.db.write(head.write, cast.mentor, made, HeadField.GOAL, goal)
    await cast.db.write(lines.add, cast.mentor, made, "Сходить с Громовым в музей\nдо 20 декабря")
    kept = await cast.db.write(bank.save, cast.mentor, made)
    again = await cast.db.write(bank.save, cast.mentor, made)
    assert (kept.again, again.again, again.template_id) == (False, True, kept.template_id)
    found = await cast.db.read(bank.view, cast.curator, kept.template_id)
    said = repr(found.template)
    assert [name for name in ("Анн", "Ким", "Громов", "2026") if name in said] == []
    assert found.template.lines[-1].title == "Сходить в музей"
    assert found.template.lines[-1].last == 37
    assert await cast.db.read(templates.offered, cast.curator) == [
        one for one in await cast.db.read(templates.offered, cast.curator) if not one.school
    ]


async def test_a_programme_of_the_bank_begins_another(cast: Cast) -> None:
    made = await cast.begun()
    kept = await cast.db.write(bank.save, cast.mentor, made)
    await cast.db.write(begin.remove, cast.mentor, made)
    choice = await cast.db.read(begin.choice, cast.mentor, cast.pair_id)
    assert choice.offered[0].key == str(kept.template_id)
    again = await cast.begun(str(kept.template_id))
    assert len(await cast.items(again)) == 12
    listed, forms = await cast.db.read(bank.listing, cast.curator, Form.PUPIL_PUPIL)
    assert (listed, forms) == ([], [Form.TEACHER_TEACHER])
    renaming = (cast.mentor, kept.template_id, "Моя")
    assert await refused(cast.db, bank.rename, *renaming) == "forbidden"
    await cast.db.write(bank.rename, cast.curator, kept.template_id, "Хорошая")
    assert (await cast.db.read(bank.view, cast.curator, kept.template_id)).line.name == "Хорошая"
    await cast.db.write(bank.remove, cast.curator, kept.template_id)
    viewing = (cast.curator, kept.template_id)
    assert await refused(cast.db, bank.view, *viewing) == "gone"


async def test_a_roadmaps_line_counts_programmes(cast: Cast) -> None:
    planted = await cast.db.write(
        running, NOW, cast.place, [Planted("Составить персонализированные программы пар")]
    )
    item_id = next(number for title, number in planted.items() if title)

    def fact(session: Session) -> kind_facts.Fact | None:
        item = session.get_one(Item, item_id)
        assert kind_of(item) is WorkKind.PROGRAMME
        return kind_facts.facts(session, [item]).get(item_id)

    assert await cast.db.read(fact) == kind_facts.Fact("programmes", done=0, of=1)
    waiting = await cast.db.read(facts.without, cast.curator)
    assert [card.id for card in waiting] == [cast.pair_id]
    await running_programme(cast)
    assert await cast.db.read(fact) == kind_facts.Fact("programmes", done=1, of=1)
    assert await cast.db.read(facts.without, cast.curator) == []
    assert await refused(cast.db, facts.without, cast.mentor) == "forbidden"
