"""What waits, in words and with the buttons that act. A later feature registers its own things."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from domain.named import Named
from domain.roles import Role
from domain.shown import Shown
from handlers.buttons.digest import PassOn
from handlers.buttons.item import Done, MoveTerm, OpenItem, Reassign
from handlers.buttons.nudge import Nudge
from handlers.buttons.reminders import Delivery
from handlers.buttons.roadmap import ListItems, SchoolsProgress
from handlers.context import Context
from handlers.keyboards.build import Target
from handlers.registry import Button
from services.card import CardView
from services.digest import things
from services.digest.roadmaps import Whose
from services.overview import Which
from texts import digest_points as words

Act = tuple[str, Target]
Call = Callable[[Named], str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Worded:
    """`acts`: one or two, the likely one first."""

    point: words.Point
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """How names are called and what day it is; `short`: for the caption, not for the table."""

    call: Call
    today: date
    short: bool

    def whose(self, whose: Whose) -> str:
        names = [self.call(person) for person in whose.named]
        hidden = whose.hidden
        return (words.whose_short if self.short else words.whose)(names, hidden)


Wording = Callable[[Any, Saying], Worded]
_WORDINGS: dict[type, Wording] = {}


def words_of(
    kind: type[T],
) -> Callable[[Callable[[T, Saying], Worded]], Callable[[T, Saying], Worded]]:
    """Register how the things of a dataclass are said."""

    def register(fn: Callable[[T, Saying], Worded]) -> Callable[[T, Saying], Worded]:
        _WORDINGS[kind] = fn
        return fn

    return register


def kinds() -> frozenset[type]:
    """Of what things the words are known."""
    return frozenset(_WORDINGS)


def worded(thing: Any, saying: Saying) -> Worded:
    """Raises KeyError for a thing whose words were forgotten."""
    return _WORDINGS[type(thing)](thing, saying)


@words_of(things.Late)
def _late(thing: things.Late, saying: Saying) -> Worded:
    item, open_ = thing.item_id, (words.OPEN, OpenItem(thing.item_id))
    if thing.whose.nobody:
        point = words.late_nobodys(thing.label, thing.due, saying.today)
        return Worded(point, ((words.ASSIGN, Reassign(item, False, 0)), open_))
    others = thing.whose.named or thing.whose.hidden
    if thing.whose.mine and not others:
        point = words.late_mine(thing.label, thing.due, saying.today)
        return Worded(point, ((words.DONE_ACT, Done(item)), open_))
    point = words.late(
        thing.label, thing.due, saying.whose(thing.whose), saying.today, passes=thing.may_pass
    )
    second = (words.TO_HEAD, PassOn(item)) if thing.may_pass else open_
    return Worded(point, ((words.REMIND, Nudge(item)), second))


@words_of(things.Refused)
def _refused(thing: things.Refused, saying: Saying) -> Worded:
    point = words.refused(thing.label, thing.due, saying.today)
    open_ = (words.OPEN, OpenItem(thing.item_id))
    return Worded(point, ((words.ASSIGN, Reassign(thing.item_id, False, 0)), open_))


@words_of(things.Passed)
def _passed(thing: things.Passed, saying: Saying) -> Worded:
    point = words.passed(thing.label, thing.due, saying.whose(thing.whose), saying.today)
    return Worded(point, ((words.OPEN, OpenItem(thing.item_id)),))


@words_of(things.Overdue)
def _overdue(thing: things.Overdue, _: Saying) -> Worded:
    act = (words.SHOW, ListItems(thing.roadmap_id, Which.OVERDUE, None, 0))
    return Worded(words.overdue(thing.count, thing.roadmap), (act,))


@words_of(things.Undated)
def _undated(thing: things.Undated, _: Saying) -> Worded:
    if thing.item_id is not None:
        act: Act = (words.SET_DATES, MoveTerm(thing.item_id, None, None))
    else:
        act = (words.SET_DATES, ListItems(thing.roadmap_id, Which.UNDATED, None, 0))
    return Worded(words.undated(thing.count, thing.roadmap), (act,))


@words_of(things.ThisWeek)
def _this_week(thing: things.ThisWeek, _: Saying) -> Worded:
    act = (words.SHOW, ListItems(thing.roadmap_id, Which.WEEK, None, 0))
    return Worded(words.this_week(thing.count, thing.roadmap), (act,))


@words_of(things.Unreached)
def _unreached(thing: things.Unreached, _: Saying) -> Worded:
    point = words.unreached(thing.people, thing.no_chat, thing.soon)
    return Worded(point, ((words.WHOM, Delivery(0)),))


@words_of(things.LateSchools)
def _late_schools(thing: things.LateSchools, _: Saying) -> Worded:
    point = words.late_schools(thing.schools, thing.items, thing.worst)
    return Worded(point, ((words.TO_SCHOOLS, SchoolsProgress(0)),))


def passing(context: Context, view: CardView) -> list[tuple[str, Button]]:
    """On the card of an overdue item the curator may pass it on to the head."""
    current = context.actor.current
    curator = current is not None and current.role is Role.CURATOR
    if not (curator and view.rights.edit and view.shown is Shown.OVERDUE):
        return []
    return [(words.PASS_ON, PassOn(view.id))]
