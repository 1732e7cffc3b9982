"""Stories of groups, journals, notes, lesson visits, series and closing meetings."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import Pair, Person
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form
from domain.roles import Role
from handlers.buttons.item import OpenItem
from handlers.buttons.meeting_fix import Who
from handlers.buttons.meeting_log import LogFor
from handlers.buttons.meetings import OpenMeeting, PairMeetings
from services.meetings import counts
from tests.item_factories import Row, running
from tests.meeting_cast import Cast, captions, lines, logged, planned, play
from tests.pair_factories import pair
from tests.people_factories import consented


@pytest.fixture
async def cast(stage: Any) -> Cast:
    return await Cast(stage).enter()


async def held(cast: Cast, actor: Any, pair_id: int, topic: str = "Разбор") -> int:
    """A meeting of today, logged with its topic only; its id."""
    await actor.taps(data=LogFor(pair_id, 0, 0).pack())
    await actor.taps("Сегодня")
    await actor.sends(topic)
    return (await cast.meetings())[-1].id


async def counted(stage: Any, pair_id: int) -> counts.Counts:
    found: dict[int, counts.Counts] = await stage.db.read(counts.of_pairs, [pair_id])
    return found[pair_id]


async def change(stage: Any, model: Any, row_id: int, **values: Any) -> None:
    def write(session: Session) -> None:
        session.execute(update(model).where(model.id == row_id).values(**values))

    await stage.db.write(write)


async def test_a_group_is_one_prompt_and_one_log(stage: Any, cast: Cast) -> None:
    other = await stage.join("Рощина Инна Львовна", Role.MENTEE)
    both = [stage.person_id(cast.mentee), stage.person_id(other)]
    group = await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(cast.mentor)], both
    )
    meeting = await held(cast, cast.mentor, group)
    await cast.mentor.taps("Цель достигнута")
    await cast.mentor.taps("Без следующего шага")
    assert "Были: 2 из 2" in lines(cast.mentor)

    await cast.mentor.taps("Кто был")
    await cast.mentor.taps("Рощина")
    assert "• Рощина И. Л.: на встрече не было" in lines(cast.mentor)
    await play(stage, date(2026, 10, 5), 17)

    assert lines(cast.mentee)[-1].endswith("Была эта встреча?")
    assert not any("Была эта встреча?" in each.text for each in other.messages)
    assert [row.id for row in await cast.meetings()] == [meeting]


async def test_a_pupil_without_an_account_is_confirmed_by_the_journal(
    stage: Any, cast: Cast
) -> None:
    pupil = await stage.without_chat("Котов Иван Петрович", Role.MENTEE)
    pupils = await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(cast.mentor)], [pupil],
        form=Form.TEACHER_PUPIL,
    )  # fmt: skip

    await held(cast, cast.mentor, pupils)
    await held(cast, cast.mentor, cast.pair)

    assert await counted(stage, pupils) == counts.Counts(held=1, journal=1, minutes=45)
    assert await counted(stage, cast.pair) == counts.Counts(held=1)
    assert (await counted(stage, cast.pair)).claimed == 1


async def test_the_class_teacher_keeps_the_journal_of_a_pupil(stage: Any, cast: Cast) -> None:
    teacher = await stage.join(
        "Зимина Юлия Олеговна", Role.SPECIALIST, title="Классный руководитель 7 Б"
    )
    pupil = await stage.without_chat("Котов Иван Петрович", Role.MENTEE)
    await change(stage, Person, pupil, is_pupil=True, school_class="7 Б")
    await stage.db.write(consented, pupil)
    pupils = await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(cast.mentor)], [pupil],
        form=Form.TEACHER_PUPIL,
    )  # fmt: skip

    await held(cast, teacher, pupils)

    assert (await counted(stage, pupils)).journal == 1
    assert "Иван К." in teacher.screen.text.replace("\xa0", " ")
    await teacher.taps(data=PairMeetings(cast.pair, 0).pack())
    assert "для Вашей роли закрыто" in teacher.alerts[-1]


async def test_the_curator_enters_the_answer_from_paper(stage: Any, cast: Cast) -> None:
    meeting = await held(cast, cast.mentor, cast.pair)

    await cast.curator.taps(data=Who(meeting).pack())
    await cast.curator.taps("На бумаге: была")

    assert (await counted(stage, cast.pair)).journal == 1
    mark = (await cast.marks())[0]
    assert (mark.confirmed, mark.entered_by) == (True, stage.person_id(cast.curator))
    await play(stage, date(2026, 10, 6), 17)
    assert not any("Была эта встреча?" in each.text for each in cast.mentee.messages)


async def test_private_notes_reach_nobody_else(stage: Any, cast: Cast) -> None:
    meeting = await held(cast, cast.mentor, cast.pair)
    await cast.mentor.taps(data=OpenMeeting(meeting).pack())
    await cast.mentor.taps("Заметки")
    await cast.mentor.taps("Добавить личную")
    assert "Личная: видите только Вы" in cast.mentor.screen.text
    await cast.mentor.sends("Устаёт, поговорить с завучем")
    await cast.mentor.taps("Добавить общую")
    await cast.mentor.sends_photo(b"a board", caption="Наша доска")
    assert lines(cast.mentor)[2:4] == [
        "1 · Устаёт, поговорить с завучем (личная)",
        "2 · фото, photo.jpg · Наша доска (общая, Ёлкина А. Л.)",
    ]

    for actor in (cast.mentee, cast.curator):
        await actor.taps(data=OpenMeeting(meeting).pack())
        await actor.taps("Заметки")
        assert lines(actor)[2] == "1 · фото, photo.jpg · Наша доска (общая, Ёлкина А. Л.)"
        await actor.taps(data="2w:1")
        assert "Устаёт" not in "".join(each.text for each in actor.messages)
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Дневник наставника")
    await cast.mentor.taps("Учебный год, Word")
    _, data = cast.mentor.screen.document
    cells = [c.text for t in Document(BytesIO(data)).tables for r in t.rows for c in r.cells]
    assert "Разбор" in cells
    assert not any("Устаёт" in each for each in cells)


async def test_a_lesson_visit_is_ten_taps_and_shows_growth(stage: Any, cast: Cast) -> None:
    for mark, day in (("1", "Вчера"), ("2", "Сегодня")):
        await cast.mentor.taps(data=LogFor(cast.pair, 0, 0).pack())
        await cast.mentor.taps(day)
        await cast.mentor.sends("Урок в 5 А")
        meeting = (await cast.meetings())[-1].id
        await cast.mentor.taps(data=f"3m:{meeting}:lesson_visit")
        await cast.mentor.taps("Лист посещения")
        taps = len(stage.world.queries)
        for _ in range(10):
            await cast.mentor.taps(f"{mark} ·")
        assert len(stage.world.queries) - taps == 10

    said = lines(cast.mentor)
    assert "Всего: 20 из 20." in said
    assert "В прошлый раз, 4 октября: 10 из 20." in said
    assert said[-1].startswith("Стало лучше: цель урока понятна ученикам;")


async def test_a_reflective_meeting_of_all_pairs_is_logged_once(stage: Any, cast: Cast) -> None:
    mentor = await stage.join("Рощина Инна Львовна", Role.MENTOR)
    mentee = await stage.join("Белов Олег Ильич", Role.MENTEE)
    await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(mentor)],
        [stage.person_id(mentee)],
    )  # fmt: skip
    await cast.curator.sends("/meeting")
    await cast.curator.taps("Собрать все пары")
    await cast.curator.taps("8")
    await cast.curator.taps("15:00")
    assert "8 октября в 15:00" in cast.curator.screen.text.replace("\xa0", " ")
    await play(stage, date(2026, 10, 7), 17)
    assert "рефлексивная" in mentor.screen.text.casefold()

    await play(stage, date(2026, 10, 9), 10)
    asked = [each.text for each in cast.curator.messages if "всех пар" in each.text]
    assert len(asked) == 1
    await cast.curator.taps("Состоялась")

    rows = await cast.meetings()
    assert [(row.state, row.kind) for row in rows] == [
        (MeetingState.HELD, MeetingKind.REFLECTIVE)
    ] * 2


async def test_the_closing_meeting_decides_and_the_curator_is_told(stage: Any, cast: Cast) -> None:
    meeting = await held(cast, cast.mentor, cast.pair)
    await cast.mentor.taps(data=f"3m:{meeting}:closing")
    await cast.mentor.taps("Результат")
    await cast.mentor.taps("Цель достигнута")
    await cast.mentor.taps("Другой наставник")
    assert "Решили: продолжить с другим наставником" in lines(cast.mentor)

    await play(stage, date(2026, 10, 6), 17)

    assert lines(cast.curator)[-1] == (
        "После заключительной встречи решили: продолжить с другим наставником."
    )
    state = await stage.db.read(lambda session: session.get_one(Pair, cast.pair).state)
    assert state == "active"


async def test_hours_are_of_confirmed_meetings(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await cast.curator.sends("/meeting")
    await cast.curator.taps("Часы наставников")
    await cast.curator.taps("Октябрь")
    assert table(cast.curator)[0][3:8] == (0, 0, 0, 1, 0)

    await play(stage, date(2026, 10, 8), 17)
    await cast.mentee.taps("Да, была")
    await cast.curator.sends("/meeting")
    await cast.curator.taps("Часы наставников")
    await cast.curator.taps("Октябрь")

    assert table(cast.curator)[0][3:8] == (1, 0.75, 45, 0, 0)


def table(actor: Any) -> list[tuple[Any, ...]]:
    """Rows of the last workbook that begin with a number."""
    _, data = actor.screen.document
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if row[0] == 1]


async def test_the_hour_may_be_muted(stage: Any, cast: Cast) -> None:
    await change(stage, Person, stage.person_id(cast.mentee), muted=["meeting_hour"])
    await planned(cast)

    await play(stage, date(2026, 10, 7), 14, 30)

    assert not any("Скоро встреча" in each.text for each in cast.mentee.messages)
    assert any("Скоро встреча" in each.text for each in cast.mentor.messages)


async def test_an_early_meeting_is_told_of_on_the_evening_before(stage: Any, cast: Cast) -> None:
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Назначить встречу")
    await cast.mentor.taps("Другой день")
    await cast.mentor.taps("8")
    await cast.mentor.taps("8:00")
    await play(stage, date(2026, 10, 6), 17)
    await cast.mentee.taps("✅ Подходит")
    await play(stage, date(2026, 10, 7), 18, 50)
    assert not any("Скоро встреча" in each.text for each in cast.mentee.messages)

    await play(stage, date(2026, 10, 7), 19, 10)

    assert lines(cast.mentee)[:2] == [
        "🕒 Скоро встреча", "Завтра, в четверг 8 октября, в 8:00, очно"
    ]  # fmt: skip


async def test_the_roadmap_knows_how_many_have_met(stage: Any, cast: Cast) -> None:
    found = await stage.db.write(
        running, stage.clock.now(), stage.school_id,
        [Row("Первая, организационная встреча пары", term="до 30.10.2026")],
    )  # fmt: skip
    item = found["Первая, организационная встреча пары"]
    await cast.curator.taps(data=OpenItem(item).pack())
    assert "Провели первую встречу: 0 из 1 пары" in lines(cast.curator)

    await held(cast, cast.mentor, cast.pair)
    await cast.curator.taps(data=OpenItem(item).pack())

    assert "Провели первую встречу: 1 из 1 пары" in lines(cast.curator)
    assert captions(cast.curator)[0] == ["📅 Встречи пар"]


async def test_a_stranger_to_the_pair_sees_nothing(stage: Any, cast: Cast) -> None:
    meeting = await held(cast, cast.mentor, cast.pair)
    other = await stage.join("Рощина Инна Львовна", Role.MENTOR)

    for data in (f"21:{meeting}", f"22:{meeting}", f"2n:{meeting}:1", f"2u:{meeting}:0",
                 f"2q:{cast.pair}:0", f"38:{meeting}:20261020:600", f"3b:{meeting}"):  # fmt: skip
        await other.taps(data=data)
        assert "Разбор" not in other.screen.text


async def test_a_class_teacher_finds_the_pairs_of_the_class(stage: Any, cast: Cast) -> None:
    teacher = await stage.join(
        "Зимина Юлия Олеговна", Role.SPECIALIST, title="Классный руководитель 7 Б"
    )
    pupil = await stage.without_chat("Котов Иван Петрович", Role.MENTEE)
    await change(stage, Person, pupil, is_pupil=True, school_class="7 Б")
    await stage.db.write(consented, pupil)
    await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(cast.mentor)], [pupil],
        form=Form.TEACHER_PUPIL,
    )  # fmt: skip
    await teacher.sends("/menu")

    await teacher.taps("Встречи")
    await teacher.taps("Отметить встречу")
    await teacher.taps("Вчера")
    await teacher.sends("Беседа о кружке")

    row = (await cast.meetings())[0]
    assert (row.topic, row.how) == ("Беседа о кружке", "paper")


async def test_a_photo_and_words_are_kept_on_the_way(stage: Any, cast: Cast) -> None:
    await cast.mentor.taps(data=LogFor(cast.pair, 0, 0).pack())
    await cast.mentor.taps("Сегодня")
    await cast.mentor.sends_photo(b"a board")
    assert "О чём была встреча?" in cast.mentor.screen.text
    await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
    await cast.mentor.sends("Решали задачи")
    await cast.mentor.taps("Цель достигнута")
    await cast.mentor.taps("Без следующего шага")
    assert "Что делали: Решали задачи" in lines(cast.mentor)
    assert "1 заметка" in lines(cast.mentor)

    await cast.mentor.sends("Все справились")

    assert "Что делали: Решали задачи Все справились" in lines(cast.mentor)


async def test_a_mentee_takes_a_cancellation_back(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await cast.mentee.taps("Отменить встречу")
    await cast.mentee.taps("Болезнь")

    await cast.mentee.taps("Отменить")

    assert (await cast.meetings())[0].state is MeetingState.PLANNED


async def test_the_usual_time_of_a_pair_is_proposed(stage: Any, cast: Cast) -> None:
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Обычное время")
    await cast.mentor.taps("Чт")
    await cast.mentor.sends("14:20")
    assert lines(cast.mentor)[2].startswith("Сейчас: Чт, 14:20.")

    await cast.mentor.taps("← Назад")
    await cast.mentor.taps("Назначить встречу")
    assert captions(cast.mentor)[0] == ["В четверг, 8 октября, 14:20"]

    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Обычное время")
    await cast.mentor.taps("Чт, 14:20")
    await cast.mentor.taps("Без обычного времени")
    assert lines(cast.mentor)[2].startswith("Сейчас: не задано.")
