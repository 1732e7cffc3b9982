"""Requests about plans of erasing and their acts."""

from handlers.registry import Button, button


@button("jh")
class AskErase(Button):
    """Say what a person's erasing means, and ask."""

    person_id: int


@button("ji")
class PlanErase(Button):
    person_id: int


@button("jj")
class OpenErasure(Button):
    """A plan, or what became of it."""

    erasure_id: int


@button("jk")
class AskEraseToday(Button):
    """Ask whether the day is to be today."""

    erasure_id: int


@button("jl")
class EraseToday(Button):
    erasure_id: int


@button("jm")
class KeepData(Button):
    """Cancel a plan."""

    erasure_id: int


@button("jn")
class Act(Button):
    """The act of what is to be erased, or was."""

    erasure_id: int


@button("jo")
class Erasures(Button):
    """All plans of a school, by page."""

    organisation_id: int
    page: int
