"""Rows whose term is over: one screen for all of them, or one by one."""

from collections.abc import Callable, Sequence

from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.settling import Past, PastRow, PastRows, SettleAll, SettleOne
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on
from services import draft_card, settling
from services.settling import PastView, Settle, Settled
from texts import draft_period as period_words
from texts import draft_rows as row_words
from texts import responsibles as who_words
from texts import settling as words

NOTED = 5


@on(Past)
async def past(context: Context, request: Past) -> None:
    await _past_screen(context, request.roadmap_id)


async def _past_screen(context: Context, roadmap_id: int, notes: Sequence[str] = ()) -> None:
    """All of them at once; when none is left, the draft."""
    view = await context.read(settling.view, roadmap_id)
    if not view.lines:
        await draft_screen(context, roadmap_id, notes=notes)
        return
    examples = [line.label for line in view.lines]
    whole = period_words.period(view.period) if view.whole else ""
    rows: list[Keys] = [
        *_ways(view, view.year, lambda how: SettleAll(roadmap_id, how)),
        [(words.ONE_BY_ONE, PastRows(roadmap_id, 0))],
        bottom(OpenDraft(roadmap_id)),
    ]
    text = words.past(view.title, len(view.lines), examples, whole, view.dated)
    await context.show(Screen(text, rows))


def _ways(view: PastView, year: int, request: Callable[[Settle], Button]) -> list[Keys]:
    """What is likely first: a term of this year that is over was most often kept."""
    shift = (words.shift(year, view.this_year, view.dated), request(Settle.SHIFT))
    done = (words.DONE_EARLIER, request(Settle.DONE))
    first, other = (done, shift) if view.dated and year > view.this_year else (shift, done)
    return [[first], [other, (words.NOT_NEEDED, request(Settle.NOT_NEEDED))]]


@on(SettleAll)
async def settle_all(context: Context, request: SettleAll) -> None:
    done = await context.write(settling.settle_all, request.roadmap_id, request.how)
    await context.answer(words.settled(done.count), alert=not done.count)
    await _past_screen(context, request.roadmap_id, _notes(context, done))


def _notes(context: Context, done: Settled) -> list[str]:
    """What became of rows with several terms, so that none of them is lost unsaid."""
    today = context.actor.today
    said = [
        row_words.moved(each.label, each.before, each.left, each.gone, today)
        for each in done.changed[:NOTED]
    ]
    rest = len(done.changed) - len(said)
    more = [words.and_more(rest)] if rest else []
    return [words.partly(len(done.changed)), *said, *more] if said else []


@on(PastRows)
async def past_rows(context: Context, request: PastRows) -> None:
    view = await context.read(settling.view, request.roadmap_id)
    await _list_screen(context, view, request.page)


async def _list_screen(context: Context, view: PastView, page: int) -> None:
    here = view.roadmap_id
    rows: list[Keys] = [[(line.label, PastRow(line.id))] for line in cut(view.lines, page)]
    rows.append(pager(page, len(view.lines), lambda other: PastRows(here, other)))
    rows.append(bottom(Past(here)))
    await context.show(Screen(words.past_list(len(view.lines)), rows))


@on(PastRow)
async def past_row(context: Context, request: PastRow) -> None:
    card = await context.read(draft_card.card, request.item_id)
    view = await context.read(settling.view, card.roadmap_id)
    item, term = card.item, card.term
    understood = row_words.term(term.kind, term.spans, term.rule, card.today)
    year = view.alone.get(item.id, view.year)
    rows: list[Keys] = [
        *_ways(view, year, lambda how: SettleOne(item.id, how)),
        bottom(PastRows(card.roadmap_id, 0)),
    ]
    await context.show(Screen(words.past_one(item.title, item.deadline or understood), rows))


@on(SettleOne)
async def settle_one(context: Context, request: SettleOne) -> None:
    done = await context.write(settling.settle_one, request.item_id, request.how)
    notes = _notes(context, done)
    await context.answer("\n".join(notes) or who_words.saved(), alert=bool(notes))
    view = await context.read(settling.view, done.roadmap_id)
    if view.lines:
        await _list_screen(context, view, 0)
    else:
        await draft_screen(context, done.roadmap_id, notes=notes)
