"""Files both ways: upload, identifiers, limits, download, albums."""

from collections.abc import Callable

import pytest

from sandbox.actor import Actor
from sandbox.files import MAX_DOWNLOAD, MAX_PHOTO, MAX_UPLOAD
from sandbox.images import picture_size
from sandbox.people import Json, Upload
from sandbox.refusals import Refusal
from sandbox.world import World
from tests.sandbox.conftest import Caller

Png = Callable[[int, int], bytes]


async def uploaded(call: Caller, olga: Actor, method: str, upload: Upload) -> Json:
    """The whole answer to a file sent to Olga."""
    field = method.removeprefix("send").lower()
    answer = await call.world.call(call.token, method, {"chat_id": olga.id}, {field: upload})
    body: Json = answer.json
    return body


async def test_a_document_goes_out_and_again_by_its_id(call: Caller, olga: Actor) -> None:
    sent = await uploaded(call, olga, "sendDocument", Upload("ход работы.xlsx", b"data"))
    document = sent["result"]["document"]

    await call("sendDocument", chat_id=olga.id, document=document["file_id"], caption="ещё раз")

    assert document["file_name"] == "ход работы.xlsx"
    assert document["file_size"] == 4
    assert [one.document for one in olga.messages] == [("ход работы.xlsx", b"data")] * 2
    assert olga.screen.text == "ещё раз"


async def test_a_persons_file_is_downloaded(call: Caller, olga: Actor, world: World) -> None:
    await olga.sends_file(b"table", "дорожная карта.docx", caption="вот")
    message = world.updates.waiting(olga.bot)[-1]["message"]

    found = await call("getFile", file_id=message["document"]["file_id"])

    assert message["caption"] == "вот"
    assert found["file_path"] == "documents/file_0.docx"
    assert world.file(call.token, found["file_path"]) == b"table"


async def test_a_persons_photo_has_sizes(olga: Actor, world: World, png: Png) -> None:
    await olga.sends_photo(png(640, 480))

    photo = world.updates.waiting(olga.bot)[-1]["message"]["photo"]

    assert [(one["width"], one["height"]) for one in photo] == [(640, 480)]


async def test_refused_uploads(call: Caller, olga: Actor, png: Png) -> None:
    big_photo = png(10, 10).ljust(MAX_PHOTO + 1, b"\0")

    answers = [
        await uploaded(call, olga, "sendDocument", Upload("a.bin", bytes(MAX_UPLOAD + 1))),
        await uploaded(call, olga, "sendDocument", Upload("a.bin", b"")),
        await uploaded(call, olga, "sendPhoto", Upload("a.png", b"not a picture")),
        await uploaded(call, olga, "sendPhoto", Upload("a.png", png(9000, 1001))),
        await uploaded(call, olga, "sendPhoto", Upload("a.png", png(2100, 100))),
        await uploaded(call, olga, "sendPhoto", Upload("a.png", big_photo)),
    ]

    assert [(one["error_code"], one["description"]) for one in answers] == [
        (413, "Request Entity Too Large"),
        (400, "Bad Request: file must be non-empty"),
        (400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (
            400,
            'Bad Request: file "a.png" of size 10485761 bytes is too big for a photo;'
            " the maximum size is 10485760 bytes",
        ),
    ]


async def test_refused_references(call: Caller, olga: Actor, world: World) -> None:
    sent = await uploaded(call, olga, "sendDocument", Upload("a.bin", b"a"))
    own = sent["result"]["document"]["file_id"]
    other_bot = Caller(world, world.add_bot("other_test_bot", "Другой"))
    Actor(world, person=olga.person, token=other_bot.token)
    await Actor(world, person=olga.person, token=other_bot.token).starts()

    assert [
        await call.refusal("sendDocument", chat_id=olga.id),
        await call.refusal("sendDocument", chat_id=olga.id, document="nothing"),
        await call.refusal("sendDocument", chat_id=olga.id, document="attach://nothing"),
        await call.refusal("sendDocument", chat_id=olga.id, document="https://a.ru/b.pdf"),
        await call.refusal("sendPhoto", chat_id=olga.id, photo=own),
        await other_bot.refusal("sendDocument", chat_id=olga.id, document=own),
        await call.refusal("sendDocument", chat_id=olga.id, document=own, caption="я" * 1025),
        await call.refusal("getFile", file_id="nothing"),
    ] == [
        (400, "Bad Request: there is no document in the request"),
        (400, "Bad Request: wrong file identifier/HTTP URL specified"),
        (400, "Bad Request: wrong file identifier/HTTP URL specified"),
        (400, "Bad Request: failed to get HTTP URL content"),
        (400, "Bad Request: can't use file of type Document as Photo"),
        (400, "Bad Request: wrong file identifier/HTTP URL specified"),
        (400, "Bad Request: message caption is too long"),
        (400, "Bad Request: invalid file_id"),
    ]


async def test_a_file_over_20_mb_is_not_downloaded(
    call: Caller, olga: Actor, world: World
) -> None:
    await olga.sends_file(bytes(MAX_DOWNLOAD + 1), "big.docx")
    document = world.updates.waiting(olga.bot)[-1]["message"]["document"]

    refusal = await call.refusal("getFile", file_id=document["file_id"])

    assert refusal == (400, "Bad Request: file is too big")


def test_no_file_for_a_stranger(world: World, token: str) -> None:
    with pytest.raises(Refusal) as wrong_path:
        world.file(token, "documents/file_9.docx")
    with pytest.raises(Refusal) as wrong_token:
        world.file("1:wrong", "documents/file_9.docx")

    assert (wrong_path.value.code, wrong_token.value.code) == (404, 401)


async def test_an_album(call: Caller, olga: Actor, world: World) -> None:
    media = [
        {
            "type": "document",
            "media": "attach://one",
            "caption": "<b>первый</b>",
            "parse_mode": "HTML",
        },
        {"type": "document", "media": "attach://two"},
    ]
    files = {"one": Upload("1.txt", b"1"), "two": Upload("2.txt", b"2")}

    answer = await world.call(
        call.token, "sendMediaGroup", {"chat_id": olga.id, "media": media}, files
    )

    assert len({one["media_group_id"] for one in answer.json["result"]}) == 1
    assert [one.document for one in olga.messages] == [("1.txt", b"1"), ("2.txt", b"2")]
    assert olga.messages[0].html == "<b>первый</b>"


async def test_refused_albums(call: Caller, olga: Actor, world: World, png: Png) -> None:
    files = {"a": Upload("a.txt", b"a"), "p": Upload("p.png", png(5, 5))}
    document = {"type": "document", "media": "attach://a"}
    photo = {"type": "photo", "media": "attach://p"}

    async def said(media: object) -> str:
        values = {"chat_id": olga.id, "media": media}
        answer = await world.call(call.token, "sendMediaGroup", values, files)
        description: str = answer.json["description"]
        return description

    assert [
        await said([document]),
        await said([document] * 11),
        await said([document, photo]),
        await said([{"type": "sticker", "media": "x"}] * 2),
        await said({}),
    ] == [
        "Bad Request: media group must include 2-10 items",
        "Bad Request: media group must include 2-10 items",
        "Bad Request: document can't be mixed with other media types",
        'Bad Request: can\'t parse InputMedia: type "sticker" is unsupported',
        "Bad Request: expected an Array of InputMedia",
    ]


def test_picture_sizes(png: Png) -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03"
    webp = b"RIFF....WEBPVP8X........" + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")

    assert [
        picture_size(png(3, 4)),
        picture_size(jpeg),
        picture_size(b"GIF89a\x05\0\x06\0"),
        picture_size(webp),
        picture_size(b"\xff\xd8\xff"),
        picture_size(b"%PDF-1.7"),
    ] == [(3, 4), (48, 32), (5, 6), (100, 50), None, None]
