"""Requests of the school's quiet hours and of the parts of its year."""

from handlers.registry import Button, button


@button("z0")
class Quiet(Button):
    """The quiet hours: the usual choices."""

    organisation_id: int


@button("z1")
class QuietFrom(Button):
    """Choose the hour at which quiet begins."""

    organisation_id: int


@button("z2")
class QuietTo(Button):
    """Choose the hour at which it ends."""

    organisation_id: int
    begins: int


@button("z3")
class SetQuiet(Button):
    organisation_id: int
    begins: int
    ends: int


@button("z4")
class YearParts(Button):
    """Quarters and trimesters of this school year."""

    organisation_id: int


@button("z5")
class TypeParts(Button):
    """Ask for them in words."""

    organisation_id: int


@button("z6")
class UsualParts(Button):
    """As the country usually has them."""

    organisation_id: int
