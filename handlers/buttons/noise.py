"""Requests of the screen that shows how much the bot has said of itself."""

from handlers.registry import Button, button


@button("n0")
class Noise(Button):
    """The last seven days of an organisation; None: of all together."""

    organisation_id: int | None
    page: int
