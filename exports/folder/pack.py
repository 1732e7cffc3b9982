"""Writes archives step by step. Each step makes a new file out of the one before, so that a step
that was broken off can be repeated."""

import shutil
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from exports.folder.plan import Member

FILES_A_STEP, BYTES_A_STEP = 25, 8 << 20
_PACKED = frozenset({
    ".jpg", ".jpeg", ".png", ".heic", ".webp", ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods",
    ".zip", ".rar", ".7z", ".mp4", ".mov", ".ogg", ".mp3", ".m4a",
})  # fmt: skip
_FIRST_YEAR = 1980  # of the format


def steps(members: Iterable[Member]) -> list[tuple[Member, ...]]:
    """What is written in one go: little enough for others not to wait for the worker."""
    found: list[list[Member]] = [[]]
    size = 0
    for member in members:
        full = len(found[-1]) >= FILES_A_STEP or size + member.size > BYTES_A_STEP
        if found[-1] and full:
            found.append([])
            size = 0
        found[-1].append(member)
        size += member.size
    return [tuple(step) for step in found]


def begin(target: Path, papers: tuple[tuple[str, bytes], ...], day: date) -> None:
    """An archive with the papers that stand at its top."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in papers:
            archive.writestr(_info(name, day), data)


def add(source: Path, target: Path, members: tuple[Member, ...], files: Path) -> tuple[str, ...]:
    """`target`: the archive `source` with the members; paths of files that were gone meanwhile.

    The files are copied piece by piece, never whole into memory.
    """
    shutil.copyfile(source, target)
    gone: list[str] = []
    with zipfile.ZipFile(target, "a") as archive:
        for member in members:
            if member.proof is None:
                archive.mkdir(member.path)
            elif not _write(archive, member, files / str(member.proof.sha)):
                gone.append(member.path)
    return tuple(gone)


def _write(archive: zipfile.ZipFile, member: Member, source: Path) -> bool:
    assert member.proof is not None
    info = _info(member.path, member.proof.added_on)
    info.file_size = member.size
    try:
        with source.open("rb") as read, archive.open(info, "w") as written:
            shutil.copyfileobj(read, written, 1 << 20)
    except FileNotFoundError:
        return False
    return True


def _info(path: str, day: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, (max(day.year, _FIRST_YEAR), day.month, day.day, 12, 0, 0))
    packed = Path(path).suffix.lower() in _PACKED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
