"""Interim questionnaires: both sides of a pair after 30 days and then every 60, by themselves."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import FitAnswer, HealthFlag, Pair, Response
from db.models.surveys import ResponseState
from domain.health import Fit
from domain.roles import Role
from domain.survey import Kind, Option
from sandbox.actor import Actor
from services.health import fit
from services.pairs import states
from services.surveys import versions
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.people_factories import again
from tests.reminder_factories import MOSCOW
from tests.stage import Stage

NBSP = "\u00a0"
CHANGE = (
    Option("none", "Нет"), Option("plan", "План работы"), Option("partner", "Сменить пару"),
    Option("help", "Нужен совет"),
)  # fmt: skip
STARTS = date(2026, 10, 1)


async def play(stage: Stage, day: date, hour: int = 17) -> None:
    await stage.advance_to(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW))


async def cast(stage: Stage) -> tuple[Actor, Actor, Actor]:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Астахов Пётр Ильич", Role.MENTOR)
    mentee = await stage.join("Белова Анна Львовна", Role.MENTEE)
    for side in ("mentor", "mentee"):
        asked = make.questionnaire(
            make.question("comfort", Kind.TEN), make.question("change", options=CHANGE),
            key=f"interim_{side}", title="Как идёт работа", moment="interim", audience=side,
            about="partner", forms=("teacher_teacher",),
        )  # fmt: skip
        await stage.db.write(versions.keep, stage.clock.now(), asked, None)
    await stage.db.write(
        pair, stage.clock.now(), stage.school_id, [stage.person_id(mentor)],
        [stage.person_id(mentee)], starts=STARTS, every_days=60,
    )  # fmt: skip
    return curator, mentor, mentee


async def rounds(stage: Stage) -> list[tuple[int, ResponseState]]:
    def read(session: Session) -> list[tuple[int, ResponseState]]:
        rows = session.execute(select(Response.round, Response.state).order_by(Response.id))
        return [(row.round, row.state) for row in rows]

    return await stage.db.read(read)


async def rules(stage: Stage) -> list[str]:
    def read(session: Session) -> list[str]:
        return list(session.scalars(select(HealthFlag.rule)))

    return await stage.db.read(read)


def spoken(person: Actor) -> int:
    return sum("Как идёт работа" in each.text for each in person.messages)


async def test_both_sides_are_asked_at_30_days_and_again_at_90(stage: Stage) -> None:
    _, mentor, mentee = await cast(stage)
    await play(stage, date(2026, 10, 30))
    assert await rounds(stage) == []
    await play(stage, date(2026, 11, 2))
    assert await rounds(stage) == [(1, ResponseState.INVITED)] * 2
    told = mentor.messages[-1].text.replace(NBSP, " ")
    assert "Как идёт работа (Белова А. Л.)" in told
    assert "Как идёт работа (Белова А. Л.): около 1 минуты" in told
    assert "Ответы увидят только куратор и руководитель школы, партнёр их не увидит." in told
    await play(stage, date(2026, 12, 20))
    assert await rounds(stage) == [(1, ResponseState.WITHDRAWN)] * 2
    assert spoken(mentee) <= 3
    await play(stage, date(2026, 12, 30))
    assert (await rounds(stage))[2:] == [(2, ResponseState.INVITED)] * 2


async def test_an_answer_feeds_the_health_of_the_pair_and_not_the_partner(stage: Stage) -> None:
    curator, mentor, mentee = await cast(stage)
    await play(stage, date(2026, 11, 2))
    await mentee.taps("Ответить")
    await mentee.taps("2")
    await mentee.taps("Сменить пару")
    await mentee.taps("✅ Отправить")
    assert "change" in await rules(stage)
    await play(stage, date(2026, 11, 5))
    assert any("Белова" in each.text for each in curator.messages)
    assert all("Сменить" not in each.text for each in mentor.messages)
    assert all("другого" not in each.text for each in mentor.messages)


async def test_a_change_of_the_plan_is_not_told_as_a_call_for_help(stage: Stage) -> None:
    curator, mentor, mentee = await cast(stage)
    await play(stage, date(2026, 11, 2))
    await mentor.taps("Ответить")
    await mentor.taps("9")
    await mentor.taps("План работы")
    await mentor.taps("✅ Отправить")
    assert await rules(stage) == ["asked"]
    await play(stage, date(2026, 11, 5))
    heard = [each.text.replace(NBSP, " ") for each in curator.messages]
    assert any("По анкете: просят изменить план." in each for each in heard)
    assert all("просят помощи" not in each for each in heard)
    await curator.sends("/pair")
    await curator.taps("Кому нужна помощь (1)")
    assert "по анкете: просят изменить план" in curator.screen.text.replace(NBSP, " ").lower()
    await curator.taps("Астахов")
    assert "Астахов П. И.: по анкете нужен другой план" in curator.screen.text.replace(NBSP, " ")

    await mentee.taps("Ответить")
    await mentee.taps("9")
    await mentee.taps("Нужен совет")
    await mentee.taps("✅ Отправить")
    await curator.sends("/pair")
    await curator.taps("Кому нужна помощь (1)")
    assert "в паре просят помощи" in curator.screen.text.replace(NBSP, " ").lower()


async def test_a_good_answer_asks_for_nothing(stage: Stage) -> None:
    _, mentor, _ = await cast(stage)
    await play(stage, date(2026, 11, 2))
    await mentor.taps("Ответить")
    await mentor.taps("9")
    await mentor.taps("Нет")
    await mentor.taps("✅ Отправить")
    assert "change" not in await rules(stage)
    assert "asked" not in await rules(stage)


async def test_what_was_answered_leads_to_results_from_the_list(stage: Stage) -> None:
    curator, mentor, _ = await cast(stage)
    await play(stage, date(2026, 11, 2))
    await curator.taps(data="90:0")
    line = "🕒 Как идёт работа · 1 из 1"
    assert not curator.screen.has(line)
    await mentor.taps("Ответить")
    await mentor.taps("9")
    await mentor.taps("Нет")
    await mentor.taps("✅ Отправить")

    await curator.taps(data="90:0")
    await curator.taps(line)
    assert "Прислано анкет: 1 из 1." in curator.screen.text.replace(NBSP, " ")
    await curator.taps("← Назад")
    assert curator.screen.has(line)
    assert curator.screen.has("Запустить анкету")


async def test_a_school_may_do_without(stage: Stage) -> None:
    curator, _, _ = await cast(stage)
    await curator.taps(data="90:0")
    await curator.taps("Промежуточные анкеты пар")
    await curator.taps("Выключить")
    assert "Сейчас выключены" in curator.screen.text
    await curator.taps("← Назад")
    assert curator.screen.has("Промежуточные анкеты пар: выключены")
    await play(stage, date(2026, 11, 5))
    assert await rounds(stage) == []


async def test_a_round_is_asked_about_once_whatever_version_comes(stage: Stage) -> None:
    await cast(stage)
    await play(stage, date(2026, 11, 2))
    found = await stage.db.read(lambda s: dict(versions.published(s, stage.school_id)))
    for each in found.values():
        await stage.db.write(versions.keep, stage.clock.now(), replace(each, thanks="!"), None)
    await play(stage, date(2026, 11, 3))
    assert await rounds(stage) == [(1, ResponseState.INVITED)] * 2


async def test_the_schools_own_is_asked_before_the_one_that_comes_with_the_program(
    stage: Stage,
) -> None:
    await cast(stage)
    found = await stage.db.read(lambda s: dict(versions.published(s, stage.school_id)))
    own = {
        await stage.db.write(
            versions.keep, stage.clock.now(), replace(each, key=f"own_{each.key}"), stage.school_id
        )
        for each in found.values()
    }
    await play(stage, date(2026, 11, 2))
    assert await stage.db.read(lambda s: set(s.scalars(select(Response.version_id)))) == own
    assert len(own) == 2


async def test_each_asking_keeps_its_own_answer_and_the_newest_counts(stage: Stage) -> None:
    _, mentor, _ = await cast(stage)
    me = stage.person_id(mentor)

    def say(session: Session, given: Fit) -> None:
        there = session.scalars(select(Pair)).one()
        fit.record(session, stage.clock.now(), there, me, given)

    await stage.db.write(say, Fit.SO_SO)
    for day, comfort in ((date(2026, 11, 2), "2"), (date(2026, 12, 30), "9")):
        await play(stage, day)
        await mentor.taps("Ответить")
        await mentor.taps(comfort)
        await mentor.taps("Нет")
        await mentor.taps("✅ Отправить")
    # Asked again after the second meeting it is that question's answer alone.
    await stage.db.write(say, Fit.GOOD)

    def read(session: Session) -> list[tuple[str | None, bool]]:
        invited = set(session.scalars(select(Response.invited_at)))
        rows = session.scalars(select(FitAnswer).order_by(FitAnswer.asked_at))
        return [(row.answer, row.asked_at in invited) for row in rows]

    assert await stage.db.read(read) == [("good", False), ("not_good", True), ("good", True)]


async def test_a_round_that_was_sent_is_not_rewritten_after_its_days(stage: Stage) -> None:
    _, _, mentee = await cast(stage)
    await play(stage, date(2026, 11, 2))
    await mentee.taps("Ответить")
    for answer in ("9", "Нет", "✅ Отправить"):
        await mentee.taps(answer)
    await mentee.sends("/survey")
    await mentee.taps("Как идёт работа")
    await mentee.taps("1. Вопрос comfort?")

    await play(stage, date(2026, 11, 16))
    await mentee.taps("1")
    assert mentee.alerts[-1].startswith("Анкета уже закрыта: срок ответов прошёл.")
    await mentee.sends("/survey")
    assert "Как идёт работа" not in str(mentee.screen.buttons)
    assert await rules(stage) == []


async def paused(stage: Stage, curator: Actor, since: date, till: date) -> None:
    """The pair stands still, and goes on by the curator's hand."""
    pair_id = await stage.db.read(lambda s: s.scalars(select(Pair.id)).one())
    for day, act in ((since, states.pause), (till, states.resume)):
        await play(stage, day)
        who = replace(await again(stage.db, stage.person_id(curator)), at=stage.clock.now())
        await stage.db.write(act, who, pair_id, *([None] if act is states.pause else []))


async def test_a_round_that_a_pause_has_swallowed_is_asked_when_the_pair_goes_on(
    stage: Stage,
) -> None:
    curator, _, _ = await cast(stage)
    await paused(stage, curator, date(2026, 10, 26), date(2026, 11, 16))
    assert await rounds(stage) == []
    await play(stage, date(2026, 11, 17))
    assert await rounds(stage) == [(1, ResponseState.INVITED)] * 2
    await play(stage, date(2026, 12, 20))
    assert await rounds(stage) == [(1, ResponseState.WITHDRAWN)] * 2


async def test_shortly_before_the_next_round_the_one_that_was_missed_is_let_go(
    stage: Stage,
) -> None:
    curator, _, _ = await cast(stage)
    await paused(stage, curator, date(2026, 10, 26), date(2026, 12, 21))
    await play(stage, date(2026, 12, 28))
    assert await rounds(stage) == []
    await play(stage, date(2026, 12, 30))
    assert await rounds(stage) == [(2, ResponseState.INVITED)] * 2
