"""Requests of the roadmap's overview and lists."""

from handlers.registry import Button, button
from services.overview import Which


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


@button("v0")
class RoadmapsPage(Button):
    page: int


@button("v1")
class ListItems(Button):
    """A list of a roadmap's items, by page; `stage` counts from 0 in the document's order."""

    roadmap_id: int
    which: Which
    stage: int | None
    page: int


@button("v2")
class Stages(Button):
    """The stages with their progress, by page."""

    roadmap_id: int
    page: int


@button("v3")
class Find(Button):
    """Ask for words to look for."""

    roadmap_id: int


@button("v4")
class Found(Button):
    """What was found, by page; the query is short enough to be carried."""

    roadmap_id: int
    page: int
    query: str


@button("v5")
class Sheet(Button):
    """The progress sheet as a file."""

    roadmap_id: int


@button("v6")
class AddRow(Button):
    """Ask for a new row, to stand after a given one."""

    roadmap_id: int
    after_id: int | None
