"""People in tests: what they can do, what they see, how updates reach a program in-process."""

import pytest

from sandbox.actor import Actor
from sandbox.people import Json
from sandbox.world import World
from tests.sandbox.conftest import Caller

KEYS = {
    "inline_keyboard": [
        [{"text": "Не готово", "callback_data": "no"}, {"text": "Готово", "callback_data": "yes"}],
        [{"text": "Пригласить", "url": "https://t.me/Mentor_test_bot?start=abc_1"}],
        [{"text": "Сайт", "url": "https://example.org/"}],
    ]
}


async def test_updates_go_straight_to_the_feed(world: World, token: str) -> None:
    fed: list[Json] = []

    async def feed(update: Json) -> None:
        fed.append(update)

    anna = Actor(world, "Анна", username="anna", feed=feed)
    await anna.starts("school_1")
    await anna.sends("привет")
    await anna.blocks()

    assert [list(one)[1] for one in fed] == ["message", "message", "my_chat_member"]
    assert fed[0]["message"]["text"] == "/start school_1"
    assert fed[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert fed[0]["message"]["from"]["username"] == "anna"
    assert world.updates.waiting(world.bot(token)) == []


async def test_buttons_are_found_by_words_on_the_newest_message(call: Caller, olga: Actor) -> None:
    first = await call("sendMessage", chat_id=olga.id, text="старое", reply_markup=KEYS)
    second = await call("sendMessage", chat_id=olga.id, text="новое", reply_markup=KEYS)
    await call("sendMessage", chat_id=olga.id, text="без кнопок")

    await olga.taps("Готово")
    await olga.taps("Не гот")
    await olga.taps("Готово", message_id=first["message_id"])
    await olga.taps(data="forged")

    queries = [one["callback_query"] for one in await call("getUpdates")]
    assert [(one["data"], one["message"]["message_id"]) for one in queries] == [
        ("yes", second["message_id"]),
        ("no", second["message_id"]),
        ("yes", first["message_id"]),
        ("forged", second["message_id"] + 1),
    ]


async def test_a_button_that_is_not_there(call: Caller, olga: Actor) -> None:
    await call("sendMessage", chat_id=olga.id, text="a", reply_markup=KEYS)

    with pytest.raises(AssertionError) as missing:
        await olga.taps("Отмена")

    assert str(missing.value) == (
        "no button 'Отмена'; there are [[['Не готово', 'Готово'], ['Пригласить'], ['Сайт']]]"
    )


async def test_links_of_our_own_bot_are_opened(call: Caller, olga: Actor) -> None:
    await call("sendMessage", chat_id=olga.id, text="a", reply_markup=KEYS)

    await olga.taps("Пригласить")
    await olga.taps("Сайт")

    assert [one.text for one in olga.history[2:]] == ["/start abc_1"]


async def test_a_payload_no_link_can_carry(olga: Actor) -> None:
    with pytest.raises(ValueError, match="привет"):
        await olga.starts("привет")
    with pytest.raises(ValueError, match="x"):
        await olga.starts("x" * 65)


async def test_start_unblocks(olga: Actor, call: Caller) -> None:
    await olga.blocks()
    with pytest.raises(PermissionError):
        await olga.sends("привет")

    await olga.starts()

    assert [list(one)[1] for one in await call("getUpdates")] == [
        "my_chat_member",
        "my_chat_member",
        "message",
    ]


async def test_nothing_to_see_yet(olga: Actor) -> None:
    with pytest.raises(AssertionError, match="the bot has sent nothing"):
        _ = olga.screen


async def test_the_same_id_is_the_same_person(world: World, token: str) -> None:
    first = Actor(world, "Анна", user_id=42)
    second = Actor(world, "Анна", user_id=42)

    assert first.person is second.person
