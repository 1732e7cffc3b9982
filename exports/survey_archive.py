"""The files that people sent with a questionnaire, as an archive with a list of them."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from exports import xlsx
from exports.folder.plan import LIMIT
from exports.report import Workbook
from exports.survey_results import files_sheet
from exports.survey_tables import FilesArchive, Values
from texts import survey_files as words

_FIRST_YEAR = 1980  # of the format


def volumes(data: FilesArchive, folder: Path, limit: int = LIMIT) -> list[tuple[int, ...]]:
    """Places in `data.files` of what goes into each archive; files that are lost are in none but
    the list. One file is never over the limit: the messenger takes none so large."""
    found: list[list[int]] = [[]]
    size = 0
    for at, each in enumerate(data.files):
        try:
            length = (folder / each.sha).stat().st_size
        except FileNotFoundError:
            continue
        if found[-1] and size + length > limit:
            found.append([])
            size = 0
        found[-1].append(at)
        size += length
    return [tuple(each) for each in found]


def archive(data: FilesArchive, places: Sequence[int], folder: Path, listed: bool) -> bytes:
    """One of the archives; with `listed` the list of all files stands at its top. Give it to
    exports.worker.in_worker."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if listed:
            book = xlsx.render(Workbook((files_sheet(tuple(_rows(data, folder))),)))
            made.writestr(_info(f"00 {words.FILES_LIST}.xlsx", data.made), book)
        for at in places:
            each = data.files[at]
            made.writestr(_info(each.path, data.made), (folder / each.sha).read_bytes())
    return out.getvalue()


def _rows(data: FilesArchive, folder: Path) -> Iterator[Values]:
    for each in data.files:
        there = (folder / each.sha).exists()
        yield (*each.row, each.path if there else words.LOST)


def _info(path: str, day: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, (max(day.year, _FIRST_YEAR), day.month, day.day, 12, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
