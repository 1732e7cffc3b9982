"""What a document that was just read is: a correction, a second draft, or simply a new one."""

from collections.abc import Sequence

from handlers.buttons.correction import (
    AnotherRoadmap,
    BothDrafts,
    Compare,
    KeepOlder,
    ReplaceOlder,
)
from handlers.buttons.draft import OpenDraft
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.keyboards.build import Row, Screen
from services import correction, draft_beside
from texts import correction as correction_words
from texts import new_document as words


async def what_is_it(context: Context, draft_id: int, notes: Sequence[str] = ()) -> None:
    """Ask whether it corrects a roadmap that runs; where none is like it, go on."""
    found = await context.read(correction.offer, draft_id)
    if found is None:
        await beside_others(context, draft_id, notes)
        return
    compare = (words.COMPARE, Compare(draft_id, found.running_id))
    rows: list[Row] = [
        [(words.OPEN_RUNNING, Overview(found.running_id))] if found.twin else [compare],
        [(correction_words.ANOTHER, AnotherRoadmap(draft_id))],
        bottom(OpenDraft(draft_id)),
    ]
    text = words.ask_correction(found.title, found.source_name, found.twin, notes)
    await context.show(Screen(text, rows))


async def beside_others(
    context: Context, draft_id: int, notes: Sequence[str] = (), *, template: bool = False
) -> None:
    """Ask what becomes of a draft that waits already; without one show the new draft.

    `template`: the new one was made from a template, not read from a file.
    """
    found = await context.read(draft_beside.beside, draft_id)
    if found is None:
        await draft_screen(context, draft_id, notes=notes)
        return
    new, old = found.new_id, found.old_id
    keep = (words.KEEP_OLDER, KeepOlder(new, old))
    replace = (words.REPLACE, ReplaceOlder(new, old, found.version))
    likely, other = (keep, replace) if found.decided else (replace, keep)
    ask = words.ask_beside_template if template else words.ask_beside
    titles = (found.old_title, found.new_title)
    text = ask(titles, found.files, found.decided, found.total, notes)
    rows: list[Row] = [[likely], [other, (words.BOTH, BothDrafts(new))], bottom(OpenDraft(old))]
    await context.show(Screen(text, rows))
