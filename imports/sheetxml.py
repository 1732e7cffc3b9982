"""The parts of an .xlsx file that every reader of one needs."""

import posixpath
import re
import zipfile

from imports import files
from imports.refusals import Unreadable
from imports.xml import Element, parse

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def shared_strings(shared: Element | None) -> list[str]:
    return [] if shared is None else [rich(item) for item in shared.iter(f"{S}si")]


def rich(item: Element | None) -> str:
    """Text of all runs, without the phonetic hints."""
    if item is None:
        return ""
    runs = [item, *item.findall(f"{S}r")]
    return "".join(run.findtext(f"{S}t") or "" for run in runs)


def targets(archive: zipfile.ZipFile) -> dict[str, str]:
    rels = member(archive, "xl/_rels/workbook.xml.rels")
    if rels is None:
        raise Unreadable("broken")
    return {
        rel.get("Id", ""): posixpath.normpath(posixpath.join("/xl", rel.get("Target", "")))[1:]
        for rel in rels
        if rel.get("Type", "").endswith("/worksheet")
    }


def member(archive: zipfile.ZipFile, name: str) -> Element | None:
    data = files.member(archive, name)
    return parse(data.replace(_STRICT, S[1:-1].encode())) if data else None


def column(reference: str) -> int:
    """The number of a cell's column, from 1; 0 for what is no reference."""
    found = REFERENCE.fullmatch(reference)
    return letters(found.group(1)) if found else 0


def letters(name: str) -> int:
    """The number of the column called so: A is 1."""
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
