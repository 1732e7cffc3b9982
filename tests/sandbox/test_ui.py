"""The chat page's own API."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.actor import Actor
from sandbox.world import World
from tests.sandbox.conftest import MONDAY, Caller, Clock

Client = aiohttp.ClientSession


async def get(client: Client, address: str) -> Any:
    async with client.get(f"/ui/{address}") as one:
        assert one.status == 200, await one.text()
        return await one.json()


async def post(client: Client, address: str, **body: Any) -> Any:
    async with client.post(f"/ui/{address}", json=body) as one:
        assert one.status == 200, await one.text()
        return await one.json()


async def status(client: Client, address: str, **body: Any) -> int:
    async with client.post(f"/ui/{address}", json=body) as one:
        return one.status


async def test_the_page_itself(client: Client) -> None:
    async with client.get("/") as one:
        assert await one.text() == "<h1>Песочница</h1>"
    async with client.get("/static/app.js") as one:
        assert await one.text() == "export {};"


async def test_people(client: Client, call: Caller, olga: Actor, world: World) -> None:
    world.add_person("Пётр Новый", "директор")
    await call("setMyCommands", commands=[{"command": "menu", "description": "Меню"}])
    await call("sendMessage", chat_id=olga.id, text="<b>Раз</b>\nдва", parse_mode="HTML")
    before = await get(client, "people")
    await post(client, f"people/{olga.id}/read")
    after = await get(client, "people")

    commands = [{"command": "menu", "description": "Меню"}]
    assert before == [
        {
            "id": olga.id,
            "name": "Ольга Ветрова",
            "title": "",
            "unread": 1,
            "last": "Раз два",
            "last_at": "2026-09-07T16:00:00+06:00",
            "blocked": False,
            "started": True,
            "commands": commands,
        },
        {
            "id": olga.id + 1,
            "name": "Пётр Новый",
            "title": "директор",
            "unread": 0,
            "last": "",
            "last_at": None,
            "blocked": False,
            "started": False,
            "commands": commands,
        },
    ]
    assert [one["unread"] for one in after] == [0, 0]


async def test_messages(client: Client, call: Caller, olga: Actor) -> None:
    row = [
        {"text": "Да", "callback_data": "yes"},
        {"text": "Сайт", "url": "https://example.org"},
        {"text": "Код", "copy_text": {"text": "42"}},
    ]
    await call(
        "sendMessage",
        chat_id=olga.id,
        text='<a href="https://example.org">Тут</a>\n&lt;script&gt;',
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [row]},
    )
    await call("sendChatAction", chat_id=olga.id, action="typing")

    found = await get(client, f"people/{olga.id}/messages")

    assert found == {
        "messages": [
            {
                "id": 1,
                "from": "me",
                "at": "2026-09-07T16:00:00+06:00",
                "edited": False,
                "html": "/start",
                "photo": None,
                "document": None,
                "voice": None,
                "buttons": [],
            },
            {
                "id": 2,
                "from": "bot",
                "at": "2026-09-07T16:00:00+06:00",
                "edited": False,
                "html": '<a href="https://example.org">Тут</a><br>&lt;script&gt;',
                "photo": None,
                "document": None,
                "voice": None,
                "buttons": [
                    [
                        {"text": "Да", "kind": "callback", "data": "yes"},
                        {"text": "Сайт", "kind": "url", "url": "https://example.org"},
                        {"text": "Код", "kind": "copy", "data": "42"},
                    ]
                ],
            },
        ],
        "reply_keyboard": None,
        "typing": "typing",
    }


async def test_a_new_person_starts_writes_and_blocks(client: Client, call: Caller) -> None:
    person = await post(client, "people", name=" Анна Белова ")
    await post(client, f"people/{person['id']}/start", payload="abc")
    await post(client, f"people/{person['id']}/send", text="привет")
    await post(client, f"people/{person['id']}/blocked", blocked=True)
    refused = await status(client, f"people/{person['id']}/send", text="привет")
    await post(client, f"people/{person['id']}/blocked", blocked=False)

    updates = await call("getUpdates")
    assert person["name"] == "Анна Белова"
    assert refused == 409
    assert [one.get("message", {}).get("text") for one in updates] == [
        "/start abc",
        "привет",
        None,
        None,
    ]


async def test_files_both_ways(
    client: Client, olga: Actor, call: Caller, png: Callable[[int, int], bytes]
) -> None:
    for kind, name, data in (
        ("document", "карта школы.docx", b"PK"),
        ("photo", "фото.png", png(4, 4)),
    ):
        form = aiohttp.FormData({"as": kind, "caption": "вот"}, quote_fields=False)
        form.add_field("file", data, filename=name, content_type="image/png")
        async with client.post(f"/ui/people/{olga.id}/file", data=form) as one:
            assert one.status == 200

    shown = (await get(client, f"people/{olga.id}/messages"))["messages"][1:]
    updates = await call("getUpdates")
    async with client.get(shown[0]["document"]["url"]) as one:
        document = (await one.read(), one.headers["Content-Disposition"], one.content_type)
    async with client.get(shown[1]["photo"]) as one:
        photo = (await one.read(), one.content_type)
    async with client.get("/ui/files/nothing") as one:
        assert one.status == 404

    assert shown[0]["document"] == {
        "name": "карта школы.docx",
        "size": 2,
        "url": shown[0]["document"]["url"],
    }
    assert [one["html"] for one in shown] == ["вот", "вот"]
    assert document == (
        b"PK",
        "attachment; filename*=UTF-8''%D0%BA%D0%B0%D1%80%D1%82%D0%B0%20"
        "%D1%88%D0%BA%D0%BE%D0%BB%D1%8B.docx",
        "application/octet-stream",
    )
    assert photo == (png(4, 4), "image/png")
    assert ["document" in one["message"] for one in updates] == [True, False]


async def test_a_tap_waits_for_the_answer(client: Client, call: Caller, olga: Actor) -> None:
    keys = {"inline_keyboard": [[{"text": "ок", "callback_data": "x"}]]}
    sent = await call("sendMessage", chat_id=olga.id, text="a", reply_markup=keys)

    tap = asyncio.create_task(
        post(client, f"people/{olga.id}/tap", message_id=sent["message_id"], data="x")
    )
    (update,) = await call("getUpdates", timeout=5)
    await call(
        "answerCallbackQuery",
        callback_query_id=update["callback_query"]["id"],
        text="Готово",
        show_alert=True,
    )

    assert await tap == {"answered": True, "text": "Готово", "alert": True, "url": None}


async def test_what_the_page_cannot_do(client: Client, olga: Actor) -> None:
    assert [
        await status(client, f"people/{olga.id}/tap", message_id=99, data="x"),
        await status(client, f"people/{olga.id}/tap"),
        await status(client, f"people/{olga.id}/send", text=" "),
        await status(client, f"people/{olga.id}/start", payload="не то"),
        await status(client, "people/1/send", text="a"),
        await status(client, "people", name=" "),
        await status(client, f"people/{olga.id}/file"),
        await status(client, "clock", plus="year"),
        await status(client, "clock", to="вчера"),
        await status(client, "clock", to="2020-01-01T00:00"),
    ] == [404, 404, 400, 400, 404, 400, 400, 400, 400, 400]


@pytest.mark.parametrize(
    ("body", "moment"),
    [
        ({"plus": "hour"}, "2026-09-07T17:00:00+06:00"),
        ({"plus": "day"}, "2026-09-08T16:00:00+06:00"),
        ({"next": "monday9"}, "2026-09-14T09:00:00+06:00"),
        ({"to": "2026-12-31T23:00"}, "2026-12-31T23:00:00+06:00"),
        ({"to": "2026-12-31T23:00:00Z"}, "2027-01-01T05:00:00+06:00"),
    ],
)
async def test_the_clock_moves(
    client: Client, body: dict[str, str], moment: str, clock: Clock
) -> None:
    before = await get(client, "clock")

    after = await post(client, "clock", **body)

    assert before == {"now": "2026-09-07T16:00:00+06:00", "zone": "Asia/Omsk", "moving": False}
    assert after["now"] == moment
    assert clock.now().isoformat() != MONDAY.isoformat()


async def test_monday_morning_is_still_this_monday(client: Client, clock: Clock) -> None:
    clock.moment = MONDAY - timedelta(hours=8)

    assert (await post(client, "clock", next="monday9"))["now"] == "2026-09-07T09:00:00+06:00"


async def test_the_bots_card(client: Client, call: Caller) -> None:
    await call("setMyDescription", description="Помогаю наставникам")

    assert await get(client, "bot") == {
        "name": "Наставник",
        "username": "mentor_test_bot",
        "description": "Помогаю наставникам",
    }


async def test_events(client: Client, call: Caller, olga: Actor) -> None:
    async with client.get("/ui/events") as stream:
        assert stream.content_type == "text/event-stream"
        assert await stream.content.readline() == b": hello\n"
        await stream.content.readline()

        await call("sendMessage", chat_id=olga.id, text="a")
        changed = await stream.content.readline()
        await stream.content.readline()
        await post(client, "clock", plus="hour")
        moved = await stream.content.readline()

    assert json.loads(changed.removeprefix(b"data: ")) == {"type": "changed", "person": olga.id}
    assert json.loads(moved.removeprefix(b"data: ")) == {"type": "clock"}
