"""The log: one JSON line an event, with nothing in it that belongs to a person."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456789:" + "A" * 35


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.root
    ours = logging.getLogger(logs.ROOT)
    before = root.handlers[:], root.level, ours.level
    found = io.StringIO()
    logs.setup("INFO", found)
    yield found
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    for line in found:
        assert str(line.pop("time")).endswith("+00:00")
    return found


def test_an_event_is_one_line_of_plain_fields(stream: io.StringIO) -> None:
    log = logs.get("sender")

    log.info("sent", kind="bundle", outbox_id=5, late=False)
    log.debug("below the level")

    assert lines(stream) == [
        {
            "level": "info",
            "event": "sender.sent",
            "kind": "bundle",
            "outbox_id": 5,
            "late": False,
        }
    ]


def test_names_tokens_and_long_texts_stay_out(stream: io.StringIO) -> None:
    logs.get("sender").warning(
        "refused", who="Мария Петровна", url=f"https://host/bot{TOKEN}/getMe", text="x" * 500
    )

    assert lines(stream) == [
        {
            "level": "warning",
            "event": "sender.refused",
            "who": "~ ~",
            "url": "https://host/bot<token>/getMe",
            "text": "x" * 77 + "...",
        }
    ]


def test_an_exception_leaves_its_place_and_not_its_words(stream: io.StringIO) -> None:
    try:
        raise KeyError("Мария Petrova " + TOKEN)
    except KeyError as error:
        logs.get("handler").error("crash", error, incident="ab")

    (line,) = lines(stream)
    where = line.pop("where")
    assert line == {
        "level": "error",
        "event": "handler.crash",
        "incident": "ab",
        "error": "builtins.KeyError",
    }
    assert isinstance(where, list)
    assert [place.split(":")[0] for place in where] == ["bot/test_logs.py"]


def test_a_library_leaves_its_template_only(stream: io.StringIO) -> None:
    library = logging.getLogger("some.library")

    library.warning("user %s said %s", "Petrova", TOKEN)
    library.info("not worth a line")

    assert lines(stream) == [
        {
            "level": "warning",
            "event": "library",
            "logger": "some.library",
            "template": "user %s said %s",
        }
    ]


def test_incident_ids_can_be_read_out() -> None:
    found = {logs.incident() for _ in range(200)}

    assert len(found) == 200
    assert {len(one) for one in found} == {8}
    assert set("".join(found)) & set("0O1lIo") == set()
