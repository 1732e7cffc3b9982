"""The ways on that every screen ends with."""

from handlers.keyboards.build import Row
from handlers.registry import Button, button
from texts import nav as words


@button("m")
class Menu(Button):
    """The person's menu."""


@button("rl")
class SwitchRole(Button):
    """Show the menu of another of the person's roles."""

    grant_id: int


@button("r2")
class OtherRoles(Button):
    """The person's other roles, by page."""

    page: int


def bottom(back: Button | None = None) -> Row:
    """The last row of every screen: «← Назад» where there is somewhere to go, and «Меню»."""
    menu = (words.MENU, Menu())
    return [menu] if back is None else [(words.BACK, back), menu]
