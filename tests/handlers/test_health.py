"""Pairs that need a hand: the silent are asked first, then the curator helps in one tap."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.models import HealthFlag, Meeting, Pair
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form
from domain.pairs import PairState as PairStage
from domain.roles import Role
from handlers.buttons.health import PairState
from handlers.buttons.meeting_log import LogFor
from services.actor import Actor
from services.pairs import snapshot
from tests.pair_factories import pair
from tests.people_factories import ZONE
from tests.stage import START, Stage

DAY = timedelta(days=1)
AT_FOUR = START.replace(hour=13)  # the bundle of a day


def held(session: Any, pair_id: int, *days: date) -> None:
    for day in days:
        session.add(
            Meeting(
                pair_id=pair_id, kind=MeetingKind.REGULAR, state=MeetingState.HELD, held_on=day,
                starts_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
                created_at=START,
            )
        )  # fmt: skip
    session.flush()


class Played:
    """A school with a curator and a pair in which both have a chat."""

    head: Any

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def begin(self, *met: date, form: Form = Form.TEACHER_TEACHER) -> None:
        await self.stage.school()
        self.curator = await self.stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
        self.mentor = await self.stage.join("Громов Пётр Ильич", Role.MENTOR)
        self.mentee = await self.stage.join("Ким Анна Львовна", Role.MENTEE)
        self.pair = await self.stage.db.write(
            pair, START, self.stage.school_id, [self.stage.person_id(self.mentor)],
            [self.stage.person_id(self.mentee)], form=form, starts=date(2026, 9, 1),
        )  # fmt: skip
        await self.stage.db.write(held, self.pair, *met)

    async def flags(self) -> list[tuple[str, str | None, str | None]]:
        def load(session: Any) -> list[tuple[str, str | None, str | None]]:
            rows = session.scalars(select(HealthFlag).order_by(HealthFlag.id))
            return [(row.rule, row.act, row.outcome) for row in rows]

        return await self.stage.db.read(load)


async def silent(stage: Stage) -> Played:
    """The last meeting was five weeks ago; the first bundles have gone."""
    played = Played(stage)
    await played.begin(date(2026, 9, 1))
    await stage.advance_to(AT_FOUR)
    return played


def said(actor: Any) -> str:
    return "\n".join(message.text or "" for message in actor.messages)


async def test_the_silent_are_asked_before_the_curator_hears(stage: Stage) -> None:
    played = await silent(stage)

    question = "Встреч не было с 1\u00a0сентября. Всё ли в порядке?"
    assert question in played.mentor.screen.text
    assert question in played.mentee.screen.text
    assert "Паре нужна помощь" not in said(played.curator)


async def test_without_an_answer_the_curator_hears_after_three_working_days(
    stage: Stage,
) -> None:
    played = await silent(stage)

    await stage.advance_to(AT_FOUR + 2 * DAY)
    assert "Паре нужна помощь" not in said(played.curator)
    await stage.advance_to(AT_FOUR + 3 * DAY)

    assert "Паре нужна помощь: Громов П. И. → Ким А. Л." in played.curator.screen.text
    assert "на вопрос бота нет ответа 3\u00a0рабочих дня" in played.curator.screen.text.lower()


async def test_a_meeting_that_is_logged_settles_it(stage: Stage) -> None:
    played = await silent(stage)
    await played.mentor.taps("Встретились")
    assert played.mentor.screen.text.startswith("✅ Хорошо, что встретились. Отметьте встречу")

    await stage.db.write(held, played.pair, date(2026, 10, 5))
    await stage.advance_to(AT_FOUR + 5 * DAY)

    assert "Паре нужна помощь" not in said(played.curator)
    await played.curator.sends("/pair")
    await played.curator.taps("Кому нужна помощь")
    assert "✅ Ни одной: все встречаются в своём ритме." in played.curator.screen.text


async def test_who_asks_for_help_is_heard_the_next_morning(stage: Stage) -> None:
    played = await silent(stage)
    await played.mentee.taps("Ответить иначе")
    assert "Ответ увидят только куратор и директор." in played.mentee.screen.text
    await played.mentee.taps("Нужна помощь")
    assert played.mentee.screen.text == (
        "✅ Передали куратору: в паре нужна помощь. С Вами свяжутся."
    )

    await stage.advance_to(START + DAY)

    assert "В паре просят помощи" in played.curator.screen.text
    assert "просят помощи" not in said(played.mentor)


async def test_the_rest_of_the_bundle_stays_in_reach(stage: Stage) -> None:
    """Beside the question how it goes stands another matter; neither way round loses it."""
    played = await silent(stage)
    await played.mentor.taps("Ответить иначе")
    asked = played.mentor.screen.has("📅 К напоминанию: ещё 2")
    await played.mentor.taps("← Назад")
    card = played.mentor.screen.has("📅 К напоминанию: ещё 2")
    await played.mentor.taps("К напоминанию")

    assert (asked, card) == (True, True)
    assert played.mentor.screen.text.startswith("📅 Напоминание")


async def test_the_curator_writes_in_one_tap_and_the_outcome_is_kept(stage: Stage) -> None:
    played = await silent(stage)
    await stage.advance_to(AT_FOUR + 3 * DAY)
    await played.curator.taps("Помочь")
    assert played.curator.screen.text.splitlines()[:2] == [
        "⚠️ Паре нужна помощь",
        "Громов\u00a0П.\u00a0И. → Ким\u00a0А.\u00a0Л.",
    ]
    assert "Бот спросил пару 5\u00a0октября. Ответа пока нет.\n" in played.curator.screen.text

    await played.curator.taps("Написать обеим сторонам")

    assert played.curator.screen.text.startswith(
        "✅ Отправим: Громов\u00a0П.\u00a0И., Ким\u00a0А.\u00a0Л."
    )
    await stage.settle()
    assert "Как идут встречи в паре (Ким\u00a0А.\u00a0Л.)?" in played.mentor.screen.text
    assert {act for _, act, _ in await played.flags()} == {"write"}

    await stage.db.write(held, played.pair, date(2026, 10, 10))
    await stage.advance_to(AT_FOUR + 13 * DAY)
    assert {outcome for _, _, outcome in await played.flags()} == {None}
    await stage.advance_to(AT_FOUR + 25 * DAY)

    assert ("silent", "write", "helped") in await played.flags()
    await played.curator.sends("/pair")
    await played.curator.taps("Кому нужна помощь")
    await played.curator.taps("Правила и пороги")
    assert "давно нет встреч: 1 из 1" in played.curator.screen.text


async def test_a_pause_counts_as_help_and_undoing_it_does_not(stage: Stage) -> None:
    played = await silent(stage)
    await stage.advance_to(AT_FOUR + 3 * DAY)
    await played.curator.taps("Помочь")
    await played.curator.taps("Пауза на 2 недели")
    assert {act for _, act, _ in await played.flags()} == {"pause"}

    await played.curator.taps("Отменить")

    assert {act for _, act, _ in await played.flags()} == {None}


async def test_fit_is_asked_privately_and_a_new_pair_without_reasons(stage: Stage) -> None:
    played = Played(stage)
    await played.begin(date(2026, 9, 14), date(2026, 9, 28))
    await stage.advance_to(AT_FOUR)
    assert "Как Вам в паре: Громов П. И.?" in played.mentee.screen.text
    assert "Ответ увидят только куратор и директор, другой стороне он не показывается." in (
        played.mentee.screen.text
    )

    await played.mentee.taps("Ответить иначе")
    await played.mentee.taps("Пока не складывается")
    await played.mentee.taps("Попросить сменить пару")
    await stage.advance_to(START + DAY)

    assert "Просят сменить пару без объяснения причин." in played.curator.screen.text
    assert "сменить" not in said(played.mentor)


async def test_rules_are_tried_before_they_are_saved(stage: Stage) -> None:
    played = await silent(stage)
    await played.curator.sends("/pair")
    await played.curator.taps("Кому нужна помощь")
    await played.curator.taps("Правила и пороги")
    assert "было бы отмечено: 1\u00a0пара из 1 (давно нет встреч 1)." in (
        played.curator.screen.text
    )

    await played.curator.taps("Давно нет встреч")
    await played.curator.taps("Не следить")
    assert "было бы отмечено: 0\u00a0пар из 1." in played.curator.screen.text
    assert "По нынешним правилам: 1\u00a0пара." in played.curator.screen.text
    await played.curator.taps("Сохранить правила")
    await played.curator.taps("← Назад")

    assert "✅ Ни одной" in played.curator.screen.text


async def test_an_answer_on_paper(stage: Stage) -> None:
    played = await silent(stage)
    await played.curator.sends("/pair")
    await played.curator.taps("Кому нужна помощь")
    await played.curator.taps("1. Громов")
    await played.curator.taps("Ответ на словах")
    await played.curator.taps("Ким")
    await played.curator.taps("Всё ли в порядке")
    await played.curator.taps("Пока не получается")
    day = played.curator.screen.text.partition("на бумаге, ")[2].partition(",")[0]
    await played.curator.taps("К паре")
    await played.curator.taps("Как дела у пары")

    said = f"Ким\u00a0А.\u00a0Л.: пока не получается (на бумаге, {day})."
    assert said in played.curator.screen.text


async def test_mentors_see_no_list(stage: Stage) -> None:
    played = await silent(stage)

    await played.mentor.sends("/pair")

    assert "Кому нужна помощь" not in str(played.mentor.screen)


async def test_the_question_of_the_fit_puts_no_confirmation_off(stage: Stage) -> None:
    played = Played(stage)
    await played.begin(date(2026, 9, 28))
    await stage.advance_to(AT_FOUR + timedelta(hours=1))
    await played.mentor.taps(data=LogFor(played.pair, 0, 0).pack())
    await played.mentor.taps("Сегодня")
    await played.mentor.sends("Разбор урока")
    before = len(played.mentee.messages)
    await stage.advance_to(AT_FOUR + DAY)

    told = played.mentee.messages[before:]
    assert len(told) == 1
    assert "Была эта встреча?" in told[0].text
    assert "Как Вам в паре: Громов П. И.?" in told[0].text


ACTS = {
    "write": ["Написать обеим сторонам"],
    "agenda": ["Предложить повестку"],
    "pause": ["Пауза на 2 недели"],
    # These two need somebody to be chosen.
    "substitute": ["Замещающий", "Лунина", "С сегодня до возвращения"],
    "rematch": ["Другой наставник", "Лунина"],
}


async def five_silent(stage: Stage) -> tuple[Any, dict[str, int], list[Any]]:
    """A curator, a silent pair for each act, and the mentors, who have a chat."""
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.join("Лунина Вера Павловна", Role.MENTOR)
    pairs, mentors = {}, []
    for act, letter in zip(ACTS, "АБВГД", strict=True):
        mentors.append(await stage.join(f"{letter}нов Пётр Ильич", Role.MENTOR))
        mentee = await stage.without_chat(f"{letter}ва Анна Львовна", Role.MENTEE)
        pairs[act] = await stage.db.write(
            pair, START, stage.school_id, [stage.person_id(mentors[-1])], [mentee],
            starts=date(2026, 9, 1),
        )  # fmt: skip
        await stage.db.write(held, pairs[act], date(2026, 9, 1))
    return curator, pairs, mentors


async def test_each_act_is_at_hand_and_its_outcome_is_on_the_screen_of_rules(
    stage: Stage,
) -> None:
    """The silent are asked first, then the curator acts; three weeks later it is looked at."""
    curator, pairs, mentors = await five_silent(stage)
    await stage.advance_to(AT_FOUR)
    assert ["Всё ли в порядке?" in each.screen.text for each in mentors] == [True] * 5
    assert "Паре нужна помощь" not in said(curator)
    await stage.advance_to(AT_FOUR + 3 * DAY)
    assert "Паре нужна помощь" in curator.screen.text

    for act, taps in ACTS.items():
        await curator.taps(data=PairState(pairs[act]).pack())
        for caption in taps:
            await curator.taps(caption)
        assert await acts_of(stage, pairs[act]) == {act}
        pair_id = await stage.db.read(goes_on, pairs[act])
        await stage.db.write(begun, pair_id)
        await stage.db.write(held, pair_id, date(2026, 10, 27))

    await stage.advance_to(AT_FOUR + 25 * DAY)
    await curator.sends("/pair")
    await curator.taps("Другие действия")
    await curator.taps("Кому нужна помощь")
    await curator.taps("Правила и пороги")
    assert "давно нет встреч: 5 из 5" in curator.screen.text


async def acts_of(stage: Stage, pair_id: int) -> set[str | None]:
    return await stage.db.read(
        lambda s: set(s.scalars(select(HealthFlag.act).where(HealthFlag.pair_id == pair_id)))
    )


def begun(session: Any, pair_id: int) -> None:
    """A pair that was handed over has its papers and works."""
    there = session.get_one(Pair, pair_id)
    if there.state is PairStage.PROPOSED:
        actor = Actor(at=there.created_at, zone=ZoneInfo(ZONE))
        with snapshot.changing(session, actor, there, "started"):
            there.state = PairStage.ACTIVE


def goes_on(session: Any, pair_id: int) -> int:
    """The pair itself, or the one that it was handed over to."""
    return session.scalar(select(Pair.id).where(Pair.previous_id == pair_id)) or pair_id
