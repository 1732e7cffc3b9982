"""Screens as values and their keyboards: pure functions to markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from handlers.registry import Button, Via

CAPTION_LIMIT = 64  # longer captions are cut by phones anyway
HALF_ROW = 22  # letters that a phone shows in half a row
ROW_LIMIT = 8
BUTTON_LIMIT = 100

Target = Button | Via | str  # a request, or an address
Row = Sequence[tuple[str, Target]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: HTML text and rows of (caption, target)."""

    text: str
    rows: Sequence[Row] = ()


def _key(caption: str, target: Target) -> dict[str, str]:
    if len(caption) > CAPTION_LIMIT:
        caption = caption[: CAPTION_LIMIT - 1].rstrip() + "…"
    if isinstance(target, str):
        return {"text": caption, "url": target}
    return {"text": caption, "callback_data": target.pack()}


def keyboard(rows: Sequence[Row]) -> dict[str, Any] | None:
    """The inline keyboard as the messenger takes it, or None without buttons. Raises ValueError
    over the limits."""
    kept = [row for row in rows if row]
    if any(len(row) > ROW_LIMIT for row in kept) or sum(map(len, kept)) > BUTTON_LIMIT:
        raise ValueError("too many buttons")
    if not kept:
        return None
    return {"inline_keyboard": [[_key(*pair) for pair in row] for row in kept]}


def markup(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """The same as aiogram has it."""
    made = keyboard(rows)
    return None if made is None else InlineKeyboardMarkup.model_validate(made)


def in_rows(pairs: Sequence[tuple[str, Target]], width: int) -> list[Row]:
    """Lay buttons out in rows of `width`."""
    return [pairs[i : i + width] for i in range(0, len(pairs), width)]


def in_pairs(pairs: Sequence[tuple[str, Target]]) -> list[Row]:
    """Two in a row; a caption that phones would cut in half a row has its own."""
    rows: list[Row] = []
    open_ = False  # whether the last row has room for one more
    for pair in pairs:
        short = len(pair[0]) <= HALF_ROW
        if short and open_:
            rows[-1] = [*rows[-1], pair]
        else:
            rows.append([pair])
        open_ = short and not open_
    return rows
