"""Keyboards: limits, broken buttons, the reply keyboard that stays."""

import json
from typing import Any

import pytest

from sandbox.actor import Actor
from tests.sandbox.conftest import Caller


def button(text: str = "ок", **kind: Any) -> dict[str, Any]:
    return {"text": text, **(kind or {"callback_data": "x"})}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[button(callback_data="x" * 65)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="я" * 33)]], "BUTTON_DATA_INVALID"),
        ([[button()] * 9], "reply markup is too long"),
        ([[button()]] * 101, "reply markup is too long"),
        ([[button("ж" * 60, callback_data="x" * 64)]] * 60, "reply markup is too long"),
        (
            [[{"text": "a"}]],
            "can't parse inline keyboard button:"
            " Text buttons are unallowed in the inline keyboard",
        ),
        (
            [[{"callback_data": "a"}]],
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            [[{"text": 1, "callback_data": "a"}]],
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        ([[button(" ")]], "can't parse inline keyboard button: Button text must be non-empty"),
        (
            [["a"]],
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        ([[button(url="https://a.ru", callback_data="a")]], "BUTTON_TYPE_INVALID"),
        (
            [[button(url="http://localhost:8080")]],
            "inline keyboard button URL 'http://localhost:8080' is invalid: Wrong HTTP URL",
        ),
        ([[button(copy_text={"text": "a" * 257})]], "BUTTON_COPY_TEXT_INVALID"),
        (
            [button()],
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            "rows",
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array',
        ),
    ],
)
async def test_refused_inline_keyboards(call: Caller, olga: Actor, rows: Any, reason: str) -> None:
    refusal = await call.refusal(
        "sendMessage", chat_id=olga.id, text="a", reply_markup={"inline_keyboard": rows}
    )

    assert refusal == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"keyboard": [[{"text": "a"}] * 13]}, "reply markup is too long"),
        ({"keyboard": [[{}]]}, "can't parse keyboard button: Can't find field \"text\""),
    ],
)
async def test_refused_markups(call: Caller, olga: Actor, markup: Any, reason: str) -> None:
    refusal = await call.refusal("sendMessage", chat_id=olga.id, text="a", reply_markup=markup)

    assert refusal == (400, f"Bad Request: {reason}")


async def test_the_largest_keyboards_pass(call: Caller, olga: Actor) -> None:
    rows = [[button(callback_data="x" * 64)] * 8] * 12 + [[button()] * 4]
    keyboard = {"inline_keyboard": rows}

    sent = await call("sendMessage", chat_id=olga.id, text="a", reply_markup=json.dumps(keyboard))

    assert sent["reply_markup"] == keyboard
    assert sum(map(len, olga.screen.buttons)) == 100


async def test_every_kind_of_button(call: Caller, olga: Actor) -> None:
    row = [
        button("связь", url="https://t.me/mentor_test_bot?start=a"),
        button("схема", url="tg://resolve?domain=mentor_test_bot"),
        button("копия", copy_text={"text": "код"}),
        button("поиск", switch_inline_query=""),
    ]

    await call("sendMessage", chat_id=olga.id, text="a", reply_markup={"inline_keyboard": [row]})

    assert olga.screen.buttons == [["связь", "схема", "копия", "поиск"]]


async def test_the_reply_keyboard_stays_until_removed(call: Caller, olga: Actor) -> None:
    keyboard = {"keyboard": [["Меню", {"text": "Помощь"}]], "resize_keyboard": True}
    await call("sendMessage", chat_id=olga.id, text="a", reply_markup=keyboard)
    await call("sendMessage", chat_id=olga.id, text="b")
    shown = olga.reply_keyboard

    await call("sendMessage", chat_id=olga.id, text="c", reply_markup={"remove_keyboard": True})

    assert (shown, olga.reply_keyboard) == ([["Меню", "Помощь"]], [])


async def test_a_one_time_keyboard_goes_after_use(call: Caller, olga: Actor) -> None:
    keyboard = {"keyboard": [["Да"]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=olga.id, text="a", reply_markup=keyboard)

    await olga.taps("Да")

    assert (olga.reply_keyboard, olga.history[-1].text) == ([], "Да")
