"""What a person typed as evidence: a link, the number and date of a paper, or a title."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.papers.words import FROM, NUMBER, ORDER, PAPER

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>«»\"]+", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_NUMBER = re.compile(NUMBER + r"\w")
_FROM = re.compile(rf"\W*(?<!\w){FROM}\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proof:
    """`link`: `url` is set; `document`: a number or a date was named; `title`: just words."""

    kind: Literal["link", "document", "title"]
    title: str
    url: str | None = None
    day: date | None = None


def read(text: str) -> Proof | None:
    """None for blank text."""
    words = " ".join(text.split())
    if not words:
        return None
    link = _LINK.search(words)
    if link is not None:
        found = link.group().rstrip(".,;)")
        url = found if "://" in found else f"https://{found}"
        around = words[: link.start()] + words[link.start() + len(found) :]
        rest = " ".join(around.split()).strip(" :.,;-()")
        return Proof("link", rest or found, url)
    day, title = _dated(words)
    if day is not None or _NUMBER.search(words):
        return Proof("document", title or words, day=day)
    return Proof("title", words)


def _dated(words: str) -> tuple[date | None, str]:
    """The date of the paper, and the words without it; an impossible date stays in the words."""
    found = _DATE.search(words)
    if found is None:
        return None, words
    day, month, year = map(int, found.groups())
    try:
        when = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None, words
    before = _FROM.sub("", words[: found.start()]).strip(" ,;")
    after = words[found.end() :].strip(" ,;.")
    return when, " ".join(part for part in (before, after) if part)


def named(text: str) -> Proof | None:
    """Words that begin with the name of a paper and say its number or day; None for others."""
    found = read(text) if re.match(PAPER, text, re.IGNORECASE) else None
    return found if found is not None and found.kind == "document" else None


def is_order(text: str) -> bool:
    """Whether it begins with the word for an order."""
    return re.match(ORDER, text, re.IGNORECASE) is not None


def numbered(text: str) -> tuple[str, date | None, str]:
    """A paper that is known to be one: its number (without the sign), its day, and what follows.

    «№ 15-к от 12.10.2026, 2000 рублей» is ("15-к", 12 October, "2000 рублей"); a number may stand
    without its sign.
    """
    words = " ".join(text.split())
    found = _DATE.search(words)
    day, _ = _dated(words)
    head, tail = (words[: found.start()], words[found.end() :]) if found and day else (words, "")
    before = _FROM.sub("", head)
    sign = re.search(NUMBER + r"(\S+)", before)
    if sign is not None:
        return sign[1].strip(" ,;."), day, tail.strip(" ,;.") or before[sign.end() :].strip(" ,;.")
    bare = re.search(r"(?<!\w)(\d[\w/-]*)\s*$", before)
    return (bare[1] if bare else ""), day, tail.strip(" ,;.")
