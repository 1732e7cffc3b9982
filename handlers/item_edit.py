"""The plan itself is changed: words, steps, rows, what is not needed."""

from db.models.roadmap import ItemLevel
from handlers.buttons.item import (
    AddSteps,
    EditItem,
    MoveTerm,
    NotApplicable,
    OpenItem,
    Reassign,
    Remove,
    RemoveNow,
    Rewrite,
    RewriteTerm,
    ToStage,
    UndoAct,
)
from handlers.buttons.links import ItemLink
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import home, label, said, told
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.kin_rows import kin_edits
from handlers.registry import Button, on, on_state
from services import card, item_acts, item_edit, overview
from services.card import CardView
from services.item_edit import Field
from texts import item as item_words
from texts import item_edit as words
from texts import links as link_words

REWRITING, SPLITTING, DROPPING = "item.edit", "item.steps", "item.na"
STAGES_OFFERED = 30


@on(EditItem)
async def menu(context: Context, request: EditItem) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    rows = in_rows(_entries(view), 2)
    text = words.menu(label(view))
    await context.show(Screen(text, [*rows, bottom(OpenItem(view.id))]))


def _entries(view: CardView) -> list[tuple[str, Button]]:
    number = view.id
    found: list[tuple[str, Button]] = [
        (words.MOVE, MoveTerm(number, None, None)),
        (words.REASSIGN, Reassign(number, False, 0)),
        (words.TERM, RewriteTerm(number)),
        *((words.FIELDS[field.value], Rewrite(number, field)) for field in _fields(view.level)),
    ]
    found += kin_edits(view)
    if view.level is not ItemLevel.SHARE:
        found.append((words.MORE_STEPS if view.steps else words.SPLIT, AddSteps(number)))
    return [
        *found,
        *([] if view.pair_id else [(link_words.LINK, ItemLink(number))]),
        (words.NOT_APPLICABLE, NotApplicable(number, None)),
        (words.REMOVE, Remove(number)),
    ]


def _fields(level: ItemLevel) -> list[Field]:
    """Parts stand in the stage of their row."""
    return [field for field in Field if level is ItemLevel.ROW or field is not Field.STAGE]


@on(Rewrite)
async def ask_text(context: Context, request: Rewrite) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    await context.ask(REWRITING, item_id=view.id, field=request.field.value)
    text = words.ask_text(label(view), request.field.value, _present(view, request.field))
    rows: list[Row] = []
    if request.field is Field.STAGE:
        stages = await context.read(overview.overview, view.roadmap_id)
        rows = [
            [(stage.name, ToStage(view.id, at))]
            for at, stage in enumerate(stages.stages[:STAGES_OFFERED])
            if stage.name
        ]
    await context.show(Screen(text, [*rows, bottom(EditItem(view.id))]))


def _present(view: CardView, field: Field) -> str:
    """What stands there now."""
    found = {
        Field.TITLE: view.title,
        Field.NUMBER: view.number,
        Field.STAGE: view.place,
        Field.CONTENT: view.content,
        Field.RESULT: view.result,
        Field.RESPONSIBLE: "; ".join(view.responsible),
    }
    return found[field] or ""


@on(ToStage)
async def to_stage(context: Context, request: ToStage) -> None:
    acted = await context.write(item_edit.to_stage, request.item_id, request.stage)
    await told(context, item_words.changed(words.REWRITTEN), acted)


@on_state(REWRITING)
async def typed_text(context: Context, data: dict[str, str]) -> None:
    acted = await context.write(
        item_edit.rewrite, int(data["item_id"]), Field(data["field"]), said(context)
    )
    await told(context, item_words.changed(words.REWRITTEN), acted)


@on(AddSteps)
async def ask_steps(context: Context, request: AddSteps) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    await context.read(item_edit.check_split, view.id)
    await context.ask(SPLITTING, item_id=view.id)
    if view.level is ItemLevel.STEP:
        text = words.ask_split_step(label(view))
    else:
        text = words.ask_steps(label(view), len(view.steps))
    await context.show(Screen(text, [bottom(EditItem(view.id))]))


@on_state(SPLITTING)
async def typed_steps(context: Context, data: dict[str, int]) -> None:
    acted = await context.write(item_edit.add_steps, data["item_id"], said(context))
    count = sum(bool(line.strip()) for line in said(context).splitlines())
    await told(context, item_words.changed(words.split(count)), acted)


@on(NotApplicable)
async def not_applicable(context: Context, request: NotApplicable) -> None:
    if request.reason is not None:
        reason = words.NA_REASONS[request.reason % len(words.NA_REASONS)]
        await _drop(context, request.item_id, reason)
        return
    view = await context.read(card.card_to_edit, request.item_id)
    await context.ask(DROPPING, item_id=view.id)
    rows = [
        [(reason, NotApplicable(view.id, number))]
        for number, reason in enumerate(words.NA_REASONS)
    ]
    text = words.ask_not_applicable(label(view))
    await context.show(Screen(text, [*rows, bottom(EditItem(view.id))]))


@on_state(DROPPING)
async def typed_reason(context: Context, data: dict[str, int]) -> None:
    await _drop(context, data["item_id"], said(context))


async def _drop(context: Context, item_id: int, reason: str) -> None:
    acted = await context.write(item_acts.not_applicable, item_id, reason)
    await told(context, item_words.changed(words.NOT_NEEDED), acted)


@on(Remove)
async def ask_remove(context: Context, request: Remove) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    text = words.ask_remove(label(view), len(view.steps) or len(view.shares))
    sure = (words.REMOVE_YES, RemoveNow(view.id))
    await context.show(Screen(text, [[sure], bottom(EditItem(view.id))]))


@on(RemoveNow)
async def remove(context: Context, request: RemoveNow) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    acted = await context.write(item_edit.remove, request.item_id)
    undo = (item_words.UNDO, UndoAct(acted.event_id))
    text = item_words.changed(words.REMOVED, label(view))
    await context.show(Screen(text, [[undo], bottom(home(view))]))
