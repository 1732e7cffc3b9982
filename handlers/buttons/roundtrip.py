"""Requests about sheets that leave with editable columns and come back."""

from handlers.registry import Button, button


@button("x0")
class PlanSheet(Button):
    """Terms and owners as a table; not `every`: only the rows that wait for an answer."""

    roadmap_id: int
    every: bool


@button("x1")
class ShowReturn(Button):
    """What came back: counts, and the edits by page."""

    return_id: int
    page: int


@button("x2")
class ShowConflict(Button):
    """One conflict a page."""

    return_id: int
    page: int


@button("x3")
class SettleConflict(Button):
    """Take an edit from the sheet or leave what the bot has, then show the next."""

    return_id: int
    number: int
    take: bool
    page: int


@button("x4")
class SettleAll(Button):
    return_id: int
    take: bool


@button("x5")
class ShowWrong(Button):
    """What was not understood, by page."""

    return_id: int
    page: int


@button("x6")
class ApplyReturn(Button):
    return_id: int


@button("x7")
class DropReturn(Button):
    return_id: int


@button("x8")
class UndoReturn(Button):
    return_id: int


@button("x9")
class TakeRows(Button):
    """Whether rows that stand in the file alone go into the plan."""

    return_id: int
    take: bool
