"""Pairs from a table: the example, what was understood, taking in, taking back."""

from domain.roles import Action
from exports import pair_list as tables
from exports.worker import in_worker
from handlers import list_file, lists
from handlers.buttons.nav import bottom
from handlers.buttons.pair_import import (
    ExamplePairs,
    ImportApply,
    ImportDrop,
    ImportPage,
    ImportPairs,
    ImportUndo,
)
from handlers.buttons.pairs import Pairs
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.lists import Found, ListKind
from handlers.registry import on, on_state
from imports.lists import Lists
from imports.pair_list import PairList, find
from services.errors import Refusal
from services.pairs import import_undo, importing
from services.pairs.importing import Proposal
from services.pairs.lists import Filter
from texts import pair_import as words

WANTED = "pair.file"


def _find(context: Context, found: Lists) -> Found | None:
    place = context.actor.current.organisation_id if context.actor.current else None
    if place is None or not context.actor.may(Action.EDIT_PAIRS, place):
        return None
    table = find(found)
    return Found(table, sure=True) if table is not None else None


async def _take(context: Context, table: PairList, name: str) -> None:
    import_id = await context.write(importing.propose, name, table)
    await _show(context, import_id, 0, table.ignored)


lists.list_kind("pairs", ListKind(words.LIST, _find, _take))


@on(ImportPairs)
async def ask(context: Context, _: ImportPairs) -> None:
    if not context.actor.may(Action.EDIT_PAIRS, context.actor.organisation_id):
        raise Refusal("forbidden")
    await context.ask(WANTED)
    example: Row = [(words.EXAMPLE, ExamplePairs())]
    await context.show(Screen(words.ask_file(), [example, bottom(Pairs(Filter.OPEN, 0))]))


@on(ExamplePairs)
async def example(context: Context, _: ExamplePairs) -> None:
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(tables.example)
    shown = Screen("", [bottom(ImportPairs())])
    await context.send_file(made, f"{words.EXAMPLE}.xlsx", words.EXAMPLE_NAME, shown)


@on_state(WANTED)
async def came(context: Context, _: dict[str, object]) -> None:
    """The file, or anything else instead of it."""
    found = await list_file.read(
        context, find, ImportPairs(), other="pairs_format", unread="pairs_unread"
    )
    if found is not None:
        await _take(context, *found)


@on(ImportPage)
async def page(context: Context, request: ImportPage) -> None:
    await _show(context, request.import_id, request.page)


async def _show(context: Context, import_id: int, at: int, ignored: tuple[str, ...] = ()) -> None:
    found = await context.read(importing.view, import_id)
    told = _problems(found)
    faulty = sum(bool(line.faults) for line in found.lines)
    faulty += len(found.meetings) - len(found.past)
    text = words.shown(
        found.file_name,
        pairs=len(found.good),
        strangers=found.strangers,
        known=found.known,
        filled=len(found.filled),
        wrong=faulty,
        meetings=len(found.past),
        undated=found.undated,
        lines=cut(told, at),
        ignored=ignored,
    )
    turn = pager(at, len(told), lambda to: ImportPage(import_id, to))
    rows = _acts(found) if not found.applied else []
    await context.show(Screen(text, [*rows, turn, bottom(Pairs(Filter.OPEN, 0))]))


def _problems(found: Proposal) -> list[str]:
    """Row by row: what is wrong, then what was left out."""
    rows = [(line.at, line.faults) for line in found.lines]
    rows += [(line.at, line.faults) for line in found.meetings]
    wrong = [words.fault(at, each.code, each.told) for at, faults in rows for each in faults]
    doubts = [words.doubt(line.at, line.doubts) for line in found.good if line.doubts]
    return [*wrong, *doubts]


def _acts(found: Proposal) -> list[Row]:
    rows: list[Row] = []
    good, ready, strangers = len(found.good), len(found.ready), len(found.strangers)
    if good:
        caption = words.apply_all(good, strangers)
        rows.append([(caption, ImportApply(found.id, adding=True))])
        if strangers and ready:
            rows.append([(words.apply_ready(ready), ImportApply(found.id, adding=False))])
    elif found.filled:
        caption = words.papers_only(len(found.filled))
        rows.append([(caption, ImportApply(found.id, adding=False))])
    elif found.past:
        caption = words.meetings_only(len(found.past))
        rows.append([(caption, ImportApply(found.id, adding=False))])
    return [*rows, [(words.DROP, ImportDrop(found.id))]]


@on(ImportApply)
async def apply(context: Context, request: ImportApply) -> None:
    taken = await context.write(importing.apply, request.import_id, adding=request.adding)
    text = words.taken(
        taken.pairs, taken.people, taken.meetings, taken.raised, taken.waiting, taken.filled
    )
    rows: list[Row] = [
        [(words.TO_PAIRS, Pairs(Filter.OPEN, 0))],
        [(words.UNDO, ImportUndo(request.import_id))],
    ]
    await context.show(Screen(text, [*rows, bottom(Pairs(Filter.OPEN, 0))]))


@on(ImportUndo)
async def undo(context: Context, request: ImportUndo) -> None:
    undone = await context.write(import_undo.undo, request.import_id)
    text = words.undone(undone.pairs, undone.stayed, undone.meetings)
    await context.show(Screen(text, [bottom(Pairs(Filter.OPEN, 0))]))


@on(ImportDrop)
async def drop(context: Context, request: ImportDrop) -> None:
    await context.write(importing.drop, request.import_id)
    await context.show(Screen(words.dropped(), [bottom(Pairs(Filter.OPEN, 0))]))
