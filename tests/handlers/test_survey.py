"""Answering a questionnaire in the chat, as a teacher between two lessons would."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.app import build
from bot.settings import Settings
from db.engine import Database
from db.models import AnonymousSheet, Answer, Organisation, Person, Response
from db.models.surveys import ResponseState
from domain.roles import Role
from domain.survey import AnswerStatus, Condition, Kind, Reply
from domain.survey.answers import NOT_APPLICABLE, SKIPPED
from sandbox.actor import Actor
from services import installation
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.screens import text
from tests.stage import ZONE, Stage
from tests.survey_cast import asked, begun, kept, mentor

GIVEN = AnswerStatus.GIVEN
NBSP = "\u00a0"


def move_school(session: Session, zone: str) -> None:
    session.execute(update(Organisation).values(timezone=zone))


async def test_a_scale_is_one_tap_and_the_summary_sends(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("ease", Kind.TEN, ends=("трудно", "легко")),
            make.question("joy", Kind.SCALE),
        ),
    )
    assert text(olga) == (
        "Пробная анкета · 1 из 2, около 1 минуты\nОтветы видит куратор.\n\nВопрос ease?\n"
        "1 — трудно, 10 — легко"
    )
    assert olga.screen.buttons[:2] == [["1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]
    await olga.taps("8")
    assert text(olga) == "Пробная анкета · 2 из 2, около 1 минуты\n\nВопрос joy?"
    assert olga.screen.buttons == [["1", "2", "3", "4", "5"], ["Ответы"], ["← Назад", "Меню"]]
    await olga.taps("4")
    assert text(olga) == (
        "Пробная анкета\nВсё готово. Проверьте ответы и нажмите «Отправить».\n\n"
        "1. Вопрос ease? — 8 из 10\n2. Вопрос joy? — 4 из 5"
    )
    await olga.taps("✅ Отправить")

    assert text(olga).startswith(
        "Пробная анкета\nСпасибо! Ответы можно изменить, пока анкета открыта."
    )
    assert await kept(stage, response) == {
        ("ease", 0): Reply(GIVEN, 8),
        ("joy", 0): Reply(GIVEN, 4),
    }


async def test_words_are_an_answer_after_the_command_came_again(stage: Stage) -> None:
    olga = await mentor(stage)
    response = await asked(
        stage, olga,
        make.questionnaire(make.question("joy", Kind.SCALE), make.question("ease", Kind.SCALE)),
    )  # fmt: skip
    for _ in range(2):
        await olga.sends("/survey")
    await olga.sends("4")
    for _ in range(3):
        await olga.sends("/survey")
    await olga.sends("2")

    given = {("joy", 0): Reply(GIVEN, 4), ("ease", 0): Reply(GIVEN, 2)}
    assert await kept(stage, response) == given


async def test_one_choice_with_own_words(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(make.question("why", options=make.options("Долг", "Другое", own=True))),
    )
    await olga.taps("Другое")
    assert olga.screen.buttons[:2] == [["Без пояснения"], ["Выбрать другое"]]
    await olga.sends("мне  интересно")

    assert await kept(stage, response) == {("why", 0): Reply(GIVEN, "o2", "мне интересно")}
    assert "1. Вопрос why? — Другое: мне интересно" in text(olga)


async def test_several_with_a_counter_and_a_limit(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("what", Kind.SEVERAL, most=2, options=make.options("а", "б", "в"))
        ),
    )
    assert "Выбрано: 0 из 2" in text(olga)
    assert not olga.screen.has("Готово")
    await olga.taps("в")
    await olga.taps("а")
    assert "Выбрано: 2 из 2" in text(olga)
    assert olga.screen.buttons[0] == ["✅ а", "б", "✅ в"]
    await olga.taps("б")
    assert "⚠️ Можно выбрать не больше 2 вариантов: сначала снимите лишний." in text(olga)
    assert await kept(stage, response) == {}
    await olga.taps("Готово")

    assert await kept(stage, response) == {("what", 0): Reply(GIVEN, ["o1", "o3"])}


async def test_a_matrix_goes_row_by_row(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question(
                "how", Kind.MATRIX, options=make.options("1", "2", "3"), may_not_apply=True
            ),
        ),
    )
    assert "1 из 2: Уроки" in text(olga)
    first = olga.screen.key("2")
    await olga.taps("2")
    assert "2 из 2: Дисциплина" in text(olga)
    assert first is not None
    await olga.taps(data=first["callback_data"])
    assert "2 из 2: Дисциплина" in text(olga)
    await olga.taps("Не относится ко мне")

    assert await kept(stage, response) == {("how", 0): Reply(GIVEN, {"o1": "o2", "o2": None})}


async def test_a_ranking_of_up_to_three(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("best", Kind.RANKING, options=make.options("А", "Б", "В", "Г"))
        ),
    )
    assert "Что на первом месте?" in text(olga)
    await olga.taps("Г")
    await olga.taps("Сбросить")
    await olga.taps("В")
    await olga.taps("А")
    assert "1. В\n2. А\nЧто на третьем месте?" in text(olga)
    await olga.taps("Г")

    assert await kept(stage, response) == {("best", 0): Reply(GIVEN, ["o3", "o1", "o4"])}


async def test_a_number_that_is_none_is_quoted_with_an_example(stage: Stage) -> None:
    olga, response = await begun(
        stage, make.questionnaire(make.question("years", Kind.NUMBER, least=0, most=60))
    )
    await olga.sends("много <лет>")
    assert text(olga) == (
        "Пробная анкета · 1 из 1, около 1 минуты\nОтветы видит куратор.\n\nВопрос years?\n\n"
        "Напишите число, например 12.\n"
        "⚠️ Здесь нужно число. Напишите его цифрами, например 12.\n"
        "Написанное не потеряно: «много <лет>»"
    )
    await olga.sends("120")
    assert "⚠️ Число больше, чем может быть (от 0 до 60). Например, 12." in text(olga)
    await olga.sends("около 7 лет")

    assert await kept(stage, response) == {("years", 0): Reply(GIVEN, 7)}


async def test_a_day_from_the_calendar_and_typed(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(make.question("first", Kind.DATE), make.question("last", Kind.DATE)),
    )
    await olga.taps("‹")
    await olga.taps("15")
    await olga.sends("как-нибудь")
    assert "⚠️ Не получилось понять день. Например: 15 октября 2026 или 15.10.2026." in text(olga)
    await olga.sends("20 мая 2027")

    assert await kept(stage, response) == {
        ("first", 0): Reply(GIVEN, "2026-09-15"),
        ("last", 0): Reply(GIVEN, "2027-05-20"),
    }


async def test_short_and_long_text_and_a_statement(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("read", Kind.STATEMENT, text="Дальше о Вас."),
            make.question("goal", Kind.SHORT),
            make.question("more", Kind.LONG, optional=True),
        ),
    )
    assert text(olga) == "Пробная анкета\nОтветы видит куратор.\n\nДальше о Вас."
    await olga.taps("Дальше")
    await olga.sends("слово " * 50)
    assert "⚠️ Ответ длиннее 200 знаков (в нём 299)." in text(olga)
    await olga.sends("Вести уроки спокойно")
    await olga.taps("Пропустить")

    assert await kept(stage, response) == {
        ("read", 0): Reply(GIVEN),
        ("goal", 0): Reply(GIVEN, "Вести уроки спокойно"),
        ("more", 0): SKIPPED,
    }
    assert "2. Вопрос more? — пропущено" in text(olga)


async def test_a_person_is_found_by_name(stage: Stage) -> None:
    olga = await mentor(stage)
    ids = {
        n: await stage.without_chat(f"Лист{n:02} Пётр Ильич", Role.MENTOR) for n in range(1, 12)
    }
    response = await asked(
        stage, olga, make.questionnaire(make.question("whom", Kind.PERSON, bank="mentors"))
    )

    await olga.sends("/survey")
    assert len(olga.screen.buttons) == 8 + 2
    assert not any("Ветрова" in caption for row in olga.screen.buttons for caption in row)
    await olga.taps("Ещё 3")
    assert len(olga.screen.buttons) == 3 + 2
    await olga.sends("лист07")
    assert olga.screen.buttons[0] == [f"Лист07{NBSP}П.{NBSP}И."]
    await olga.taps("Лист07")

    assert await kept(stage, response) == {("whom", 0): Reply(GIVEN, ids[7])}
    assert "Лист07 П. И." in text(olga)


async def test_a_photo_is_the_answer_and_its_album_is_not_the_next_one(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(make.question("page", Kind.FILE), make.question("words", Kind.LONG)),
    )
    await olga.sends("вот")
    assert "⚠️ Здесь нужен файл или фото." in text(olga)
    await olga.sends_photo(b"\x89PNG\r\n\x1a\nphoto")
    assert "Вопрос words?" in text(olga)
    await olga.sends_photo(b"\x89PNG\r\n\x1a\nother")
    assert "⚠️ Файл к этому вопросу не нужен, он не сохранён." in text(olga)
    assert "Вопрос words?" in text(olga)

    found = await kept(stage, response)
    assert [key for key, _ in found] == ["page"]
    assert found["page", 0].value["photo"] is True


async def test_the_same_block_for_each_mentee_with_the_name(stage: Stage) -> None:
    olga = await mentor(stage)
    first = await stage.without_chat("Агеев Илья Олегович", Role.MENTEE)
    second = await stage.without_chat("Белова Анна Павловна", Role.MENTEE)
    for each in (first, second):
        await stage.db.write(
            pair, stage.clock.now(), stage.school_id, [stage.person_id(olga)], [each]
        )
    response = await asked(
        stage, olga,
        make.questionnaire(
            make.question("mood", Kind.SCALE, text="{name}, как Вам?"),
            make.question("goes", Kind.SCALE, text="Как дела у {mentee}?", each_mentee=True),
            make.question("met", text="Встречи с {mentee} были?", each_mentee=True),
            make.question("end", Kind.SCALE, text="Вы поставили {answer:mood}. А школе?"),
        ),
    )  # fmt: skip

    await olga.sends("/survey")
    assert "Ольга Сергеевна, как Вам?" in text(olga)
    assert "1 из 6" in text(olga)
    await olga.taps("5")
    assert "О ком: Агеев И. О.\nКак дела у Агеев И. О.?" in text(olga)
    await olga.taps("4")
    await olga.taps("да")
    assert "О ком: Белова А. П." in text(olga)
    await olga.taps("3")
    await olga.taps("нет")
    assert "Вы поставили 5 из 5. А школе?" in text(olga)
    await olga.taps("2")

    assert await kept(stage, response) == {
        ("mood", 0): Reply(GIVEN, 5),
        ("goes", first): Reply(GIVEN, 4),
        ("met", first): Reply(GIVEN, "o1"),
        ("goes", second): Reply(GIVEN, 3),
        ("met", second): Reply(GIVEN, "o2"),
        ("end", 0): Reply(GIVEN, 2),
    }


BRANCH = make.questionnaire(
    make.question("part"),
    make.question("why", shown_if=Condition("part", values=("o1",)), may_not_apply=True),
    make.question("last", Kind.SCALE),
)


async def test_back_change_and_a_branch_that_hides_an_answer(stage: Stage) -> None:
    olga, response = await begun(stage, BRANCH)
    await olga.taps("да")
    await olga.taps("Не относится ко мне")
    await olga.taps("← Назад")
    assert "Вопрос why?\n\nСейчас: не относится" in text(olga)
    await olga.taps("нет")
    await olga.taps("5")
    await olga.taps("1. Вопрос part?")
    await olga.taps("нет")
    assert text(olga) == (
        "Пробная анкета\nВсё готово. Проверьте ответы и нажмите «Отправить».\n\n"
        "1. Вопрос part? — нет\n2. Вопрос last? — 5 из 5"
    )
    await olga.taps("✅ Отправить")
    await olga.taps("1. Вопрос part?")
    await olga.taps("да")

    assert "2. Вопрос why? — нет" in text(olga)
    assert await kept(stage, response) == {
        ("part", 0): Reply(GIVEN, "o1"),
        ("why", 0): Reply(GIVEN, "o2"),
        ("last", 0): Reply(GIVEN, 5),
    }


async def test_skipped_not_applicable_and_not_reached_are_stored_apart(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("a", optional=True),
            make.question("b", may_not_apply=True),
            make.question("c"),
        ),
    )
    await olga.taps("Пропустить")
    await olga.taps("Не относится ко мне")

    assert await kept(stage, response) == {("a", 0): SKIPPED, ("b", 0): NOT_APPLICABLE}


async def test_two_taps_old_buttons_and_two_devices_answer_once(stage: Stage) -> None:
    olga, response = await begun(
        stage, make.questionnaire(*(make.question(key, Kind.SCALE) for key in ("a", "b", "c")))
    )
    other_device = olga.screen.message_id
    await olga.sends("/survey")
    key = olga.screen.key("3")
    assert key is not None

    await olga.taps(data=key["callback_data"])
    await olga.taps(data=key["callback_data"])
    assert "Этот вопрос уже позади, вот текущий.\n\nВопрос b?" in text(olga)
    await olga.taps("5", message_id=other_device)
    await olga.edits("/survey")

    assert await kept(stage, response) == {("a", 0): Reply(GIVEN, 3)}
    rows = await stage.db.read(lambda s: s.scalars(select(Answer)).all())
    assert len(rows) == 1
    shown = next(each for each in olga.messages if each.message_id == other_device)
    assert "Вопрос b?" in shown.text


@pytest.mark.parametrize("words", ["/survey", "/menu", "/start"])
async def test_half_filled_it_goes_on_weeks_later_in_one_tap(stage: Stage, words: str) -> None:
    olga, _ = await begun(stage, BRANCH)
    await olga.taps("да")
    await stage.advance_to(stage.clock.now() + timedelta(days=40))

    await olga.sends(words)
    if words != "/survey":
        # A caption that phones would cut in half a row has its own.
        assert [f"📋 Анкета: осталось 2{NBSP}вопроса"] in olga.screen.buttons
        await olga.taps("📋 Анкета")

    assert "2 из 3" in text(olga)
    assert "Вопрос why?" in text(olga)


async def test_what_is_chosen_of_several_survives_too(stage: Stage) -> None:
    olga, _ = await begun(
        stage, make.questionnaire(make.question("a", Kind.SEVERAL, options=make.options("x", "y")))
    )
    await olga.taps("y")
    await olga.sends("/start")
    await olga.taps("📋 Анкета")

    assert "Выбрано: 1" in text(olga)
    assert olga.screen.buttons[0] == ["x", "✅ y"]


async def test_typed_words_go_elsewhere_after_another_button(stage: Stage) -> None:
    olga, response = await begun(stage, make.questionnaire(make.question("a", Kind.LONG)))
    await olga.taps("Меню")
    await olga.sends("это не ответ")
    assert await kept(stage, response) == {}

    await olga.sends("/survey")
    await olga.sends("а это ответ")
    assert await kept(stage, response) == {("a", 0): Reply(GIVEN, "а это ответ")}


async def test_long_options_stand_in_the_text_and_digits_on_buttons(stage: Stage) -> None:
    olga = await mentor(stage)
    long = [f"{n} " + "очень длинный вариант ответа " * 4 for n in range(1, 41)]
    response = await asked(
        stage, olga,
        make.questionnaire(
            make.question("a", options=make.options(*long), text="Вопрос " * 100),
            make.question("b", Kind.SEVERAL, options=make.options(*long)),
            make.question("c", Kind.RANKING, options=make.options(*long)),
            make.question("d", Kind.MATRIX, options=make.options(*long),
                          rows=make.options(*long[:1])),
        ),
    )  # fmt: skip

    await olga.sends("/survey")
    assert olga.screen.buttons[:3] == [
        ["1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"], ["Ещё 30 ›"],
    ]  # fmt: skip
    assert "10. 10 очень длинный вариант" in text(olga)
    await olga.taps("Ещё")
    await olga.taps("12")
    await olga.taps("Ещё")
    await olga.taps("13")
    assert olga.screen.buttons[0] == ["11", "12", "✅ 13", "14", "15"]
    await olga.taps("Готово")
    await olga.taps("3")
    await olga.taps("Готово")
    await olga.taps("5")

    assert await kept(stage, response) == {
        ("a", 0): Reply(GIVEN, "o12"),
        ("b", 0): Reply(GIVEN, ["o13"]),
        ("c", 0): Reply(GIVEN, ["o3"]),
        ("d", 0): Reply(GIVEN, {"o1": "o5"}),
    }


async def test_a_sensitive_question_says_who_sees_it_and_pupils_hear_ty(stage: Stage) -> None:
    olga, _ = await begun(
        stage,
        make.questionnaire(
            make.question("a", Kind.NUMBER, sensitive=True, may_not_apply=True), close=True
        ),
    )

    assert text(olga).splitlines()[5:] == [
        "Ответ увидят только куратор и руководитель школы.", "Напиши число, например 12.",
    ]  # fmt: skip
    assert olga.screen.has("Не про меня")


@pytest.mark.parametrize("intro", ["", "Зачем эта анкета."])
async def test_that_nothing_can_be_changed_is_said_before_the_first_answer(
    stage: Stage, intro: str
) -> None:
    olga = await mentor(stage)
    await asked(
        stage, olga,
        make.questionnaire(
            make.question("a", Kind.SCALE), make.question("b", Kind.SCALE), anonymous=True,
            intro=intro,
        ),
    )  # fmt: skip
    said = (
        "Анкета без имён: никто не узнает, какие ответы Ваши. После отправки изменить их нельзя."
    )

    await olga.sends("/survey")
    assert text(olga).splitlines()[1:3] == ([intro, said] if intro else [said, ""])
    await olga.taps("4")
    assert said not in text(olga)


async def test_the_last_day_is_the_schools_and_not_the_midnight_after_it(stage: Stage) -> None:
    olga = await mentor(stage)
    await stage.db.write(move_school, "Asia/Omsk")
    ends = datetime(2026, 12, 1, tzinfo=ZoneInfo("Asia/Omsk"))
    await asked(stage, olga, make.questionnaire(make.question("joy", Kind.SCALE)), closes_at=ends)
    await olga.sends("/survey")
    await olga.taps("4")
    await olga.taps("✅ Отправить")
    assert "Ответы можно изменить до 30 ноября." in text(olga)


async def test_closed_by_its_window_nothing_changes_and_it_is_said(stage: Stage) -> None:
    olga, response = await begun(stage, BRANCH, closes_at=stage.clock.now() + timedelta(days=2))
    await olga.taps("да")
    await stage.advance_to(stage.clock.now() + timedelta(days=3))

    await olga.taps("да")
    assert olga.alerts[-1].startswith("Анкета уже закрыта: срок ответов прошёл.")
    await olga.sends("/survey")
    assert "Сейчас анкет нет." in text(olga)
    assert await kept(stage, response) == {("part", 0): Reply(GIVEN, "o1")}


async def test_who_declines_is_asked_no_more_and_may_change_the_mind(stage: Stage) -> None:
    olga, response = await begun(stage, BRANCH)
    await olga.taps("да")
    await olga.taps("Ответы")
    await olga.taps("Не отвечать")
    await olga.taps("Не отвечать")
    row = await stage.db.read(lambda s: s.get_one(Response, response))
    assert row.state is ResponseState.DECLINED
    await olga.sends("/menu")
    assert olga.screen.key("📋 Анкета") is None

    await olga.sends("/survey")
    await olga.taps("⏸ Пробная анкета")

    assert "Вопрос why?" in text(olga)
    row = await stage.db.read(lambda s: s.get_one(Response, response))
    assert row.state is ResponseState.STARTED


async def test_an_anonymous_one_says_so_before_and_is_nobodys_after(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question("a", Kind.SCALE),
            make.question("b", Kind.LONG, sensitive=True),
            anonymous=True,
        ),
    )
    assert "Анкета без имён: никто не узнает, какие ответы Ваши. После отправки" in text(olga)
    await olga.taps("2")
    assert "Ответ без имени: никто не узнает, чей он." in text(olga)
    await olga.sends("тесно")
    assert "После отправки изменить их нельзя." in text(olga)
    old = olga.screen.key("1. Вопрос a?")
    await olga.taps("✅ Отправить")

    assert text(olga) == (
        "Пробная анкета\nСпасибо! Ответы ушли без имени, изменить их уже нельзя."
    )
    assert old is not None
    await olga.taps(data=old["callback_data"])
    assert olga.alerts[-1].startswith("Эта анкета без имён и уже отправлена")
    assert await kept(stage, response) == {}
    row = await stage.db.read(lambda s: s.get_one(Response, response))
    assert (row.started_at, row.touched_at, row.sent_at, row.shown_at) == (None,) * 4
    sheets = await stage.db.read(lambda s: s.scalars(select(AnonymousSheet)).all())
    assert [sheet.answers for sheet in sheets] == [{
        "a": {"status": "given", "is": 2, "text": ""},
        "b": {"status": "given", "is": "тесно", "text": ""},
    }]  # fmt: skip


async def test_a_voice_and_a_sticker_are_answered_kindly_once_an_album(stage: Stage) -> None:
    olga, _ = await begun(stage, make.questionnaire(make.question("a", Kind.SCALE)))

    await stage.feed(message(stage, olga, voice={"file_id": "v", "duration": 3, **FILE}))
    assert "\nГолос бот не расшифровывает." in text(olga)
    sticker = {"type": "regular", "width": 1, "height": 1, "is_animated": False}
    await stage.feed(
        message(stage, olga, sticker={"file_id": "s", "is_video": False, **sticker, **FILE})
    )
    assert "\nМило!" in text(olga)
    assert olga.screen.buttons[0] == ["1", "2", "3", "4", "5"]
    before = len(olga.messages)
    picture = [{"file_id": "p", "width": 1, "height": 1, **FILE}]
    for _ in range(3):
        await stage.feed(message(stage, olga, photo=picture, media_group_id="7"))
    assert len(olga.messages) == before + 1
    await olga.taps("3")
    assert "1. Вопрос a? — 3 из 5" in text(olga)


FILE = {"file_unique_id": "u"}
_number = count(10**9)


def message(stage: Stage, person: Actor, **content: Any) -> dict[str, object]:
    """An update with a message that the sandbox has no act for."""
    chat = {"id": person.id, "type": "private"}
    sender = {"id": person.id, "is_bot": False, "first_name": "Ольга"}
    number = next(_number)
    moment = int(stage.clock.now().timestamp())
    body = {"message_id": number, "date": moment, "chat": chat, "from": sender, **content}
    return {"update_id": number, "message": body}


async def test_resumed_by_another_program_at_the_same_question(
    stage: Stage, database_url: str, tmp_path: Path
) -> None:
    """After the end of the program everything is in the database: a new one goes on."""
    olga, response = await begun(stage, BRANCH)
    await olga.taps("да")
    key = olga.screen.key("нет")
    assert key is not None

    app = build(
        Settings.model_construct(
            timezone=ZONE, names_in_chat="initials", names_in_files="full",
            sender_concurrency=8, redis_url=None, admin_ids=(),
        ),
        db=Database(database_url), clock=stage.clock, bot=stage.app.bot,
        bot_username="nastavnik_bot", data_dir=tmp_path,
    )  # fmt: skip
    stage.app, old = app, stage.app
    await olga.taps(data=key["callback_data"])
    await app.db.close()
    stage.app = old

    assert "Вопрос last?" in text(olga)
    assert await kept(stage, response) == {
        ("part", 0): Reply(GIVEN, "o1"), ("why", 0): Reply(GIVEN, "o2"),
    }  # fmt: skip


async def test_personal_questions_are_off_for_the_whole_installation(stage: Stage) -> None:
    olga = await mentor(stage)
    await stage.db.write(installation.set_personal_questions, False)
    await asked(
        stage, olga,
        make.questionnaire(make.question("age", Kind.NUMBER, personal=True), make.question("b")),
    )  # fmt: skip

    await olga.sends("/survey")

    assert "1 из 1" in text(olga)
    assert "Вопрос b?" in text(olga)


async def test_several_wait_and_the_list_says_how_much_is_left(stage: Stage) -> None:
    olga = await mentor(stage)
    for key in ("one", "two", "three"):
        await asked(
            stage, olga,
            make.questionnaire(*BRANCH.questions, key=key, title=f"Анкета {key}"),
        )  # fmt: skip
    await olga.sends("/menu")
    await olga.taps("📋 Анкеты (3)")
    await olga.taps("Анкета two")
    await olga.taps("да")
    await olga.sends("/survey")

    assert text(olga) == "Анкеты\nЖдут ответа: 3 анкеты."
    assert [row[0].replace(NBSP, " ") for row in olga.screen.buttons] == [
        "Анкета two: осталось 2 вопроса", "Анкета one: 2–3 вопроса", "Анкета three: 2–3 вопроса",
        "Меню",
    ]  # fmt: skip


async def test_a_strangers_button_is_refused(stage: Stage) -> None:
    olga = await mentor(stage)
    response = await asked(stage, olga, BRANCH)
    other = await stage.join("Лунин Пётр Олегович", Role.CURATOR)

    for data in (f"71:{response}", f"72:{response}:0:0:0", f"7d:{response}:0", f"7f:{response}"):
        await other.taps(data=data)
        assert other.alerts[-1].startswith("Это действие для Вашей роли закрыто.")
    assert await kept(stage, response) == {}


async def test_back_in_a_matrix_is_the_row_before(stage: Stage) -> None:
    olga, response = await begun(
        stage, make.questionnaire(make.question("how", Kind.MATRIX), make.question("end"))
    )
    await olga.taps("да")
    assert "2 из 2: Дисциплина" in text(olga)
    await olga.taps("← Назад")
    assert "1 из 2: Уроки" in text(olga)
    await olga.taps("нет")
    await olga.taps("да")
    assert await kept(stage, response) == {("how", 0): Reply(GIVEN, {"o1": "o2", "o2": "o1"})}


async def test_an_answer_looked_at_again_may_stay(stage: Stage) -> None:
    olga, response = await begun(
        stage, make.questionnaire(*(make.question(key, Kind.SCALE) for key in ("a", "b", "c")))
    )
    await olga.taps("4")
    assert not olga.screen.has("Оставить ответ")
    await olga.taps("5")
    await olga.taps("← Назад")
    await olga.taps("← Назад")
    assert "Сейчас: 4 из 5" in text(olga)
    await olga.taps("Оставить ответ")
    assert "Вопрос c?" in text(olga)
    assert await kept(stage, response) == {("a", 0): Reply(GIVEN, 4), ("b", 0): Reply(GIVEN, 5)}


@pytest.mark.parametrize(
    ("pupil", "said"), [(True, "скажи куратору."), (False, "напишите куратору.")]
)
async def test_a_refusal_speaks_to_a_pupil_as_to_a_child(
    stage: Stage, pupil: bool, said: str
) -> None:
    olga = await mentor(stage)
    me = stage.person_id(olga)
    closes = stage.clock.now() + timedelta(hours=1)
    await asked(stage, olga, make.questionnaire(make.question("a"), close=True), closes_at=closes)
    await olga.sends("/survey")

    def grown(session: Session) -> None:
        person = session.get_one(Person, me)
        person.is_pupil, person.born_on = pupil, date(2008, 1, 15)

    await stage.db.write(grown)
    await stage.advance_to(closes + timedelta(hours=1))
    await olga.taps("да")
    assert olga.alerts[-1].endswith(f"Если ответить важно, {said}")


async def test_not_applicable_about_somebody_else_is_not_about_me(stage: Stage) -> None:
    olga = await mentor(stage)
    child = await stage.without_chat("Зимин Олег Юрьевич", Role.MENTEE)
    await asked(
        stage, olga,
        make.questionnaire(
            make.question("a", may_not_apply=True), make.question("b"), about="mentee"
        ),
        about={stage.person_id(olga): child},
    )  # fmt: skip
    await olga.sends("/survey")
    assert "О ком: Зимин О. Ю.\nВопрос a?" in text(olga)
    assert olga.screen.has("Не относится")
    assert not olga.screen.has("Не относится ко мне")


async def test_typed_options_join_those_that_are_picked(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(
            make.question(
                "what", Kind.SEVERAL, options=make.options("Чай", "Кофе", "Другое", own=True)
            ),
            make.question("rank", Kind.RANKING, options=make.options("А", "Б", "В", "Г")),
        ),
    )
    await olga.taps("Чай")
    await olga.sends("кофе")
    assert "Выбрано: 2" in text(olga)
    assert await kept(stage, response) == {}
    await olga.sends("Другое: какао")
    await olga.taps("В")
    await olga.sends("а")
    assert "1. В\n2. А\nЧто на третьем месте?" in text(olga)
    await olga.sends("б")
    assert await kept(stage, response) == {
        ("what", 0): Reply(GIVEN, ["o1", "o2", "o3"], "какао"),
        ("rank", 0): Reply(GIVEN, ["o3", "o1", "o2"]),
    }


async def test_an_own_option_that_is_typed_asks_for_the_words(stage: Stage) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(make.question("what", options=make.options("Чай", "Другое", own=True))),
    )
    await olga.sends("другое")
    assert "Напишите своими словами." in text(olga)
    await olga.sends("какао")
    assert await kept(stage, response) == {("what", 0): Reply(GIVEN, "o2", "какао")}
