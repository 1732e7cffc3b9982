"""Requests about what waits for an answer."""

from handlers.registry import Button, button


@button("3w")
class Waiting(Button):
    """Matters beside the items of roadmaps, by page."""

    page: int
