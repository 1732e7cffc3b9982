"""A list of people as it is typed: one a line, the post after a comma or a dash."""

import re
from dataclasses import dataclass

LINES_LIMIT = 100

_NUMBER = re.compile(r"^\s*(?:\d+\s*[.)]|[-–—•*])\s*")
_POST = re.compile(r"\s*(?:[,;\t]|\s[-–—]\s)\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a name, and a post that may be empty."""

    name: str
    post: str = ""


def parse(text: str) -> list[Entry]:
    """The people of a text, at most 100; lines without a letter in the name are left out."""
    entries = [_entry(line) for line in text.splitlines()]
    return [entry for entry in entries if any(map(str.isalpha, entry.name))][:LINES_LIMIT]


def _entry(line: str) -> Entry:
    name, _, post = _split(_NUMBER.sub("", line))
    return Entry(" ".join(name.split()), " ".join(post.split()))


def _split(line: str) -> tuple[str, str, str]:
    found = _POST.search(line)
    if found is None:
        return line, "", ""
    return line[: found.start()], found.group(), line[found.end() :]
