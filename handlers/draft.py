"""A draft: what was found, its period, its rows one by one, its end."""

from collections.abc import Sequence
from typing import Any

from domain.progress import Status
from handlers.buttons.correction import CheckOrder
from handlers.buttons.decisions import AskTerm, Decide
from handlers.buttons.draft import (
    ChoosePeriod,
    DeleteDraft,
    DeleteDraftNow,
    DraftRow,
    DraftRows,
    DraftSteps,
    OpenDraft,
    SetNeeded,
    SetPeriodFound,
    SetPeriodYear,
    TypePeriod,
    Upload,
)
from handlers.buttons.launch import Launch
from handlers.buttons.nav import bottom
from handlers.buttons.responsibles import Phrases, Who
from handlers.buttons.roundtrip import PlanSheet
from handlers.buttons.settling import Past
from handlers.buttons.templates import Templates
from handlers.buttons.wizard import Wizard
from handlers.context import Context
from handlers.correction_screen import correction_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.kin_rows import draft_lines as kin_lines
from handlers.kin_rows import draft_rows as kin_rows
from handlers.meanings import meaning_line
from handlers.registry import on, on_state
from handlers.typed import typed_text
from services import draft_card, draft_lists, draft_period, draft_rows, drafts
from services.decisions import Scope
from services.draft_card import Card
from services.drafts import DraftSummary
from services.wizard import OFFERED_FROM
from texts import deadlines as deadline_words
from texts import draft as words
from texts import draft_period as period_words
from texts import draft_rows as row_words
from texts import order as order_words
from texts import templates as template_words
from texts import wizard as wizard_words


@on(OpenDraft)
async def open_draft(context: Context, request: OpenDraft) -> None:
    await draft_screen(context, request.roadmap_id)


async def draft_screen(
    context: Context,
    roadmap_id: int,
    *,
    notes: Sequence[str] = (),
    replaced: bool = False,
    new: bool = False,
) -> None:
    """What was found, and the likely next act first."""
    found = await context.read(drafts.summary, roadmap_id)
    if found.corrects is not None:
        await correction_screen(context, roadmap_id, notes=notes, new=new)
        return
    text = words.summary(
        title=found.title,
        school=found.organisation,
        period=period_words.period(found.period),
        rows=found.rows,
        steps=found.steps,
        dated=found.dated,
        questions=found.questions,
        past=found.past,
        proposed=found.proposed,
        remarked=found.remarked,
        unowned=found.unowned,
        gone=found.gone,
        expired=found.expired,
        notes=notes,
        replaced=replaced,
        twin=found.twin,
        doubts=found.doubts,
        kin=kin_lines(found.kin),
    )
    await context.show(Screen(text, _draft_rows(found)), new=new)


def _draft_rows(found: DraftSummary) -> list[Keys]:
    here = found.roadmap_id
    rows: list[Keys] = []
    if found.period is None:
        rows.append([(period_words.PERIOD_FIRST, ChoosePeriod(here))])
    elif found.expired:
        rows += [
            [(period_words.NEW_PERIOD, ChoosePeriod(here))],
            [(period_words.OLD_ROWS, Past(here))],
        ]
    elif found.past:
        rows.append([(words.settle(found.past), Past(here))])
    if found.period is not None and not found.expired and found.unset >= OFFERED_FROM:
        rows.append([(wizard_words.START, Wizard(here))])
    if found.questions and found.period is not None:
        rows.append([(words.decide(found.questions), Decide(here))])
    if found.period is not None and not found.past:
        rows.append([(words.LAUNCH, Launch(here))])
    sheet = (words.SHEET, PlanSheet(here, every=False))
    rows.append([(words.WHO_IS_WHO, Phrases(here, 0)), sheet] if found.phrases else [sheet])
    listed: Keys = [(words.ALL_ROWS, DraftRows(here, remarked=False, page=0))]
    if found.remarked:
        listed = [*listed, (words.REMARKED, DraftRows(here, remarked=True, page=0))]
    rows.append(listed)
    if found.doubts:
        rows.append([(order_words.CHECK, CheckOrder(here, 0))])
    rows += kin_rows(here, found.kin)
    last: Keys = [(words.DELETE, DeleteDraft(here))]
    if found.period is not None:
        last = [(period_words.PERIOD, ChoosePeriod(here)), *last]
    return [*rows, last, bottom()]


@on(Upload)
async def explain_upload(context: Context, _: Upload) -> None:
    mine = drafts.place_for(context.actor) is not None
    rows: list[Keys] = [[(template_words.START, Templates(0))]] if mine else []
    await context.show(Screen(words.upload(mine), [*rows, bottom()]))


@on(ChoosePeriod)
async def choose_period(context: Context, request: ChoosePeriod) -> None:
    here = request.roadmap_id
    found = await context.read(draft_period.period_view, here)
    rows: list[Keys] = []
    years = [(period_words.school_year(year), SetPeriodYear(here, year)) for year in found.years]
    if found.over:
        rows.append([years.pop(0)])
    if found.found is not None:
        rows.append([(period_words.found_period(found.found), SetPeriodFound(here))])
    rows.append(years)
    rows += [[(period_words.TYPE_PERIOD, TypePeriod(here))], bottom(OpenDraft(here))]
    now = period_words.period(found.period)
    text = period_words.ask_period(found.title, now, found.found is not None, found.over)
    await context.show(Screen(text, rows))


@on(SetPeriodYear)
async def set_period_year(context: Context, request: SetPeriodYear) -> None:
    await context.write(draft_period.set_school_year, request.roadmap_id, request.year)
    await draft_screen(context, request.roadmap_id)


@on(SetPeriodFound)
async def set_period_found(context: Context, request: SetPeriodFound) -> None:
    await context.write(draft_period.take_found_period, request.roadmap_id)
    await draft_screen(context, request.roadmap_id)


@on(TypePeriod)
async def ask_period(context: Context, request: TypePeriod) -> None:
    await context.read(draft_rows.draft, request.roadmap_id)
    await context.ask("draft.period", roadmap_id=request.roadmap_id)
    rows = [bottom(ChoosePeriod(request.roadmap_id))]
    await context.show(Screen(period_words.ask_typed_period(), rows))


@on_state("draft.period")
async def typed_period(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    await context.write(draft_period.type_period, data["roadmap_id"], text)
    await draft_screen(context, data["roadmap_id"])


@on(DeleteDraft)
async def ask_delete(context: Context, request: DeleteDraft) -> None:
    found = await context.read(drafts.summary, request.roadmap_id)
    rows: list[Keys] = [
        [(words.KEEP, OpenDraft(request.roadmap_id))],
        [(words.DELETE_YES, DeleteDraftNow(request.roadmap_id))],
        bottom(OpenDraft(request.roadmap_id)),
    ]
    await context.show(Screen(words.ask_delete(found.title), rows))


@on(DeleteDraftNow)
async def delete_draft(context: Context, request: DeleteDraftNow) -> None:
    await context.write(drafts.remove, request.roadmap_id)
    await context.show(Screen(words.deleted(), [bottom()]))


@on(DraftRows)
async def row_list(context: Context, request: DraftRows) -> None:
    found = await context.read(draft_lists.row_lines, request.roadmap_id, request.remarked)

    def turn(page: int) -> DraftRows:
        return DraftRows(request.roadmap_id, request.remarked, page)

    rows: list[Keys] = [
        [(row_words.row_caption(line.label, line.mark), DraftRow(line.id))]
        for line in cut(found.lines, request.page)
    ]
    rows += [pager(request.page, len(found.lines), turn), bottom(OpenDraft(request.roadmap_id))]
    text = row_words.row_list(found.title, len(found.lines), request.remarked)
    await context.show(Screen(text, rows))


@on(DraftSteps)
async def step_list(context: Context, request: DraftSteps) -> None:
    found = await context.read(draft_lists.step_lines, request.item_id)
    rows: list[Keys] = [
        [(row_words.row_caption(line.label, line.mark), DraftRow(line.id))]
        for line in cut(found.lines, request.page)
    ]
    count = len(found.lines)
    rows.append(pager(request.page, count, lambda page: DraftSteps(request.item_id, page)))
    rows.append(bottom(DraftRow(request.item_id)))
    await context.show(Screen(row_words.step_list(found.title, count), rows))


@on(DraftRow)
async def open_row(context: Context, request: DraftRow) -> None:
    await row_screen(context, request.item_id)


async def row_screen(context: Context, item_id: int) -> None:
    """A row or step as written and as understood."""
    card = await context.read(draft_card.card, item_id)
    item, term = card.item, card.term
    text = row_words.card(
        place=item.stage or item.section or "",
        title=f"{item.number}. {item.title}" if item.number else item.title,
        written=item.deadline,
        understood=row_words.term(
            term.kind, term.spans, term.rule, card.today, decided=term.decided
        ),
        remarks=[deadline_words.warning(warning) for warning in card.remarks],
        people=_people(context, card),
        result=item.result,
        content=item.content,
        steps=0 if card.is_step else len(card.row.steps),
        uniform=card.uniform,
        status=card.status,
        gone=row_words.days(card.gone, card.today),
    )
    await context.show(Screen(text, _card_rows(card)))


def _people(context: Context, card: Card) -> list[str]:
    if card.own is not None:
        return [meaning_line(context, card.own)]
    return [row_words.who(entry, meaning_line(context, told)) for entry, told in card.phrases]


def _card_rows(card: Card) -> list[Keys]:
    item_id = card.item.id
    rows: list[Keys] = []
    if card.status is Status.TODO:
        rows.append([(row_words.CHANGE_TERM, AskTerm(item_id, Scope.ONE, flow=False, year=None))])
        rows.append([(row_words.CHANGE_WHO, Who(item_id, None, 0))])
        rows.append([(row_words.NOT_NEEDED, SetNeeded(item_id, needed=False))])
    elif card.status is Status.NA:
        rows.append([(row_words.NEEDED, SetNeeded(item_id, needed=True))])
    if card.is_step:
        return [*rows, bottom(DraftSteps(card.row.item.id, 0))]
    if card.row.steps:
        rows.append([(row_words.steps_caption(len(card.row.steps)), DraftSteps(item_id, 0))])
    return [*rows, bottom(DraftRows(card.roadmap_id, remarked=False, page=0))]


@on(SetNeeded)
async def set_needed(context: Context, request: SetNeeded) -> None:
    await context.write(draft_card.set_needed, request.item_id, request.needed)
    await row_screen(context, request.item_id)
