"""Requests of the pictures of a roadmap."""

from handlers.registry import Button, button


@button("f0")
class Pictures(Button):
    """Choose a picture."""

    roadmap_id: int


@button("f1")
class StagesPicture(Button):
    """Progress by stage."""

    roadmap_id: int


@button("f2")
class GanttPicture(Button):
    """The plan along the months, by page; `stage` counts from 0 in the document's order."""

    roadmap_id: int
    stage: int | None
    page: int


@button("f3")
class BurndownPicture(Button):
    """How much is left over time."""

    roadmap_id: int
