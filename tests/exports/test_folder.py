"""Where files go in the inspector's folder, and archives written step by step."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from exports.folder import names, pack, plan
from exports.folder.data import Entry, FolderData, Proof
from exports.folder.inventory import inventory
from exports.folder.plan import LIMIT, ROOT

DAY = date(2026, 10, 15)
MB = 1 << 20


def proof(title: str, sha: str | None = "a", kind: str = "file") -> Proof:
    return Proof(kind, title, DAY, sha)  # type: ignore[arg-type]


def entry(number: str, title: str, *proofs: Proof, stage: str = "Этап", level: int = 0) -> Entry:
    return Entry(number, title, None, stage, "done", "", level=level, proofs=proofs)


def made(
    entries: Sequence[Entry], sizes: dict[str, int | None] | None = None, limit: int = LIMIT
) -> plan.Plan:
    known = sizes or {}
    data = FolderData("Карта", "Школа", None, DAY, tuple(entries))
    return plan.make(data, lambda sha: known.get(sha, 10), limit)


def paths(found: plan.Plan) -> list[list[str]]:
    return [[member.path for member in volume] for volume in found.volumes]


def test_every_item_has_its_folder_by_number_and_name() -> None:
    found = made([
        entry("2.1", "Анкетирование: наставников?", proof("скан.pdf"), proof("скан.PDF")),
        entry("2.2.", "Приказ"),
    ])  # fmt: skip

    assert paths(found) == [[
        "2.1 Анкетирование наставников/",
        "2.1 Анкетирование наставников/2026-10-15 скан.pdf",
        "2.1 Анкетирование наставников/2026-10-15 скан (2).pdf",
        "2.2 Приказ/",
    ]]  # fmt: skip


def test_a_step_without_a_number_lies_with_its_row() -> None:
    found = made([
        entry("1", "Приказ"), entry("", "Написать", proof("a.txt"), level=1),
        entry("1.2", "Подписать", proof("b.txt"), level=1), entry("2", "Отчёт"),
    ])  # fmt: skip

    assert paths(found) == [[
        "1 Приказ/", "1 Приказ/2026-10-15 a.txt", "1.2 Подписать/",
        "1.2 Подписать/2026-10-15 b.txt", "2 Отчёт/",
    ]]  # fmt: skip


def test_where_numbers_begin_anew_the_stages_are_folders() -> None:
    found = made([
        entry("1", "Сбор", stage="Начало"), entry("1", "Сбор", stage="Итоги"),
        entry("1", "Сбор", stage="Итоги"),
    ])  # fmt: skip

    assert paths(found) == [
        ["Этап 1 Начало/1 Сбор/", "Этап 2 Итоги/1 Сбор/", "Этап 2 Итоги/1 Сбор (2)/"]
    ]


def test_where_numbers_of_steps_begin_anew_they_lie_in_their_rows() -> None:
    found = made([
        entry("1", "Сбор"), entry("1", "Опрос", level=1), entry("2", "Список", level=1),
        entry("2", "Пары"), entry("1", "Опрос", level=1), entry("2.2", "Приказ", level=1),
    ])  # fmt: skip

    assert paths(found) == [[
        "1 Сбор/", "1 Сбор/1 Опрос/", "1 Сбор/2 Список/",
        "2 Пары/", "2 Пары/1 Опрос/", "2.2 Приказ/",
    ]]  # fmt: skip


def test_stages_are_not_torn_where_an_archive_can_hold_them() -> None:
    found = made(
        [
            entry("1", "A", proof("a", "big"), stage="1"),
            entry("2", "B", proof("b", "big"), proof("c", "big"), stage="2"),
            entry("3", "C", proof("d"), stage="3"),
        ],
        {"big": 20 * MB},
    )

    assert paths(found) == [
        ["1 A/", "1 A/2026-10-15 a"],
        ["2 B/", "2 B/2026-10-15 b", "2 B/2026-10-15 c", "3 C/", "3 C/2026-10-15 d"],
    ]
    assert [one.volume for line in found.lines for one in line.placed] == [1, 2, 2, 2]


def test_a_stage_too_large_for_one_archive_goes_on_in_the_next() -> None:
    proofs = [proof(f"{at}.jpg", "big") for at in range(4)]
    found = made([entry("1", "A", *proofs)], {"big": 20 * MB})

    assert [len(volume) for volume in found.volumes] == [3, 2]
    sizes = [sum(member.size for member in volume) for volume in found.volumes]
    assert max(sizes) <= LIMIT - ROOT


def test_what_is_lost_or_too_large_is_named_and_not_packed() -> None:
    found = made(
        [entry("1", "A", proof("a", "lost"), proof("b", "big"), proof("№ 5", None, "document"))],
        {"lost": None, "big": 50 * MB},
    )

    assert [one.trouble for one in found.lines[0].placed] == ["lost", "big", None]
    assert paths(found) == [["1 A/"]]


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("2.1", "Анкетирование наставников", "2.1 Анкетирование наставников"),
        ("", 'a<b>c:d"e/f\\g|h?i*j', "a b c d e f g h i j"),
        ("", "con", "_con"),
        ("", "LPT1.txt", "_LPT1.txt"),
        ("", "…", "…"),
        ("", " . ", "_"),
        ("1.", "Приказ.", "1 Приказ"),
    ],
)
def test_names_are_those_that_every_system_takes(number: str, title: str, name: str) -> None:
    assert names.folder_name(number, title, ()) == name


def test_a_photo_and_a_file_get_their_endings() -> None:
    def named(title: str, photo: bool) -> str:
        return names.proof_name(title, DAY, photo=photo, default="фото", taken=())

    assert named("photo.jpg", True) == "2026-10-15 фото.jpg"
    assert named("Заседание кафедры", True) == "2026-10-15 Заседание кафедры.jpg"
    assert named("Протокол № 5. Итоги", False) == "2026-10-15 Протокол № 5. Итоги"
    assert named("ПРИКАЗ.PDF", False) == "2026-10-15 ПРИКАЗ.pdf"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_give_a_name_that_windows_takes(number: str, title: str) -> None:
    taken: set[str] = set()
    for _ in range(3):
        name = names.folder_name(number, title, taken)
        assert name.casefold() not in taken
        taken.add(name.casefold())
        assert 0 < len(name) <= names.FOLDER_LIMIT
        assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
        assert name == name.strip(" ")
        assert not name.endswith(".")


def test_an_archive_is_written_step_by_step_and_a_step_can_be_repeated(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for at in range(60):
        (files / f"{at}").write_bytes(b"x" * at)
    found = made([
        entry(f"{at}", "A", proof("a.txt", f"{at}"), proof("b.txt", "gone")) for at in range(60)
    ])  # fmt: skip
    steps = pack.steps(found.volumes[0])
    at = tmp_path / "0.zip"
    pack.begin(at, (("Опись.docx", b"inventory"),), DAY)
    gone: list[str] = []
    for number, step in enumerate(steps, 1):
        after = tmp_path / f"{number}.zip"
        for _ in range(2):
            again = pack.add(at, after, step, files)
        gone += again
        at = after

    with ZipFile(at) as archive:
        assert len(steps) == 8
        assert archive.testzip() is None
        assert archive.namelist() == [
            "Опись.docx", *(path for path in paths(found)[0] if path not in gone),
        ]  # fmt: skip
        assert archive.read("59 A/2026-10-15 a.txt") == b"x" * 59
        # The mark of UTF-8, without which Windows shows other letters.
        assert archive.getinfo("Опись.docx").flag_bits & 0x800
    assert len(gone) == 60


def test_the_inventory_numbers_a_step_after_its_row() -> None:
    """Where numbers of steps begin anew in every row, their own would say nothing."""
    entries = (
        Entry("5", "Пары", None, "Этап", "overdue", "", parts=True),
        Entry("2", "Встреча", None, "Этап", "overdue", "ноябрь", level=1, under="5"),
        Entry("5.3", "Приказ", None, "Этап", "overdue", "ноябрь", level=1, under="5"),
        Entry("", "Отчёт", None, "Этап", "overdue", "ноябрь", level=1, under="5"),
    )
    data = FolderData("Карта", "Школа № 1", None, DAY, entries)
    written = Document(BytesIO(inventory(data, plan.make(data, lambda _: None))))

    assert [[cell.text for cell in row.cells][:2] for row in written.tables[0].rows[1:]] == [
        ["5.2", "Встреча"], ["5.3", "Приказ"], ["5", "шаг: Отчёт"],
    ]  # fmt: skip
