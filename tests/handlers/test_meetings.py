"""Stories of meetings: the four taps of the mentor, the one tap of the other side."""

from datetime import date
from typing import Any

import pytest

from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from handlers.buttons.meetings import PairMeetings
from tests.meeting_cast import Cast, captions, lines, logged, planned, play


@pytest.fixture
async def cast(stage: Any) -> Cast:
    return await Cast(stage).enter()


async def test_a_time_is_proposed_and_agreed_to(stage: Any, cast: Cast) -> None:
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Назначить встречу")

    assert captions(cast.mentor) == [
        ["В среду, 7 октября, 15:00"], ["Во вторник, 6 октября, 15:00"],
        ["В среду, 14 октября, 15:00"], ["Другой день", "Другой вид"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
    assert "Сейчас: предложена, ждёт ответа." in lines(cast.mentor)
    await play(stage, date(2026, 10, 5), 16, 30)
    assert lines(cast.mentee)[-1] == "Предлагают встретиться: 7 октября в 15:00. Подходит?"
    await cast.mentee.taps("✅ Подходит")

    row = (await cast.meetings())[0]
    assert (row.state, row.kind) == (MeetingState.PLANNED, MeetingKind.FIRST)


async def test_the_eve_stands_in_the_bundle_and_the_hour_in_a_message(
    stage: Any, cast: Cast
) -> None:
    await planned(cast)
    await play(stage, date(2026, 10, 6), 17)
    assert lines(cast.mentee)[-1] == (
        "Завтра, в среду 7 октября, в 15:00. Первая, организационная."
    )
    assert lines(cast.mentor)[1] == "Напоминаю: 1 дело."

    await play(stage, date(2026, 10, 7), 14, 30)

    for actor in (cast.mentor, cast.mentee):
        assert lines(actor)[:2] == ["🕒 Скоро встреча", "Сегодня в 15:00, очно"]


async def test_a_held_meeting_takes_four_taps_from_the_notification(
    stage: Any, cast: Cast
) -> None:
    await planned(cast)
    await play(stage, date(2026, 10, 7), 17)
    assert lines(cast.mentor)[-1] == "Сегодняшняя встреча ещё не отмечена. Состоялась?"
    taps = len(stage.world.queries)

    await cast.mentor.taps("✅ Состоялась")
    await cast.mentor.taps("Знакомство и ожидания")
    await cast.mentor.taps("Достигнута частично")
    await cast.mentor.taps("📅 Встретиться")

    assert len(stage.world.queries) - taps == 4
    first, second = await cast.meetings()
    assert (first.state, first.held_on, first.topic, first.outcome) == (
        MeetingState.HELD, date(2026, 10, 7), "Знакомство и ожидания", Outcome.PARTLY,
    )  # fmt: skip
    assert (first.next_on, second.kind, second.state) == (
        date(2026, 10, 21), MeetingKind.TRIAL, MeetingState.PROPOSED,
    )  # fmt: skip
    assert "Следующий шаг: следующая встреча, 21 октября" in lines(cast.mentor)


async def test_the_other_side_confirms_with_one_tap(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    assert "Состоялось: 1, из них подтверждено: 0." in lines(cast.mentor)
    await play(stage, date(2026, 10, 8), 17)
    taps = len(stage.world.queries)

    await cast.mentee.taps("Да, была")

    assert len(stage.world.queries) - taps == 1
    assert "Вашу оценку не увидит ни наставник" in cast.mentee.screen.text
    await cast.mentee.taps("5")
    assert [(mark.confirmed, mark.rating) for mark in await cast.marks()] == [(True, 5)]
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    assert "Состоялось: 1, из них подтверждено: 1." in lines(cast.mentor)


async def test_a_rating_is_shown_to_nobody(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await play(stage, date(2026, 10, 8), 17)
    await cast.mentee.taps("Да, была")
    await cast.mentee.taps("2")

    for actor in (cast.mentor, cast.curator):
        await actor.taps(data=PairMeetings(cast.pair, 0).pack())
        await actor.taps("2")
        await actor.taps("Исправить")
        await actor.taps("История")
        assert not any("оценк" in each.text.casefold() for each in actor.messages)


async def test_a_no_is_told_to_the_mentor_without_blame(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await play(stage, date(2026, 10, 8), 17)
    await cast.mentee.taps("Не было")
    await play(stage, date(2026, 10, 9), 17)

    assert lines(cast.mentor)[-1] == (
        "Вторая сторона отвечает, что этой встречи не было. Проверьте запись."
    )
    await cast.mentor.taps("Открыть")
    assert "Сейчас: вторая сторона говорит, что её не было." in lines(cast.mentor)


async def test_an_unplanned_one_by_the_command(stage: Any, cast: Cast) -> None:
    await cast.mentor.sends("/meeting")
    await cast.mentor.taps("Отметить встречу")
    await cast.mentor.taps("Вчера")
    await cast.mentor.sends("Разобрали план урока")
    await cast.mentor.taps("Цель достигнута")
    await cast.mentor.sends("Прислать конспект")
    assert "К какому дню?" in lines(cast.mentor)
    await cast.mentor.taps("Через неделю")

    row = (await cast.meetings())[0]
    assert (row.held_on, row.topic, row.next_step, row.next_on, row.next_state) == (
        date(2026, 10, 4), "Разобрали план урока", "Прислать конспект", date(2026, 10, 12),
        NextState.OPEN,
    )  # fmt: skip


async def test_the_next_step_is_asked_about_on_its_day(stage: Any, cast: Cast) -> None:
    await test_an_unplanned_one_by_the_command(stage, cast)
    await play(stage, date(2026, 10, 12), 17)
    assert lines(cast.mentee)[-1] == "Прислать конспект. Сделано?"

    await cast.mentee.taps("Сделано")

    assert (await cast.meetings())[0].next_state is NextState.DONE
    await play(stage, date(2026, 10, 16), 17)
    assert sum("Прислать конспект" in each.text for each in cast.mentor.messages) == 2


async def test_not_yet_is_asked_again_in_a_week(stage: Any, cast: Cast) -> None:
    await test_an_unplanned_one_by_the_command(stage, cast)
    await play(stage, date(2026, 10, 12), 17)
    await cast.mentor.taps("Другой ответ")
    await cast.mentor.taps("Ещё нет")
    assert lines(cast.mentor)[-1] == "Хорошо, бот спросит ещё раз 19 октября."

    await play(stage, date(2026, 10, 19), 17)

    assert lines(cast.mentee)[-1] == "Прислать конспект. Сделано?"


async def test_it_is_taken_back_with_the_next_meeting(stage: Any, cast: Cast) -> None:
    await logged(cast)

    await cast.mentor.taps("Отменить")

    first, second = await cast.meetings()
    assert (first.state, first.topic, first.held_on) == (MeetingState.PLANNED, "", None)
    assert second.removed_at is not None
    assert lines(cast.mentor)[-1] == "Отменено: всё как было."


async def test_a_double_tap_makes_one_record(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await cast.mentor.taps(
        data=f"22:{(await cast.meetings())[0].id}", message_id=cast.mentor.screen.message_id
    )

    assert len([row for row in await cast.meetings() if row.state is MeetingState.HELD]) == 1


async def test_what_was_not_held_says_why(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await play(stage, date(2026, 10, 7), 17)
    await cast.mentor.taps("Другое")
    await cast.mentor.taps("Не состоялась")
    await cast.mentor.taps("Болезнь")

    row = (await cast.meetings())[0]
    assert (row.state, row.reason) == (MeetingState.MISSED, "Болезнь")
    assert captions(cast.mentor)[0] == ["Перенести"]


async def test_it_is_moved_and_the_other_side_proposes_again(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await cast.mentee.taps("Перенести")
    await cast.mentee.taps("9")
    await cast.mentee.sends("13.30")
    row = (await cast.meetings())[0]
    assert (row.state, row.moved_times) == (MeetingState.PROPOSED, 1)
    await play(stage, date(2026, 10, 6), 17)

    assert lines(cast.mentor)[-1] == "Предлагают другое время: 9 октября в 13:30. Подходит?"
    await cast.mentor.taps("✅ Подходит")
    assert (await cast.meetings())[0].state is MeetingState.PLANNED


async def test_a_cancelled_one_is_told_with_its_reason(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await cast.mentee.taps("Отменить встречу")
    await cast.mentee.sends("Еду на олимпиаду")
    await play(stage, date(2026, 10, 6), 17)

    assert lines(cast.mentor)[-1] == (
        "Встреча завтра, в среду 7 октября, в 15:00 отменена. Причина: еду на олимпиаду."
    )
    await play(stage, date(2026, 10, 7), 18)
    assert not any("Скоро встреча" in each.text for each in cast.mentor.messages)


async def test_the_meeting_goes_into_a_calendar(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await cast.mentee.taps("В календарь")

    name, data = cast.mentee.screen.document
    assert name.endswith(".ics")
    assert b"DTSTART:20261007T120000Z" in data
    assert b"DTEND:20261007T124500Z" in data


async def test_corrections_keep_history(stage: Any, cast: Cast) -> None:
    await logged(cast)
    await cast.mentor.taps("Исправить")
    await cast.mentor.taps("Тема")
    await cast.mentor.sends("Правила работы")
    await cast.mentor.taps("Исправить")
    await cast.mentor.taps("История")

    said = [each.partition(": ")[2] for each in lines(cast.mentor)[2:]]
    assert said == [
        "записана тема", "записан следующий шаг", "записан результат", "записана тема",
        "отмечена как состоявшаяся", "время согласовано", "предложено время",
    ]  # fmt: skip
    assert (await cast.meetings())[0].topic == "Правила работы"


async def test_the_mentor_is_asked_for_the_next_one_once_a_rhythm(stage: Any, cast: Cast) -> None:
    await play(stage, date(2026, 10, 6), 17)
    assert lines(cast.mentor)[-1] == "Первая встреча ещё не назначена. Когда встретитесь?"
    await cast.mentor.taps("Уже была")
    await cast.mentor.taps("Сегодня")
    await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
    await cast.mentor.taps(cast.mentor.screen.buttons[0][0])
    await cast.mentor.taps("Без следующего шага")
    before = len(cast.mentor.messages)
    await play(stage, date(2026, 10, 19), 17)
    assert len(cast.mentor.messages) == before

    await play(stage, date(2026, 10, 30), 17)

    asked = [each.text for each in cast.mentor.messages if "Когда следующая?" in each.text]
    assert len(asked) == 1


async def test_what_waits_stands_among_my_items(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await cast.mentor.sends("/today")
    assert ["Ждут ответа: 1"] not in captions(cast.mentor)
    await play(stage, date(2026, 10, 7), 17)

    await cast.mentor.sends("/today")
    await cast.mentor.taps("Ждут ответа: 1")
    assert captions(cast.mentor)[0] == ["✅ 1 Состоялась", "1 Другое"]
    await cast.mentor.taps("✅ 1 Состоялась")

    assert (await cast.meetings())[0].state is MeetingState.HELD
