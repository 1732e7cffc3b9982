"""Links: what stands after `?start=`; those of invitations are signed by the installation.

`i` + mark + id + `-` + nonce + tag, within the 64 characters that a deep link may carry. The mark
tells a link of another installation from a damaged or forged one.
"""

import base64
import hashlib
import hmac
import re
import secrets
from enum import StrEnum

PREFIX = "i"
_MARK, _NONCE, _TAG = 4, 8, 16  # characters; the tag holds 96 bits
_PAYLOAD = re.compile(
    rf"{PREFIX}([0-9a-f]{{{_MARK}}})([0-9a-z]{{1,13}})-([\w-]{{{_NONCE}}})([\w-]{{{_TAG}}})",
    re.ASCII,
)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TARGET = re.compile(r"([rtv])([0-9a-z]{1,12})", re.ASCII)
_OPINION = re.compile(r"o([\w-]{16})", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


class Target(StrEnum):
    """What a link that is no invitation leads to."""

    ITEM = "t"
    ROADMAP = "r"
    SURVEY = "v"


class ForeignLink(ValueError):
    """Made by another installation."""


class BrokenLink(ValueError):
    """Cut, mistyped or forged."""


def fresh_nonce() -> str:
    """48 bits that make the links of restored or copied databases differ."""
    return secrets.token_urlsafe(6)


def pack(secret: bytes, invitation_id: int, nonce: str) -> str:
    return f"{PREFIX}{_mark(secret)}{_base36(invitation_id)}-{nonce}" + _tag(
        secret, invitation_id, nonce
    )


def is_link(payload: str) -> bool:
    """Whether it wants to be an invitation at all."""
    return _PAYLOAD.fullmatch(payload) is not None


def unpack(secret: bytes | None, payload: str) -> tuple[int, str]:
    """The id and nonce of a genuine payload. Raises BrokenLink or ForeignLink."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        raise BrokenLink(payload)
    mark, number, nonce, tag = found.groups()
    if secret is None or mark != _mark(secret):
        raise ForeignLink(payload)
    invitation_id = int(number, 36)
    if not hmac.compare_digest(tag, _tag(secret, invitation_id, nonce)):
        raise BrokenLink(payload)
    return invitation_id, nonce


def to_item(item_id: int) -> str:
    """What opens an item; rights are asked when it is opened, so nothing needs to be signed."""
    return f"t{_base36(item_id)}"


def to_roadmap(roadmap_id: int) -> str:
    return f"r{_base36(roadmap_id)}"


def to_survey(campaign_id: int) -> str:
    return f"v{_base36(campaign_id)}"


def to_opinion(nonce: str) -> str:
    return f"o{nonce}"


def opinion(payload: str) -> str | None:
    """The nonce of a payload of `to_opinion`, or None for any other."""
    found = _OPINION.fullmatch(payload)
    return found[1] if found else None


def target(payload: str) -> tuple[Target, int] | None:
    """What a payload of `to_item`, `to_roadmap` or `to_survey` leads to, or None for any other."""
    found = _TARGET.fullmatch(payload)
    return (Target(found[1]), int(found[2], 36)) if found else None


def address(text: str) -> str | None:
    """The web address that a message consists of, or None where it says anything else."""
    bare = text.strip()
    return bare if _ADDRESS.fullmatch(bare) else None


def https(username: str, payload: str) -> str:
    return f"https://t.me/{username}?start={payload}"


def deep(username: str, payload: str) -> str:
    """The same for where the web address of the messenger does not open."""
    return f"tg://resolve?domain={username}&start={payload}"


def _mark(secret: bytes) -> str:
    return hashlib.sha256(b"mark:" + secret).hexdigest()[:_MARK]


def _tag(secret: bytes, invitation_id: int, nonce: str) -> str:
    digest = hmac.digest(secret, f"{invitation_id}.{nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode()[:_TAG]


def _base36(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = _DIGITS[rest] + text
    return text or "0"
