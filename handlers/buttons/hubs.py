"""Requests of the screens that gather ways on from several features."""

from handlers.registry import Button, button


@button("hf")
class Files(Button):
    """What can be had of a roadmap as a file or a picture."""

    roadmap_id: int


@button("hp")
class Plan(Button):
    """What can be done with the plan of a roadmap as a whole."""

    roadmap_id: int
