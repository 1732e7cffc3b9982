"""Requests of the settings."""

from handlers.registry import Button, button


@button("st")
class Settings(Button):
    """My settings, and the school's for whom may change them."""
