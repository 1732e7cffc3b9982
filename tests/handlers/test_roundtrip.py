"""Tables that leave with editable columns, come back edited, are applied and undone."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemOwner
from domain.roles import Role
from handlers.buttons.hubs import Plan
from handlers.buttons.roadmap import Sheet
from handlers.buttons.roundtrip import ApplyReturn, PlanSheet, ShowReturn, UndoReturn
from tests.documents import word
from tests.handlers.test_draft import MIXED, captions, lines, meanings, put_on
from tests.item_factories import Row, running
from tests.sheets import edited, header, typed, values
from tests.stage import Stage


@dataclass
class Cast:
    stage: Stage
    curator: Any
    olga: Any
    roadmap: int
    ids: dict[str, int]

    def id(self, actor: Any) -> int:
        return self.stage.person_id(actor)

    async def item(self, title: str) -> Item:
        return await self.stage.db.read(lambda s: s.get_one(Item, self.ids[title]))

    async def owners(self, title: str) -> list[int]:
        found = select(ItemOwner.person_id).where(ItemOwner.item_id == self.ids[title])
        return await self.stage.db.read(lambda s: list(s.scalars(found.order_by(ItemOwner.id))))

    async def plan(self) -> bytes:
        await self.curator.sends("/menu")
        await self.curator.taps(data=Plan(self.roadmap).pack())
        await self.curator.taps("Сроки и ответственные в Excel")
        return bytes(self.curator.screen.document[1])

    async def progress(self) -> bytes:
        await self.curator.sends("/menu")
        await self.curator.taps(data=Sheet(self.roadmap).pack())
        return bytes(self.curator.screen.document[1])

    async def returns(self, data: bytes, name: str = "таблица.xlsx") -> list[str]:
        await self.curator.sends(document=data, name=name)
        return lines(self.curator)


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    olga = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    await stage.join("Климов Пётр Ильич", Role.HEAD)
    hers = (stage.person_id(olga),)
    rows = [
        Row("Приказ", number="1", stage="Начало", term="до 20.11.2026", owners=hers),
        Row("Анкеты", number="2", stage="Начало", term="ноябрь 2026", owners=hers),
        Row("Сверка", number="3", stage="Работа", term="ежемесячно", owners=hers),
        Row("Банк", number="4", stage="Работа", term="до 01.12.2026", owners=hers,
            steps=(Row("Шаблон", number="4.1", term="до 02.12.2026", owners=hers),
                   Row("Наполнение", number="4.2", term="до 20.12.2026", owners=hers))),
    ]  # fmt: skip
    ids = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return Cast(stage, curator, olga, ids[""], ids)


async def test_terms_and_owners_leave_and_come_back(cast: Cast) -> None:
    data = await cast.plan()
    assert values(data, "Мероприятие", "Срок", "Ответственный") == [
        ("Приказ", "до 20 ноября 2026", "Громова Ольга Ильинична"),
        ("Анкеты", "ноябрь 2026", "Громова Ольга Ильинична"),
        ("Сверка", "ежемесячно", "Громова Ольга Ильинична"),
        ("Банк", "до 1 декабря 2026", "Громова Ольга Ильинична"),
        ("Шаблон", "до 2 декабря 2026", "Громова Ольга Ильинична"),
        ("Наполнение", "до 20 декабря 2026", "Громова Ольга Ильинична"),
    ]

    said = await cast.returns(
        edited(data, typed({
            ("Приказ", "Срок"): "до 15 декабря 2026",
            ("Анкеты", "Срок"): "без срока",
            ("Анкеты", "Ответственный"): "Я",
            ("Сверка", "Ответственный"): "Климов П. И., Громова О. И. — каждый",
        }))
    )  # fmt: skip
    assert said == [
        "📊 Таблица · Сроки и ответственные",
        "Прочитано: 4 правки.",
        "",
        "• 1. Приказ: срок «до 20 ноября» → «до 15 декабря»",
        "• 2. Анкеты: срок «ноябрь» → «без срока»",
        "• 2. Анкеты: ответственный «Громова О. И.» → «Ветрова О. С.»",
        "• 3. Сверка: ответственный «Громова О. И.» → «Громова О. И., Климов П. И. (каждый)»",
        "",
        "Применить правки?",
    ]
    assert (await cast.item("Приказ")).spans == [[None, "2026-11-20"]]
    await cast.curator.taps("Применить 4\xa0правки")

    assert lines(cast.curator)[0] == "✅ Применено: 4 правки"
    assert (await cast.item("Приказ")).spans == [[None, "2026-12-15"]]
    assert (await cast.item("Анкеты")).term_kind == "none"
    assert await cast.owners("Анкеты") == [cast.id(cast.curator)]
    assert len(await cast.stage.db.read(shares, cast.ids["Сверка"])) == 2


def shares(session: Session, item_id: int) -> list[int]:
    return list(session.scalars(
        select(Item.id).where(Item.parent_id == item_id, Item.removed_at.is_(None))
    ))  # fmt: skip


async def test_the_whole_table_is_undone_at_once(cast: Cast) -> None:
    data = await cast.plan()
    await cast.returns(edited(data, typed({
        ("Приказ", "Срок"): "май 2027", ("Анкеты", "Ответственный"): "Ветрова О. С.",
    })))  # fmt: skip
    await cast.curator.taps("Применить 2\xa0правки")
    await cast.curator.taps("Отменить правки")

    assert lines(cast.curator) == ["✅ Правки отменены, всё как было."]
    assert (await cast.item("Приказ")).spans == [[None, "2026-11-20"]]
    assert await cast.owners("Анкеты") == [cast.id(cast.olga)]


async def test_undoing_leaves_what_was_changed_since_and_says_so(cast: Cast) -> None:
    data = await cast.plan()
    await cast.returns(edited(data, typed({
        ("Приказ", "Срок"): "май 2027", ("Анкеты", "Срок"): "май 2027",
    })))  # fmt: skip
    await cast.curator.taps("Применить 2\xa0правки")
    later = await cast.plan()
    await cast.returns(edited(later, typed({("Приказ", "Срок"): "июнь 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.curator.taps(data=UndoReturn(1).pack())

    assert lines(cast.curator)[:4] == [
        "✅ Отменено: 1.", "", "⚠️ Осталось как есть:",
        "• 1. Приказ: С тех пор этот пункт меняли ещё раз, поэтому отмена не сработала. Ничего "
        "не изменилось. Откройте пункт, там всё свежее.",
    ]  # fmt: skip
    assert (await cast.item("Приказ")).spans == [["2027-06-01", "2027-06-30"]]
    assert (await cast.item("Анкеты")).spans == [["2026-11-01", "2026-11-30"]]


async def test_a_day_later_it_is_not_undone(cast: Cast) -> None:
    data = await cast.plan()
    await cast.returns(edited(data, typed({("Приказ", "Срок"): "май 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.stage.advance_to(cast.stage.clock.now() + timedelta(days=1, minutes=1))
    await cast.curator.taps("Отменить правки")

    assert cast.curator.alerts[-1].startswith("Отменить можно в течение суток.")
    assert (await cast.item("Приказ")).spans == [["2027-05-01", "2027-05-31"]]


async def test_a_conflict_is_named_with_who_and_when_and_decided(cast: Cast) -> None:
    data = await cast.plan()
    await cast.stage.advance_to(cast.stage.clock.now() + timedelta(days=7))
    other = edited(data, typed({("Анкеты", "Срок"): "до 20 мая 2027"}))
    fresh = await cast.plan()
    await cast.returns(edited(fresh, typed({("Анкеты", "Срок"): "до 20 мая 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")

    said = await cast.returns(
        edited(data, typed({
            ("Анкеты", "Срок"): "до 15 мая 2027", ("Приказ", "Срок"): "до 1 марта 2027",
        }))
    )  # fmt: skip
    assert said[1] == "Прочитано: 1 правка, 1 спорная."
    await cast.curator.taps("Спорные (1)")
    assert lines(cast.curator) == [
        "📊 Спорная правка · 1 из 1",
        "2. Анкеты",
        "",
        "Срок: в таблице «до 15 мая», а в боте с 12 октября «до 20 мая» (Ветрова О. С.).",
        "",
        "Что оставить?",
    ]
    await cast.curator.taps("Взять из таблицы")
    assert lines(cast.curator)[-1] == "Всё спорное решено. Применить правки?"
    await cast.curator.taps("Применить 2\xa0правки")

    assert (await cast.item("Анкеты")).spans == [[None, "2027-05-15"]]
    assert (await cast.item("Приказ")).spans == [[None, "2027-03-01"]]
    assert (await cast.returns(other))[4] == "• 2. Анкеты: срок «до 15 мая» → «до 20 мая»"


async def test_a_conflict_that_nobody_decided_stays_as_in_the_bot(cast: Cast) -> None:
    data = await cast.plan()
    fresh = await cast.plan()
    await cast.returns(edited(fresh, typed({("Анкеты", "Срок"): "до 20 мая 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.returns(
        edited(data, typed({
            ("Анкеты", "Срок"): "до 15 мая 2027", ("Приказ", "Срок"): "до 1 марта 2027",
        }))
    )  # fmt: skip
    await cast.curator.taps("Применить 1\xa0правку")

    assert lines(cast.curator)[:2] == [
        "✅ Применено: 1 правка",
        "Спорные оставлены как в боте: 1.",
    ]
    assert (await cast.item("Анкеты")).spans == [[None, "2027-05-20"]]


async def test_what_is_not_understood_names_its_row_and_the_rest_is_applied(cast: Cast) -> None:
    data = await cast.plan()
    said = await cast.returns(
        edited(data, typed({
            ("Приказ", "Срок"): "когда-нибудь <b>",
            ("Анкеты", "Срок"): 15.1,
            ("Сверка", "Ответственный"): "Неизвестная Н. Н.",
            ("Банк", "Срок"): "май 2027",
            ("Наполнение", "Срок"): "до 10 января 2027",
        }))
    )  # fmt: skip
    assert said[1] == "Прочитано: 1 правка, 4 непонятные."
    await cast.curator.taps("Непонятные (4)")
    assert lines(cast.curator) == [
        "📊 Не понято: 4 ячейки",
        "",
        "1. строка 8, 1. Приказ: срок «когда-нибудь <b>»: срок не понят. Напишите, например: до "
        "20 мая 2027, октябрь 2026, ежемесячно, без срока.",
        "2. строка 9, 2. Анкеты: срок «15.1»: вместо срока число. Напишите дату целиком, например "
        "15.10.2026.",
        "3. строка 10, 3. Сверка: ответственный: непонятно, кто это: «Неизвестная Н. Н.». "
        "Выберите имя на листе «Люди» или напишите роль, например «Наставники».",
        "4. строка 11, 4. Банк: срок «май 2027»: у шагов этого пункта свои сроки. Меняйте сроки "
        "шагов.",
        "",
        "Поправьте эти ячейки в том же файле и пришлите его снова: применённое не повторится.",
    ]
    await cast.curator.taps("← Назад")
    await cast.curator.taps("Применить 1\xa0правку")
    assert (await cast.item("Наполнение")).spans == [[None, "2027-01-10"]]


async def test_a_file_sent_again_with_more_edits_does_only_those(cast: Cast) -> None:
    data = await cast.plan()
    first = edited(data, typed({("Приказ", "Срок"): "май 2027"}))
    await cast.returns(first)
    await cast.curator.taps("Применить 1\xa0правку")
    assert (await cast.returns(first))[-1] == "В таблице всё так же, как в боте."

    second = edited(first, typed({("Приказ", "Срок"): "июнь 2027", ("Анкеты", "Срок"): "март"}))
    said = await cast.returns(second, "другое имя.XLSX")

    assert said[3:5] == [
        "• 1. Приказ: срок «май» → «июнь»",
        "• 2. Анкеты: срок «ноябрь» → «март»",
    ]
    await cast.curator.taps("Применить 2\xa0правки")
    assert (await cast.item("Приказ")).spans == [["2027-06-01", "2027-06-30"]]


async def test_another_copy_of_a_sheet_does_not_bring_old_values_back(cast: Cast) -> None:
    data = await cast.plan()
    await cast.returns(edited(data, typed({("Приказ", "Срок"): "май 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    said = await cast.returns(edited(data, typed({("Анкеты", "Срок"): "март 2027"})))

    assert said[1:3] == [
        "Прочитано: 1 правка.",
        "⚠️ Ячеек, которые по этой же таблице уже менялись: 1. Старые значения из файла не взяты.",
    ]
    await cast.curator.taps("Применить 1\xa0правку")
    assert (await cast.item("Приказ")).spans == [["2027-05-01", "2027-05-31"]]


async def test_the_progress_sheet_ticks_off_dates_notes_and_proves(cast: Cast) -> None:
    data = await cast.progress()
    said = await cast.returns(
        edited(data, typed({
            ("Приказ", "Статус"): "Выполнено",
            ("Приказ", "Дата факта"): "01.10.2026",
            ("Приказ", "Подтверждение"): "№ 15 от 01.10.2026",
            ("Анкеты", "Статус"): "в работе",
            ("Анкеты", "Примечание"): "ждём <классы>\nдо пятницы",
            ("Сверка", "Статус"): "выполнено",
            ("Банк", "Статус"): "выполнено",
            ("Шаблон", "Статус"): "не требуется",
        }))
    )  # fmt: skip
    assert said == [
        "📊 Таблица · Ход дорожной карты",
        "Прочитано: 7 правок, 1 непонятная.",
        "",
        "• 1. Приказ: статус «не начато» → «выполнено»",
        "• 1. Приказ: подтверждение «№ 15 от 01.10.2026» добавится",
        "• 1. Приказ: дата факта «нет» → «1 октября»",
        "• 2. Анкеты: статус «не начато» → «в работе»",
        "• 2. Анкеты: примечание «пусто» → «ждём <классы> до пятницы»",
        "• 3. Сверка: статус «не начато» → «выполнено»",
        "• 4. Банк → 4.1. Шаблон: статус «не начато» → «не требуется»",
        "",
        "Применить правки?",
    ]
    await cast.curator.taps("Применить 7\xa0правок")

    order = await cast.item("Приказ")
    assert (order.status, str(order.done_on)) == ("done", "2026-10-01")
    survey = await cast.item("Анкеты")
    assert (survey.status, survey.note) == ("started", "ждём <классы>\nдо пятницы")
    check = await cast.item("Сверка")
    assert (check.status, str(check.due)) == ("todo", "2026-11-30")
    assert (await cast.item("Шаблон")).status == "na"
    assert await cast.stage.db.read(papers) == [("Приказ", "№ 15")]
    await cast.curator.taps("Отменить правки")

    assert lines(cast.curator) == ["✅ Правки отменены, всё как было."]
    assert (await cast.item("Приказ")).status == "todo"
    assert (await cast.item("Анкеты")).note == ""
    assert str((await cast.item("Сверка")).due) == "2026-10-31"
    assert await cast.stage.db.read(papers) == []


def papers(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        select(Item.title, Evidence.title)
        .join(Evidence, Evidence.item_id == Item.id)
        .where(Evidence.removed_at.is_(None))
    )
    return [(row[0], row[1]) for row in rows]


async def test_a_tick_of_what_is_due_every_month_is_not_made_twice(cast: Cast) -> None:
    data = edited(await cast.progress(), typed({("Сверка", "Статус"): "выполнено"}))
    await cast.returns(data)
    await cast.curator.taps("Применить 1\xa0правку")

    assert (await cast.returns(data))[1] == "Прочитано: правок нет."
    assert str((await cast.item("Сверка")).due) == "2026-11-30"


async def test_a_day_of_fact_wants_the_status_too(cast: Cast) -> None:
    data = await cast.progress()
    said = await cast.returns(edited(data, typed({("Приказ", "Дата факта"): "01.10.2026"})))

    assert said[1] == "Прочитано: 1 непонятная."
    await cast.curator.taps("Непонятные (1)")
    assert lines(cast.curator)[2].endswith(
        "у даты факта нет статуса «выполнено». Поставьте в этой строке и его."
    )


async def test_what_a_sheet_did_beside_an_edit_is_no_conflict_with_itself(cast: Cast) -> None:
    """A status gives a day; the day that was unclear is put right in the same file."""
    data = edited(await cast.progress(), typed({
        ("Приказ", "Статус"): "выполнено", ("Приказ", "Дата факта"): "вчера",
    }))  # fmt: skip
    await cast.returns(data)
    await cast.curator.taps("Применить 1\xa0правку")
    said = await cast.returns(edited(data, typed({("Приказ", "Дата факта"): "1 октября"})))

    assert said[1] == "Прочитано: 1 правка."
    await cast.curator.taps("Применить 1\xa0правку")
    assert str((await cast.item("Приказ")).done_on) == "2026-10-01"


async def test_applied_edits_are_found_again_to_be_undone(cast: Cast) -> None:
    data = edited(await cast.plan(), typed({("Приказ", "Срок"): "май 2027"}))
    await cast.returns(data)
    assert "Прежние правки из Excel" not in captions(cast.curator)
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.curator.taps("К дорожной карте")
    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Прежние правки из Excel")
    assert lines(cast.curator)[-1] == "Эти правки уже применены."

    await cast.returns(data)
    await cast.curator.taps("Прежние правки из Excel")
    await cast.curator.taps("Отменить правки")
    assert (await cast.item("Приказ")).spans == [[None, "2026-11-20"]]
    await cast.plan()
    assert "Прежние правки из Excel" not in captions(cast.curator)


async def test_edits_of_yesterday_are_not_offered(cast: Cast) -> None:
    await cast.returns(edited(await cast.plan(), typed({("Приказ", "Срок"): "май 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.plan()
    assert "Прежние правки из Excel" in captions(cast.curator)
    await cast.stage.advance_to(cast.stage.clock.now() + timedelta(days=1, minutes=1))
    await cast.plan()
    assert "Прежние правки из Excel" not in captions(cast.curator)


async def test_a_link_is_said_once(cast: Cast) -> None:
    said = await cast.returns(edited(await cast.progress(), typed({
        ("Приказ", "Подтверждение"): "https://school.example/prikaz",
    })))  # fmt: skip
    assert said[3] == "• 1. Приказ: подтверждение «https://school.example/prikaz» добавится"


async def test_a_table_of_another_school_is_refused(cast: Cast) -> None:
    data = edited(await cast.plan(), typed({("Приказ", "Срок"): "май 2027"}))
    await cast.stage.school("Школа № 2")
    stranger = await cast.stage.join("Ким Анна Львовна", Role.CURATOR)
    await stranger.sends(document=data, name="таблица.xlsx")

    assert lines(stranger)[0].startswith("Это действие для Вашей роли закрыто.")


async def test_forged_buttons_of_another_school_do_nothing(cast: Cast) -> None:
    data = edited(await cast.plan(), typed({("Приказ", "Срок"): "май 2027"}))
    await cast.returns(data)
    await cast.stage.school("Школа № 2")
    stranger = await cast.stage.join("Ким Анна Львовна", Role.CURATOR)
    for forged in (ShowReturn(1, 0), ApplyReturn(1), PlanSheet(cast.roadmap, every=True)):
        await stranger.taps(data=forged.pack())

    assert len(stranger.alerts) == 3
    assert (await cast.item("Приказ")).spans == [[None, "2026-11-20"]]


async def test_applying_twice_does_no_harm(cast: Cast) -> None:
    await cast.returns(edited(await cast.plan(), typed({("Приказ", "Срок"): "май 2027"})))
    screen = cast.curator.screen.message_id
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.curator.taps(data=ApplyReturn(1).pack(), message_id=screen)

    assert cast.curator.alerts == ["Эти правки уже применены."]


async def test_what_was_changed_while_one_looked_is_left(cast: Cast) -> None:
    data, other = await cast.plan(), await cast.plan()
    await cast.returns(edited(data, typed({("Приказ", "Срок"): "май 2027"})))
    await cast.returns(edited(other, typed({("Приказ", "Срок"): "июнь 2027"})))
    await cast.curator.taps("Применить 1\xa0правку")
    await cast.curator.taps(data=ApplyReturn(1).pack())

    assert lines(cast.curator)[:4] == [
        "✅ Применено: 0 правок", "", "⚠️ Не получилось:",
        "• 1. Приказ, срок: Пока Вы смотрели, это изменили в боте.",
    ]  # fmt: skip
    assert (await cast.item("Приказ")).spans == [["2027-06-01", "2027-06-30"]]


async def test_a_sheet_is_known_while_proof_is_asked_for(cast: Cast) -> None:
    data = await cast.progress()
    await cast.curator.taps(data=f"ie:{cast.ids['Приказ']}")
    await cast.curator.sends(
        document=edited(data, typed({("Приказ", "Статус"): "в работе"})), name="ход.xlsx"
    )
    assert lines(cast.curator)[1] == "Прочитано: 1 правка."

    await cast.curator.taps(data=f"ie:{cast.ids['Приказ']}")
    await cast.curator.sends(document=data, name="ход.xlsx")
    assert await cast.stage.db.read(papers) == [("Приказ", "ход.xlsx")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b";nastavnik/1/plan/1/0123456789abcdef\n", "Эта таблица сохранена в другом формате."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1nastavnik/1/plan/1/0123456789abcdef" + b"\0" * 600,
         "Эта таблица сохранена в другом формате."),
    ],
)  # fmt: skip
async def test_a_sheet_saved_otherwise_is_refused_clearly(
    cast: Cast, data: bytes, said: str
) -> None:
    assert (await cast.returns(data))[0].startswith(f"⚠️ {said}")


# --- a draft ------------------------------------------------------------------------------


async def questions(curator: Any) -> bytes:
    await curator.taps("Вопросы в Excel")
    return bytes(curator.screen.document[1])


async def drafted(stage: Stage) -> tuple[Any, Any]:
    curator, head, _ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    return curator, head


async def test_the_questions_of_a_draft_are_answered_in_a_table(stage: Stage) -> None:
    curator, head = await drafted(stage)
    data = await questions(curator)
    assert values(data, "Мероприятие", "Срок в документе", "Срок", "Ответственный") == [
        ("Собрать анкеты", None, None, None), ("Обновить сайт", "постоянно", "постоянно", None),
    ]  # fmt: skip
    await curator.sends(name="ответы.xlsx", document=edited(data, typed({
        ("Собрать анкеты", "Срок"): "до 1 декабря 2026",
        ("Собрать анкеты", "Ответственный"): "Климов Пётр Ильич",
        ("Обновить сайт", "Ответственный"): "Климов П. И.",
    })))  # fmt: skip
    assert lines(curator)[3:6] == [
        "• 1.2. Собрать анкеты: срок «пока не решено» → «до 1 декабря»",
        "• 1.2. Собрать анкеты: ответственный «никто не назван» → «Климов П. И.»",
        "• 1.3. Обновить сайт: ответственный «никто не назван» → «Климов П. И.»",
    ]
    await curator.taps("Применить 3\xa0правки")

    assert await stage.db.read(meanings) == {"методический кабинет": [stage.person_id(head)]}
    await curator.taps("Открыть черновик")
    assert "Запустить" in captions(curator)


async def test_one_of_several_answers_stays_with_its_row(stage: Stage) -> None:
    curator, _ = await drafted(stage)
    data = await questions(curator)
    await curator.sends(name="ответы.xlsx", document=edited(data, typed({
        ("Собрать анкеты", "Ответственный"): "Климов П. И.",
    })))  # fmt: skip
    await curator.taps("Применить 1\xa0правку")
    assert await stage.db.read(meanings) == {}
    await curator.taps("Отменить правки")

    assert lines(curator) == ["✅ Правки отменены, всё как было."]
    assert await stage.db.read(chosen) == []


def chosen(session: Session) -> list[int]:
    return list(session.scalars(select(ItemOwner.id)))


async def test_what_a_table_taught_is_forgotten_when_it_is_undone(stage: Stage) -> None:
    curator, _ = await drafted(stage)
    await curator.sends(name="ответы.xlsx", document=edited(await questions(curator), typed({
        ("Собрать анкеты", "Срок"): "май 2027",
        ("Собрать анкеты", "Ответственный"): "Я",
        ("Обновить сайт", "Ответственный"): "Я",
    })))  # fmt: skip
    await curator.taps("Применить 3\xa0правки")
    assert await stage.db.read(meanings) == {"методический кабинет": [stage.person_id(curator)]}
    await curator.taps("Отменить правки")

    assert await stage.db.read(meanings) == {}
    undecided = await stage.db.read(lambda s: list(s.scalars(
        select(Item.title).where(Item.term_decided.is_(False))
    )))  # fmt: skip
    assert undecided == ["Собрать анкеты"]


async def test_a_table_of_a_draft_is_good_for_the_roadmap_that_it_became(stage: Stage) -> None:
    curator, _ = await drafted(stage)
    data = edited(await questions(curator), typed({("Собрать анкеты", "Срок"): "май 2027"}))
    await curator.taps("← Назад")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.sends(document=data, name="ответы.xlsx")
    await curator.taps("Применить 1\xa0правку")

    spans = await stage.db.read(lambda s: s.scalars(
        select(Item.spans).where(Item.title == "Собрать анкеты")
    ).first())  # fmt: skip
    assert spans == [["2027-05-01", "2027-05-31"]]


async def test_a_table_of_a_deleted_draft_does_not_touch_the_next_one(stage: Stage) -> None:
    curator, _ = await drafted(stage)
    data = edited(await questions(curator), typed({("Собрать анкеты", "Срок"): "май 2027"}))
    await curator.taps("← Назад")
    await curator.taps("Удалить черновик")
    await curator.taps("Да, удалить")
    await stage.advance_to(stage.clock.now() + timedelta(seconds=1))
    await curator.sends(document=word(MIXED[:3]), name="другая.docx")
    await curator.sends(document=data, name="ответы.xlsx")

    assert lines(curator)[0].startswith("Эта таблица от дорожной карты, которой больше нет.")


async def test_a_table_outlives_a_corrected_document(stage: Stage) -> None:
    curator, *_ = await put_on(stage)
    rows = [
        ["1", "Приказ", "до 20.11.2026", "Директор", ""],
        ["2", "Отчёт", "май", "Директор", ""],
    ]
    await curator.sends(document=word(rows), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.taps("Открыть дорожную карту")
    await curator.taps("Таблица Excel")
    data = edited(curator.screen.document[1], typed({("Отчёт", "Примечание"): "начали"}))
    await curator.sends(document=word([["1", "Приказ", "до 25.11.2026", "Директор", ""], rows[1]]),
                        name="исправлено.docx")  # fmt: skip
    await curator.taps("Сравнить с действующей")
    await curator.taps("Внести исправления")
    await curator.sends(document=data, name="ход.xlsx")
    await curator.taps("Применить 1\xa0правку")

    noted = select(Item.title, Item.note).where(Item.note != "")
    assert await stage.db.read(lambda s: [tuple(row) for row in s.execute(noted)]) == [
        ("Отчёт", "начали")
    ]


# --- whatever the data, a screen can be sent ------------------------------------------------


async def test_three_hundred_edits_of_endless_words_are_paged(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    rows = [Row(f"{n} " + "слово " * 400, number=str(n), term="май 2027") for n in range(300)]
    ids = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    whole = Cast(stage, curator, curator, ids[""], ids)
    data = await whole.plan()
    bad = {(rows[n].title, "Срок"): "мусор <&> " * 200 for n in range(250, 300)}
    good = {(rows[n].title, "Срок"): "до 20 мая 2027" for n in range(250)}
    said = await whole.returns(edited(data, typed({**good, **bad})))

    assert said[1] == "Прочитано: 250 правок, 50 непонятных."
    assert len([line for line in said if "→" in line]) == 8
    await curator.taps("Ещё 242")
    assert lines(curator)[3].startswith("• 8. 8 слово")
    await curator.taps("Непонятные (50)")
    assert lines(curator)[0] == "📊 Не понято: 50 ячеек"
    assert len(curator.screen.text) < 4096
    await curator.taps("Ещё 42")
    assert lines(curator)[2].startswith("9. строка 265, 258.")


async def test_a_finished_roadmap_takes_no_table(cast: Cast) -> None:
    data = edited(await cast.progress(), typed({("Приказ", "Статус"): "выполнено"}))
    await cast.curator.sends("/menu")
    await cast.curator.taps(data=Plan(cast.roadmap).pack())
    await cast.curator.taps("Завершить")
    await cast.curator.taps("Да, завершить")

    assert (await cast.returns(data))[0].startswith("Эта дорожная карта завершена")
    plain = openpyxl.load_workbook(io.BytesIO(await cast.progress()))
    assert plain.sheetnames == ["Ход", "Как считается"]


async def test_the_sheet_of_a_running_one_carries_its_manifest_hidden(cast: Cast) -> None:
    assert openpyxl.load_workbook(io.BytesIO(await cast.progress())).sheetnames == [
        "Ход", "Как считается", "nastavnik",
    ]  # fmt: skip


def round_table(sheet: Any) -> None:
    """Written under the last row of the file."""
    _, at = header(sheet, "Мероприятие")
    place = sheet.max_row + 1
    sheet.cell(place, at["Мероприятие"]).value = "Круглый стол"
    sheet.cell(place, at["Срок"]).value = "до 25.12.2026"
    sheet.cell(place, at["Ответственный"]).value = "Громова"


async def test_a_row_written_into_the_file_is_offered_for_the_plan(cast: Cast) -> None:
    said = await cast.returns(edited(await cast.plan(), round_table))
    offered = captions(cast.curator)
    await cast.curator.taps("Без новой строки")
    without = lines(cast.curator), captions(cast.curator)
    await cast.curator.taps("Добавить и новую строку")
    await cast.curator.taps("Добавить в план 1\xa0строку")
    done = lines(cast.curator)[0]
    await cast.curator.taps("Отменить правки")

    row = "• новая строка «Круглый стол», этап «Работа»: до 25 декабря, Громова О. И."
    assert said[2:] == ["", row, "", "Применить правки?"]
    assert offered[:2] == ["Добавить в план 1 строку", "Без новой строки"]
    assert row + " (не добавлять)" in without[0]
    assert without[1][0] == "Добавить и новую строку"
    assert done == "✅ Применено: 1 правка"
    assert lines(cast.curator) == ["✅ Правки отменены, всё как было."]
