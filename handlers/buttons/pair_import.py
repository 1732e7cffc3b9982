"""Requests about a table of pairs that is sent to the bot."""

from handlers.registry import Button, button


@button("tH")
class ImportPairs(Button):
    """Ask for a table of pairs."""


@button("tI")
class ExamplePairs(Button):
    """Send the table to fill in."""


@button("tJ")
class ImportPage(Button):
    """What was understood of a table, by page."""

    import_id: int
    page: int


@button("tK")
class ImportApply(Button):
    """`adding`: people that the school does not have are added too."""

    import_id: int
    adding: bool


@button("tL")
class ImportUndo(Button):
    import_id: int


@button("tM")
class ImportDrop(Button):
    """Leave the table alone."""

    import_id: int
