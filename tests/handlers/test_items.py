"""Stories of items on the screen: mine, a card, ticking off, proof, moving, handing over."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from domain.roles import Role
from exports.qr import qr_png
from handlers.buttons.item import Done, OpenItem
from handlers.buttons.roadmap import AddRow, Overview
from sandbox.session import Actor
from tests.item_factories import Row
from tests.small_school import SmallSchool, plain
from tests.stage import Stage


@dataclass
class Cast(SmallSchool):
    """With a specialist."""

    anna: Actor


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    small = await SmallSchool.opened(stage)
    anna = await stage.join("Ким Анна Львовна", Role.SPECIALIST)
    return Cast(stage, small.curator, small.olga, anna)


PICTURE = qr_png("https://school.example")


async def test_from_my_items_to_done_and_back(cast: Cast) -> None:
    await cast.plant(
        Row(
            "Приказ о наставниках", number="1", term="до 09.10.2026", owners=(cast.id(cast.olga),)
        ),
        Row("Отчёт", term="до 20.05.2027", owners=(cast.id(cast.olga),)),
    )

    await cast.olga.sends("/today")
    assert plain(cast.olga.screen.text) == (
        "📋 Мои дела · 2 пункта\nна этой неделе: 1\n\n"
        "1 · 1. Приказ о наставниках\n    до 9 октября (осталось 4 дня)\n"
        "2 · Отчёт\n    до 20 мая (осталось 227 дней)"
    )
    await cast.olga.taps("Открыть первое")
    assert cast.olga.screen.buttons[:2] == [["📎 Номер и дата документа"], ["✅ Отметить"]]
    await cast.olga.taps("✅ Отметить")
    assert plain(cast.olga.screen.text) == (
        "✅ Отмечено: 1. Приказ о наставниках\n\nЗаписано 5 октября."
    )
    assert cast.olga.screen.buttons == [
        ["📎 Прикрепить подтверждение"], ["Отменить", "Следующее дело"], ["Открыть пункт"],
        ["← Назад", "Меню"],
    ]  # fmt: skip
    await cast.olga.taps("Отменить")
    assert cast.olga.alerts[-1] == "Отменено, всё как было."
    assert cast.olga.screen.buttons[:2] == [["📎 Номер и дата документа"], ["✅ Отметить"]]


async def test_a_reminders_button_may_be_pressed_twice(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026", owners=(cast.id(cast.olga),)))

    await cast.olga.taps(data=Done(found["Приказ"]).pack())
    await cast.olga.taps(data=Done(found["Приказ"]).pack())

    assert plain(cast.olga.screen.text) == ("✅ Уже отмечено: Приказ\n\n5 октября, Громова О. И.")


async def test_proof_of_every_kind(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", owners=(cast.id(cast.olga),)))
    await cast.olga.taps(data=OpenItem(found["Приказ"]).pack())

    await cast.olga.taps("📎 Номер и дата документа")
    await cast.olga.sends_photo(PICTURE)
    assert cast.olga.screen.text == "📎 Приказ\n\nПрикреплено: фото.\nМожно прислать ещё."
    await cast.olga.sends("просто слова")
    assert cast.olga.screen.text.startswith("Сейчас нужно подтверждение, а это просто слова.")
    await cast.olga.sends_file(b"paper", "приказ.pdf")
    await cast.olga.sends("https://school.example/order")
    await cast.olga.sends("Приказ № 15 от 12.10.2026")
    await cast.olga.taps("Готово, это всё")
    await cast.olga.taps("Подтверждения (4)")
    assert cast.olga.screen.text == (
        "📎 Приказ\nПодтверждения\n\n1 · фото\n2 · приказ.pdf\n3 · https://school.example/order\n"
        "4 · Приказ № 15 от 12.10.2026\n\nКакой открыть?"
    )

    await cast.olga.taps("1")
    assert cast.olga.screen.photo == PICTURE
    await cast.olga.taps("2")
    assert cast.olga.screen.document == ("приказ.pdf", b"paper")
    await cast.olga.taps("Убрать подтверждение")
    await cast.olga.taps("Открыть пункт")
    assert cast.olga.screen.has("Подтверждения (3)")


async def test_a_file_that_the_messenger_does_not_give(cast: Cast) -> None:
    """A voice that is not there any more: said kindly, and the bot still waits."""
    found = await cast.plant(Row("Приказ", owners=(cast.id(cast.olga),)))
    await cast.olga.taps(data=OpenItem(found["Приказ"]).pack())
    await cast.olga.taps("📎 Номер и дата документа")
    voice = {"file_id": "gone", "file_unique_id": "gone", "duration": 3}
    acts = cast.stage.world.acts

    await cast.stage.feed(
        acts._post(cast.olga.bot, cast.olga.person, {"voice": voice}, queued=False)
    )

    assert plain(cast.olga.screen.text).startswith("Мессенджер не отдал этот файл.")
    await cast.olga.sends_photo(PICTURE)
    assert cast.olga.screen.text.endswith("Прикреплено: фото.\nМожно прислать ещё.")


async def test_a_comment_and_the_history(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", owners=(cast.id(cast.olga),)))
    await cast.olga.taps(data=OpenItem(found["Приказ"]).pack())

    await cast.olga.taps("Начать")
    await cast.olga.taps("Комментарий")
    await cast.olga.sends("Ждём <подписи> & печати")
    await cast.olga.taps("Открыть пункт")
    await cast.olga.taps("История")

    assert plain(cast.olga.screen.text) == (
        "📋 Приказ\nИстория\n\n"
        "5 октября, Громова О. И.: комментарий: Ждём <подписи> & печати\n"
        "5 октября, Громова О. И.: начато"
    )


async def test_the_curator_moves_a_term(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026", owners=(cast.id(cast.olga),)))
    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())

    await cast.curator.taps("Перенести")
    await cast.curator.taps("23")
    await cast.curator.taps("Ждём документы")
    assert plain(cast.curator.screen.text) == "✅ Срок перенесён."
    await cast.curator.taps("Открыть пункт")
    assert "Срок: до 23 октября (осталось 18 дней)" in plain(cast.curator.screen.text)
    assert "В документе: «до 09.10.2026»" in cast.curator.screen.text

    await cast.curator.taps("Перенести")
    await cast.curator.sends("когда-нибудь")
    assert cast.curator.screen.text.startswith("Не получилось понять срок.")
    await cast.curator.sends("до конца ноября 2026")
    await cast.curator.sends("Болеем всей школой")
    await cast.curator.taps("Открыть пункт")
    assert "Срок: до 30 ноября (осталось 56 дней)" in plain(cast.curator.screen.text)
    await cast.curator.taps("Отменить последнее")
    assert "Срок: до 23 октября (осталось 18 дней)" in plain(cast.curator.screen.text)


async def test_the_curator_hands_an_item_over(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026"))
    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())

    await cast.curator.taps("Передать")
    await cast.curator.sends("гром")
    await cast.curator.taps("Громова")
    assert plain(cast.curator.screen.text) == "✅ Теперь отвечает: Громова О. И."
    await cast.curator.taps("Добавить ещё человека")
    await cast.curator.taps("Ким")
    await cast.curator.taps("Каждый делает свою часть")
    await cast.curator.taps("Открыть пункт")

    assert "Отметили 0 из 2" in cast.curator.screen.text
    await cast.olga.taps(data=Done(found["Приказ"]).pack())
    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())
    assert "Отметили 1 из 2\nЕщё нет отметки: Ким А. Л." in plain(cast.curator.screen.text)


async def test_the_plan_is_changed(cast: Cast) -> None:
    found = await cast.plant(
        Row("Первое", number="1", stage="Этап 1"), Row("Второе", stage="Этап 2")
    )
    await cast.curator.taps(data=Overview(found[""]).pack())

    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Добавить строку")
    await cast.curator.taps("1 · 0 из 1")
    await cast.curator.sends("Лишнее")
    await cast.curator.taps("Отменить")
    assert cast.curator.screen.text == "Отменено, всё как было."
    await cast.curator.taps(data=AddRow(found[""], found["Первое"]).pack())
    await cast.curator.sends("Круглый стол\nдо 20 мая 2027")
    await cast.curator.taps("Открыть пункт")
    assert "Срок: до 20 мая" in plain(cast.curator.screen.text)
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Разбить на шаги")
    await cast.curator.sends("Пригласить\nПровести")
    assert cast.curator.screen.text == "✅ Добавлено: 2\u00a0шага."
    await cast.curator.taps("Открыть пункт")
    await cast.curator.taps("Шаги (0 из 2)")
    assert "1 · Пригласить" in cast.curator.screen.text

    await cast.curator.taps(data=OpenItem(found["Первое"]).pack())
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Не требуется")
    await cast.curator.taps("Уже есть документ")
    await cast.curator.taps("Открыть пункт")
    assert "⏸ Не требуется" in cast.curator.screen.text
    await cast.curator.taps("Вернуть в работу")
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Удалить")
    await cast.curator.taps("Да, удалить")
    await cast.curator.taps("Отменить")
    assert cast.curator.screen.text.startswith("📋 1. Первое\nЭтап 1\n")


async def test_the_overview_and_its_lists(cast: Cast) -> None:
    olga = cast.id(cast.olga)
    found = await cast.plant(
        Row("Анкетирование", stage="Подготовка", term="до 01.10.2026", owners=(olga,)),
        Row("Приказ", stage="Подготовка", term="до 09.10.2026", owners=(olga,)),
        Row("Анкетирование", stage="Итоги", owners=(olga,)),
        title="Карта <b>школы</b>",
    )

    await cast.curator.sends("/roadmap")
    assert cast.curator.screen.text == (
        "📋 Дорожная карта · Этап 1 из 2 · 0 из 2\nКарта <b>школы</b>\nШкола № 1\n\n"
        "Выполнено 0 из 3 (0\u00a0%)\nСейчас: Подготовка\n⚠️ Срок прошёл: 1\u00a0пункт\n"
        "🕒 На этой неделе: 1\u00a0пункт\nБез срока: 1\u00a0пункт"
    )
    assert cast.curator.screen.buttons == [
        ["Просрочено (1)"], ["На этой неделе (1)", "Без срока (1)"], ["По этапам", "Все пункты"],
        ["Найти", "Таблица Excel"], ["Файлы и бумаги", "Изменить план"], ["Меню"],
    ]  # fmt: skip
    await cast.curator.taps("Все пункты")
    assert plain(cast.curator.screen.text) == (
        "📋 Все пункты · 3 пункта\n\n"
        "1 · ⚠️ Анкетирование · Подготовка\n    срок 1 октября прошёл 4 дня назад · Громова О. И.\n"
        "2 · Приказ\n    до 9 октября (осталось 4 дня) · Громова О. И.\n"
        "3 · Анкетирование · Итоги\n    без срока · Громова О. И."
    )
    await cast.curator.taps(data=Overview(found[""]).pack())
    await cast.curator.taps("По этапам")
    assert cast.curator.screen.buttons[:2] == [
        ["⚠️ 1 · 0 из 2 · Подготовка"], ["2 · 0 из 1 · Итоги"],
    ]  # fmt: skip
    await cast.curator.taps(data=Overview(found[""]).pack())
    await cast.curator.taps("Найти")
    await cast.curator.sends("АНКЕТ")
    assert cast.curator.screen.text.startswith("📋 Поиск · «анкет» · 2\u00a0пункта")
    await cast.curator.taps("2")
    assert cast.curator.screen.text.startswith("📋 Анкетирование\nИтоги")


async def test_the_progress_sheet(cast: Cast) -> None:
    olga, anna = cast.id(cast.olga), cast.id(cast.anna)
    found = await cast.plant(
        Row("Приказ", number="1", stage="Этап 1", term="до 01.10.2026", owners=(olga,)),
        Row(
            "Анкета", number="2", stage="Этап 1", term="до 09.10.2026", owners=(olga, anna),
            each=True,
        ),
        Row("Сбор", number="3", stage="Этап 2", steps=(Row("=1+1", term="до 09.10.2026"),)),
    )  # fmt: skip
    await cast.olga.taps(data=Done(found["Анкета"]).pack())
    await cast.olga.taps("📎 Прикрепить подтверждение")
    await cast.olga.sends("№ 15 от 12.10.2026")

    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Таблица Excel")

    assert cast.curator.screen.document is not None
    name, data = cast.curator.screen.document
    assert name == "Ход дорожной карты — Школа № 1 — 2026-10-05.xlsx"
    cells = [
        tuple(plain(cell) if isinstance(cell, str) else cell for cell in row)
        for row in load_workbook(BytesIO(data))
        .worksheets[0]
        .iter_rows(max_col=8, values_only=True)
    ]
    lines = {row[1]: row for row in cells if row[1] is not None}
    assert lines["Приказ"] == (
        "1", "Приказ", "до 01.10.2026\nсрок прошёл 4 дня назад", "Громова Ольга Ильинична",
        "просрочено", None, None, None,
    )  # fmt: skip
    assert lines["Анкета"][3:5] == ("Громова Ольга Ильинична, Ким Анна Львовна", "в работе")
    assert lines["Громова Ольга Ильинична"][4:6] == ("выполнено", "№ 15 от 12.10.2026")
    assert "=1+1" in lines


async def test_a_mentor_gets_no_sheet(cast: Cast) -> None:
    await cast.plant(Row("Приказ"))

    await cast.olga.sends("/roadmap")

    assert [c for row in cast.olga.screen.buttons for c in row] == [
        "Без срока (1)", "Все пункты", "Найти", "Меню",
    ]  # fmt: skip


async def test_a_lasting_item_shows_its_next_check(cast: Cast) -> None:
    found = await cast.plant(Row("Консультации", term="постоянно", owners=(cast.id(cast.olga),)))

    await cast.olga.taps(data=OpenItem(found["Консультации"]).pack())

    assert "Следующая проверка: 30 декабря" in plain(cast.olga.screen.text)
    assert cast.olga.screen.buttons[:2] == [
        ["📎 Приложить протокол"], ["✅ Отметить выполненным"],
    ]  # fmt: skip


async def test_yesterdays_act_cannot_be_undone_from_the_card(cast: Cast) -> None:
    found = await cast.plant(Row("Приказ", owners=(cast.id(cast.olga),)))
    await cast.olga.taps(data=Done(found["Приказ"]).pack())
    await cast.stage.advance_to(datetime(2026, 10, 5, 7, tzinfo=UTC) + timedelta(days=2))

    await cast.olga.taps(data=OpenItem(found["Приказ"]).pack())

    assert not cast.olga.screen.has("Отменить последнее")
    await cast.olga.taps("Вернуть в работу")
    assert cast.olga.screen.buttons[:2] == [["📎 Номер и дата документа"], ["✅ Отметить"]]


@pytest.mark.parametrize(
    ("term", "understood"),
    [
        ("каждую среду", "каждую среду, "),
        ("каждый понедельник и четверг", "каждую неделю: в понедельник и в четверг, "),
        ("еженедельно", "каждую неделю, "),
        ("каждый последний день месяца", "каждый месяц: в последний день, "),
        ("последняя пятница каждого месяца", "каждый месяц: в последнюю пятницу, "),
    ],
)
async def test_a_card_says_on_which_days_a_term_repeats(
    cast: Cast, term: str, understood: str
) -> None:
    found = await cast.plant(Row("Беседа", term=term, owners=(cast.id(cast.olga),)))

    await cast.olga.taps(data=OpenItem(found["Беседа"]).pack())

    assert f"Понято так: {understood}" in plain(cast.olga.screen.text)


async def test_a_term_understood_in_its_own_words_is_said_once(cast: Cast) -> None:
    found = await cast.plant(Row("Беседа", term="До 20 мая", owners=(cast.id(cast.olga),)))

    await cast.olga.taps(data=OpenItem(found["Беседа"]).pack())

    said = plain(cast.olga.screen.text)
    assert "В документе: «До 20 мая»" in said
    assert "Понято так" not in said
