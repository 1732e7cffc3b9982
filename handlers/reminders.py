"""What is pressed on the daily bundle and on the small screens behind it."""

from datetime import timedelta

from domain.occurrences import OccKind
from domain.reminders import SnoozeChoice
from handlers import picking
from handlers.bundle import back, bundle_screen, entry_rows, label, points, remaining
from handlers.buttons.item import AddEvidence, DoneTerm, OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.nudge import Nudge
from handlers.buttons.reminders import (
    DailyOf,
    Happened,
    HappenedBy,
    Later,
    NotMine,
    NotNeeded,
    NotYet,
    OpenEntry,
    Rest,
    SnoozeFor,
    SnoozeMonth,
    SnoozeUntil,
    Unchanged,
)
from handlers.buttons.roadmap import MyItems
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services import bundles, reacting
from services.reacting import EntryView, PutOff
from texts import nudging
from texts import reminders as words

PAGE = 5
_CHOICES: dict[Later, SnoozeChoice] = {
    Later.TOMORROW: "tomorrow",
    Later.IN3: "in3",
    Later.MONDAY: "monday",
}


@on(DailyOf)
async def daily(context: Context, request: DailyOf) -> None:
    """What would have come that day in a message of its own."""
    bundle = await context.read(bundles.mine, request.message_id)
    if bundle is None or bundle.empty:
        await context.show(Screen(words.empty_rest(), [_on_with_it(), bottom()]))
        return
    await context.show(bundle_screen(bundle, request.message_id, context.call, late=False))


@on(Rest)
async def rest(context: Context, request: Rest) -> None:
    """The pages behind «Ещё 12»."""
    bundle = await context.read(bundles.mine, request.message_id)
    everything = bundle.things if bundle else ()
    if bundle is None or not everything:
        await context.show(Screen(words.empty_rest(), [_on_with_it(), bottom()]))
        return
    page = min(request.page, (len(everything) - 1) // PAGE)
    shown = cut(everything, page, PAGE)
    first = page * PAGE + 1
    text = words.rest(page, points(shown, context.call), first, len(everything), bundle.today)
    turn = pager(page, len(everything), lambda n: Rest(request.message_id, n), PAGE)
    await context.show(Screen(text, [*entry_rows(shown, first, context.call), turn, bottom()]))


@on(OpenEntry)
async def open_entry(context: Context, request: OpenEntry) -> None:
    view = await context.read(reacting.view, request.occurrence_id)
    text = words.entry(
        name=label(view.subject),
        kind=view.kind,
        due=view.due,
        today=context.actor.today,
        term=view.term,
        result=view.result,
        open_=view.open,
        mine=view.told,
    )
    await context.show(Screen(text, [*_acts(view), bottom(await back(context))]))


def _acts(view: EntryView) -> list[Row]:
    item, occurrence = view.subject.item_id, view.occurrence_id
    card = (words.CARD, OpenItem(item))
    if not view.open:
        return [[card]]
    evidence = (words.EVIDENCE, AddEvidence(item))
    nudge: Row = [(nudging.NUDGE, Nudge(item))] if view.nudge else []
    if not view.told:
        return [nudge, *_answers(view), [evidence, card]]
    return [
        nudge,
        *_answers(view),
        [
            (words.TOMORROW, SnoozeFor(occurrence, Later.TOMORROW)),
            (words.IN_THREE_DAYS, SnoozeFor(occurrence, Later.IN3)),
            (words.MONDAY, SnoozeFor(occurrence, Later.MONDAY)),
        ],
        [(words.OTHER_DAY, SnoozeMonth(occurrence, 0, 0)), evidence],
        [*([(words.NOT_MINE, NotMine(occurrence))] if view.mine else []), card],
    ]


def _answers(view: EntryView) -> list[Row]:
    """The likely answer first."""
    occurrence, done = view.occurrence_id, (words.DONE, DoneTerm(view.occurrence_id))
    if view.kind is OccKind.CHECK:
        return [[(words.UNCHANGED, Unchanged(occurrence))], [done]]
    if view.kind is OccKind.ASK:
        never = (words.NOT_NEEDED, NotNeeded(occurrence))
        return [
            [(words.HAPPENED, Happened(occurrence, 0, 0))],
            [(words.NOT_YET, NotYet(occurrence)), never],
        ]
    return [[done]]


@on(SnoozeMonth)
async def snooze_month(context: Context, request: SnoozeMonth) -> None:
    view = await context.read(reacting.view, request.occurrence_id)
    occurrence = request.occurrence_id
    days = await picking.days(
        context,
        *_month(context, request.year, request.month),
        lambda day: SnoozeUntil(occurrence, day),
        lambda year, month: SnoozeMonth(occurrence, year, month),
        first=context.actor.today + timedelta(days=1),
    )
    text = words.which_day(label(view.subject))
    await context.show(Screen(text, [*days, bottom(OpenEntry(occurrence))]))


def _month(context: Context, year: int, month: int) -> tuple[int, int]:
    today = context.actor.today
    return (year, month) if year and 1 <= month <= 12 else (today.year, today.month)


@on(SnoozeFor)
async def snooze_for(context: Context, request: SnoozeFor) -> None:
    choice = _CHOICES[request.later]
    await _put_off(context, await context.write(reacting.snooze, request.occurrence_id, choice))


@on(SnoozeUntil)
async def snooze_until(context: Context, request: SnoozeUntil) -> None:
    await _put_off(
        context, await context.write(reacting.snooze, request.occurrence_id, request.day)
    )


async def _put_off(context: Context, done: PutOff) -> None:
    today = context.actor.today
    text = words.put_off(label(done.subject), done.until, done.kind, done.due, today)
    await _receipt(context, text)


async def _receipt(context: Context, text: str) -> None:
    await context.show(Screen(text, [await remaining(context), _on_with_it(), bottom()]))


def _on_with_it() -> Row:
    return [(words.MY_ITEMS, MyItems(0))]


@on(NotMine)
async def not_mine(context: Context, request: NotMine) -> None:
    subject = await context.write(reacting.not_mine, request.occurrence_id)
    await _receipt(context, words.refused(label(subject)))


@on(Unchanged)
async def unchanged(context: Context, request: Unchanged) -> None:
    subject = await context.write(reacting.unchanged, request.occurrence_id)
    await _receipt(context, words.unchanged(label(subject)))


@on(NotYet)
async def not_yet(context: Context, request: NotYet) -> None:
    subject = await context.write(reacting.not_yet, request.occurrence_id)
    await _receipt(context, words.not_yet(label(subject)))


@on(NotNeeded)
async def not_needed(context: Context, request: NotNeeded) -> None:
    subject = await context.write(reacting.not_needed, request.occurrence_id)
    card: Row = [(words.CARD, OpenItem(subject.item_id))]
    rows: list[Row] = [await remaining(context), card, bottom()]
    await context.show(Screen(words.not_needed(label(subject)), rows))


@on(Happened)
async def happened(context: Context, request: Happened) -> None:
    view = await context.read(reacting.view, request.occurrence_id)
    occurrence = request.occurrence_id
    days = await picking.days(
        context,
        *_month(context, request.year, request.month),
        lambda day: HappenedBy(occurrence, day),
        lambda year, month: Happened(occurrence, year, month),
        first=context.actor.today,
    )
    text = words.until_when(label(view.subject))
    await context.show(Screen(text, [*days, bottom(OpenEntry(occurrence))]))


@on(HappenedBy)
async def happened_by(context: Context, request: HappenedBy) -> None:
    subject = await context.write(reacting.happened, request.occurrence_id, request.day)
    text = words.term_set(label(subject), request.day, context.actor.today)
    await _receipt(context, text)
