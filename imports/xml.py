"""XML of office files into a tree: no document types, so no entities, no foreign encodings."""

import re
from xml.etree import ElementTree as ET

from imports.refusals import Unreadable

Element = ET.Element

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ALLOWED = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def parse(data: bytes) -> Element:
    """Raises Unreadable on XML that is broken, declares a document type or hides its encoding."""
    data = _utf8(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable("entities")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise Unreadable("broken") from error


def _utf8(data: bytes) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable("broken") from error
        return re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.DOTALL).encode()
    found = _ENCODING.match(data[:256])
    if b"\x00" in data[:64] or (found and found.group(1).lower() not in _ALLOWED):
        raise Unreadable("broken")
    return data
