"""The school's quiet hours, and the quarters or trimesters of its year."""

from typing import Any

from handlers.buttons.nav import bottom
from handlers.buttons.school_times import (
    Quiet,
    QuietFrom,
    QuietTo,
    SetQuiet,
    TypeParts,
    UsualParts,
    YearParts,
)
from handlers.buttons.settings import DaysOff, SchoolSettings
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import on, on_state
from services import reminder_settings, school_times
from services.reminder_settings import School
from services.school_times import QUIET_FROM, QUIET_PRESETS, QUIET_TO, Parts
from texts import preferences as settings_words
from texts import school_times as words

TYPING_PARTS = "school.parts"
HOURS_A_ROW = 4


@on(Quiet)
async def quiet(context: Context, request: Quiet) -> None:
    await _show_quiet(
        context, await context.read(reminder_settings.school, request.organisation_id)
    )


async def _show_quiet(context: Context, school: School) -> None:
    place, now = school.id, (school.preferences.quiet_from, school.preferences.quiet_to)
    presets = [
        (words.preset(*each, each == now), SetQuiet(place, *each)) for each in QUIET_PRESETS
    ]
    rows = [*in_rows(presets, 2), [(words.OWN_HOURS, QuietFrom(place))]]
    await context.show(Screen(words.quiet(*now), [*rows, bottom(SchoolSettings(place))]))


@on(QuietFrom)
async def quiet_from(context: Context, request: QuietFrom) -> None:
    place = request.organisation_id
    await context.read(reminder_settings.school, place)
    hours = [
        (settings_words.hour(hour, chosen=False), QuietTo(place, hour)) for hour in QUIET_FROM
    ]
    rows = in_rows(hours, HOURS_A_ROW)
    await context.show(Screen(words.ask_from(), [*rows, bottom(Quiet(place))]))


@on(QuietTo)
async def quiet_to(context: Context, request: QuietTo) -> None:
    place, begins = request.organisation_id, request.begins
    await context.read(reminder_settings.school, place)
    hours = [
        (settings_words.hour(hour, chosen=False), SetQuiet(place, begins, hour))
        for hour in QUIET_TO
    ]
    rows = in_rows(hours, HOURS_A_ROW)
    await context.show(Screen(words.ask_to(begins), [*rows, bottom(QuietFrom(place))]))


@on(SetQuiet)
async def set_quiet(context: Context, request: SetQuiet) -> None:
    place = request.organisation_id
    changed = await context.write(school_times.set_quiet, place, request.begins, request.ends)
    await _show_quiet(context, changed)


@on(YearParts)
async def year_parts(context: Context, request: YearParts) -> None:
    await context.forget()
    await _show_parts(context, await context.read(school_times.parts, request.organisation_id))


async def _show_parts(context: Context, found: Parts) -> None:
    place = found.id
    usual: Row = [(words.USUAL_PARTS, UsualParts(place))] if found.own else []
    rows: list[Row] = [
        [(words.TYPE_PARTS, TypeParts(place))],
        usual,
        [(settings_words.DAYS_OFF, DaysOff(place, 0))],
    ]
    text = words.parts(
        found.years, found.quarters, found.trimesters, found.own, context.actor.today
    )
    await context.show(Screen(text, [*rows, bottom(SchoolSettings(place))]))


@on(TypeParts)
async def type_parts(context: Context, request: TypeParts) -> None:
    place = request.organisation_id
    await context.read(school_times.parts, place)
    await context.ask(TYPING_PARTS, organisation_id=place)
    await context.show(Screen(words.ask_parts(), [bottom(YearParts(place))]))


@on_state(TYPING_PARTS)
async def typed_parts(context: Context, data: dict[str, Any]) -> None:
    place = int(data["organisation_id"])
    await _show_parts(context, await context.write(school_times.set_parts, place, said(context)))


@on(UsualParts)
async def usual(context: Context, request: UsualParts) -> None:
    await _show_parts(
        context, await context.write(school_times.usual_parts, request.organisation_id)
    )
