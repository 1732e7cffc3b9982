"""Keyboards under a message: what the server takes and what it says of the rest."""

import json
import re
from collections.abc import Callable
from typing import Any

from sandbox.fields import UnknownFields
from sandbox.params import Params
from sandbox.people import Json
from sandbox.refusals import Refusal, bad_request

MAX_DATA_BYTES = 64
MAX_ROW = 8
MAX_BUTTONS = 100
MAX_REPLY_ROW = 12
MAX_REPLY_BUTTONS = 300
MAX_MARKUP_BYTES = 10 << 10
MAX_COPY = 256

_INLINE_KINDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat", "callback_game"}
_URL = re.compile(r"(?:https?://)?[^\s/?#@]+\.[^\s/?#.]{2,}(?:[/?#:]\S*)?|(?:tg|ton)://\S+")


def read_markup(params: Params, unknown: UnknownFields, *, inline_only: bool = False) -> Json:
    """The checked `reply_markup` of a call; {} when there is none."""
    markup = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None or markup == {}:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup, unknown)
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup, unknown)
    if markup.get("remove_keyboard"):
        unknown.nested("ReplyKeyboardRemove", markup)
    elif markup.get("force_reply"):
        unknown.nested("ForceReply", markup)
    else:
        return {}
    return markup


def _rows(
    markup: Json, field: str, type_name: str, check: Callable[[Any], Json]
) -> list[list[Json]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the {type_name} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {type_name} must be an Array of Arrays')
    checked = [[check(button) for button in row] for row in rows]
    return [row for row in checked if row]


def _inline(markup: Json, unknown: UnknownFields) -> Json:
    unknown.nested("InlineKeyboardMarkup", markup)
    rows = _rows(
        markup,
        "inline_keyboard",
        "InlineKeyboardMarkup",
        lambda button: _inline_button(button, unknown),
    )
    _check_size(rows, MAX_ROW, MAX_BUTTONS)
    return {"inline_keyboard": rows} if rows else {}


def _reply(markup: Json, unknown: UnknownFields) -> Json:
    unknown.nested("ReplyKeyboardMarkup", markup)
    rows = _rows(
        markup, "keyboard", "ReplyKeyboardMarkup", lambda button: _reply_button(button, unknown)
    )
    _check_size(rows, MAX_REPLY_ROW, MAX_REPLY_BUTTONS)
    return {**markup, "keyboard": rows}


def _check_size(rows: list[list[Json]], longest: int, most: int) -> None:
    size = len(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
    counts = [len(row) for row in rows]
    if size > MAX_MARKUP_BYTES or sum(counts) > most or max(counts, default=0) > longest:
        raise bad_request("reply markup is too long")


def _inline_button(button: Any, unknown: UnknownFields) -> Json:
    if not isinstance(button, dict):
        raise _inline_broken("InlineKeyboardButton must be an Object")
    unknown.nested("InlineKeyboardButton", button)
    _check_text(button, _inline_broken)
    kinds = [kind for kind in _INLINE_KINDS if button.get(kind) or _empty_counts(button, kind)]
    if not kinds:
        raise _inline_broken("Text buttons are unallowed in the inline keyboard")
    for kind in ("url", "callback_data"):
        if not isinstance(button.get(kind, ""), str):
            raise _inline_broken(f'Field "{kind}" must be of type String')
    if len(kinds) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_kind(button, kinds[0], unknown)
    return button


def _empty_counts(button: Json, kind: str) -> bool:
    return kind in _MAY_BE_EMPTY and kind in button


def _check_kind(button: Json, kind: str, unknown: UnknownFields) -> None:
    if kind == "callback_data" and len(button[kind].encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url" and not _URL.fullmatch(button[kind]):
        reason = "is invalid: Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{button[kind]}' {reason}")
    if kind == "copy_text":
        unknown.nested("CopyTextButton", button[kind])
        if not 1 <= len(button[kind].get("text", "")) <= MAX_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply_button(button: Any, unknown: UnknownFields) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _reply_broken("KeyboardButton must be an Object")
    unknown.nested("KeyboardButton", button)
    _check_text(button, _reply_broken)
    return button


def _check_text(button: Json, broken: Callable[[str], Refusal]) -> None:
    if "text" not in button:
        raise broken('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise broken('Field "text" must be of type String')
    if not button["text"].strip():
        raise broken("Button text must be non-empty")


def _inline_broken(reason: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _reply_broken(reason: str) -> Refusal:
    return bad_request(f"can't parse keyboard button: {reason}")
