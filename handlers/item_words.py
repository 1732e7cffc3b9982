"""From an item's view to its words and usual buttons."""

from collections.abc import Sequence

from db.models.roadmap import ItemLevel
from domain.deadlines import Rule
from domain.named import Named
from domain.progress import Status, shares
from handlers.buttons.item import OpenItem, UndoAct
from handlers.buttons.nav import bottom
from handlers.buttons.programmes import PairProgramme
from handlers.buttons.roadmap import MyItems, Overview
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.kin_rows import kin_lines
from handlers.registry import Button
from services.card import CardView, EvidenceLine, HistoryLine
from services.item_acts import Acted
from texts import evidence as evidence_words
from texts import item as words
from texts import item_card as card_words
from texts import item_history as history_words
from texts import kinds as kind_words
from texts import programme_results as programme_words


def label(view: CardView) -> str:
    return f"{view.number}. {view.title}" if view.number else view.title


def card_text(context: Context, view: CardView) -> str:
    steps = [step.shown.value for step in view.steps]
    known = {"done": Status.DONE, "na": Status.NA}
    counted = shares(known.get(step, Status.TODO) for step in steps)
    missing = [share for share in view.shares if share.shown.value not in known]
    return card_words.card(
        card_words.Card(
            number=view.number,
            title=view.title,
            place=view.place,
            above=view.above.label if view.above and view.level is not ItemLevel.SHARE else "",
            shown=view.shown,
            done_on=view.done_on,
            done_by=context.call(view.done_by) if view.done_by else "",
            written=view.written,
            kind=view.term.kind,
            spans=view.term.spans,
            rule=Rule(view.term.rule) if view.term.rule else None,
            slots=view.slots,
            due=view.due,
            check=view.check,
            left=view.left,
            owners=_called(context, view.owners),
            schools=view.schools,
            each=bool(view.shares),
            responsible=view.responsible,
            result=view.result,
            content=view.content,
            shared=view.shared,
            missing=[context.call(p) for share in missing for p in share.owners],
            unnamed=sum(not share.owners for share in missing) if view.schools else 0,
            steps=counted if view.steps else None,
            evidence=_proofs(view),
            fact=_fact(view),
            kin=[*kin_lines(view), *programme_words.card_lines(view.actual, view.mark)],
            note=view.note,
            history=[event(context, line) for line in view.history],
            closed=view.closed,
            today=context.actor.today,
        )
    )


def proof(line: EvidenceLine) -> str:
    return evidence_words.proof_name(line.kind.value, line.title, line.document_date)


def event(context: Context, line: HistoryLine) -> str:
    by = context.call(line.by) if line.by else ""
    return history_words.event(
        line.action, line.on, by, line.told, undone=line.undone, today=context.actor.today
    )


def home(view: CardView) -> Button:
    """Where an item is left for: the row it is a part of, the roadmap, my items."""
    if view.above is not None:
        return OpenItem(view.above.id)
    if view.pair_id is not None:
        return PairProgramme(view.pair_id, 0)
    return Overview(view.roadmap_id) if view.rights.roadmap else MyItems(0)


def receipt_rows(acted: Acted) -> list[Row]:
    """«Открыть пункт» and «Отменить» under what was just done."""
    return [[(words.OPEN, OpenItem(acted.item_id))], [(words.UNDO, UndoAct(acted.event_id))]]


async def told(context: Context, text: str, acted: Acted, *rows: Row) -> None:
    """The receipt of an act."""
    shown = [*rows, *receipt_rows(acted), bottom(OpenItem(acted.item_id))]
    await context.show(Screen(text, shown))


def _proofs(view: CardView) -> list[str]:
    """Without the one paper that the state of the work names already."""
    if view.fact is not None and view.fact.key == "paper" and len(view.evidence) == 1:
        return []
    return [proof(line) for line in view.evidence]


def _fact(view: CardView) -> str:
    fact = view.fact
    if fact is None:
        return ""
    return kind_words.fact(
        fact.key, done=fact.done, of=fact.of, title=fact.title, day=fact.day, more=fact.more
    )


def _called(context: Context, people: Sequence[Named]) -> list[str]:
    return [context.call(person) for person in people]


def said(context: Context) -> str:
    """The text of the person's message; empty for anything else."""
    return (context.message.text or "") if context.message else ""
