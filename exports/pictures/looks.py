"""Sizes and colours that all pictures share: readable on a phone, also printed grey."""

from typing import Final

WIDTH: Final = 1080
TALLEST: Final = 2000
MARGIN: Final = 40
INNER: Final = WIDTH - 2 * MARGIN

TITLE: Final = 36
BODY: Final = 28
SMALL: Final = 26

PAPER: Final = "#fbfbf8"
INK: Final = "#1f2933"
MUTED: Final = "#52606d"
GRID: Final = "#d5dbe1"
TODAY: Final = "#b42318"

GOOD: Final = "#2f7d4f"
BAD: Final = "#b42318"
ACTIVE: Final = "#1f5f99"
CALM: Final = "#8a97a5"
PALE: Final = "#e4e8ec"
WAIT: Final = "#a36a00"
