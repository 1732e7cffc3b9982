"""The Bot API over HTTP: every way to pass arguments, files, errors, broken connections."""

import asyncio
import json
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from sandbox.actor import Actor
from sandbox.faults import Fault
from sandbox.world import World

Client = aiohttp.ClientSession


async def answer(response: aiohttp.ClientResponse) -> tuple[int, Any]:
    return response.status, await response.json()


async def test_every_way_to_pass_arguments(client: Client, token: str, olga: Actor) -> None:
    address = f"/bot{token}/sendMessage"
    keys = {"inline_keyboard": [[{"text": "ок", "callback_data": "x"}]]}
    plain = {"chat_id": str(olga.id), "reply_markup": json.dumps(keys)}

    async with client.get(address, params={**plain, "text": "адрес"}) as one:
        assert one.status == 200
    async with client.post(address, data={**plain, "text": "форма"}) as one:
        assert one.status == 200
    with aiohttp.MultipartWriter("form-data") as form:
        for name, value in {**plain, "text": "части"}.items():
            form.append(value).set_content_disposition("form-data", name=name)
    async with client.post(address, data=form) as one:
        assert one.status == 200
    body = {"chat_id": olga.id, "reply_markup": keys, "text": "json"}
    async with client.post(f"/bot{token}/SENDMESSAGE", json=body) as one:
        assert one.status == 200

    assert [(one.text, one.buttons) for one in olga.messages] == [
        ("адрес", [["ок"]]),
        ("форма", [["ок"]]),
        ("части", [["ок"]]),
        ("json", [["ок"]]),
    ]


async def test_a_file_up_and_down(client: Client, token: str, olga: Actor) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(olga.id))
    form.add_field("document", b"\0data", filename="ход «А».xlsx")

    async with client.post(f"/bot{token}/sendDocument", data=form) as one:
        _, body = await answer(one)
    document = body["result"]["document"]
    async with client.get(f"/bot{token}/getFile?file_id={document['file_id']}") as one:
        _, found = await answer(one)
    async with client.get(f"/file/bot{token}/{found['result']['file_path']}") as one:
        data = await one.read()

    assert document["file_name"] == "ход «А».xlsx"
    assert data == b"\0data"
    assert olga.screen.document == ("ход «А».xlsx", b"\0data")


async def test_errors_have_their_status(client: Client, token: str, olga: Actor) -> None:
    async with client.get("/bot1:wrong/getMe") as one:
        wrong = await answer(one)
    async with client.get(f"/bot{token}/sendDice") as one:
        unknown = await answer(one)
    async with client.get(f"/file/bot{token}/documents/nothing") as one:
        no_file = await answer(one)
    async with client.post(
        f"/bot{token}/getMe", data=b"{", headers={"Content-Type": "application/json"}
    ) as one:
        broken = await answer(one)

    assert [wrong, unknown, no_file, broken] == [
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"}),
        (404, {"ok": False, "error_code": 404, "description": "Not Found"}),
        (
            400,
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: can't parse request",
            },
        ),
    ]


async def test_an_upload_beyond_every_limit(client: Client, token: str, olga: Actor) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(olga.id))
    form.add_field("document", BytesIO(bytes((50 << 20) + 1)), filename="a.bin")

    async with client.post(f"/bot{token}/sendDocument", data=form) as one:
        assert await answer(one) == (
            413,
            {"ok": False, "error_code": 413, "description": "Request Entity Too Large"},
        )


async def test_flood_tells_when_to_come_back(client: Client, token: str, olga: Actor) -> None:
    body = {"chat_id": olga.id, "text": "a"}
    for _ in range(20):
        async with client.post(f"/bot{token}/sendMessage", json=body):
            pass

    async with client.post(f"/bot{token}/sendMessage", json=body) as one:
        assert (one.status, one.headers["Retry-After"]) == (429, "1")


async def test_long_polling(client: Client, token: str, olga: Actor) -> None:
    async def poll() -> Any:
        async with client.get(f"/bot{token}/getUpdates", params={"timeout": 50}) as one:
            return await answer(one)

    polls = {asyncio.create_task(poll()), asyncio.create_task(poll())}
    ended, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
    await olga.sends("привет")
    status, body = await waiting.pop()

    assert [one.result()[0] for one in ended] == [409]
    assert (status, [one["message"]["text"] for one in body["result"]]) == (200, ["привет"])


async def test_faults_over_the_wire(client: Client, token: str, olga: Actor, world: World) -> None:
    body = {"chat_id": olga.id, "text": "a"}
    world.faults.add(Fault.BAD_GATEWAY_HTML, "sendMessage")
    async with client.post(f"/bot{token}/sendMessage", json=body) as one:
        gateway = (one.status, one.content_type)
    world.faults.add(Fault.DROP_AFTER, "sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.post(f"/bot{token}/sendMessage", json=body)
    world.faults.add(Fault.HANG, "sendMessage")
    with pytest.raises(TimeoutError):
        await client.post(
            f"/bot{token}/sendMessage", json=body, timeout=aiohttp.ClientTimeout(total=0.05)
        )

    assert gateway == (502, "text/html")
    assert [one.text for one in olga.messages] == ["a"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:8080"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:8080"}, 200),
        ({"Host": "[::1]:8080", "Origin": "http://127.0.0.1:8080"}, 200),
    ],
)
async def test_only_this_machine_is_answered(
    client: Client, token: str, headers: dict[str, str], status: int
) -> None:
    for address in ("/ui/people", f"/bot{token}/getMe", "/", "/static/app.js"):
        async with client.get(address, headers=headers) as one:
            assert one.status == status
