"""Stories of meetings: the four taps of the mentor, the one tap of the other side."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from domain.roles import Role
from handlers.buttons.meetings import PairMeetings
from tests.meeting_cast import Cast, captions, lines, logged, planned, play
from tests.pair_factories import pair
from tests.reminder_factories import MOSCOW


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
    assert lines(cast.mentee)[-1] == "Время согласовано. Накануне бот напомнит."


async def test_agreed_after_the_eves_bundle_it_says_what_still_comes(
    stage: Any, cast: Cast
) -> None:
    await proposed(cast, cast.mentor)
    await play(stage, date(2026, 10, 6), 17)
    await cast.mentee.taps("✅ Подходит")

    assert lines(cast.mentee)[-1] == "Время согласовано. Бот напомнит за час."


async def test_whoever_cannot_hear_of_it_in_time_is_to_be_told_in_person(
    stage: Any, cast: Cast
) -> None:
    """Bundles go at four: a meeting at three of the next day comes before the next one."""
    await play(stage, date(2026, 10, 5), 17)
    await cast.mentor.taps(data=PairMeetings(cast.pair, 0).pack())
    await cast.mentor.taps("Назначить встречу")
    await cast.mentor.taps("6\u00a0октября")
    proposed = lines(cast.mentor)[-1]
    await cast.mentor.taps("Отменить встречу")
    await cast.mentor.sends("Пётр Ильич болеет")

    assert proposed == (
        "Время предложено, но напоминание второй стороне до встречи не придёт: "
        "скажите о ней лично."
    )
    assert lines(cast.mentor)[-1] == (
        "Встреча отменена, причина: пётр Ильич болеет. До этого времени напоминание второй "
        "стороне не придёт: предупредите лично."
    )


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
    assert lines(cast.mentor)[-1].startswith(
        "Второй стороне предложено встретиться 21 октября в 15:00."
    )


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


async def proposed(cast: Cast, by: Any) -> None:
    """7 October at 15:00, and nobody answers."""
    await by.taps(data=PairMeetings(cast.pair, 0).pack())
    await by.taps("Назначить встречу")
    await by.taps(by.screen.buttons[0][0])


async def test_who_does_not_answer_is_reminded_once_before_its_time(
    stage: Any, cast: Cast
) -> None:
    await proposed(cast, cast.mentor)
    await play(stage, date(2026, 10, 7), 14)

    asked = [each for each in cast.mentee.messages if "Подходит?" in each.text]
    assert [datetime.fromtimestamp(each.date, MOSCOW).day for each in asked] == [5, 6]
    assert asked[1].text.splitlines()[-1].replace("\xa0", " ") == (
        "Предлагают встретиться: завтра, в среду 7 октября, в 15:00. Подходит?"
    )


async def test_a_proposal_without_an_answer_is_told_to_its_author(stage: Any, cast: Cast) -> None:
    await proposed(cast, cast.mentor)
    await play(stage, date(2026, 10, 7), 17)

    assert lines(cast.mentor)[-1] == (
        "Предложение встретиться сегодня в 15:00 осталось без ответа."
    )
    assert captions(cast.mentor) == [["Другое время"], ["Всё-таки была"], ["Меню"]]
    everything = [*cast.mentor.messages, *cast.mentee.messages]
    assert not any("Состоялась?" in each.text for each in everything)
    await cast.mentor.taps("Всё-таки была")
    await cast.mentor.taps("Знакомство и ожидания")
    row = (await cast.meetings())[0]
    assert (row.state, row.held_on) == (MeetingState.HELD, date(2026, 10, 7))


async def test_another_time_is_proposed_after_the_first_one_has_passed(
    stage: Any, cast: Cast
) -> None:
    await proposed(cast, cast.mentor)
    await play(stage, date(2026, 10, 7), 17)
    await cast.mentor.taps("Другое время")
    await cast.mentor.taps("9")
    await cast.mentor.sends("15")
    await play(stage, date(2026, 10, 8), 17)

    assert lines(cast.mentee)[-1] == (
        "Предлагают другое время: завтра, в пятницу 9 октября, в 15:00. Подходит?"
    )


async def test_a_mentee_without_an_answer_is_told_who_logs(stage: Any, cast: Cast) -> None:
    await proposed(cast, cast.mentee)
    await play(stage, date(2026, 10, 7), 17)

    assert lines(cast.mentee)[-1] == (
        "Предложение встретиться сегодня в 15:00 осталось без ответа. Если Вы всё же "
        "встретились, это отметит наставник."
    )
    assert captions(cast.mentee) == [["Другое время"], ["Открыть"], ["Меню"]]
    await cast.mentor.sends("/meeting")
    await cast.mentor.taps("1")
    assert "Сейчас: осталась без ответа." in lines(cast.mentor)
    assert captions(cast.mentor)[:2] == [["Предложить другое время"], ["Встреча всё-таки была"]]


async def test_somebody_without_a_pair_is_told_whom_to_ask(stage: Any, cast: Cast) -> None:
    other = await stage.join("Рощина Инна Львовна", Role.MENTOR)
    await other.sends("/meeting")

    assert lines(other)[1:] == [
        "Вы пока не состоите ни в одной паре, поэтому встреч здесь нет. Пары вносит в Вашей школе "
        "Ветрова О. С. Как только Ваша пара появится, встречи будут здесь.",
    ]
    assert captions(other) == [["Меню"]]


async def test_a_curator_without_pairs_enters_the_first_one(stage: Any) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.sends("/meeting")

    assert lines(curator)[1:] == [
        "Работающих пар пока нет. Внесите первую, это четыре нажатия: после этого пара отмечает "
        "встречи сама."
    ]
    assert captions(curator)[0] == ["Внести пару"]
    await curator.taps("Внести пару")
    assert "наставник" in curator.screen.text.casefold()


async def test_of_one_pair_nothing_is_chosen_and_of_two_once(stage: Any, cast: Cast) -> None:
    await cast.mentor.sends("/meeting")
    await cast.mentor.taps("Назначить встречу")
    assert captions(cast.mentor)[0] == ["В среду, 7 октября, 15:00"]

    other = await stage.join("Рощина Инна Львовна", Role.MENTEE)
    await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(cast.mentor)],
        [stage.person_id(other)],
    )  # fmt: skip
    await cast.mentor.sends("/meeting")
    await cast.mentor.taps("Назначить встречу")
    assert captions(cast.mentor)[:2] == [["Громов П. И."], ["Рощина И. Л."]]
    await cast.mentor.taps("Рощина")
    assert "Ёлкина А. Л. — Рощина И. Л." in lines(cast.mentor)


async def test_what_waits_to_be_logged_stands_first(stage: Any, cast: Cast) -> None:
    await planned(cast)
    await play(stage, date(2026, 10, 8), 10)
    await cast.mentor.sends("/meeting")
    assert captions(cast.mentor)[0] == ["⚠️ Отметить: встреча 7 октября"]

    await cast.mentor.taps("Отметить: встреча")
    assert captions(cast.mentor)[0] == ["✅ Состоялась"]
    await cast.mentee.sends("/meeting")
    assert captions(cast.mentee)[0] == ["Назначить встречу"]
