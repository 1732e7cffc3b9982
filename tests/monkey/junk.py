"""What people send besides what was asked for: texts and files of every sort."""

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache

import openpyxl
from PIL import Image

from tests.documents import word
from tests.monkey import asking

TEXTS = (
    "да", "1", "0", "-5", ".", "\u200b.", "Иванов", "Петров Пётр Петрович, учитель химии",
    "Сидорова Анна Ильинична\nКозлов Ян Янович, методист\nКозлов Ян Янович",
    "до 15 декабря", "31.02.2027", "ежемесячно с октября по май", "по мере необходимости",
    "15.12.2026", "завтра", "99.99.9999", "в течение года", "7, 3, 0, +2", "14,3,0", "100000000",
    "https://example.org/протокол?x=1&y=<b>", "example.org", "tg://user?id=1", "@someone",
    "<b>жирный</b> & <i>курсив", "&lt;&amp;", "</a><a href='x'>", "{name} %s {0}", "'; --",
    "🙂🙂🙂", "👩‍👩‍👧‍👦" * 40, "שלום مرحبا", "\u202eзадом наперёд", "e\u0301" * 300,
    "слово " * 1700, "а" * 4096, "\n".join(str(n) for n in range(700)), "приказ", "план",
    "согласие", "2026-2027", "5.1", "№ 3", "Пора!", "  пробелы  ", "\t\ttab", "\\n", "null",
)  # fmt: skip
ARGUMENTS = ("", "", "", "x", "0", "a" * 64, "🙂", "<b>", "1 2 3", "А" * 500)
LONG = "я" * 250

_DATED = (
    ("1", "Издать приказ о наставниках", "до 20 ноября", "Директор", "Приказ"),
    ("2", "Провести опрос молодых учителей", "декабрь", "Методист", "Справка"),
    ("3", "Встречи пар", "ежемесячно с декабря по май", "Наставники", "Записи"),
)
_BARE = tuple((n, title, "", "", "") for n, title, *_ in _DATED)


def _seal(data: bytes) -> bytes:
    """The file cut in the middle."""
    return data[: len(data) // 2]


@cache
def bomb() -> bytes:
    """Some tens of kilobytes that unpack to sixty-four megabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (64 << 20))
    return made.getvalue()


@cache
def workbook() -> bytes:
    """A sheet that has nothing to do with us."""
    book = openpyxl.Workbook()
    for row in (("ФИО", "Оценка", "Дата"), ("А", "5", "01.01.2027"), ("=1+1", "", "x")):
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def picture(shade: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 80, 120)).save(made, "JPEG")
    return made.getvalue()


FILES: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("bomb.docx", bomb),
    ("empty.docx", lambda: b""),
    ("empty.xlsx", lambda: b""),
    ("setup.exe", lambda: b"MZ" + bytes(500)),
    ("cut.docx", lambda: _seal(word(_DATED))),
    ("cut.xlsx", lambda: _seal(workbook())),
    ("foreign.xlsx", workbook),
    (f"{LONG}.docx", lambda: word(_DATED)),
    ("план.docx", lambda: word(_DATED)),
    ("план без сроков.docx", lambda: word(_BARE)),
    ("план.pdf", lambda: b"%PDF-1.7\n%%EOF"),
    ("план.csv", lambda: "№;Мероприятие;Срок\n1;Приказ;до 1 мая\n".encode("cp1251")),
    ("план.txt", "просто слова".encode),
    ("архив.zip", bomb),
    ("..\\..\\<b>.docx", lambda: word(_BARE)),
    ("фото.jpg", lambda: picture(7)),
    ("без расширения", lambda: b"\x00\x01\x02"),
)  # fmt: skip


@cache
def asked() -> tuple[tuple[str, Callable[[], bytes]], ...]:
    """Questionnaires as tables: made once, an Excel file takes its time."""
    return tuple((name, lambda data=data: data) for name, data in asking.tables())


def file(rng: random.Random) -> tuple[str, bytes]:
    """A name and what is in it; good roadmaps and questionnaires among much else."""
    name, make = rng.choice(FILES + asked())
    return name, make()


def text(rng: random.Random) -> str:
    """From what somebody may well type to what no client would let through."""
    return rng.choice(TEXTS)
