"""The school's own days: days off and working days, holidays and leave."""

from datetime import date

from handlers import picking
from handlers.buttons.nav import bottom
from handlers.buttons.settings import (
    ChooseDay,
    ChooseFirst,
    ChooseLast,
    DaysOff,
    ForgetDay,
    ForgetSpan,
    SchoolSettings,
    SetDay,
    SetSpan,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on
from services import reminder_settings
from services.calendars import HOLIDAY, LEAVE
from services.reminder_settings import School
from texts import preferences as words


@on(DaysOff)
async def days_off(context: Context, request: DaysOff) -> None:
    school = await context.read(reminder_settings.school, request.organisation_id)
    await _show(context, school, request.page)


async def _show(context: Context, school: School, page: int) -> None:
    place, today = school.id, context.actor.today
    lines = _lines(school, today)
    rows: list[Row] = [[line] for line in cut(lines, page)]
    rows += [
        pager(page, len(lines), lambda number: DaysOff(place, number)),
        [(words.ADD_DAY_OFF, ChooseDay(place, works=False, year=0, month=0))],
        [(words.ADD_WORKDAY, ChooseDay(place, works=True, year=0, month=0))],
        [(words.ADD_HOLIDAY, ChooseFirst(place, leave=False, year=0, month=0)),
         (words.ADD_LEAVE, ChooseFirst(place, leave=True, year=0, month=0))],
    ]  # fmt: skip
    await context.show(Screen(words.days(bool(lines)), [*rows, bottom(SchoolSettings(place))]))


def _lines(school: School, today: date) -> list[tuple[str, Button]]:
    spans: list[tuple[str, Button]] = [
        (
            words.span_line(each.kind, each.first, each.last, today, each.id is None),
            DaysOff(school.id, 0) if each.id is None else ForgetSpan(each.id),
        )
        for each in school.spans
    ]
    days: list[tuple[str, Button]] = [
        (words.day_line(each.day, each.works, today), ForgetDay(each.id)) for each in school.days
    ]
    return [*spans, *days]


def _month(context: Context, year: int, month: int) -> tuple[int, int]:
    today = context.actor.today
    return (year, month) if year and 1 <= month <= 12 else (today.year, today.month)


@on(ChooseDay)
async def choose_day(context: Context, request: ChooseDay) -> None:
    place, works = request.organisation_id, request.works
    await context.read(reminder_settings.school, place)
    days = await picking.days(
        context,
        *_month(context, request.year, request.month),
        lambda day: SetDay(place, works, day),
        lambda year, month: ChooseDay(place, works, year, month),
    )
    await context.show(Screen(words.which_day(works), [*days, bottom(DaysOff(place, 0))]))


@on(SetDay)
async def set_day(context: Context, request: SetDay) -> None:
    school = await context.write(
        reminder_settings.set_day, request.organisation_id, request.day, request.works
    )
    await _show(context, school, 0)


@on(ForgetDay)
async def forget_day(context: Context, request: ForgetDay) -> None:
    await _show(context, await context.write(reminder_settings.forget_day, request.day_id), 0)


@on(ChooseFirst)
async def choose_first(context: Context, request: ChooseFirst) -> None:
    place, leave = request.organisation_id, request.leave
    await context.read(reminder_settings.school, place)
    year, month = _month(context, request.year, request.month)
    days = await picking.days(
        context,
        year,
        month,
        lambda day: ChooseLast(place, leave, day, day.year, day.month),
        lambda year, month: ChooseFirst(place, leave, year, month),
    )
    text = words.which_first(LEAVE if leave else HOLIDAY)
    await context.show(Screen(text, [*days, bottom(DaysOff(place, 0))]))


@on(ChooseLast)
async def choose_last(context: Context, request: ChooseLast) -> None:
    place, leave, first = request.organisation_id, request.leave, request.first
    await context.read(reminder_settings.school, place)
    days = await picking.days(
        context,
        *_month(context, request.year, request.month),
        lambda day: SetSpan(place, leave, first, day),
        lambda year, month: ChooseLast(place, leave, first, year, month),
    )
    text = words.which_last(LEAVE if leave else HOLIDAY, first, context.actor.today)
    back = bottom(ChooseFirst(place, leave, first.year, first.month))
    await context.show(Screen(text, [*days, back]))


@on(SetSpan)
async def set_span(context: Context, request: SetSpan) -> None:
    kind = LEAVE if request.leave else HOLIDAY
    school = await context.write(
        reminder_settings.add_span,
        request.organisation_id,
        kind,
        request.first,
        request.last,
    )
    await _show(context, school, 0)


@on(ForgetSpan)
async def forget_span(context: Context, request: ForgetSpan) -> None:
    await _show(context, await context.write(reminder_settings.forget_span, request.span_id), 0)
