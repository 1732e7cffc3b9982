"""Screens as values and their keyboards: pure functions to markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.registry import Button, Via

CAPTION_LIMIT = 64  # longer captions are cut by phones anyway
ROW_LIMIT = 8
BUTTON_LIMIT = 100

Target = Button | Via | str  # a request, or an address
Row = Sequence[tuple[str, Target]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: HTML text and rows of (caption, target)."""

    text: str
    rows: Sequence[Row] = ()


def _key(caption: str, target: Target) -> InlineKeyboardButton:
    if len(caption) > CAPTION_LIMIT:
        caption = caption[: CAPTION_LIMIT - 1].rstrip() + "…"
    if isinstance(target, str):
        return InlineKeyboardButton(text=caption, url=target)
    return InlineKeyboardButton(text=caption, callback_data=target.pack())


def markup(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """The inline keyboard, or None without buttons. Raises ValueError over the limits."""
    kept = [row for row in rows if row]
    if any(len(row) > ROW_LIMIT for row in kept) or sum(map(len, kept)) > BUTTON_LIMIT:
        raise ValueError("too many buttons")
    if not kept:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_key(*pair) for pair in row] for row in kept])


def in_rows(pairs: Sequence[tuple[str, Target]], width: int) -> list[Row]:
    """Lay buttons out in rows of `width`."""
    return [pairs[i : i + width] for i in range(0, len(pairs), width)]
