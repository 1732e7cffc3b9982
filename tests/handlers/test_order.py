"""A doubtful order is shown, moved or found right; it forbids nothing."""

from typing import Any

from domain.progress import Status
from tests.documents import word
from tests.handlers.test_draft import captions, items, lines, put_on

ROWS = [
    ["Формирование базы наставников"],
    ["1", "Анкетирование потенциальных наставников", "май 2027", "Директор", ""],
    ["2", "Формирование базы наставников", "ноябрь 2026", "Директор", ""],
    ["Работа пар"],
    ["3", "Регулярные встречи наставника и наставляемого", "до 20 мая 2027", "Наставники", ""],
    ["4", "Итоговый круглый стол", "январь 2027", "Директор", ""],
]


async def test_a_draft_says_what_to_look_at(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(ROWS), name="карта.docx")
    assert "Проверьте порядок: 2 места." in lines(curator)
    await curator.taps("Проверить порядок")
    assert lines(curator)[2:] == [
        "1 · Анкетирование позже, чем готов банк, который оно наполняет",
        "    • 1. Анкетирование потенциальных наставников: май",
        "    • 2. Формирование базы наставников: ноябрь",
        "2 · Итоги подводят раньше, чем закончатся встречи",
        "    • 4. Итоговый круглый стол: январь",
        "    • 3. Регулярные встречи наставника и наставляемого: 20 мая",
        "",
        "Если так и задумано, нажмите «Всё верно». Запуску это не мешает.",
    ]

    await curator.taps("1 · Перенести")
    await curator.taps("1. Анкетирование")
    await curator.taps("октябрь")
    await curator.taps("← Назад")
    await curator.taps("← Назад")
    assert "Проверьте порядок: 1 место." in lines(curator)
    await curator.taps("Проверить порядок")
    await curator.taps("1 · Всё верно")

    assert lines(curator)[-1] == "✅ Порядок сроков вопросов не вызывает."
    await curator.taps("← Назад")
    assert not curator.screen.has("Проверить порядок")
    assert (await stage.db.read(items))[0].spans == [["2026-10-01", "2026-10-31"]]


async def test_a_running_roadmap_is_checked_too(stage: Any) -> None:
    curator, head, _ = await put_on(stage)
    await curator.sends(document=word(ROWS), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.sends("/roadmap")
    await curator.taps("Изменить план")
    await curator.taps("Проверить порядок")
    assert captions(curator)[:4] == [
        "1 · Перенести", "1 · Всё верно", "2 · Перенести", "2 · Всё верно",
    ]  # fmt: skip
    await curator.taps("1 · Перенести")
    await curator.taps("1. Анкетирование")
    assert lines(curator)[0] == "📅 1. Анкетирование потенциальных наставников"

    await head.taps(data="id:1")
    assert (await stage.db.read(items))[0].status is Status.DONE
    await curator.taps(data="cf:1:0")
    assert captions(curator)[:2] == ["1 · Перенести", "1 · Всё верно"], "what is done is done"
    assert "Итоги подводят раньше" in lines(curator)[2]
