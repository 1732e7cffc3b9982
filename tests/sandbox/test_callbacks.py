"""Presses of inline buttons and answers to them."""

import pytest

from sandbox.actor import Actor
from sandbox.world import World
from tests.sandbox.conftest import Caller, Clock

KEYS = {
    "inline_keyboard": [
        [{"text": "Не готово", "callback_data": "no"}, {"text": "Готово", "callback_data": "yes"}],
        [{"text": "Дальше →", "callback_data": "next"}],
    ]
}
TOO_OLD = (
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)


@pytest.fixture
async def shown(call: Caller, olga: Actor) -> None:
    """A message with three buttons stands in Olga's chat."""
    await call("sendMessage", chat_id=olga.id, text="Как дела?", reply_markup=KEYS)


@pytest.mark.usefixtures("shown")
async def test_a_press_and_its_answer(call: Caller, olga: Actor) -> None:
    await olga.taps("Готово")
    query = (await call("getUpdates"))[0]["callback_query"]
    waiting = olga.unanswered
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Записано")

    assert (query["data"], query["from"]["id"]) == ("yes", olga.id)
    assert query["message"]["reply_markup"] == KEYS
    assert (waiting, olga.unanswered, olga.alerts) == (["yes"], [], ["Записано"])


@pytest.mark.usefixtures("shown")
async def test_late_and_wrong_answers(call: Caller, olga: Actor, clock: Clock) -> None:
    await olga.taps("Дальше")
    query = (await call("getUpdates"))[0]["callback_query"]
    long = await call.refusal("answerCallbackQuery", callback_query_id=query["id"], text="я" * 201)
    clock.plus(seconds=16)

    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await call.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await call.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert await call.refusal("answerCallbackQuery") == TOO_OLD


@pytest.mark.usefixtures("shown")
async def test_only_the_first_answer_shows(call: Caller, olga: Actor) -> None:
    query = await olga.taps("Дальше")
    assert query is not None

    await call("answerCallbackQuery", callback_query_id=query.id, text="раз", show_alert=True)
    await call("answerCallbackQuery", callback_query_id=query.id, text="два")

    assert (query.text, query.alert) == ("раз", True)


@pytest.mark.usefixtures("shown")
async def test_another_bot_cannot_answer(call: Caller, olga: Actor, world: World) -> None:
    query = await olga.taps("Дальше")
    other = Caller(world, world.add_bot("other_test_bot", "Другой"))

    assert query is not None
    assert await other.refusal("answerCallbackQuery", callback_query_id=query.id) == TOO_OLD
