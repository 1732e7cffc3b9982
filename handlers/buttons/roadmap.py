"""Requests of the roadmap's overview and lists."""

from handlers.registry import Button, button


@button("ro")
class Overview(Button):
    """The overview of one roadmap."""

    roadmap_id: int


@button("rs")
class Roadmaps(Button):
    """The roadmaps of the current organisation."""


@button("my")
class MyItems(Button):
    """What I answer for, over all roadmaps and years, what is due first."""

    page: int
