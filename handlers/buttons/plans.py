"""Requests of a line's own plan."""

from handlers.registry import ItemButton, button


@button("y0")
class OwnPlan(ItemButton):
    """The plan of an item, or where it may come from; a file is awaited."""

    item_id: int


@button("y1")
class ChoosePlan(ItemButton):
    """Roadmaps of the school that may become the plan, by page."""

    item_id: int
    page: int


@button("y2")
class AttachPlan(ItemButton):
    item_id: int
    roadmap_id: int


@button("yi")
class PlanTemplates(ItemButton):
    """Templates to begin the plan with, by page."""

    item_id: int
    page: int


@button("yj")
class PlanFromTemplate(ItemButton):
    item_id: int
    key: str


@button("y3")
class DetachPlan(ItemButton):
    """Ask whether the plan is to be taken off."""

    item_id: int


@button("y4")
class DetachPlanNow(ItemButton):
    item_id: int
