"""A correction change by change, taken in and taken back; drafts beside each other."""

from collections.abc import Sequence
from dataclasses import replace

from domain.deadlines import Kind
from handlers.buttons.correction import (
    AnotherRoadmap,
    BothDrafts,
    ChooseDifference,
    Compare,
    ConfirmCorrection,
    Differences,
    Drafts,
    KeepOlder,
    OneDifference,
    ReplaceOlder,
    UndoCorrection,
)
from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.correction_screen import correction_screen
from handlers.draft import draft_screen
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager, pages
from handlers.new_document import beside_others
from handlers.registry import on
from handlers.ways import PLAN, Way
from services import (
    correcting,
    correction,
    correction_undo,
    correction_view,
    differences,
    draft_beside,
)
from services.difference_parts import PartChange
from services.differences import Difference, What
from services.overview import OverviewView
from services.terms import Term
from texts import correction as words
from texts import draft_rows as draft_words

PAGE = 4  # each change takes several lines


@PLAN.way(80)
def _undo_way(view: OverviewView) -> list[Way]:
    last = view.correction
    return [(words.UNDO, UndoCorrection(last))] if last is not None else []


@on(Drafts)
async def drafts(context: Context, request: Drafts) -> None:
    found = await context.read(draft_beside.listing)
    rows: list[Row] = [
        [(words.draft_caption(line.label, line.corrects), OpenDraft(line.id))]
        for line in cut(found, request.page)
    ]
    rows += [pager(request.page, len(found), Drafts), bottom()]
    held = context.actor.current
    text = words.drafts(held.organisation if held else "", len(found))
    await context.show(Screen(text, rows))


@on(KeepOlder)
async def keep_older(context: Context, request: KeepOlder) -> None:
    old = await context.write(draft_beside.keep, request.new_id, request.old_id)
    await draft_screen(context, old)


@on(ReplaceOlder)
async def replace_older(context: Context, request: ReplaceOlder) -> None:
    await context.write(draft_beside.replace, request.new_id, request.old_id, request.version)
    await draft_screen(context, request.new_id, replaced=True)


@on(BothDrafts)
async def both(context: Context, request: BothDrafts) -> None:
    await draft_screen(context, request.new_id)


@on(Compare)
async def compare(context: Context, request: Compare) -> None:
    await context.waiting()
    await context.write(correction.begin, request.draft_id, request.running_id)
    await correction_screen(context, request.draft_id)


@on(AnotherRoadmap)
async def another(context: Context, request: AnotherRoadmap) -> None:
    await context.write(correction.release, request.draft_id)
    await beside_others(context, request.draft_id)


@on(Differences)
async def changes(context: Context, request: Differences) -> None:
    here, what = request.draft_id, request.what
    found = await context.read(correction_view.listing, here, what)
    page = min(max(request.page, 0), pages(len(found.lines), PAGE) - 1)
    shown = cut(found.lines, page, PAGE)
    first = page * PAGE + 1
    digits: Row = [
        (str(number), OneDifference(here, what, line.item_id, page))
        for number, line in enumerate(shown, first)
    ]
    turn = pager(page, len(found.lines), lambda p: Differences(here, what, p), PAGE)
    said = [_said(context, line) for line in shown]
    text = words.changes(what.value, found.title, said, first, len(found.lines))
    await context.show(Screen(text, [digits, turn, bottom(OpenDraft(here))]))


@on(OneDifference)
async def one_change(context: Context, request: OneDifference) -> None:
    await _change_screen(context, request.draft_id, request.what, request.item_id, request.page)


@on(ChooseDifference)
async def choose(context: Context, request: ChooseDifference) -> None:
    here, what, item_id = request.draft_id, request.what, request.item_id
    await context.write(differences.choose, here, what, item_id, request.apply)
    await _change_screen(context, here, what, item_id, request.page)


async def _change_screen(
    context: Context, draft_id: int, what: What, item_id: int, page: int
) -> None:
    found = await context.read(correction_view.listing, draft_id, what)
    one = differences.one_of(found.lines, item_id)
    take = words.REMOVE if what is What.GONE else words.TAKE
    caption = words.LEAVE if one.apply else take
    rows: list[Row] = [[(caption, ChooseDifference(draft_id, what, item_id, page, not one.apply))]]
    following = _after(found.lines, item_id)
    if following is not None:
        rows.append([(words.NEXT, OneDifference(draft_id, what, following.item_id, page))])
    rows.append(bottom(Differences(draft_id, what, page)))
    await context.show(Screen(words.change(_in_full(context, one)), rows))


def _after(lines: Sequence[Difference], item_id: int) -> Difference | None:
    ids = [line.item_id for line in lines]
    at = ids.index(item_id) + 1
    return lines[at] if at < len(lines) else None


def _in_full(context: Context, one: Difference) -> words.Change:
    title = f"{one.number}. {one.title}" if one.number else one.title
    return replace(_said(context, one), label=title)


def _said(context: Context, one: Difference) -> words.Change:
    return words.Change(
        what=one.what.value,
        label=one.label,
        under=one.under,
        apply=one.apply,
        held=one.held,
        parts=tuple(_part(context, part) for part in one.parts),
    )


def _part(context: Context, part: PartChange) -> words.PartWords:
    return words.PartWords(
        part=part.part.value,
        before=part.before,
        after=part.after,
        meant=_in_force(context, part),
        means=_becoming(context, part),
        stay=tuple(map(context.call, part.stay)),
    )


def _in_force(context: Context, part: PartChange) -> str:
    """No term at all is no decision to speak of."""
    none = not part.before and part.meant is not None and part.meant.kind is Kind.NONE
    return "" if none else _understood(context, part.meant)


def _becoming(context: Context, part: PartChange) -> str:
    stays = part.meant is not None and part.means is not None and not part.means.decided
    return words.UNCLEAR if stays and part.after else _understood(context, part.means)


def _understood(context: Context, term: Term | None) -> str:
    if term is None:
        return ""
    return draft_words.term(
        term.kind, term.spans, term.rule, context.actor.today, decided=term.decided
    )


@on(ConfirmCorrection)
async def confirm(context: Context, request: ConfirmCorrection) -> None:
    await context.waiting()
    done = await context.write(correcting.confirm, request.draft_id)
    rows: list[Row] = [[(words.OPEN, Overview(done.roadmap_id))]]
    if done.event_id is not None:
        rows.append([(words.UNDO, UndoCorrection(done.event_id))])
    text = words.confirmed(
        done.title, done.added, done.changed, done.gone, done.event_id is not None
    )
    await context.show(Screen(text, [*rows, bottom(Overview(done.roadmap_id))]))


@on(UndoCorrection)
async def undo(context: Context, request: UndoCorrection) -> None:
    await context.waiting()
    done = await context.write(correction_undo.undo, request.event_id)
    there = Overview(done.roadmap_id)
    await context.show(Screen(words.undone(done.left), [[(words.OPEN, there)], bottom(there)]))
