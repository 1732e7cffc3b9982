"""Requests about who answers for a phrase or a row of a draft."""

from handlers.registry import Button, button


@button("dw")
class Who(Button):
    """Who answers for a phrase, or without `entry` for one row; people by page."""

    item_id: int
    entry: int | None
    page: int


@button("dg")
class SetPerson(Button):
    item_id: int
    entry: int | None
    person_id: int


@button("di")
class SetMe(Button):
    """It is I."""

    item_id: int
    entry: int | None


@button("dh")
class WhoRoles(Button):
    """Choose a role instead of a person."""

    item_id: int
    entry: int | None


@button("dj")
class SetRole(Button):
    """A role by its place in services.words.OFFERED; `each`: every one of them does it."""

    item_id: int
    entry: int | None
    number: int
    each: bool


@button("d6")
class WhoMany(Button):
    """Choose several people, by page."""

    item_id: int
    entry: int | None
    page: int


@button("d7")
class TogglePerson(Button):
    item_id: int
    entry: int | None
    person_id: int
    page: int


@button("d8")
class ManyDone(Button):
    """The several are chosen: together, or each of them."""

    item_id: int
    entry: int | None
    each: bool


@button("d9")
class FindWho(Button):
    """Ask for a part of a name."""

    item_id: int
    entry: int | None


@button("d0")
class AddNewcomer(Button):
    """Add the person whom the phrase names as one without a chat."""

    item_id: int
    entry: int


@button("dv")
class Phrases(Button):
    """What every responsible phrase means, by page."""

    roadmap_id: int
    page: int


@button("dz")
class ConfirmRest(Button):
    """What was understood by itself is right."""

    roadmap_id: int
