"""Telegram's HTML: escaping, and keeping within limits that count UTF-16 units."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence

ELLIPSIS = "…"
MESSAGE_LIMIT = 4096

_TAG = re.compile(r"<[^>]*>")
_LOOSE_ENDS = " \n\t\u00a0,;:"
_ZWJ = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG_TAGS = range(0xE0020, 0xE0080)
_REGIONAL = range(0x1F1E6, 0x1F200)


def esc(text: str) -> str:
    """Any text as HTML; what cannot be sent at all (lone surrogates, NUL) is left out."""
    sendable = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    return html.escape(sendable, quote=False)


def b(text: str) -> str:
    return f"<b>{esc(text)}</b>"


def link(text: str, url: str) -> str:
    return f'<a href="{html.escape(url)}">{esc(text)}</a>'


def utf16_len(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def visible_len(markup: str) -> int:
    """The length that Telegram counts against its limits: UTF-16 units without the tags."""
    return utf16_len(_plain(markup))


def clip(text: str, n: int) -> str:
    """Plain text of at most `n` UTF-16 units: cut after a whole word where it can be, with «…».

    What looks like one character (an emoji of several parts, a letter with its accent) is never
    cut in two. Clip first, then escape.
    """
    if utf16_len(text) <= n:
        return text
    at, left = 0, n - utf16_len(ELLIPSIS)
    if left < 0:
        return ""
    for cluster in _clusters(text):
        left -= utf16_len(cluster)
        if left < 0:
            break
        at += len(cluster)
    kept = text[:at] if text[at].isspace() else _whole_words(text[:at])
    return kept.rstrip(_LOOSE_ENDS) + ELLIPSIS


def fit(parts: Sequence[str], limit: int = MESSAGE_LIMIT) -> str:
    """HTML lines joined as long as they fit, whole; a last line «…» says that more is left out.

    Tags must not span lines. A first line that is too long by itself is clipped and loses its
    tags: an empty message could not be sent.
    """
    whole = "\n".join(parts)
    if visible_len(whole) <= limit:
        return whole
    kept: list[str] = []
    left = limit - utf16_len(ELLIPSIS)
    for part in parts:
        left -= visible_len(part) + 1
        if left < 0:
            break
        kept.append(part)
    if not kept:
        return esc(clip(_plain(parts[0]), limit))
    return "\n".join([*kept, ELLIPSIS])


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def _whole_words(text: str) -> str:
    """Without the last, unfinished word, unless that would lose more than half."""
    cut = max((at for at, char in enumerate(text) if char.isspace()), default=0)
    return text[:cut] if cut * 2 >= len(text) else text


def _clusters(text: str) -> Iterator[str]:
    """What a reader sees as single characters, near enough to the Unicode rules."""
    cluster = ""
    for char in text:
        if cluster and not _continues(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _continues(cluster: str, char: str) -> bool:
    if char == _ZWJ or cluster.endswith(_ZWJ) or unicodedata.category(char) in {"Mn", "Me", "Mc"}:
        return True
    code = ord(char)
    if code in _REGIONAL:
        return len(cluster) == 1 and ord(cluster) in _REGIONAL
    return code in _SKIN or code in _FLAG_TAGS
