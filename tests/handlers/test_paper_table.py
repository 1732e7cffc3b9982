"""Answers from paper by a table: looked at, applied on a yes, taken back; several mentees."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, BankEntry, Campaign, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from domain.roles import Role
from domain.survey import Compare, Condition, Kind, Questionnaire
from exports.docx.paper import Text
from exports.questionnaire_paper import paper
from handlers.buttons.questionnaires import PaperPeople, PaperTable
from sandbox.actor import Actor
from services import installation
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.sheets import edited, header, values
from tests.stage import Stage

NBSP = "\u00a0"
ASKED = make.questionnaire(
    make.question("drink", options=make.options("Чай", "Кофе"), text="Чай или кофе?"),
    make.question(
        "cups", Kind.NUMBER, text="Сколько чашек?", shown_if=Condition("drink", values=("o2",)),
        least=0, most=20,
    ),
    make.question("more", Kind.SHORT, text="Что ещё?", optional=True),
    make.question("how", Kind.MATRIX, text="Как идут?", may_not_apply=True),
    title="Опрос",
)  # fmt: skip
DRINK, CUPS, MORE = "1. Чай или кофе?", "2. Сколько чашек?", "3. Что ещё?"
LESSONS, ORDER = "4. Как идут? [Уроки]", "4. Как идут? [Дисциплина]"
CODE, WHO, EACH, DAY = "Код листа", "Кто отвечает", "О наставляемом", "Дата листа"


def told(actor: Actor) -> str:
    return actor.screen.text.replace(NBSP, " ")


def written(cells: dict[tuple[str, str], object], by: str = WHO) -> Any:
    """Values by (beginning of a name, heading)."""

    def change(sheet: Any) -> None:
        head, at = header(sheet, CODE)
        for (name, heading), value in cells.items():
            (row,) = [
                n for n in range(head + 1, sheet.max_row + 1)
                if str(sheet.cell(n, at[by]).value or "").startswith(name)
            ]  # fmt: skip
            sheet.cell(row, at[heading]).value = value

    return change


def upside_down(sheet: Any) -> None:
    """The rows sorted the other way, as a whole."""
    head, _ = header(sheet, CODE)
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=head + 1)]
    ours = [row for row in rows if row[0]]
    for n, row in enumerate(reversed(ours), head + 1):
        for at, value in enumerate(row, 1):
            sheet.cell(n, at).value = value


async def cast(stage: Stage, asked: Questionnaire = ASKED) -> tuple[Actor, int, dict[str, int]]:
    """A curator, a campaign of three who have no chat."""
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    names = ("Орлов Пётр Ильич", "Рощина Анна Львовна", "Серова Ия Олеговна")
    people = {name.split()[0]: await stage.without_chat(name, Role.MENTOR) for name in names}

    def plant(session: Session) -> int:
        campaign, _ = make.campaign(
            session, stage.clock.now(), stage.school_id, asked, people.values()
        )
        return campaign

    return curator, await stage.db.write(plant), people


async def table(curator: Actor, campaign: int) -> bytes:
    await curator.taps(data=PaperTable(0, campaign).pack())
    found = curator.screen.document
    assert found is not None
    return found[1]


async def kept(stage: Stage) -> dict[int, dict[tuple[str, int], Any]]:
    def read(session: Session) -> dict[int, dict[tuple[str, int], Any]]:
        found: dict[int, dict[tuple[str, int], Any]] = {}
        rows = session.execute(
            select(Response.person_id, Answer).join(Answer, Answer.response_id == Response.id)
        )
        for person_id, row in rows:
            found.setdefault(person_id or 0, {})[row.question, row.about] = row.value.get("is")
        return found

    return await stage.db.read(read)


async def states(stage: Stage) -> dict[int, tuple[ResponseState, Given, str]]:
    def read(session: Session) -> dict[int, tuple[ResponseState, Given, str]]:
        rows = session.scalars(select(Response).order_by(Response.id))
        return {row.person_id or 0: (row.state, row.how, str(row.paper_on)) for row in rows}

    return await stage.db.read(read)


async def test_a_table_is_looked_at_applied_and_taken_back(stage: Stage) -> None:
    curator, campaign, people = await cast(stage)
    orlov, roshina, _ = people.values()
    data = await table(curator, campaign)
    assert [str(row[0]).split()[0] for row in values(data, WHO)] == [
        "Орлов", "Рощина", "Серова",
    ]  # fmt: skip
    back = edited(
        data,
        written({
            ("Орлов", DAY): "01.10.2026", ("Орлов", DRINK): "кофе", ("Орлов", CUPS): 3,
            ("Орлов", LESSONS): "Да", ("Орлов", ORDER): "не относится",
            ("Рощина", DRINK): "Сок", ("Рощина", CUPS): 4,
        }),
        upside_down,
    )  # fmt: skip
    await curator.sends_file(back, "Ответы.xlsx")

    assert told(curator).startswith(
        "📊 Таблица · Ответы с бумаги\nПрочитано: 6 правок, 1 непонятная."
    )
    assert "• Орлов П. И.: вопрос 1 «пусто» → «Кофе»" in told(curator)
    assert "• Орлов П. И.: вопрос 4, строка 2 «пусто» → «не относится»" in told(curator)
    assert await kept(stage) == {}
    await curator.taps("Непонятные (1)")
    assert "Рощина А. Л.: вопрос 1 «Сок»: такого ответа нет." in told(curator)
    await curator.taps("← Назад")
    await curator.taps(f"Применить 6{NBSP}правок")

    assert "✅ Применено: 5 правок" in told(curator)
    assert "Рощина А. Л., вопрос 2: Этот вопрос по Вашим ответам не нужен." in told(curator)
    assert (await kept(stage))[orlov] == {
        ("drink", 0): "o2", ("cups", 0): 3, ("more", 0): None,
        ("how", 0): {"o1": "o1", "o2": None},
    }  # fmt: skip
    assert (await states(stage))[orlov] == (ResponseState.SENT, Given.PAPER, "2026-10-01")
    assert (await states(stage))[roshina][0] is ResponseState.STARTED

    await curator.taps("Отменить правки")
    assert told(curator).startswith("✅ Правки отменены, всё как было.")
    assert await kept(stage) == {}
    assert (await states(stage))[orlov] == (ResponseState.INVITED, Given.CHAT, "None")


async def test_what_is_only_read_has_no_number_on_the_sheet_nor_in_what_is_told(
    stage: Stage,
) -> None:
    asked = make.questionnaire(
        make.question("hello", Kind.STATEMENT, text="Прочтите."), *ASKED.questions, title="Опрос"
    )
    curator, campaign, people = await cast(stage, asked)
    data = await table(curator, campaign)
    printed = [each for each in paper(asked, date(2026, 10, 5)).blocks if isinstance(each, Text)]
    assert [each.text.split(" (")[0] for each in printed if each.text[:1].isdigit()] == [
        DRINK, CUPS, MORE, "4. Как идут?",
    ]  # fmt: skip
    back = edited(
        data,
        written({("Орлов", DRINK): "кофе", ("Орлов", ORDER): "не относится",
                 ("Рощина", DRINK): "Сок"}),
    )  # fmt: skip
    await curator.sends_file(back, "Ответы.xlsx")
    assert "• Орлов П. И.: вопрос 1 «пусто» → «Кофе»" in told(curator)
    assert "• Орлов П. И.: вопрос 4, строка 2 «пусто» → «не относится»" in told(curator)
    await curator.taps("Непонятные (1)")
    assert "Рощина А. Л.: вопрос 1 «Сок»: такого ответа нет." in told(curator)
    await curator.taps("← Назад")
    await curator.taps(f"Применить 2{NBSP}правки")
    assert "Орлов П. И., вопрос 2: нет ответа, лист ждёт его" in told(curator)
    assert (await kept(stage))[people["Орлов"]]["drink", 0] == "o2"


async def test_the_same_table_again_changes_nothing_and_a_correction_shows(stage: Stage) -> None:
    curator, campaign, people = await cast(stage)
    data = await table(curator, campaign)
    first = edited(data, written({("Орлов", DRINK): "Чай", ("Орлов", MORE): "Печенье"}))
    await curator.sends_file(first, "Ответы.xlsx")
    await curator.taps(f"Применить 2{NBSP}правки")
    await curator.sends_file(first, "Ответы.xlsx")
    assert "правок нет" in told(curator)

    again = await table(curator, campaign)
    assert values(again, WHO, DRINK, MORE)[0][1:] == ("Чай", "Печенье")
    better = edited(again, written({("Орлов", MORE): "печенье"}))
    await curator.sends_file(better, "Ответы.xlsx")
    assert "вопрос 3 «Печенье» → «печенье»" in told(curator)
    await curator.taps(f"Применить 1{NBSP}правку")
    assert (await kept(stage))[people["Орлов"]]["more", 0] == "печенье"


async def test_who_answers_in_the_chat_meanwhile_is_not_overwritten(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Орлов Пётр Ильич", Role.MENTOR)
    campaign, _ = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, ASKED, [stage.person_id(mentor)]
    )
    data = edited(await table(curator, campaign), written({("Орлов", DRINK): "Кофе"}))
    await mentor.sends("/survey")
    await mentor.taps("Чай")
    await curator.sends_file(data, "Ответы.xlsx")
    assert "Применять нечего" in told(curator)
    assert (await kept(stage))[stage.person_id(mentor)] == {("drink", 0): "o1"}


async def test_of_several_mentees_each_has_a_row(stage: Stage) -> None:
    asked = make.questionnaire(
        make.question("joy", Kind.SCALE, text="Как дела?"),
        make.question("helps", Kind.SCALE, text="Как идёт?", each_mentee=True),
        title="Опрос",
    )
    curator, campaign, people = await cast(stage, asked)
    mentees = [
        await stage.without_chat(name, Role.MENTEE)
        for name in ("Белова Анна Львовна", "Громов Илья Олегович")
    ]
    for each in mentees:
        await stage.db.write(pair, stage.clock.now(), stage.school_id, [people["Орлов"]], [each])
    data = await table(curator, campaign)
    joy, helps = "1. Как дела?", "2. Как идёт?"
    rows = values(data, CODE, EACH, joy, helps)
    assert [(str(each or "").split()[0:1], *rest) for _, each, *rest in rows] == [
        ([], None, "—"), (["Белова"], "—", None), (["Громов"], "—", None),
        ([], None, "—"), ([], None, "—"),
    ]  # fmt: skip
    typed = {("Белова", helps): 5, ("Громов", helps): 2, ("Громов", joy): 1}
    back = edited(data, written(dict(typed), EACH))
    await curator.sends_file(back, "Ответы.xlsx")
    assert "Прочитано: 2 правки, 1 непонятная." in told(curator)
    await curator.taps("Непонятные (1)")
    assert "в этой строке на этот вопрос не отвечают." in told(curator)
    await curator.taps("← Назад")
    await curator.taps(f"Применить 2{NBSP}правки")
    orlov = people["Орлов"]
    assert (await kept(stage))[orlov] == {("helps", mentees[0]): 5, ("helps", mentees[1]): 2}


async def test_a_closed_campaign_takes_no_table(stage: Stage) -> None:
    curator, campaign, _ = await cast(stage)
    data = edited(await table(curator, campaign), written({("Орлов", DRINK): "Чай"}))

    def close(session: Session) -> None:
        session.get_one(Campaign, campaign).closes_at = stage.clock.now()

    await stage.db.write(close)
    await curator.sends_file(data, "Ответы.xlsx")
    assert await kept(stage) == {}
    assert "закрыта" in (told(curator) + str(curator.alerts))


async def test_taking_back_empties_what_the_bank_had_heard(stage: Stage) -> None:
    asked = make.questionnaire(
        make.question("hours", Kind.NUMBER, text="Сколько часов?", fills="hours", least=1,
                      most=40),
        title="Опрос", moment="mentor_intake", audience="mentor",
    )  # fmt: skip
    curator, campaign, _ = await cast(stage, asked)
    data = await table(curator, campaign)
    await curator.sends_file(edited(data, written({("Орлов", "1. Сколько часов?"): 6})), "О.xlsx")
    await curator.taps(f"Применить 1{NBSP}правку")

    async def hours() -> list[int | None]:
        return await stage.db.read(lambda s: list(s.scalars(select(BankEntry.hours))))

    assert await hours() == [6]
    await curator.taps("Отменить правки")
    assert await hours() == [None]


async def test_what_a_sheet_lacks_is_told_and_stored_as_it_is(stage: Stage) -> None:
    asked = make.questionnaire(
        make.question("drink", text="Чай или кофе?"),
        make.question("how", Kind.MATRIX, text="Как идут?"),
        title="Опрос",
    )  # fmt: skip
    curator, campaign, people = await cast(stage, asked)
    orlov, roshina, serova = people.values()
    data = await table(curator, campaign)
    head, lessons, order = "1. Чай или кофе?", "2. Как идут? [Уроки]", "2. Как идут? [Дисциплина]"
    back = edited(
        data,
        written({
            ("Орлов", head): "да", ("Орлов", lessons): "Да",
            ("Рощина", lessons): "Да", ("Рощина", order): "Нет",
            ("Серова", head): "пусто", ("Серова", lessons): "да", ("Серова", order): "Пусто",
        }),
    )  # fmt: skip
    await curator.sends_file(back, "Ответы.xlsx")
    await curator.taps(f"Применить 7{NBSP}правок")

    assert told(curator).startswith(
        "✅ Применено: 7 правок\n\n⚠️ Проверьте:\n"
        "• Орлов П. И., вопрос 2, строка 2: нет ответа. Так и записано.\n"
        "• Рощина А. Л., вопрос 1: нет ответа, лист ждёт его и не отправлен. Если на бумаге "
        "пусто, впишите «пусто».\n\n"
    )
    assert await kept(stage) == {
        orlov: {("drink", 0): "o1", ("how", 0): {"o1": "o1"}},
        roshina: {("how", 0): {"o1": "o1", "o2": "o2"}},
        serova: {("drink", 0): None, ("how", 0): {"o1": "o1"}},
    }
    found = await states(stage)
    assert [found[each][0] for each in people.values()] == [
        ResponseState.SENT, ResponseState.STARTED, ResponseState.SENT,
    ]  # fmt: skip

    def skipped(session: Session) -> list[str]:
        rows = session.scalars(select(Answer).where(Answer.value == {}))
        return [f"{row.question}:{row.status.value}" for row in rows]

    assert await stage.db.read(skipped) == ["drink:skipped"]


async def test_a_place_left_empty_on_a_sheet_is_entered_by_a_button(stage: Stage) -> None:
    asked = make.questionnaire(
        make.question("drink"), make.question("how", Kind.MATRIX), title="Опрос"
    )
    curator, campaign, people = await cast(stage, asked)
    orlov = next(iter(people.values()))
    await curator.taps(data=PaperPeople(0, campaign, 0).pack())
    await curator.taps(f"Орлов{NBSP}П.{NBSP}И.")
    await curator.taps("Сегодня")
    await curator.taps("На листе пусто")
    await curator.taps("да")
    await curator.taps("На листе пусто")
    assert "1. Вопрос drink? — пропущено" in told(curator)
    assert "2. Вопрос how? — Уроки: да; Дисциплина: нет ответа" in told(curator)
    await curator.taps("✅ Отправить")

    assert await kept(stage) == {orlov: {("drink", 0): None, ("how", 0): {"o1": "o1"}}}
    assert (await states(stage))[orlov][0] is ResponseState.SENT


PERSONAL = make.questionnaire(
    make.question("rank", Kind.SHORT, text="Какая категория?", personal=True),
    make.question(
        "when", Kind.NUMBER, text="С какого года?", shown_if=Condition("rank", Compare.ANSWERED)
    ),
    make.question("more", Kind.SHORT, text="Что ещё?"),
    title="Опрос",
)  # fmt: skip


async def test_personal_questions_that_are_off_are_in_no_table(stage: Stage) -> None:
    curator, campaign, people = await cast(stage, PERSONAL)
    before = await table(curator, campaign)
    await stage.db.write(installation.set_personal_questions, False)
    data = await table(curator, campaign)

    book = openpyxl.load_workbook(BytesIO(data))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert [each for each in cells if "категория" in each or "года" in each] == []
    await curator.sends_file(edited(data, written({("Орлов", "1. Что ещё?"): "чай"})), "О.xlsx")
    await curator.taps(f"Применить 1{NBSP}правку")
    assert await kept(stage) == {people["Орлов"]: {("more", 0): "чай"}}

    # One that left before has the columns: what stands there is not offered.
    cells = {("Рощина", "1. Какая категория?"): "высшая", ("Рощина", "3. Что ещё?"): "кофе"}
    await curator.sends_file(edited(before, written(cells)), "О.xlsx")
    await curator.taps(f"Применить 1{NBSP}правку")
    assert (await kept(stage))[people["Рощина"]] == {("more", 0): "кофе"}
