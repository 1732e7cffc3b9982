"""Invitation links: genuine ones are read, all others are told apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import links

SECRET, OTHER = b"s" * 32, b"o" * 32
IDS = st.integers(min_value=1, max_value=2**63 - 1)


@given(IDS)
def test_round_trip_within_the_limit_of_deep_links(number: int) -> None:
    nonce = links.fresh_nonce()

    payload = links.pack(SECRET, number, nonce)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert links.is_link(payload)
    assert links.unpack(SECRET, payload) == (number, nonce)


def test_a_link_of_another_installation_is_foreign() -> None:
    with pytest.raises(links.ForeignLink):
        links.unpack(SECRET, links.pack(OTHER, 7, "abcdefgh"))


def test_before_the_first_link_every_link_is_foreign() -> None:
    with pytest.raises(links.ForeignLink):
        links.unpack(None, links.pack(OTHER, 7, "abcdefgh"))


@pytest.mark.parametrize("at", range(5, 5 + 1 + 1 + 8 + 16))
def test_any_changed_character_breaks_the_link(at: int) -> None:
    payload = links.pack(SECRET, 7, "abcdefgh")
    forged = payload[:at] + ("x" if payload[at] != "x" else "y") + payload[at + 1 :]

    with pytest.raises(links.BrokenLink):
        links.unpack(SECRET, forged)


@given(st.text(max_size=80))
def test_no_text_is_taken_for_genuine(text: str) -> None:
    with pytest.raises((links.BrokenLink, links.ForeignLink)):
        links.unpack(SECRET, text)


def test_both_addresses() -> None:
    assert links.https("school_bot", "abc") == "https://t.me/school_bot?start=abc"
    assert links.deep("school_bot", "abc") == "tg://resolve?domain=school_bot&start=abc"
