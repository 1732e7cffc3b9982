"""Requests of the inspector's folder."""

from datetime import date

from handlers.registry import Button, button


@button("f4")
class Folder(Button):
    """Choose the day as of which the folder is made."""

    roadmap_id: int


@button("f5")
class FolderMonth(Button):
    """The same by the calendar of a month."""

    roadmap_id: int
    year: int
    month: int


@button("fe")
class FolderPeriod(Button):
    """Choose the period of which the folder is made."""

    roadmap_id: int


@button("f6")
class MakeFolder(Button):
    """Make it as of the end of a day, without one as it is now; of the time since `first`."""

    roadmap_id: int
    first: date | None
    day: date | None


@button("f7")
class StopFolder(Button):
    """Break off the one that is being made."""

    roadmap_id: int
