"""A line's own plan: sent as a file, chosen among the school's roadmaps, begun from a template."""

from handlers import returned
from handlers.buttons.draft import OpenDraft
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.plans import (
    AttachPlan,
    ChoosePlan,
    DetachPlan,
    DetachPlanNow,
    OwnPlan,
    PlanFromTemplate,
    PlanTemplates,
)
from handlers.buttons.roadmap import Overview
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.incoming import download, of_message
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on, on_state
from imports.child import read_safely
from imports.refusals import Unreadable
from services import files, plans, templates
from services.errors import Refusal
from services.plans import Given, PlanView
from texts import draft as draft_words
from texts import imports as import_words
from texts import plans as words
from texts import upload as upload_words

AWAITED = "plan.file"


@on(OwnPlan)
async def own_plan(context: Context, request: OwnPlan) -> None:
    view = await context.read(plans.view, request.item_id)
    if view.plan is None and view.draft is None:
        await _ask(context, view)
        return
    await context.forget()
    await context.show(Screen(_there(view), [*_there_rows(view), bottom(OpenItem(view.item_id))]))


async def _ask(context: Context, view: PlanView) -> None:
    here = view.item_id
    await context.ask(AWAITED, item_id=here)
    rows: list[Row] = [
        [(words.CHOOSE, ChoosePlan(here, 0)), (words.FROM_TEMPLATE, PlanTemplates(here, 0))],
        bottom(OpenItem(here)),
    ]
    await context.show(Screen(words.ask(view.label, view.written), rows))


def _there(view: PlanView) -> str:
    if view.plan is None:
        return words.draft_there(view.label, view.draft[1] if view.draft else "")
    plan = view.plan
    return words.there(view.label, plan.title, plan.done, plan.total, plan.complete)


def _there_rows(view: PlanView) -> list[Row]:
    detach: Row = [(words.DETACH, DetachPlan(view.item_id))]
    if view.plan is not None:
        return [[(words.TO_PLAN, Overview(view.plan.roadmap_id))], detach]
    return [[(words.OPEN_DRAFT, OpenDraft(view.draft[0]))] if view.draft else [], detach]


@on_state(AWAITED)
async def file_came(context: Context, data: dict[str, int]) -> None:
    """Whatever else comes is told what is awaited; the chat goes on waiting."""
    item_id = data["item_id"]
    incoming = of_message(context.message) if context.message else None
    if incoming is None or incoming.kind != "document":
        view = await context.read(plans.view, item_id)
        await context.show(Screen(words.not_a_file(view.label), [bottom(OpenItem(item_id))]))
        return
    await context.waiting()
    content = await download(context, incoming)
    if await returned.take(context, content):
        return
    try:
        document = await read_safely(content, incoming.name)
    except Unreadable as refused:
        sentence = import_words.refusal(refused.code, refused.data)
        await context.show(Screen(upload_words.refused(sentence), [bottom(OwnPlan(item_id))]))
        return
    sha = files.keep(context.around.data_dir, content)
    given = await context.write(plans.upload, item_id, document, incoming.name, sha)
    notes = draft_words.notes([(one.code, dict(one.data)) for one in document.warnings])
    await draft_screen(context, given.roadmap_id, notes=notes)


@on(ChoosePlan)
async def choose(context: Context, request: ChoosePlan) -> None:
    here = request.item_id
    label, found = await context.read(plans.choices, here)
    rows: list[Row] = [
        [(words.choice_caption(one.title, one.draft, one.years), AttachPlan(here, one.roadmap_id))]
        for one in cut(found, request.page)
    ]
    rows.append(pager(request.page, len(found), lambda page: ChoosePlan(here, page)))
    await context.show(Screen(words.choose(label, len(found)), [*rows, bottom(OwnPlan(here))]))


@on(AttachPlan)
async def attach(context: Context, request: AttachPlan) -> None:
    given = await context.write(plans.attach, request.item_id, request.roadmap_id)
    await _given(context, given)


@on(PlanTemplates)
async def choose_template(context: Context, request: PlanTemplates) -> None:
    here = request.item_id
    view = await context.read(plans.view, here)
    found = await context.read(templates.offered)
    rows: list[Row] = [
        [(one.name, PlanFromTemplate(here, one.key))] for one in cut(found, request.page)
    ]
    rows.append(pager(request.page, len(found), lambda page: PlanTemplates(here, page)))
    await context.show(Screen(words.ask_template(view.label), [*rows, bottom(OwnPlan(here))]))


@on(PlanFromTemplate)
async def from_template(context: Context, request: PlanFromTemplate) -> None:
    given = await context.write(plans.from_template, request.item_id, request.key)
    await draft_screen(context, given.roadmap_id)


async def _given(context: Context, given: Given) -> None:
    there = OpenDraft(given.roadmap_id) if given.draft else Overview(given.roadmap_id)
    caption = words.OPEN_DRAFT if given.draft else words.TO_PLAN
    rows: list[Row] = [[(caption, there)], bottom(OpenItem(given.item_id))]
    await context.show(Screen(words.attached(given.label, given.title), rows))


@on(DetachPlan)
async def ask_detach(context: Context, request: DetachPlan) -> None:
    here = request.item_id
    view = await context.read(plans.view, here)
    if view.plan is None and view.draft is None:
        raise Refusal("plan_none")
    title = view.plan.title if view.plan else view.draft[1] if view.draft else ""
    rows: list[Row] = [[(words.DETACH_YES, DetachPlanNow(here))], bottom(OwnPlan(here))]
    await context.show(Screen(words.ask_detach(title), rows))


@on(DetachPlanNow)
async def detach(context: Context, request: DetachPlanNow) -> None:
    await context.write(plans.detach, request.item_id)
    await context.show(Screen(words.DETACHED, [bottom(OpenItem(request.item_id))]))
