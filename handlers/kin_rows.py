"""Lines and buttons that plans, equal lines and other years bring to screens of other features."""

from collections.abc import Sequence

from handlers.buttons.correction import Drafts
from handlers.buttons.draft import OpenDraft
from handlers.buttons.item import OpenItem
from handlers.buttons.next_year import Carry, NextYear
from handlers.buttons.plans import OwnPlan
from handlers.buttons.roadmap import Overview
from handlers.buttons.twins import LinkWith, TwinPairs, Unlink
from handlers.keyboards.build import Row, in_rows
from handlers.registry import Button
from services.card import CardView
from services.draft_kin import DraftKin
from services.kin import Kin, Year
from services.tree import OVER
from texts import correction as correction_words
from texts import menu as menu_words
from texts import next_year as year_words
from texts import plans as plan_words
from texts import twins as twin_words

Pair = tuple[str, Button]

# --- the card -----------------------------------------------------------------------------------


def kin_lines(view: CardView) -> list[str]:
    """Lines of the card, as HTML."""
    kin, found = view.kin, list[str]()
    if kin.plan is not None:
        plan = kin.plan
        found.append(plan_words.card_line(plan.title, plan.done, plan.total, plan.complete))
    if kin.linked:
        found.append(twin_words.card_line(kin.linked))
    if kin.carried is not None:
        found.append(year_words.card_line(kin.carried[0]))
    return found


def plan_first(view: CardView) -> list[Row]:
    """While its plan is on the way, opening it is the likely act; «Готово» stays below."""
    plan = view.kin.plan
    if plan is not None and not plan.complete and view.rights.roadmap and view.status not in OVER:
        return [[(plan_words.caption(*plan.counts), Overview(plan.roadmap_id))]]
    if view.kin.wanted and view.rights.edit and view.status not in OVER:
        return [[(plan_words.SEND, OwnPlan(view.id))]]
    return []


def kin_looks(view: CardView) -> list[Pair]:
    kin, found = view.kin, list[Pair]()
    if kin.plan is not None and not plan_first(view) and view.rights.roadmap:
        found.append((plan_words.caption(*kin.plan.counts), Overview(kin.plan.roadmap_id)))
    if kin.draft is not None:
        found.append((plan_words.OPEN_DRAFT, OpenDraft(kin.draft)))
    if kin.carried is not None and view.rights.roadmap:
        found.append((year_words.OLD_ITEM, OpenItem(kin.carried[1])))
    return found


def kin_edits(view: CardView) -> list[Pair]:
    kin, found = view.kin, list[Pair]()
    if kin.may_link:
        found.append((twin_words.FROM_CARD, LinkWith(view.id, 0)))
    if kin.linked and kin.may_link:
        found.append((twin_words.UNLINK, Unlink(view.id)))
    if kin.may_plan:
        found.append((plan_words.OWN_PLAN, OwnPlan(view.id)))
    return found


# --- the overview and the draft -----------------------------------------------------------------


def overview_lines(kin: Kin) -> list[str]:
    """Lines of the overview, as HTML."""
    found = list[str]()
    if kin.parent is not None:
        found.append(plan_words.parent_line(kin.parent.label))
    if kin.plans is not None:
        found.append(plan_words.plans_line(*kin.plans))
    if kin.offered:
        found.append(year_words.offer_line(kin.offered))
    return found


def overview_first(there: int, kin: Kin) -> list[Row]:
    """What waits for an answer above all else."""
    rows: list[Row] = []
    if kin.parent is not None and kin.parent.ask:
        rows.append([(plan_words.MARK, OpenItem(kin.parent.item_id))])
    if kin.offered:
        rows.append([(year_words.caption(kin.offered), NextYear(there))])
    return rows


def overview_ways(kin: Kin) -> list[Row]:
    """The line above, last and next year."""
    found = list[Pair]()
    if kin.previous is not None:
        said = year_words.previous_caption(kin.previous.years)
        found.append((said, _year(kin.previous)))
    if kin.following is not None:
        after = kin.following
        found.append((year_words.following_caption(after.years, after.draft), _year(after)))
    above = kin.parent
    up: Row = [(plan_words.TO_ITEM, OpenItem(above.item_id))] if above and not above.ask else []
    return [up, *in_rows(found, 2)]


def _year(year: Year) -> Button:
    return OpenDraft(year.roadmap_id) if year.draft else Overview(year.roadmap_id)


def draft_ways(drafts: Sequence[int]) -> list[Pair]:
    """To the draft that waits, or to the list of them."""
    if len(drafts) > 1:
        return [(correction_words.drafts_caption(len(drafts)), Drafts(0))]
    return [(menu_words.DRAFT, OpenDraft(there)) for there in drafts]


def draft_lines(kin: DraftKin) -> list[str]:
    found = list[str]()
    if kin.parent is not None:
        found.append(plan_words.parent_line(kin.parent[1]))
    if kin.years:
        found.append(year_words.draft_line(kin.years))
    if kin.plans:
        found.append(year_words.plans_line(kin.plans))
    return found


def draft_rows(there: int, kin: DraftKin) -> list[Row]:
    rows: list[Row] = []
    if kin.carried is not None:
        rows.append([(year_words.carry_caption(*kin.carried), Carry(there, 0))])
    if kin.alike:
        rows.append([(twin_words.waiting_caption(kin.alike), TwinPairs(there, 0))])
    if kin.parent is not None:
        rows.append([(plan_words.TO_ITEM, OpenItem(kin.parent[0]))])
    return rows
