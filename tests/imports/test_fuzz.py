"""Whatever happens to the bytes of a file, the answer is a reading or a refusal."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.refusals import Unreadable
from imports.roadmap import Document, read
from tests.imports.office import (
    docx,
    item,
    numbered,
    ocell,
    ocovered,
    odt,
    op,
    otable,
    p,
    sheet,
    tbl,
    tc,
    tr,
    xlsx,
)

HEADER = ("№", "Этап", "Мероприятия", "Содержание", "Сроки", "Ответственные")
FILES = {
    "карта.docx": docx(
        p("План на 2026-2027 учебный год"),
        tbl(
            HEADER,
            tr(tc("Раздел", span=6)),
            (tc("1.", merge="restart"), tc("Запуск", merge="restart"), "Опрос",
             tc(item("Раз", 1), item("Два", 1)), "май", "Завуч, методист"),
            (tc(merge="continue"), tc(merge="continue"), "Приказ", "1. Раз", "июнь", ""),
        ),
        numbering=numbered(1, ("decimal", "%1.")),
    ),
    "карта.xlsx": xlsx(
        sheet([("План",), (), HEADER, (1, "Запуск", "Опрос", "1. Раз\n2. Два", 46167, "Завуч"),
               (None, None, "Приказ", "", "июнь", "")], merges=("A4:A5", "B4:B5")),
        formats=("dd.mm.yyyy",),
    ),
    "карта.odt": odt(
        op("План"),
        otable(HEADER, (ocell("1", rows=2), ocell("Запуск", rows=2), "Опрос", "1. Раз", "май", ""),
               (ocovered(2), "Приказ", "", "июнь", "Завуч")),
    ),
    "карта.csv": "План\n№;Мероприятия;Сроки\n1;Опрос;май\n2;\"Приказ\n\";июнь\n".encode("cp1251"),
    "карта.txt": "План\n№\tМероприятия\tСроки\n1\tОпрос\tмай\n\n\tродителей\t2026\n".encode(),
}  # fmt: skip
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def answer(data: bytes, name: str) -> None:
    with contextlib.suppress(Unreadable):
        assert isinstance(read(data, name), Document)


def mutated(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    made = bytearray(data)
    for place, piece in changes:
        at = place % (len(made) + 1)
        made[at : at + len(piece)] = piece
    return bytes(made)


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=8)), max_size=6)


@pytest.mark.parametrize("name", FILES)
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 400))
def test_mutated_file(name: str, changes: list[tuple[int, bytes]], cut: int) -> None:
    data = mutated(FILES[name], changes)
    answer(data[: len(data) - cut] if cut < 300 else data, name)


@pytest.mark.parametrize("name", ["карта.docx", "карта.xlsx", "карта.odt"])
@FUZZ
@given(data=st.data())
def test_mutated_parts_of_a_sound_archive(name: str, data: st.DataObject) -> None:
    """The checksums agree, so the XML readers meet the damage."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            part = old.read(member)
            if member.endswith(".xml"):
                part = _with_other_values(part, data)
            new.writestr(member, part)
    answer(made.getvalue(), name)


def _with_other_values(part: bytes, data: st.DataObject) -> bytes:
    """Attribute values and texts changed, the tags left alone."""
    pieces = part.decode().split('"')
    if len(pieces) > 2:
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, (len(pieces) - 2) // 2)) * 2 + 1
            if not pieces[at].startswith(("urn:", "http")):
                pieces[at] = data.draw(
                    st.sampled_from(
                        [
                            "",
                            "0",
                            "-1",
                            "1",
                            "99999999",
                            "9" * 5000,
                            "A1:ZZZ9999999",
                            "restart",
                            "е",
                        ]
                    )
                )
    return '"'.join(pieces).encode()


@FUZZ
@given(data=st.binary(max_size=400), suffix=st.sampled_from(["docx", "xlsx", "odt", "csv", "txt"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    answer(data, f"карта.{suffix}")


@FUZZ
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
def test_any_cells(cells: list[list[str]]) -> None:
    lines = [["Мероприятия", "Содержание", "Ответственные"], *cells]
    text = "\n".join("\t".join(line) for line in lines)
    answer(text.encode("utf-8", "replace"), "карта.txt")
