"""Requests of a roadmap that is not launched yet."""

from handlers.registry import Button, button


@button("dr")
class OpenDraft(Button):
    """What was found in the document and what has to be decided."""

    roadmap_id: int


@button("du")
class Upload(Button):
    """Explain what document to send and how."""
