"""What may be kept as proof."""

import pytest

from domain.proof_files import fault


@pytest.mark.parametrize(
    "name",
    ["приказ.docx", "Скан.PDF", "фото.heic", "архив.7z", "запись.m4a", "video.mp4", "a.tar.gz",
     "подпись.sig"],
)  # fmt: skip
def test_papers_pictures_archives_and_recordings_are_kept(name: str) -> None:
    assert fault(name, b"data") is None


@pytest.mark.parametrize(
    "name", ["setup.exe", "run.BAT", "a.js", "игра.apk", "x.msi", "приказ.docx.scr", "a.lnk"]
)
def test_programs_are_not(name: str) -> None:
    assert fault(name, b"data") == "file_program"


@pytest.mark.parametrize("start", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
def test_a_program_under_another_name_is_one(start: bytes) -> None:
    assert fault("приказ.pdf", start) == "file_program"


def test_nothing_proves_nothing() -> None:
    assert fault("приказ.pdf", b"") == "file_empty"


@pytest.mark.parametrize("name", ["file", "приказ", "база.1cd"])
def test_what_nobody_can_open_is_not(name: str) -> None:
    assert fault(name, b"data") == "file_kind"
