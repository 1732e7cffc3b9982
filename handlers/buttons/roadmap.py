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


@button("v7")
class Finished(Button):
    """The finished roadmaps of the current organisation, by page."""

    page: int


@button("v8")
class Finish(Button):
    """Ask whether a roadmap is to be brought to its end."""

    roadmap_id: int


@button("v9")
class FinishNow(Button):
    roadmap_id: int


@button("va")
class Resume(Button):
    """Take a finished roadmap up again."""

    roadmap_id: int


@button("vb")
class UndoLaunch(Button):
    """Ask whether a launch of today is to be taken back."""

    roadmap_id: int


@button("vc")
class UndoLaunchNow(Button):
    roadmap_id: int


@button("vd")
class SchoolsProgress(Button):
    """How the schools of a municipality get on, by page."""

    page: int


@button("v6")
class AddRow(Button):
    """Ask for a new row, to stand after a given one."""

    roadmap_id: int
    after_id: int | None
