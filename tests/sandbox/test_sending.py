"""New messages: what the server takes, what it refuses and in which words."""

from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.world import World
from tests.sandbox.conftest import MONDAY, Caller


async def test_a_message_as_the_server_returns_it(call: Caller, olga: Actor, world: World) -> None:
    sent = await call("sendMessage", chat_id=olga.id, text="<b>Да</b>", parse_mode="HTML")

    assert sent == {
        "message_id": 2,
        "from": world.bot(call.token).user(),
        "chat": {
            "id": olga.id,
            "type": "private",
            "first_name": "Ольга",
            "last_name": "Ветрова",
        },
        "date": int(MONDAY.timestamp()),
        "text": "Да",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
    }
    assert olga.screen.html == "<b>Да</b>"


async def test_the_answer_to_a_message_names_it(call: Caller, olga: Actor) -> None:
    number = await olga.sends("вопрос")

    sent = await call(
        "sendMessage", chat_id=olga.id, text="ответ", reply_parameters={"message_id": number}
    )

    assert sent["reply_to_message"]["text"] == "вопрос"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0}]},
            "can't parse MessageEntity: can't find field \"length\"",
        ),
        (
            {"text": "a", "entities": {}},
            "can't parse MessageEntity: expected an Array of MessageEntity",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_refused_texts(
    call: Caller, olga: Actor, values: dict[str, Any], reason: str
) -> None:
    refusal = await call.refusal("sendMessage", chat_id=olga.id, **values)

    assert refusal == (400, f"Bad Request: {reason}")


async def test_the_longest_text_passes(call: Caller, olga: Actor) -> None:
    tagged = f"<b>{'я' * 4096}</b>"

    sent = await call("sendMessage", chat_id=olga.id, text=tagged, parse_mode="HTML")

    assert len(sent["text"]) == 4096


async def test_unreachable_people(call: Caller, olga: Actor, world: World) -> None:
    stranger = world.add_person("Пётр Незнакомый")
    gone = Actor(world, "Анна")
    await gone.starts()
    gone.person.deactivated = True
    await olga.blocks()

    assert {
        "blocked": await call.refusal("sendMessage", chat_id=olga.id, text="a"),
        "never started": await call.refusal("sendMessage", chat_id=stranger.id, text="a"),
        "gone": await call.refusal("sendMessage", chat_id=gone.id, text="a"),
        "unknown": await call.refusal("sendMessage", chat_id=1, text="a"),
        "a name": await call.refusal("sendMessage", chat_id="@olga", text="a"),
        "nobody": await call.refusal("sendMessage", text="a"),
    } == {
        "blocked": (403, "Forbidden: bot was blocked by the user"),
        "never started": (403, "Forbidden: bot can't initiate conversation with a user"),
        "gone": (403, "Forbidden: user is deactivated"),
        "unknown": (400, "Bad Request: chat not found"),
        "a name": (400, "Bad Request: chat not found"),
        "nobody": (400, "Bad Request: chat_id is empty"),
    }


async def test_an_unblocked_person_is_reached_again(call: Caller, olga: Actor) -> None:
    await olga.blocks()
    await olga.unblocks()

    await call("sendMessage", chat_id=olga.id, text="снова здесь")

    assert olga.screen.text == "снова здесь"


async def test_chat_action_shows_until_the_next_message(call: Caller, olga: Actor) -> None:
    await call("sendChatAction", chat_id=olga.id, action="typing")
    shown = olga.chat.action
    await call("sendMessage", chat_id=olga.id, text="a")

    assert (shown, olga.chat.action) == ("typing", None)


async def test_an_unknown_chat_action(call: Caller, olga: Actor) -> None:
    refusal = await call.refusal("sendChatAction", chat_id=olga.id, action="dancing")

    assert refusal == (400, "Bad Request: wrong parameter action in request")


async def test_forward_and_copy(call: Caller, olga: Actor, world: World) -> None:
    other = Actor(world, "Анна")
    await other.starts()
    number = await olga.sends("текст")

    forwarded = await call(
        "forwardMessage", chat_id=other.id, from_chat_id=olga.id, message_id=number
    )
    copied = await call("copyMessage", chat_id=other.id, from_chat_id=olga.id, message_id=number)

    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Ольга"
    assert [one.text for one in other.messages] == ["текст", "текст"]
    assert copied == {"message_id": other.screen.message_id}


async def test_forward_and_copy_of_nothing(call: Caller, olga: Actor) -> None:
    where = {"chat_id": olga.id, "from_chat_id": olga.id, "message_id": 99}

    assert [
        await call.refusal("forwardMessage", **where),
        await call.refusal("copyMessage", **where),
    ] == [
        (400, "Bad Request: message to forward not found"),
        (400, "Bad Request: message to copy not found"),
    ]


async def test_a_protected_message_is_not_copied(call: Caller, olga: Actor) -> None:
    sent = await call("sendMessage", chat_id=olga.id, text="a", protect_content=True)

    refusal = await call.refusal(
        "copyMessage", chat_id=olga.id, from_chat_id=olga.id, message_id=sent["message_id"]
    )

    assert refusal == (400, "Bad Request: message can't be copied")


async def test_wrong_token_and_unknown_method(call: Caller, world: World) -> None:
    answer = await world.call("1:wrong", "getMe")
    refusal = await call.refusal("sendDice", chat_id=1)

    assert answer.json == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert refusal == (404, "Not Found: method not found")
    assert world.unsupported == {"sendDice": 1}
    assert world.refusals == {"Unauthorized": 1, "Not Found: method not found": 1}
