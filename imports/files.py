"""What a file really is, told from its bytes, and whether its name says the same."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePath

from imports import limits
from imports.refusals import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_READ = ("docx", "xlsx", "odt")
_TEXTS = ("csv", "txt", "tsv")
_BROKEN = (
    zipfile.BadZipFile, struct.error, zlib.error, EOFError, ValueError, OSError, RuntimeError,
)  # fmt: skip


def kind_of(data: bytes, name: str) -> str:
    """docx | xlsx | odt | csv | txt | tsv; raises Unreadable for everything else."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty")
    if len(data) > limits.FILE_BYTES:
        raise Unreadable("too_heavy", {"limit": limits.FILE_BYTES // 2**20})
    claimed = PurePath(name).suffix.lower().lstrip(".")
    actual = _sniff(data)
    _refuse_by_content(actual, claimed)
    if actual == "text":
        return claimed if claimed in _TEXTS else _mismatch(claimed, "txt", allowed="")
    return _mismatch(claimed, actual, allowed=actual)


def _refuse_by_content(actual: str, claimed: str) -> None:
    if actual in ("password", "broken"):
        raise Unreadable(actual)
    if actual not in (*_READ, "text"):
        if claimed in (*_READ, *_TEXTS):
            raise Unreadable("wrong_type", {"claimed": claimed, "actual": actual})
        raise Unreadable("unsupported", {"actual": actual})


def _mismatch(claimed: str, actual: str, *, allowed: str) -> str:
    if claimed in ("", allowed):
        return actual
    if claimed in (*_READ, *_TEXTS, "doc", "xls", "pdf"):
        raise Unreadable("wrong_type", {"claimed": claimed, "actual": actual})
    raise Unreadable("unsupported", {"actual": claimed[:8]})


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK"):
        return _archive(data)
    if data.startswith(_OLE):
        return _ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp" or data[8:12] == b"WEBP":
        return "picture"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<svg")):
        return "html"
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "other" if b"\x00" in data and not utf16 else "text"


def _ole(data: bytes) -> str:
    """An encrypted .docx or .xlsx is an OLE container too."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "password"
    if holds("WordDocument"):
        return "doc"
    return "xls" if holds("Workbook") or holds("Book") else "other"


def _archive(data: bytes) -> str:
    with unpacked(data) as archive:
        names = set(archive.namelist())
        if any(info.flag_bits & 1 for info in archive.infolist()):
            return "password"
        if "mimetype" in names:
            return _open_document(archive)
        for member, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
            if member in names:
                return kind
    return "zip"


def _open_document(archive: zipfile.ZipFile) -> str:
    if b"encryption-data" in member(archive, "META-INF/manifest.xml"):
        return "password"
    kind = member(archive, "mimetype").decode("latin-1").rpartition(".")[2].strip()
    return {"text": "odt", "spreadsheet": "ods"}.get(kind, "zip")


def unpacked(data: bytes) -> zipfile.ZipFile:
    """Opens an office file; refuses one that would unpack to more than the limit.

    The declared sizes are checked here; `member` never reads past them, and a member that holds
    more than it declared fails its checksum.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Unreadable("broken") from error
    members = archive.infolist()
    declared = sum(info.file_size for info in members)
    if declared > limits.UNPACKED_BYTES or len(members) > limits.ARCHIVE_MEMBERS:
        raise Unreadable("too_big_unpacked", {"limit": limits.UNPACKED_BYTES // 2**20})
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member, empty if there is none; raises Unreadable if it cannot be read."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("broken")
    try:
        return archive.read(info)
    except _BROKEN as error:
        raise Unreadable("broken") from error
