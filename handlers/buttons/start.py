"""Requests of the first minutes."""

from handlers.registry import Button, button


@button("mn")
class ChangeMyName(Button):
    """Ask for my name as it is to stand in the lists."""


@button("kn")
class KeepMyName(Button):
    """The name of the profile will do."""
