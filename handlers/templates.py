"""«Нет документа? Начать с образца»: the list, a look inside, a draft; a school's own kept."""

from typing import Any

from content.templates import Template
from handlers.buttons.draft import Upload
from handlers.buttons.hubs import Plan
from handlers.buttons.nav import bottom
from handlers.buttons.templates import (
    OpenTemplate,
    RemoveTemplate,
    RemoveTemplateNow,
    RenameTemplate,
    SaveTemplate,
    StartTemplate,
    TemplateRows,
    Templates,
)
from handlers.context import Context
from handlers.draft import draft_screen
from handlers.keyboards.build import Row as Keys
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.new_document import beside_others
from handlers.registry import on, on_state
from handlers.typed import typed_text
from handlers.ways import PLAN, Way
from services import template_saving, templates
from services.overview import OverviewView
from services.templates import TemplateView
from texts import templates as words

NAMING = "template.name"


@PLAN.way(60)
def _saving_way(view: OverviewView) -> list[Way]:
    if not (view.may_edit or view.may_resume):
        return []
    return [(words.SAVE, SaveTemplate(view.roadmap_id))]


@on(Templates)
async def template_list(context: Context, request: Templates) -> None:
    await context.forget()
    await _list_screen(context, request.page)


async def _list_screen(context: Context, page: int) -> None:
    found = await context.read(templates.offered)
    shown = cut(found, page)
    rows: list[Keys] = [[(words.caption(one.name), OpenTemplate(one.key))] for one in shown]
    rows.append(pager(page, len(found), Templates))
    text = words.template_list([(o.name, o.about, o.rows, o.school) for o in shown])
    await context.show(Screen(text, [*rows, bottom(Upload())]))


@on(OpenTemplate)
async def open_template(context: Context, request: OpenTemplate) -> None:
    await context.forget()
    await _card_screen(context, request.key)


async def _card_screen(context: Context, key: str) -> None:
    view = await context.read(templates.view, key)
    made = view.template
    text = words.card(
        name=view.name,
        about=made.about,
        school=view.school,
        stages=len(made.stages),
        rows=len(made.rows),
    )
    await context.show(Screen(text, [*_card_rows(view), bottom(Templates(0))]))


def _card_rows(view: TemplateView) -> list[Keys]:
    this, after = view.years
    rows: list[Keys] = [
        [(words.year(this), StartTemplate(view.key, this))],
        [(words.year(after), StartTemplate(view.key, after))],
        [(words.ROWS_BUTTON, TemplateRows(view.key, 0))],
    ]
    if view.own is not None and view.may_edit:
        rows.append(
            [(words.RENAME, RenameTemplate(view.own)), (words.REMOVE, RemoveTemplate(view.own))]
        )
    return rows


@on(TemplateRows)
async def template_rows(context: Context, request: TemplateRows) -> None:
    view = await context.read(templates.view, request.key)
    lines = _lines(view.template)
    text = words.rows_page(view.name, cut(lines, request.page), len(lines))
    turn = pager(request.page, len(lines), lambda page: TemplateRows(request.key, page))
    await context.show(Screen(text, [turn, bottom(OpenTemplate(request.key))]))


def _lines(made: Template) -> list[tuple[str, str, str, str]]:
    """Number and title, term, people; and the stage where a stage or a page begins."""
    lines: list[tuple[str, str, str, str]] = []
    for at, stage in enumerate(made.stages, 1):
        for number, row in enumerate(stage.rows, 1):
            head = number == 1 or len(lines) % PAGE_SIZE == 0
            title = f"{row.number or f'{at}.{number}'}. {row.title}"
            people = ", ".join(row.responsible)
            place = " · ".join(filter(None, (row.section, stage.name)))
            lines.append((title, row.term, people, place if head else ""))
    return lines


@on(StartTemplate)
async def start(context: Context, request: StartTemplate) -> None:
    created = await context.write(templates.begin, request.key, request.year)
    if created.fresh:
        await beside_others(context, created.roadmap_id, template=True)
    else:
        await draft_screen(context, created.roadmap_id)


@on(SaveTemplate)
async def save(context: Context, request: SaveTemplate) -> None:
    done = await context.write(template_saving.save, request.roadmap_id)
    rows: list[Keys] = [
        [(words.ROWS_BUTTON, TemplateRows(done.key, 0))],
        [(words.RENAME, RenameTemplate(int(done.key))), (words.ALL, Templates(0))],
        bottom(Plan(request.roadmap_id)),
    ]
    text = words.saved(done.name, done.rows, done.again, done.city)
    await context.show(Screen(text, rows))


@on(RenameTemplate)
async def ask_name(context: Context, request: RenameTemplate) -> None:
    view = await context.read(templates.view, str(request.template_id))
    await context.ask(NAMING, template_id=request.template_id)
    await context.show(Screen(words.ask_name(view.name), [bottom(OpenTemplate(view.key))]))


@on_state(NAMING)
async def typed_name(context: Context, data: dict[str, Any]) -> None:
    text = await typed_text(context)
    if text is None:
        return
    await context.write(templates.rename, data["template_id"], text)
    await _card_screen(context, str(data["template_id"]))


@on(RemoveTemplate)
async def ask_remove(context: Context, request: RemoveTemplate) -> None:
    view = await context.read(templates.view, str(request.template_id))
    rows: list[Keys] = [
        [(words.KEEP, OpenTemplate(view.key))],
        [(words.REMOVE_YES, RemoveTemplateNow(request.template_id))],
        bottom(OpenTemplate(view.key)),
    ]
    await context.show(Screen(words.ask_remove(view.name), rows))


@on(RemoveTemplateNow)
async def remove(context: Context, request: RemoveTemplateNow) -> None:
    await context.write(templates.remove, request.template_id)
    await context.answer(words.removed())
    await _list_screen(context, 0)
