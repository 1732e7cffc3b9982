"""Who has answered for a line, and reminding those who have not."""

from collections.abc import Sequence

from domain.named import Named
from domain.shown import Shown
from handlers.bundle import back, label, remaining
from handlers.buttons.item import OpenItem, Reassign
from handlers.buttons.nav import bottom
from handlers.buttons.nudge import Answers, Nudge, NudgeNow
from handlers.buttons.reminders import Delivery
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, Via, on
from services import answering, nudging
from services.answering import Part
from services.nudging import Nudged
from texts import item as item_words
from texts import nudging as words


@on(Answers)
async def answers(context: Context, request: Answers) -> None:
    view = await context.read(answering.answers, request.item_id)
    shown = cut(view.parts, request.page)
    first = first_number(request.page, len(view.parts))
    waiting = len(view.awaited)
    text = words.answers(
        f"{view.number}. {view.title}" if view.number else view.title,
        [_part(context, part) for part in shown],
        first,
        (len(view.parts) - waiting, waiting),
        context.actor.today,
    )
    nudge: Row = [(words.NUDGE_WAITING, Nudge(view.item_id))] if view.may_nudge else []
    digits: Row = [
        (str(n), Via(OpenItem(part.item_id), (request,)))
        for n, part in enumerate(shown, first)
        if not part.theirs
    ]
    turn = pager(request.page, len(view.parts), lambda page: Answers(view.item_id, page))
    await context.show(Screen(text, [nudge, digits, turn, bottom(OpenItem(view.item_id))]))


def _part(context: Context, part: Part) -> words.Part:
    people = ", ".join(_called(context, part.owners))
    return words.Part(
        name=f"{part.school} ({people})" if part.school and people else part.school or people,
        awaited=part.awaited,
        needed=part.shown is not Shown.NA,
        due=part.due,
        on=part.on,
        without_chat=part.without_chat,
        refused=part.refused,
    )


def _called(context: Context, people: Sequence[Named]) -> list[str]:
    return [context.call(person) for person in people]


@on(Nudge)
async def ask(context: Context, request: Nudge) -> None:
    view = await context.read(nudging.ask, request.item_id)
    text = words.ask(_said(context, view), context.actor.today)
    now: Row = [(words.nudge_now(len(view.told)), NudgeNow(request.item_id))] if view.told else []
    way = await back(context) or OpenItem(request.item_id)
    await context.show(Screen(text, [now, *_ways(view), bottom(way)]))


@on(NudgeNow)
async def nudge(context: Context, request: NudgeNow) -> None:
    view = await context.write(nudging.nudge, request.item_id)
    rows = [await remaining(context), *_ways(view), bottom()]
    await context.show(Screen(words.done(_said(context, view)), rows))


def _said(context: Context, view: Nudged) -> words.Nudged:
    return words.Nudged(
        label=label(view.subject),
        told=_called(context, view.told),
        since=view.waiting_since,
        without_chat=_called(context, view.without_chat),
        already=_called(context, view.already),
        refused=_called(context, view.refused),
    )


def _ways(view: Nudged) -> list[Row]:
    """What else can be done about those whom a reminder does not reach."""
    item_id = view.subject.item_id
    found: list[tuple[str, Button]] = [(item_words.OPEN, OpenItem(item_id))]
    if view.without_chat:
        found.append((words.PERSONALLY, Delivery(0)))
    if view.refused:
        found.append((item_words.REASSIGN, Reassign(item_id, False, 0)))
    return in_rows(found, 2)
