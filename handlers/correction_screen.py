"""The screen of a correction as a whole; other screens of a draft lead back to it."""

from collections.abc import Sequence

from handlers.buttons.correction import AnotherRoadmap, ConfirmCorrection, Differences
from handlers.buttons.decisions import Decide
from handlers.buttons.draft import DeleteDraft
from handlers.buttons.nav import bottom
from handlers.buttons.settling import Past
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from services import correction_view
from services.correction_view import CorrectionView
from services.differences import What
from texts import correction as words
from texts import draft as draft_words


async def correction_screen(
    context: Context, draft_id: int, *, notes: Sequence[str] = (), new: bool = False
) -> None:
    """What differs, counted, and the likely next act first."""
    view = await context.read(correction_view.view, draft_id)
    text = words.overview(
        title=view.title,
        new_title=view.new_title,
        source=view.source_name,
        added=view.counts[What.ADDED],
        changed=view.counts[What.CHANGED],
        gone=view.counts[What.GONE],
        kept=view.kept,
        same=view.same,
        places=view.places,
        questions=view.questions,
        past=view.past,
        notes=notes,
    )
    await context.show(Screen(text, _rows(view)), new=new)


def _rows(view: CorrectionView) -> list[Row]:
    here = view.draft_id
    rows: list[Row] = []
    if view.past:
        rows.append([(draft_words.settle(view.past), Past(here))])
    if view.questions:
        rows.append([(draft_words.decide(view.questions), Decide(here))])
    if not view.past:
        anything = view.places or any(view.counts.values())
        caption = words.CONFIRM if anything else words.REMEMBER
        rows.append([(caption, ConfirmCorrection(here))])
    kinds = [
        (words.kind_caption(what.value, count), Differences(here, what, 0))
        for what, count in view.counts.items()
        if count
    ]
    rows += in_rows(kinds, 2)
    return [
        *rows,
        [(words.ANOTHER, AnotherRoadmap(here)), (draft_words.DELETE, DeleteDraft(here))],
        bottom(),
    ]
