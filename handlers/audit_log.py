"""The administrator's log of acts: filtered, paged, as a table."""

from domain.audit import Group
from domain.named import Named
from domain.names import Style, render
from domain.roles import Action, Role
from exports.audit_log import LogData, LogLine, audit_workbook
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.audit_log import (
    AuditFile,
    AuditLog,
    ChooseActor,
    ChooseGroup,
    ChoosePeriod,
)
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.ways import MENU, Way
from services import audit_log
from services.audit_log import Entry, Wanted
from services.menu import MenuView
from texts import audit_log as words


@MENU.way(90)
def _menu_way(view: MenuView) -> list[Way]:
    held = view.current
    sees = held is not None and held.role is Role.ADMINISTRATOR and Action.SEE_AUDIT in view.may
    return [(words.WAY, AuditLog(None, None, None, 0))] if sees and view.schools else []


@on(AuditLog)
async def listing(context: Context, request: AuditLog) -> None:
    person, group, days = request.person_id, request.group, request.days
    found = await context.read(audit_log.page, Wanted(person, group, days), request.page)
    who = context.call(found.person) if found.person else ""
    lines = [_line(context, each) for each in found.entries]
    text = words.listing(words.filters(who, group, days), found.total, lines)
    turn = pager(
        found.page, found.total, lambda to: AuditLog(person, group, days, to), audit_log.PAGE
    )
    rows: list[Row] = [
        turn,
        [(words.GROUP, ChooseGroup(person, days)), (words.PERSON, ChooseActor(group, days, 0))],
        [(words.PERIOD, ChoosePeriod(person, group)),
         (words.FILE, AuditFile(person, group, days))],
        bottom(),
    ]  # fmt: skip
    await context.show(Screen(text, rows))


def _line(context: Context, each: Entry) -> str:
    return words.line(
        at=each.at,
        today=context.actor.today,
        who=context.call(each.who) if each.who else "",
        what=each.action,
        whom=context.call(each.whom) if each.whom else words.subject(each.subject),
        place=each.organisation,
    )


@on(ChooseGroup)
async def choose_group(context: Context, request: ChooseGroup) -> None:
    await context.read(audit_log.page, Wanted(), 0)
    person, days = request.person_id, request.days
    choices: list[Way] = [(words.ANY, AuditLog(person, None, days, 0))]
    choices += [(words.GROUPS[each], AuditLog(person, each, days, 0)) for each in Group]
    back = bottom(AuditLog(person, None, days, 0))
    await context.show(Screen(words.ask_group(), [*in_rows(choices, 2), back]))


@on(ChooseActor)
async def choose_actor(context: Context, request: ChooseActor) -> None:
    found = await context.read(audit_log.actors)
    group, days = request.group, request.days
    rows: list[Row] = [[(words.ANYBODY, AuditLog(None, group, days, 0))]]
    rows += [
        [(context.call(each), AuditLog(each.id, group, days, 0))]
        for each in cut(found, request.page)
    ]
    turn = pager(request.page, len(found), lambda to: ChooseActor(group, days, to))
    back = bottom(AuditLog(None, group, days, 0))
    await context.show(Screen(words.ask_person(), [*rows, turn, back]))


@on(ChoosePeriod)
async def choose_period(context: Context, request: ChoosePeriod) -> None:
    await context.read(audit_log.page, Wanted(), 0)
    person, group = request.person_id, request.group
    choices: list[Way] = [
        (caption, AuditLog(person, group, days, 0)) for days, caption in words.PERIODS.items()
    ]
    choices.append((words.FOREVER, AuditLog(person, group, None, 0)))
    back = bottom(AuditLog(person, group, None, 0))
    await context.show(Screen(words.ask_period(), [*in_rows(choices, 2), back]))


@on(AuditFile)
async def as_file(context: Context, request: AuditFile) -> None:
    person, group, days = request.person_id, request.group, request.days
    wanted = Wanted(person, group, days)
    found = await context.read(audit_log.rows, wanted)
    shown = await context.read(audit_log.page, wanted, 0)
    await context.waiting("upload_document")
    style = Style(context.around.names_in_files)

    def called(who: Named | None) -> str:
        return render(who.name, style, pupil=who.pupil, code=who.id) if who else ""

    lines = tuple(
        LogLine(
            each.at.replace(tzinfo=None),
            called(each.who),
            each.action,
            called(each.whom) or words.subject(each.subject),
            each.organisation,
            words.details(each.data),
        )
        for each in found
    )
    said = words.filters(called(shown.person), group, days)
    made = context.actor.at.astimezone(context.actor.zone)
    data = await in_worker(audit_workbook, LogData(said, made, lines))
    name = file_name(words.TITLE, "", made.date())
    back = bottom(AuditLog(person, group, days, 0))
    await context.send_file(data, name, words.file_caption(said, len(lines)), Screen("", [back]))
