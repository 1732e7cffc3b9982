"""Emoji come from one small set, each beside a word."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = set("✅🕒⚠⏸📋👥📅📎📊")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u23e9-\u23ff\u2b00-\u2bff]")


def test_no_other_emoji_is_shown() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {sign}"
        for folder in ("texts", "content")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for sign in EMOJI.findall(path.read_text(encoding="utf-8"))
        if sign not in ALLOWED
    }

    assert found == set()
