"""Text as Telegram keeps it: plain text plus entities whose offsets count UTF-16 units."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

_PLAIN_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w+)?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#(?=\w*[^\W\d])\w+)"
)
_LINK_SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")
_MAX_ENTITIES = 100


@dataclass(frozen=True)
class Formatted:
    """A text and its entities, sorted by offset, the longer first."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Length in the units in which Telegram counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def trimmed(source: Formatted) -> Formatted:
    """Without white space at either end, as the server keeps it; empty entities go."""
    text = source.text.replace("\r", "")
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in source.entities:
        begin = max(0, entity["offset"] - cut)
        length = min(end, entity["offset"] + entity["length"] - cut) - begin
        if length > 0:
            kept.append({**entity, "offset": begin, "length": length})
    return Formatted(text, kept)


def with_found(source: Formatted) -> Formatted:
    """Add what the server finds by itself: links, addresses, commands, tags."""
    entities = list(source.entities)
    for match in _FOUND.finditer(source.text):
        offset = utf16_length(source.text[: match.start()])
        length = utf16_length(match.group())
        if not any(_touches(entity, offset, length) for entity in source.entities):
            entities.append({"type": match.lastgroup, "offset": offset, "length": length})
    return Formatted(source.text, ordered(entities)[:_MAX_ENTITIES])


def ordered(entities: list[Entity]) -> list[Entity]:
    """Sorted as the server sends them."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def to_html(source: Formatted, *, page: bool = False) -> str:
    """Safe HTML of the text; for a web page line ends become <br> and spoilers spans."""
    units = source.text.encode("utf-16-le")
    marks = sorted(
        {0, len(units) // 2}
        | {one["offset"] for one in source.entities}
        | {one["offset"] + one["length"] for one in source.entities}
    )
    out: list[str] = []
    stack: list[Entity] = []
    for begin, end in zip(marks, [*marks[1:], None], strict=True):
        _close(stack, begin, out)
        _open(stack, source, begin, out)
        if end is not None:
            piece = units[begin * 2 : end * 2].decode("utf-16-le", "replace")
            escaped = html.escape(piece, quote=False)
            out.append(escaped.replace("\n", "<br>") if page else escaped)
    joined = "".join(out)
    if page:
        joined = joined.replace("<tg-spoiler>", '<span class="spoiler">')
        joined = joined.replace("</tg-spoiler>", "</span>")
    return joined


def _touches(entity: Entity, offset: int, length: int) -> bool:
    inside = entity["offset"] < offset + length and offset < entity["offset"] + entity["length"]
    return inside and entity["type"] in {"code", "pre", "text_link"}


def _close(stack: list[Entity], at: int, out: list[str]) -> None:
    """Close what ends here; what stands inside it and goes on is closed and opened again."""
    ending = [i for i, one in enumerate(stack) if one["offset"] + one["length"] <= at]
    if not ending:
        return
    again = []
    while len(stack) > ending[0]:
        one = stack.pop()
        out.append(_tags(one, "")[1])
        if one["offset"] + one["length"] > at:
            again.append(one)
    for one in reversed(again):
        stack.append(one)
        out.append(_tags(one, "")[0])


def _open(stack: list[Entity], source: Formatted, at: int, out: list[str]) -> None:
    units = source.text.encode("utf-16-le")
    for one in ordered(source.entities):
        if one["offset"] == at and one["length"] > 0:
            words = units[at * 2 : (at + one["length"]) * 2].decode("utf-16-le", "replace")
            # The words are kept on the entity so that reopening the tag gives the same link.
            stack.append({**one, "url": one.get("url") or words})
            out.append(_tags(stack[-1], words)[0])


def _tags(entity: Entity, words: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _PLAIN_TAGS:
        tag = _PLAIN_TAGS[kind]
        return f"<{tag}>", f"</{tag}>"
    if kind in {"text_link", "url", "email"}:
        url = str(entity.get("url") or words)
        href = f"mailto:{url}" if kind == "email" else url
        if href.startswith(_LINK_SCHEMES):
            return f'<a href="{html.escape(href)}">', "</a>"
    return "", ""
