"""Files that are refused: each in one sentence, within the limits of the child."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from imports import child, limits
from imports.child import read_safely, read_safely_sync
from imports.refusals import Unreadable
from tests.imports.office import archive, docx, odt, op, p, sheet, tbl, xlsx
from texts import imports as texts

TABLE = (("№", "Мероприятия", "Сроки"), ("1", "Опрос", "май"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512)


def bomb() -> bytes:
    """31 MB of blanks in a member that says so."""
    return archive({"word/document.xml": b" " * (31 * 2**20)})


def lying_bomb() -> bytes:
    """The same, but the member claims 1,000 bytes in both its headers."""
    data = bytearray(archive({"word/document.xml": b" " * (40 * 2**20)}))
    size = (40 * 2**20).to_bytes(4, "little")
    found = data.find(size)
    while found >= 0:
        data[found : found + 4] = (1000).to_bytes(4, "little")
        found = data.find(size)
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(docx(tbl(*TABLE)))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        at = opened.infolist()[0].header_offset
    data[at + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


CASES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "карта.docx", "empty"),
    "blank text": (lambda: b" \r\n\t\n", "карта.csv", "empty"),
    "text called docx": ("Мероприятия\tСроки".encode, "карта.docx", "wrong_type"),
    "xlsx called docx": (lambda: xlsx(sheet(TABLE)), "карта.docx", "wrong_type"),
    "docx called csv": (lambda: docx(tbl(*TABLE)), "карта.csv", "wrong_type"),
    "docx called doc": (lambda: docx(tbl(*TABLE)), "карта.doc", "wrong_type"),
    "pdf called docx": (lambda: b"%PDF-1.7\n%\xe2\xe3", "карта.docx", "wrong_type"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "карта.pdf", "unsupported"),
    "old word": (lambda: ole("WordDocument"), "карта.doc", "unsupported"),
    "old excel": (lambda: ole("Workbook"), "карта.xls", "unsupported"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "скан.jpg", "unsupported"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "скан.png", "unsupported"),
    "zip": (lambda: archive({"план.txt": "план"}), "карта.zip", "unsupported"),
    "docx with a password": (lambda: ole("EncryptedPackage"), "карта.docx", "password"),
    "xlsx with a password": (lambda: ole("EncryptedPackage"), "карта.xlsx", "password"),
    "odt with a password": (
        lambda: odt(op("x"), manifest="<manifest><encryption-data/></manifest>"),
        "карта.odt",
        "password",
    ),
    "zip with a password": (encrypted_zip, "карта.docx", "password"),
    "truncated docx": (lambda: docx(tbl(*TABLE))[:-200], "карта.docx", "broken"),
    "truncated xlsx": (lambda: xlsx(sheet(TABLE))[:300], "карта.xlsx", "broken"),
    "broken xml": (lambda: archive({"word/document.xml": "<w:document>"}), "карта.docx", "broken"),
    "picture": (lambda: docx("<w:p><w:r><w:pict/></w:r></w:p>"), "карта.docx", "picture"),
    "no table": (lambda: docx(p("Дорожная карта")), "карта.docx", "no_table"),
    "other table": (lambda: docx(tbl(("Имя", "Возраст"))), "карта.docx", "no_header"),
    "too many rows": (
        lambda: xlsx(sheet([TABLE[0], *[TABLE[1]] * 2001])),
        "карта.xlsx",
        "too_many_rows",
    ),
    "far too many rows": (
        ("Мероприятия;Сроки\n" + "Опрос;май\n" * 100_000).encode,
        "карта.csv",
        "too_many_rows",
    ),
    "zip bomb": (bomb, "карта.docx", "too_big_unpacked"),
    "lying zip bomb": (lying_bomb, "карта.docx", "broken"),
    "external entity": (lambda: docx(tbl(*TABLE), head=DOCTYPE), "карта.docx", "entities"),
    "billion laughs": (lambda: docx(tbl(*TABLE), head=LAUGHS), "карта.docx", "entities"),
    "entity in utf-16": (
        lambda: archive({"word/document.xml": f"{DOCTYPE}<x/>".encode("utf-16")}),
        "карта.docx",
        "entities",
    ),
    "too heavy": (lambda: bytes([1]) * (limits.FILE_BYTES + 1), "карта.docx", "too_heavy"),
    "over its memory": (
        lambda: docx(*["<w:p/>"] * 3_500_000),
        "карта.docx",
        "too_big",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(name: str) -> None:
    make, file, code = CASES[name]
    with pytest.raises(Unreadable) as refused:
        read_safely_sync(make(), file)
    assert refused.value.code == code
    sentence = texts.refusal(refused.value.code, refused.value.data)
    assert "Ничего не изменилось." in sentence


async def test_endless_reading_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_SECONDS", 0.01)
    with pytest.raises(Unreadable) as refused:
        await read_safely(docx(tbl(*TABLE)), "карта.docx")
    assert refused.value.code == "too_slow"


SPINNING = """
from imports import child, limits
limits.CHILD_CPU_SECONDS = 1
child._limit()
while True:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time")
def test_endless_work_is_cut_off() -> None:
    done = subprocess.run([sys.executable, "-c", SPINNING], check=False)
    with pytest.raises(Unreadable) as refused:
        child._answer(done.returncode, b"", b"")
    assert refused.value.code == "too_slow"


async def test_same_answer_with_and_without_an_event_loop() -> None:
    data = docx(p("План"), tbl(*TABLE))
    document = await read_safely(data, "карта.docx")
    assert document == read_safely_sync(data, "карта.docx")
    assert [row.title for row in document.rows] == ["Опрос"]
