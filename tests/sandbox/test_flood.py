"""Flood limits on the passed-in clock."""

from sandbox.actor import Actor
from sandbox.world import World
from tests.sandbox.conftest import Caller, Clock


async def test_a_chat_takes_a_burst_of_20_then_one_a_second(
    call: Caller, olga: Actor, clock: Clock, world: World
) -> None:
    for _ in range(20):
        await call("sendMessage", chat_id=olga.id, text="a")

    answer = await world.call(call.token, "sendMessage", {"chat_id": olga.id, "text": "a"})
    clock.plus(seconds=1)
    await call("sendMessage", chat_id=olga.id, text="b")
    again = await call.refusal("sendMessage", chat_id=olga.id, text="a")

    assert (answer.status, answer.retry_after) == (429, 1)
    assert answer.json == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert again == (429, "Too Many Requests: retry after 1")
    assert [one.text for one in olga.messages] == ["a"] * 20 + ["b"]


async def test_thirty_a_second_overall(call: Caller, world: World, clock: Clock) -> None:
    people = [Actor(world, f"Человек {number}") for number in range(31)]
    for person in people:
        await person.starts()
    for person in people[:30]:
        await call("sendMessage", chat_id=person.id, text="a")

    refusal = await call.refusal("sendMessage", chat_id=people[30].id, text="a")
    clock.plus(seconds=1)
    await call("sendMessage", chat_id=people[30].id, text="a")

    assert refusal == (429, "Too Many Requests: retry after 1")


async def test_an_album_counts_by_its_messages(call: Caller, olga: Actor, clock: Clock) -> None:
    sent = await call("sendMessage", chat_id=olga.id, text="a")
    for _ in range(18):
        await call("sendMessage", chat_id=olga.id, text="a")
    await olga.sends_file(b"a", "a.txt")
    file_id = call.world.updates.waiting(olga.bot)[-1]["message"]["document"]["file_id"]
    album = [{"type": "document", "media": file_id}] * 4

    refusal = await call.refusal("sendMediaGroup", chat_id=olga.id, media=album)
    clock.plus(seconds=3)
    await call("sendMediaGroup", chat_id=olga.id, media=album)

    assert refusal == (429, "Too Many Requests: retry after 3")
    assert sent["message_id"] == olga.messages[0].message_id


async def test_edits_and_answers_are_free(call: Caller, olga: Actor) -> None:
    sent = await call("sendMessage", chat_id=olga.id, text="0")
    for number in range(1, 40):
        await call(
            "editMessageText", chat_id=olga.id, message_id=sent["message_id"], text=str(number)
        )

    assert olga.screen.text == "39"


async def test_a_clock_that_jumps_back_does_not_break_the_limits(
    call: Caller, olga: Actor, clock: Clock
) -> None:
    await call("sendMessage", chat_id=olga.id, text="a")
    clock.plus(hours=-1)
    for _ in range(19):
        await call("sendMessage", chat_id=olga.id, text="a")

    assert (await call.refusal("sendMessage", chat_id=olga.id, text="a"))[0] == 429


async def test_limits_can_be_lifted(clock: Clock) -> None:
    world = World(clock.now, flood=False)
    call = Caller(world, world.add_bot("fast_test_bot", "Быстрый"))
    person = Actor(world, "Анна")
    await person.starts()

    for _ in range(50):
        await call("sendMessage", chat_id=person.id, text="a")

    assert len(person.messages) == 50
