"""Files that we made ourselves and that say so in their properties."""

import io
import re
import zipfile

from domain.ownfiles import OwnFile, kind_in
from imports import files
from imports.refusals import Unreadable

# Office Open XML, and OpenDocument, in which LibreOffice may have saved it.
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_KEYWORDS = re.compile(r"<(cp:keywords|meta:keyword)>(.*?)</\1>", re.DOTALL)


def own_kind(data: bytes) -> OwnFile | None:
    """What the file says it is; None for anybody else's. Keywords outlive editing and saving."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return None
    try:
        with files.unpacked(data) as archive:
            said = [files.member(archive, name) for name in _PROPERTIES]
    except Unreadable:
        return None
    words = _KEYWORDS.findall(b"".join(said).decode(errors="replace"))
    return kind_in(" ".join(text for _, text in words))
