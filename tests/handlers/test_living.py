"""Stories of the living roadmap: finished and taken back, moved with a reason, split, found."""

import pytest

from domain.roles import Role
from handlers.buttons.item import MoveTerm, OpenItem
from handlers.buttons.roadmap import ListItems, Overview
from services.overview import Which
from tests.item_factories import Row, running
from tests.small_school import SmallSchool, plain
from tests.stage import Stage


@pytest.fixture
async def cast(stage: Stage) -> SmallSchool:
    return await SmallSchool.opened(stage)


async def test_a_roadmap_is_finished_found_and_taken_up_again(cast: SmallSchool) -> None:
    await cast.plant(Row("Приказ", term="до 09.10.2026", owners=(cast.id(cast.olga),)))

    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Завершить")
    assert "Ещё не выполнено: 1 пункт." in plain(cast.curator.screen.text)
    await cast.curator.taps("Да, завершить")
    assert cast.curator.screen.text.startswith("✅ Дорожная карта завершена.")
    await cast.olga.sends("/today")
    assert "ничего не числится" in cast.olga.screen.text

    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Завершённые (1)")
    await cast.curator.taps("0 из 1 · завершена")
    assert "⏸ Карта завершена" in cast.curator.screen.text
    assert not cast.curator.screen.has("Добавить строку")
    assert not cast.curator.screen.has("Завершить")
    await cast.curator.taps("Вернуть в работу")
    await cast.curator.taps("Открыть дорожную карту")
    await cast.curator.taps("Изменить план")
    assert cast.curator.screen.has("Завершить")
    await cast.olga.sends("/today")
    assert "Приказ" in cast.olga.screen.text


async def test_a_finished_roadmap_has_a_way_on(cast: SmallSchool) -> None:
    await cast.plant(Row("Приказ", term="до 09.10.2026", owners=(cast.id(cast.olga),)))
    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Завершить")
    await cast.curator.taps("Да, завершить")
    finished = cast.curator.screen.buttons
    await cast.curator.taps("Файлы и бумаги")
    files = [caption for row in cast.curator.screen.buttons for caption in row]
    await cast.curator.sends("/roadmap")

    assert finished == [
        ["Следующий учебный год"], ["Файлы и бумаги", "Вернуть в работу"], ["← Назад", "Меню"],
    ]  # fmt: skip
    assert {"Справка о выполнении", "Папка проверки", "Таблица Excel"} <= set(files)
    assert not {"Сводка сейчас", "Сроки в календарь"} & set(files)
    assert "Сейчас ни одна карта не работает." in cast.curator.screen.text


async def test_a_launch_is_taken_back(cast: SmallSchool) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026", owners=(cast.id(cast.olga),)))

    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Изменить план")
    await cast.curator.taps("Отменить запуск")
    await cast.curator.taps("Да, отменить запуск")
    assert cast.curator.screen.text.startswith("✅ Запуск отменён.")
    await cast.curator.taps("Открыть черновик")
    assert cast.curator.screen.has("Запустить")
    await cast.olga.taps(data=OpenItem(found["Приказ"]).pack())
    assert cast.olga.alerts[-1].startswith("Эта дорожная карта ещё не запущена")


async def test_a_passed_term_names_its_day_once(cast: SmallSchool) -> None:
    found = await cast.plant(Row("Приказ", term="до 18.09.2026"))

    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())
    assert "\nСрок: 18 сентября, прошёл 17 дней назад\n" in plain(cast.curator.screen.text)
    await cast.curator.taps("Перенести")
    assert "\nСейчас: 18 сентября, прошёл 17 дней назад.\n" in plain(cast.curator.screen.text)


async def test_a_share_says_its_roadmap_instead_of_its_own_title(cast: SmallSchool) -> None:
    olga, curator = cast.id(cast.olga), cast.id(cast.curator)
    found = await cast.plant(
        Row("Анкета", owners=(olga, curator), each=True),
        Row("Отзыв", stage="Итоги", owners=(olga, curator), each=True),
        title="Карта наставничества",
    )

    for title, place in (("Анкета", "Карта наставничества"), ("Отзыв", "Итоги")):
        await cast.olga.taps(data=OpenItem(found[f"{title}/{olga}"]).pack())
        assert cast.olga.screen.text.startswith(f"📋 {title}\n{place}\n\n")


async def test_days_that_are_over_cannot_be_pressed(cast: SmallSchool) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026"))

    await cast.curator.taps(data=MoveTerm(found["Приказ"], 2026, 10).pack())

    captions = [caption for row in cast.curator.screen.buttons for caption in row]
    days = [int(caption) for caption in captions if caption.isdigit()]
    assert days == list(range(5, 32)), "from today, the 5th"
    assert "‹" not in captions


async def test_a_term_in_words_says_what_is_doubtful_and_asks_why(cast: SmallSchool) -> None:
    found = await cast.plant(Row("Приказ", term="до 09.10.2026"))
    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())

    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Срок словами")
    await cast.curator.sends("май 2029")
    assert plain(cast.curator.screen.text) == (
        "📅 Приказ\n\nНовый срок: май 2029\nПонято так: май 2029\n"
        "⚠️ Срок не попадает в период дорожной карты: 01.05.2029 — 31.05.2029. "
        "Проверьте год.\n"
        "Почему переносим? Выберите или напишите."
    )
    await cast.curator.taps("Ждём документы")
    await cast.curator.taps("Открыть пункт")
    assert "В документе: «май 2029»" in cast.curator.screen.text
    await cast.curator.taps("История")
    assert "(Ждём документы)" in cast.curator.screen.text


async def test_words_of_the_document_are_changed(cast: SmallSchool) -> None:
    found = await cast.plant(
        Row("Приказ", number="1", stage="Начало"), Row("Отчёт", stage="Итоги")
    )
    await cast.curator.taps(data=OpenItem(found["Приказ"]).pack())

    for caption, typed in (("Номер", "4.1"), ("Содержание", "Кто и кого"),
                           ("Ответственные в документе", "Директор")):  # fmt: skip
        await cast.curator.taps("Изменить пункт")
        await cast.curator.taps(caption)
        await cast.curator.sends(typed)
        await cast.curator.taps("Открыть пункт")
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Этап")
    await cast.curator.taps("Итоги")
    await cast.curator.taps("Открыть пункт")

    text = plain(cast.curator.screen.text)
    assert text.startswith("📋 4.1. Приказ\nИтоги\n")
    assert "Содержание: Кто и кого" in text
    assert "Ответственные в документе: «Директор»" in text


async def test_a_step_is_split_and_a_shared_row_says_why_not(cast: SmallSchool) -> None:
    owners = (cast.id(cast.olga), cast.id(cast.curator))
    found = await cast.plant(
        Row("Ряд", steps=(Row("Шаг"),)), Row("Анкета", owners=owners, each=True)
    )

    await cast.curator.taps(data=OpenItem(found["Шаг"]).pack())
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Разбить на шаги")
    await cast.curator.sends("Раз\nДва")
    await cast.curator.taps("Открыть пункт")
    assert cast.curator.screen.text.startswith("📋 Раз\nРяд\n")

    await cast.curator.taps(data=OpenItem(found["Анкета"]).pack())
    await cast.curator.taps("Изменить пункт")
    await cast.curator.taps("Разбить на шаги")
    assert cast.curator.alerts[-1].startswith("Этот пункт каждый делает за себя")


async def test_back_from_a_card_leads_to_the_page_it_was_opened_from(cast: SmallSchool) -> None:
    olga = cast.id(cast.olga)
    rows = [Row(f"Дело {at}", stage=f"Этап {at % 2}", owners=(olga,)) for at in range(10, 30)]
    found = await cast.plant(*rows)

    await cast.curator.taps(data=ListItems(found[""], Which.ALL, None, 1).pack())
    listed = cast.curator.screen.text
    await cast.curator.taps("10")
    await cast.curator.taps("← Назад")
    assert cast.curator.screen.text == listed

    await cast.curator.taps(data=Overview(found[""]).pack())
    await cast.curator.taps("Найти")
    await cast.curator.sends("дело")
    await cast.curator.taps("Ещё 12 ›")
    listed = cast.curator.screen.text
    await cast.curator.taps("9")
    await cast.curator.taps("← Назад")
    assert cast.curator.screen.text == listed

    await cast.olga.sends("/today")
    await cast.olga.taps("Ещё 12 ›")
    listed = cast.olga.screen.text
    await cast.olga.taps("9")
    await cast.olga.taps("← Назад")
    assert cast.olga.screen.text == listed


async def test_a_coordinator_sees_the_schools_in_counts(stage: Stage) -> None:
    above = await stage.municipality("Заречный район")
    coordinator = await stage.join("Лис Пётр Олегович", Role.COORDINATOR)
    first = await stage.school("Школа № 5", parent_id=above)
    await stage.school("Школа № 6", parent_id=above)
    await stage.db.write(
        running, stage.clock.now(), first, [Row("Поздно", term="до 01.10.2026"), Row("Ждёт")]
    )

    await coordinator.sends("/roadmap")
    await coordinator.taps("Школы: ход")

    assert plain(coordinator.screen.text) == (
        "📊 Школы: ход · Заречный район\n2 школы\n\n"
        "Школа № 5 · выполнено 0 из 2 · ⚠️ срок прошёл: 1\nШкола № 6 · карты пока нет"
    )
    assert coordinator.screen.buttons == [["Банки школ"], ["← Назад", "Меню"]]
