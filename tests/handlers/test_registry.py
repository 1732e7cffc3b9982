"""Buttons carry all they need in 64 bytes, and nothing else is taken for one."""

import dataclasses
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import handlers.all  # noqa: F401 - fills the registry
from handlers.registry import BUTTONS, HANDLERS, LIMIT_BYTES, Button, StaleButton, parse

OURS = {prefix: kind for prefix, kind in BUTTONS.items() if kind.__module__.startswith("handlers")}
LARGEST_ID = 9_999_999_999  # ten thousand million rows of a kind: more than any school has
LONGEST_WORD = "w" * 16  # free text in a button is a short code of ours


def largest(hint: Any) -> Any:
    """The value of a field that takes the most bytes."""
    if isinstance(hint, UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return max(hint, key=len)
    return {bool: True, int: LARGEST_ID, date: date(2026, 12, 31), str: LONGEST_WORD}[hint]


def filled(kind: type[Button]) -> Button:
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    return kind(*(largest(hints[field.name]) for field in fields))


@pytest.mark.parametrize("kind", OURS.values(), ids=lambda kind: kind.__name__)
def test_a_button_fits_and_comes_back_the_same(kind: type[Button]) -> None:
    request = filled(kind)

    data = request.pack()

    assert len(data.encode()) <= LIMIT_BYTES
    assert parse(data) == request


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    assert set(HANDLERS) == set(OURS)


@given(st.text(max_size=64))
def test_forged_data_is_a_button_or_stale_and_never_a_crash(data: str) -> None:
    try:
        request = parse(data)
    except StaleButton:
        return
    assert type(request) is BUTTONS[data.partition(":")[0]]


PARTS = st.text(max_size=12) | st.text("0123456789", max_size=24)


@given(st.sampled_from(sorted(OURS)), st.lists(PARTS, max_size=5))
@example("tt", ["196", "134", "156", "", "9" * 20])
def test_forged_fields_are_a_button_or_stale(prefix: str, parts: list[str]) -> None:
    try:
        request = parse(":".join([prefix, *parts]))
    except StaleButton:
        return
    assert len(request.pack().encode()) <= LIMIT_BYTES
