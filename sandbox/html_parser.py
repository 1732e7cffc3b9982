"""The server's HTML mode, rule for rule: the same tags, the same complaints, byte offsets."""

import re
from dataclasses import dataclass, field

from sandbox.formatting import Entity, Formatted, ordered, utf16_length
from sandbox.refusals import Refusal, bad_request

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_SPACE = frozenset(b" \t\r\n\v\0")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_CHARACTER = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<dec>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_URL = re.compile(r"(?:https?|tg|ton|mailto)://?\S+|[\w-]+(?:\.[\w-]+)+\S*", re.ASCII)


def parse_html(source: str) -> Formatted:
    """Text and entities of an HTML message; a 400 "can't parse entities: ..." if it is broken.

    Only lt, gt, amp, quot and numeric character references are known; others stay as they are.
    """
    return _Parser(source.encode("utf-8", "surrogatepass")).run()


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


@dataclass
class _Parser:
    data: bytes
    pos: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> Formatted:
        while self.pos < len(self.data):
            if self.data[self.pos] == ord("<"):
                self._tag()
            else:
                self._words()
        if self.stack:
            tag = self.stack[-1].tag
            raise _broken(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Formatted("".join(self.out), ordered(self._outside_code()))

    def _at(self, pos: int) -> int:
        """The byte there; 0 past the end, which counts as white space, as in the server."""
        return self.data[pos] if pos < len(self.data) else 0

    def _emit(self, words: str) -> None:
        self.out.append(words)
        self.offset += utf16_length(words)

    def _words(self) -> None:
        character, end = _reference(self.data, self.pos)
        if character:
            self._emit(character)
            self.pos = end
            return
        end = len(self.data)
        for mark in b"<&":
            found = self.data.find(mark, self.pos + 1)
            end = min(end, found) if found >= 0 else end
        self._emit(self.data[self.pos : end].decode("utf-8", "replace"))
        self.pos = end

    def _tag(self) -> None:
        begin = self.pos
        self.pos += 1
        if self._at(self.pos) == ord("/"):
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.pos += 1

    def _until_space_or(self, stops: bytes) -> None:
        while self._at(self.pos) not in _SPACE and self._at(self.pos) not in stops:
            self.pos += 1

    def _skip_space(self) -> None:
        while self._at(self.pos) and self._at(self.pos) in _SPACE:
            self.pos += 1

    def _start_tag(self, begin: int) -> None:
        self._until_space_or(b">")
        if not self._at(self.pos):
            raise _broken(f"Unclosed start tag at byte offset {begin}")
        tag = self.data[begin + 1 : self.pos].decode("utf-8", "replace").lower()
        if tag not in _TAGS:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = {}
        while self._at(self.pos) != ord(">"):
            self._skip_space()
            if self._at(self.pos) == ord(">"):
                break
            name, value = self._attribute(tag, begin)
            attributes[name] = value
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.stack.append(_Open(tag, attributes, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        start = self.pos
        self._until_space_or(b"=>")
        name = self.data[start : self.pos].decode("utf-8", "replace").lower()
        if not name:
            where = f"at byte offset {begin}"
            raise _broken(f'Empty attribute name in the tag "{tag}" {where}')
        self._skip_space()
        if self._at(self.pos) == ord("="):
            self.pos += 1
            self._skip_space()
            value = self._value(tag, begin)
        else:
            value = name
        if not self._at(self.pos):
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, value

    def _value(self, tag: str, begin: int) -> str:
        quote = self._at(self.pos)
        if not quote:
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in b"\"'":
            return self._name_token()
        self.pos += 1
        value = []
        while self._at(self.pos) not in {quote, 0}:
            character, end = _reference(self.data, self.pos)
            value.append(character.encode() if character else self.data[self.pos : self.pos + 1])
            self.pos = end if character else self.pos + 1
        if self._at(self.pos):
            self.pos += 1
        return b"".join(value).decode("utf-8", "replace")

    def _name_token(self) -> str:
        found = _TOKEN.match(self.data, self.pos)
        start, self.pos = self.pos, found.end() if found else self.pos
        if self._at(self.pos) not in _SPACE and self._at(self.pos) != ord(">"):
            raise _broken(f"Unexpected end of name token at byte offset {start}")
        return self.data[start : self.pos].decode("ascii").lower()

    def _end_tag(self, begin: int) -> None:
        if not self.stack:
            raise _broken(f"Unexpected end tag at byte offset {begin}")
        self._until_space_or(b">")
        tag = self.data[begin + 2 : self.pos].decode("utf-8", "replace").lower()
        self._skip_space()
        if self._at(self.pos) != ord(">"):
            raise _broken(f"Unclosed end tag at byte offset {begin}")
        expected = self.stack[-1].tag
        if tag and tag != expected:
            raise _broken(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>",'
                f' found "</{tag}>"'
            )
        opened = self.stack.pop()
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity = self._entity(opened, "".join(self.out[opened.begin :]))
        if entity is None:
            return
        entity.update(offset=opened.offset, length=self.offset - opened.offset)
        inner = self.entities[-1] if self.entities else None
        same = inner and all(inner[key] == entity[key] for key in ("offset", "length"))
        if inner and same and {inner["type"], entity["type"]} == {"pre", "code"}:
            inner["type"] = "pre"
            inner.update({key: entity[key] for key in ("language",) if key in entity})
            return
        self.entities.append(entity)

    def _entity(self, opened: _Open, words: str) -> Entity | None:
        tag, attributes = opened.tag, opened.attributes
        if tag in _SIMPLE:
            return {"type": _SIMPLE[tag]}
        if tag == "a":
            url = attributes.get("href") or words
            return {"type": "text_link", "url": url} if _URL.fullmatch(url) else None
        if tag == "code" and attributes.get("class", "").startswith("language-"):
            return {"type": "code", "language": attributes["class"].removeprefix("language-")}
        if tag == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if tag == "tg-emoji":
            return _emoji(attributes)
        if tag == "tg-time":
            return _moment(attributes)
        return {"type": tag}

    def _outside_code(self) -> list[Entity]:
        """A code block holds no other entity; a lone code forgets its language."""
        blocks = [one for one in self.entities if one["type"] in {"code", "pre"}]
        for one in blocks:
            if one["type"] == "code":
                one.pop("language", None)
        return [
            one
            for one in self.entities
            if not any(_inside(one, block) for block in blocks if block is not one)
        ]


def _inside(one: Entity, block: Entity) -> bool:
    end = one["offset"] + one["length"]
    return bool(block["offset"] <= one["offset"] and end <= block["offset"] + block["length"])


def _emoji(attributes: dict[str, str]) -> Entity:
    number = attributes.get("emoji-id", "")
    if not number.isdigit() or not int(number):
        raise _broken("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": number}


def _moment(attributes: dict[str, str]) -> Entity:
    unix = attributes.get("unix", "")
    if not unix.isdigit():
        raise _broken("Invalid date specified")
    entity: Entity = {"type": "date_time", "unix_time": int(unix)}
    if attributes.get("format"):
        entity["date_time_format"] = attributes["format"]
    return entity


def _reference(data: bytes, pos: int) -> tuple[str, int]:
    """The character a reference stands for and where it ends; "" if it stands for itself."""
    found = _CHARACTER.match(data, pos)
    if not found:
        return "", pos
    if found["name"]:
        return _NAMED.get(found["name"], ""), found.end()
    code = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "", pos
    return chr(code), found.end()


def _broken(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
