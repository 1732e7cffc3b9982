"""Requests of the roadmaps to begin from; `key`: one of ours by name, a school's own by number."""

from handlers.registry import Button, button


@button("wA")
class Templates(Button):
    """All of them, by page."""

    page: int


@button("wB")
class OpenTemplate(Button):
    key: str


@button("wC")
class TemplateRows(Button):
    """Its rows, by page."""

    key: str
    page: int


@button("wD")
class StartTemplate(Button):
    """Make a draft of it for the school year that begins in `year`."""

    key: str
    year: int


@button("wE")
class SaveTemplate(Button):
    """Keep a roadmap as a template."""

    roadmap_id: int


@button("wF")
class RenameTemplate(Button):
    """Ask for another name."""

    template_id: int


@button("wG")
class RemoveTemplate(Button):
    """Ask whether it is to be removed."""

    template_id: int


@button("wH")
class RemoveTemplateNow(Button):
    template_id: int
