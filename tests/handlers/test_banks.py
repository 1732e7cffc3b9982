"""Banks of mentors and mentees as the curator keeps them and a mentor sees the own card."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.questionnaires import questionnaire
from db.models import BankEntry, BankEvent, Person
from domain.banks import BankState
from domain.pairs import Side
from domain.roles import Role
from domain.survey import Kind, Option
from domain.survey.answers import READ, SKIPPED
from domain.survey.parsing import parse
from handlers.buttons import banks as requests
from handlers.buttons.item import OpenItem
from handlers.registry import BUTTONS, Button
from services import actor as actors
from services.actor import Actor
from services.surveys import answering, responses, sending
from tests import survey_factories
from tests.item_factories import Row, running
from tests.sheets import edited, header
from tests.small_school import plain
from tests.stage import START, ZONE, Stage

TEACHER = {
    "experience": "11", "subject": "история", "attestation": "first",
    "areas": ["planning", "assessment"], "strength_planning": 9, "strength_assessment": 6,
    "forms": ["teacher_teacher"], "kinds": ["traditional"], "capacity": "2", "hours": "4",
    "times": ["after"], "motives": ["share"], "training": ["talk"],
}  # fmt: skip


async def school(stage: Stage) -> Any:
    await stage.school()
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


async def answered(stage: Stage, person: int, key: str, given: dict[str, Any]) -> None:
    """Somebody has sent a shipped questionnaire, all that is not given skipped."""

    def send(session: Session) -> None:
        now = stage.clock.now()
        actor = actors.of_person(session, session.get_one(Person, person), now, ZONE)
        asked = questionnaire(key)
        _, (response,) = survey_factories.campaign(session, now, stage.school_id, asked, [person])
        _answer_all(session, actor, response, given)
        assert sending.send(session, actor, response).sent

    await stage.db.write(send)
    await stage.settle()


def _answer_all(session: Session, actor: Actor, response: int, given: dict[str, Any]) -> None:
    """Question by question as they are asked; the first option where nothing is given."""
    while (step := responses.load(session, response).current) is not None:
        question = step.question
        raw = given.get(question.key)
        if raw is None and question.kind is not Kind.STATEMENT and question.optional:
            reply = SKIPPED
        elif question.kind is Kind.STATEMENT:
            reply = READ
        else:
            usual: Any = question.options[0].key if question.options else 5
            if question.kind is Kind.MATRIX:
                usual = {row.key: question.options[0].key for row in question.rows}
            reply = parse(question, usual if raw is None else raw, actor.today)
        answering.save_answer(session, actor, response, question.key, step.about, reply)


def lines(actor: Any) -> list[str]:
    return plain(actor.screen.text).splitlines()


async def mentors(stage: Stage) -> tuple[Any, Any]:
    """A curator, and a teacher who has answered as a mentor."""
    curator = await school(stage)
    gromov = await stage.join(
        "Громов Пётр Ильич", Role.SPECIALIST, title="Учитель", post="учитель"
    )
    await answered(stage, stage.person_id(gromov), "mentor_teachers", TEACHER)
    return curator, gromov


async def state_of(stage: Stage, person: int, side: Side = Side.MENTOR) -> BankState:
    def read(session: Session) -> BankState:
        query = select(BankEntry.state).where(
            BankEntry.person_id == person, BankEntry.side == side
        )
        return session.scalars(query).one()

    return await stage.db.read(read)


async def test_a_candidate_is_decided_from_the_daily_message(stage: Stage) -> None:
    curator, gromov = await mentors(stage)

    await stage.advance_to(START + timedelta(days=1))
    told = plain(curator.screen.text)
    await curator.taps("Решить")
    row = [row[0] for row in curator.screen.buttons if "Громов" in row[0]]
    await curator.taps("Громов")
    card = lines(curator)
    await curator.taps("Критерии")
    await curator.taps("нет взысканий")
    await curator.taps("Принять в банк")

    assert "Решения школы ждёт 1 кандидат в наставники" in told
    assert [plain(each) for each in row] == ["Громов П. И. · наставник · мест: 2"]
    assert card[:2] == ["👥 Банк · наставник · ждёт решения", "Громов П. И., учитель"]
    assert "Поможет: Планирование уроков 9, Оценивание 6" in card
    assert "Критерии: 4 из 5, не отмечено: нет взысканий" in card
    assert lines(curator)[:3] == ["✅ Приняли в банк", "", "Банк · наставник · в банке"]
    assert await state_of(stage, stage.person_id(gromov)) is BankState.IN_BANK
    await curator.taps("Отменить решение")
    assert await state_of(stage, stage.person_id(gromov)) is BankState.CANDIDATE
    await curator.taps("История")
    assert lines(curator)[2:5] == [
        "• 6 октября · Ветрова О. С. · отменили решение",
        "• 6 октября · Ветрова О. С. · приняли в банк (отменено)",
        "• 6 октября · Ветрова О. С. · отметили критерий",
    ]


async def test_a_no_is_told_kindly_and_only_if_it_is_sent(stage: Stage) -> None:
    curator, gromov = await mentors(stage)
    await curator.sends("/pair")
    for tap in ("Банк наставников", "Ждут решения", "Громов", "Отказать"):
        await curator.taps(tap)

    await curator.sends("Пока мало свободных часов")
    declined = lines(curator)
    silent = len(gromov.history)
    await curator.taps("Написать человеку")
    shown = plain(curator.screen.text)
    await curator.taps("Отправить письмо")
    await stage.settle()

    assert declined[2] == "Банк · наставник · отказано"
    assert "Причина: Пока мало свободных часов" in declined
    assert "Пётр Ильич, здравствуйте!" in shown
    assert len(gromov.history) == silent + 1
    letter = plain(gromov.screen.text)
    assert letter.startswith("Пётр Ильич, здравствуйте!\n\nСпасибо за готовность помогать")
    assert "Пока мало" not in letter
    assert ["Написать человеку"] not in curator.screen.buttons


async def test_all_who_meet_the_criteria_are_taken_in_at_once(stage: Stage) -> None:
    curator, _ = await mentors(stage)
    other = await stage.without_chat("Лунина Вера Андреевна", Role.MENTOR)
    await answered(stage, other, "mentor_teachers", {**TEACHER, "experience": "1"})
    await curator.sends("/pair")
    await curator.taps("Банк наставников")

    await curator.taps("Критерии")
    await curator.taps("✅ нет взысканий")
    await curator.taps("← Назад")
    await curator.taps("Ждут решения (2)")
    await curator.taps("По критериям: наставники (1)")
    asked = plain(curator.screen.text)
    await curator.taps("Принять 1")

    assert asked.endswith("Все критерии отмечены у 1 из 2.\n\nПринять их в банк?")
    assert plain(curator.screen.text) == "✅ Приняты в банк: 1 человек"
    await curator.taps("Показать")
    assert next(row[0] for row in curator.screen.buttons).startswith("Громов")
    assert await state_of(stage, other) is BankState.CANDIDATE


async def test_found_by_a_typed_name_and_by_filters(stage: Stage) -> None:
    curator, _ = await mentors(stage)
    other = await stage.without_chat("Лунина Вера Андреевна", Role.MENTOR)
    await answered(stage, other, "mentor_teachers", {**TEACHER, "areas": ["parents"]})
    await curator.sends("/pair")
    await curator.taps("Банк наставников")
    await curator.taps("Ждут решения")

    await curator.sends("лун")
    typed = lines(curator)
    await curator.taps("← Назад")
    await curator.taps("Ждут решения")
    await curator.taps("Отобрать")
    await curator.taps("Работа с родителями")
    chosen = lines(curator)
    names = [row[0] for row in curator.screen.buttons]
    await curator.taps("Отобрать")
    await curator.taps("Показать всех")

    assert typed == ["👥 Банк", "", "По запросу «лун»: 1 человек."]
    assert chosen[:2] == [
        "👥 Банк · Наставники и наставляемые · ждут решения", "Отобраны: Работа с родителями",
    ]  # fmt: skip
    assert next(name for name in names if "·" in name).startswith("Лунина")
    assert not any("Громов" in name for name in names)
    assert any("Громов" in row[0] for row in curator.screen.buttons)


async def test_a_search_of_many_has_pages(stage: Stage) -> None:
    curator = await school(stage)
    for number in range(10):
        child = await stage.without_chat(f"Лунин{'а' * number} Вера Андреевна", Role.MENTOR)
        await stage.db.write(_entered, stage.school_id, child)
    await curator.sends("/pair")
    await curator.taps("Банк наставников")
    await curator.taps("Найти")
    await curator.sends("лун")
    first = [row[0] for row in curator.screen.buttons if "·" in row[0]]
    await curator.taps("Ещё")
    second = [row[0] for row in curator.screen.buttons if "·" in row[0]]
    assert (len(first), len(second)) == (8, 2)
    assert set(first) & set(second) == set()
    assert lines(curator) == ["👥 Банк", "", "По запросу «лун»: 10 человек."]


def _entered(session: Session, place: int, person_id: int) -> None:
    session.add(
        BankEntry(
            organisation_id=place, person_id=person_id, side=Side.MENTOR,
            state=BankState.CANDIDATE, areas={}, forms=[], kinds=[], facts={}, criteria={},
            by_hand=[], newer={}, reason="", version=1, created_at=START, updated_at=START,
        )
    )  # fmt: skip


async def test_a_mentor_keeps_the_own_card_and_answers_do_not_overwrite_it(stage: Stage) -> None:
    curator, gromov = await mentors(stage)
    await gromov.sends("/menu")
    await gromov.taps("Моя карточка в банке")
    first = lines(gromov)

    await gromov.taps("Сколько человек сразу")
    await gromov.sends("много")
    refused = plain(gromov.screen.text)
    await gromov.sends("1")
    await gromov.taps("⏸ Пока без новых пар")
    paused = lines(gromov)
    await answered(stage, stage.person_id(gromov), "mentor_teachers", {**TEACHER, "capacity": "3"})
    await curator.sends("/pair")
    await curator.taps("Банк наставников")
    await curator.taps("Новые ответы (1)")
    await curator.taps("Громов")
    await curator.taps("Новые ответы (1)")
    differs = lines(curator)
    await curator.taps("Взять новое")

    assert first[0] == "👥 Моя карточка в банке · ждёт решения"
    assert "Критерии" not in plain("\n".join(first))
    assert "нужно число от 1 до 99" in refused
    assert "Сразу: до 1, свободно 0; 4 часа в месяц" in paused
    assert differs[2:5] == ["Сколько человек сразу", "На карточке: 1", "В новой анкете: 3"]
    assert "Сразу: до 3, свободно 0; 4 часа в месяц" in lines(curator)


async def test_the_bank_leaves_as_a_table_and_comes_back(stage: Stage) -> None:
    curator, _ = await mentors(stage)
    await curator.sends("/pair")
    await curator.taps("Банк наставников")
    await curator.taps("Банк в Excel")
    assert curator.screen.document is not None
    data = curator.screen.document[1]

    def change(sheet: Any) -> None:
        head, at = header(sheet, "Темы")
        row = head + 1
        sheet.cell(row, at["Темы"]).value = "Оценивание 10; порядок в классе"
        sheet.cell(row, at["Сколько человек сразу"]).value = 5
        sheet.cell(row, at["Виды"]).value = "групповое; как-нибудь"
        sheet.cell(row, at["Собеседование, 1–5"]).value = 4

    await curator.sends_file(edited(data, change), "банк.xlsx")
    told = lines(curator)
    await curator.taps("Применить 3")
    await curator.sends("/pair")
    await curator.taps("Банк наставников")
    await curator.taps("Ждут решения")
    await curator.taps("Громов")

    assert told[0] == "📊 Таблица · Банк наставников и наставляемых"
    assert told[1] == "Прочитано: 3 правки, 1 непонятная."
    assert any("сколько человек сразу «2» → «5»" in line for line in told)
    card = lines(curator)
    assert "Поможет: Оценивание 10, Порядок в классе" in card
    assert "Собеседование: 4 из 5" in card
    await curator.taps("История")
    assert "поправили в Excel: темы, сколько человек сразу, собеседование" in lines(curator)[2]


async def test_the_line_of_the_roadmap_opens_the_bank(stage: Stage) -> None:
    curator, _ = await mentors(stage)
    found = await stage.db.write(
        running, stage.clock.now(), stage.school_id,
        [Row("Формирование базы наставников", owners=(stage.person_id(curator),))],
    )  # fmt: skip

    await curator.taps(data=OpenItem(found["Формирование базы наставников"]).pack())
    card = plain(curator.screen.text)
    await curator.taps("Банк наставников")

    assert "В банке 0 наставников, 0 наставляемых, 1 кандидат ждёт решения" in card
    assert lines(curator)[0] == "👥 Банк наставников и наставляемых"


async def test_somebody_is_added_from_the_card_of_a_person(stage: Stage) -> None:
    curator = await school(stage)
    await stage.without_chat("Ким Анна Львовна", Role.MENTEE)
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Ким")
    await curator.taps("В банке наставников")
    asked = lines(curator)

    await curator.taps("Кандидат в наставляемые")

    assert asked == ["👥 Банк · Ким А. Л.", "", "В банке этого человека пока нет. Кем внести?"]
    assert lines(curator)[:4] == [
        "✅ Новая карточка", "", "Банк · наставляемый · ждёт решения", "Ким А. Л.",
    ]  # fmt: skip


def pressed(entry_id: int, person: int) -> Iterator[Button]:
    """Every button of the bank, about one entry and person."""
    values: dict[Any, Any] = {int: 1, bool: True, str: "wish", date: START.date()}
    ids = {"entry_id": entry_id, "person_id": person, "event_id": 2}
    for kind in BUTTONS.values():
        if kind.__module__ != requests.__name__:
            continue
        hints = get_type_hints(kind)
        given = [
            ids.get(field.name, _value(hints[field.name], values))
            for field in dataclasses.fields(kind)  # type: ignore[arg-type]
        ]
        yield kind(*given)


def _value(hint: Any, values: dict[Any, Any]) -> Any:
    if hint in values:
        return values[hint]
    return None if type(None) in get_args(hint) else next(iter(hint))


@pytest.mark.parametrize("nothing", [True, False])
async def test_forged_presses_change_and_show_nothing(stage: Stage, nothing: bool) -> None:
    """Of nothing by the curator; of others' cards by a mentor and by another school's curator."""
    curator, gromov = await mentors(stage)
    lunina = await stage.join("Лунина Вера Андреевна", Role.MENTOR)
    await stage.school("МБОУ «СОШ № 2»")
    stranger = await stage.join("Орлов Игорь Петрович", Role.CURATOR)
    who = [curator] if nothing else [lunina, stranger]
    about = (999, 999) if nothing else (1, stage.person_id(gromov))
    before = await stage.db.read(_kept)

    for actor in who:
        for press in pressed(*about):
            await actor.taps(data=press.pack())

    assert await stage.db.read(_kept) == before
    assert not [one for actor in who for one in actor.messages if "Планирование" in one.text]


def _kept(session: Session) -> list[Any]:
    entries = session.execute(select(BankEntry.id, BankEntry.version, BankEntry.state)).all()
    return [*entries, session.scalar(select(func.count()).select_from(BankEvent))]


async def test_an_area_that_the_school_has_added_stands_on_the_card_in_words(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = questionnaire("mentor_teachers")
    areas = shipped.question("areas")
    own = dataclasses.replace(areas, options=(*areas.options, Option("o17", "Робототехника")))
    asked = dataclasses.replace(
        shipped, key="own_mentor",
        questions=tuple(own if each is areas else each for each in shipped.questions),
    )  # fmt: skip
    monkeypatch.setitem(globals(), "questionnaire", lambda _: asked)
    curator = await school(stage)
    gromov = await stage.join("Громов Пётр Ильич", Role.SPECIALIST, title="Учитель")
    given = {**TEACHER, "areas": ["planning", "o17"]}
    await answered(stage, stage.person_id(gromov), "own_mentor", given)

    await stage.advance_to(START + timedelta(days=1))
    await curator.taps("Решить")
    await curator.taps("Громов")
    assert "Поможет: Планирование уроков 9" in lines(curator)
    assert "И ещё: Робототехника" in lines(curator)


async def test_nobody_is_named_twice_as_a_partner(stage: Stage) -> None:
    await school(stage)
    me = await stage.join("Белова Анна Львовна", Role.MENTEE)
    for name in ("Астахов Пётр Ильич", "Вяземская Инна Олеговна"):
        await stage.join(name, Role.MENTOR)
    asked = questionnaire("partner")

    def ask(session: Session) -> None:
        survey_factories.campaign(
            session, stage.clock.now(), stage.school_id, asked, [stage.person_id(me)]
        )

    await stage.db.write(ask)
    await me.sends("/survey")
    await me.taps("Наставника")
    await me.taps("Астахов")
    assert "Астахов" not in str(me.screen.buttons)
    await me.taps("← Назад")
    assert "Астахов" in str(me.screen.buttons)  # to choose somebody else instead
    await me.taps("Вяземская")
    assert "Вяземская" not in str(me.screen.buttons)
    await me.taps("Астахов")
    assert "Выбирать пока не из кого." in me.screen.text
    assert not {"Астахов", "Вяземская"} & set(str(me.screen.buttons).replace("'", " ").split())
