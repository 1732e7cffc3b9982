"""Which files may be kept as proof: papers, pictures, archives and recordings, no programs."""

from pathlib import PurePath
from typing import Literal

Fault = Literal["file_empty", "file_program", "file_kind"]

_PAPERS = (
    "doc docx docm dot dotx rtf odt xls xlsx xlsm xlsb ods csv tsv ppt pptx pptm pps ppsx odp pdf"
    " djvu djv xps oxps txt md htm html mht mhtml xml json epub fb2 pages numbers key vsdx"
    " ics vcf eml msg sig sgn p7s p7m cer"
)
_PICTURES = "jpg jpeg jpe jfif png gif webp bmp tif tiff heic heif avif svg psd"
_ARCHIVES = "zip rar 7z gz tgz bz2 xz tar"
_RECORDINGS = "mp3 ogg oga opus m4a aac wav flac wma amr mp4 m4v mov avi mkv webm 3gp mpg mpeg wmv"
_KEPT = frozenset(" ".join((_PAPERS, _PICTURES, _ARCHIVES, _RECORDINGS)).split())
_PROGRAMS_AND_SCRIPTS = (
    "exe msi msix appx com scr pif cpl dll sys bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta"
    " jar lnk reg inf url scf apk aab ipa app dmg pkg deb rpm run sh bash zsh py pyw pyc rb pl php"
    " elf bin so iso img vhd xll gadget"
)
_PROGRAMS = frozenset(_PROGRAMS_AND_SCRIPTS.split())
# What the systems themselves start: Windows, Linux, macOS (two ways round), scripts.
_STARTS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"#!")


def fault(name: str, data: bytes) -> Fault | None:
    """Why a file is not kept; None when it may be. A program under another name is one too."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if not data:
        return "file_empty"
    if ending in _PROGRAMS or data.startswith(_STARTS):
        return "file_program"
    return None if ending in _KEPT else "file_kind"
