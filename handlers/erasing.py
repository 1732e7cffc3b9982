"""Plans of erasing: made, looked at, cancelled, carried out at once, and their acts."""

from db.models.people import ErasureState
from domain.erasing import DUE
from exports.docx.erasure import ActData
from exports.docx.erasure import act as make_act
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.consent_papers import Documents
from handlers.buttons.erasing import (
    Act,
    AskErase,
    AskEraseToday,
    EraseToday,
    Erasures,
    KeepData,
    OpenErasure,
    PlanErase,
)
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson, PeopleOf
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services import erasing, erasure_plans, organisations
from services.erasure_parts import code_of
from services.erasure_plans import ErasureView
from texts import erasing as words


@on(AskErase)
async def ask(context: Context, request: AskErase) -> None:
    who = await context.read(erasure_plans.whom, request.person_id)
    today = context.actor.today
    text = words.ask(context.call(who), today + DUE, today)
    rows: list[Row] = [[(words.PLAN, PlanErase(who.id))], bottom(OpenPerson(who.id))]
    await context.show(Screen(text, rows))


@on(PlanErase)
async def plan(context: Context, request: PlanErase) -> None:
    erasure_id = await context.write(erasure_plans.ask, request.person_id)
    await _show(context, erasure_id)


@on(OpenErasure)
async def open_one(context: Context, request: OpenErasure) -> None:
    await _show(context, request.erasure_id)


async def _show(context: Context, erasure_id: int) -> None:
    view = await context.read(erasure_plans.view, erasure_id)
    text = words.view(
        name=context.call(view.who),
        reason=view.reason,
        due=view.due,
        asked_on=view.asked_on,
        done_on=view.done_on,
        shares=view.shares,
        cancelled=view.state is ErasureState.CANCELLED,
        today=context.actor.today,
    )
    back = bottom(Erasures(view.organisation_id, 0) if view.organisation_id else None)
    await context.show(Screen(text, [*_rows(view), back]))


def _rows(view: ErasureView) -> list[Row]:
    if view.state is ErasureState.CANCELLED:
        return [[(words.DOCUMENTS, Documents(view.who.id))]]
    rows: list[Row] = [[(words.ACT, Act(view.id))]]
    if view.state is ErasureState.PLANNED:
        rows.append([(words.KEEP, KeepData(view.id)), (words.TODAY, AskEraseToday(view.id))])
    return rows


@on(AskEraseToday)
async def ask_today(context: Context, request: AskEraseToday) -> None:
    view = await context.read(erasure_plans.view, request.erasure_id)
    rows: list[Row] = [
        [(words.TODAY_YES, EraseToday(view.id))],
        bottom(OpenErasure(view.id)),
    ]
    await context.show(Screen(words.ask_today(context.call(view.who)), rows))


@on(EraseToday)
async def erase_today(context: Context, request: EraseToday) -> None:
    await context.write(erasing.carry_out, request.erasure_id)
    await _show(context, request.erasure_id)


@on(KeepData)
async def keep(context: Context, request: KeepData) -> None:
    await context.write(erasure_plans.keep, request.erasure_id)
    await context.answer(words.kept())
    await _show(context, request.erasure_id)


@on(Act)
async def act(context: Context, request: Act) -> None:
    view = await context.read(erasure_plans.view, request.erasure_id)
    await context.waiting("upload_document")
    today = context.actor.today
    data = ActData(
        organisation=view.organisation,
        code=code_of(view.who.id),
        reason=view.reason,
        asked_on=view.asked_on,
        due=view.due,
        done_on=view.done_on,
        shares=view.shares,
        kept=view.kept,
        made=today,
    )
    made = await in_worker(make_act, data)
    done = view.done_on is not None
    name = file_name(words.act_name(code_of(view.who.id), done), view.organisation, today, "docx")
    caption = words.act_caption(context.call(view.who), done)
    await context.send_file(made, name, caption, Screen("", [bottom(OpenErasure(view.id))]))


@on(Erasures)
async def listing(context: Context, request: Erasures) -> None:
    place = request.organisation_id
    found = await context.read(erasure_plans.listing, place)
    school = await context.read(organisations.named_for, place)
    rows: list[Row] = [
        [(_line(context, each), OpenErasure(each.id))] for each in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), lambda to: Erasures(place, to))
    text = words.listing(school, len(found))
    await context.show(Screen(text, [*rows, turn, bottom(PeopleOf(place, 0))]))


def _line(context: Context, view: ErasureView) -> str:
    return words.line(context.call(view.who), view.due, view.done_on, context.actor.today)
