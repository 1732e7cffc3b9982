"""What the server answers when it refuses a call: code, description, parameters."""

from typing import Any


class Refusal(Exception):
    """A call the Bot API server would refuse; `description` is in the server's own words."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class DroppedError(Exception):
    """The connection breaks before an answer; `processed` says whether the call took effect."""

    def __init__(self, *, processed: bool) -> None:
        super().__init__("connection dropped")
        self.processed = processed


class HungError(Exception):
    """The server takes the call and never answers."""


def bad_request(reason: str) -> Refusal:
    """400 with the server's usual beginning."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """403: the person is out of reach for the bot."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """409: another receiver of updates is in the way."""
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """429: the caller may try again after so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
