"""Words where a tap was expected: a typed day, a link for a file, and what does not fit."""

from dataclasses import dataclass

import pytest

from domain.roles import Role
from handlers.buttons.item import AddEvidence, MoveTerm, OpenItem
from handlers.buttons.reminders import SnoozeMonth
from handlers.buttons.settings import ChooseFirst
from sandbox.session import Actor
from services import card
from tests.item_factories import Row, running
from tests.reminder_factories import actor
from tests.stage import Stage


@dataclass
class Cast:
    stage: Stage
    curator: Actor
    item: int
    occurrence: int

    async def history(self) -> list[str]:
        def load(session):  # type: ignore[no-untyped-def]
            who = actor(session, self.stage.person_id(self.curator), self.stage.clock.now())
            return [line.action for line in card.history(session, who, self.item)]

        return await self.stage.db.read(load)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    rows = [Row("Приказ", term="до 09.10.2026", owners=(stage.person_id(curator),))]
    found = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return Cast(stage, curator, found["Приказ"], 1)


async def test_a_reminder_is_put_off_to_a_typed_day(cast: Cast) -> None:
    await cast.curator.taps(data=SnoozeMonth(cast.occurrence, 0, 0).pack())

    await cast.curator.sends("через два дня")

    assert plain(cast.curator.screen.text).startswith("🕒 Напомню в среду, 7 октября.\nПриказ")


async def test_what_is_no_day_leaves_the_calendar_and_says_what_is_awaited(cast: Cast) -> None:
    await cast.curator.taps(data=SnoozeMonth(cast.occurrence, 0, 0).pack())

    await cast.curator.sends("не знаю")
    refused = cast.curator.screen.text
    await cast.curator.sends("вчера")
    outside = cast.curator.screen.text
    await cast.curator.sends("завтра")

    assert refused.startswith("Сейчас нужен день. Ничего не изменилось.")
    assert plain(outside).startswith("4 октября: этот день здесь не подходит.")
    assert "6 октября" in plain(cast.curator.screen.text)


async def test_who_went_on_is_not_asked_any_more(cast: Cast) -> None:
    await cast.curator.taps(data=SnoozeMonth(cast.occurrence, 0, 0).pack())
    await cast.curator.taps("← Назад")

    await cast.curator.sends("завтра")

    assert cast.curator.screen.text.startswith("Это сообщение я не понимаю")


async def test_another_month_goes_on_waiting(cast: Cast) -> None:
    await cast.curator.taps(data=SnoozeMonth(cast.occurrence, 0, 0).pack())
    await cast.curator.taps("›")

    await cast.curator.sends("завтра")

    assert "6 октября" in plain(cast.curator.screen.text)


async def test_both_ends_of_the_holidays_may_be_typed(cast: Cast) -> None:
    place = cast.stage.school_id
    await cast.curator.taps(data=ChooseFirst(place, leave=False, year=0, month=0).pack())

    await cast.curator.sends("2 ноября")
    await cast.curator.sends("8 ноября")

    buttons = [plain(caption) for row in cast.curator.screen.buttons for caption in row]
    assert any("2 ноября" in caption and "8 ноября" in caption for caption in buttons), buttons


async def test_a_term_is_moved_by_a_week_in_words(cast: Cast) -> None:
    await cast.curator.taps(data=MoveTerm(cast.item, None, None).pack())

    await cast.curator.sends("через неделю")

    assert "Новый срок: 12 октября" in plain(cast.curator.screen.text)
    await cast.curator.taps("Изменился график")
    await cast.curator.taps(data=OpenItem(cast.item).pack())
    assert "12 октября" in plain(cast.curator.screen.text)


async def test_words_where_proof_is_awaited_get_an_example(cast: Cast) -> None:
    await cast.curator.taps(data=AddEvidence(cast.item).pack())
    await cast.curator.sends("№ 15 от 16.12.2026")

    await cast.curator.sends("вот ещё что")

    assert "например «№ 15 от 16.12.2026»" in plain(cast.curator.screen.text)
    await cast.curator.sends("https://school.example/order")
    assert await cast.history() == ["evidence", "evidence"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("setup.exe", b"MZ", "Программы и скрипты бот не хранит"),
        ("приказ.pdf", b"", "Этот файл пустой"),
        ("база.1cd", b"1", "Такие файлы бот не хранит"),
    ],
)
async def test_files_that_prove_nothing_are_refused(
    cast: Cast, name: str, data: bytes, words: str
) -> None:
    await cast.curator.sends_file(data, name)
    unasked = cast.curator.screen.text
    await cast.curator.taps(data=AddEvidence(cast.item).pack())
    await cast.curator.sends_file(data, name)

    assert cast.curator.screen.text.startswith(words)
    if not name.endswith(".pdf"):
        assert unasked.startswith(words)
    assert await cast.history() == []
