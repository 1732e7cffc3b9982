"""Settings: my hour and roles; the school's rhythm, week and hours."""

from collections.abc import Callable
from typing import Any

from domain.roles import Action
from handlers.buttons.consent import MyData
from handlers.buttons.digest import DigestSettings
from handlers.buttons.nav import bottom
from handlers.buttons.noise import Noise
from handlers.buttons.school_times import Quiet, YearParts
from handlers.buttons.settings import (
    ChooseHour,
    ChooseRhythm,
    DaysOff,
    MyHour,
    SchoolSettings,
    SetHour,
    SetMyHour,
    SetRhythm,
    Settings,
    SetWeek,
    TypeRhythm,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import Button, on, on_command, on_state
from handlers.ways import SETTINGS
from services import reminder_settings
from services.errors import Refusal
from services.preferences import PRESETS, Preferences
from services.reminder_settings import Mine, School
from texts import digest as digest_words
from texts import noise as noise_words
from texts import people as people_words
from texts import preferences as words
from texts import school_times as time_words

TYPING_RHYTHM = "rhythm"
HOURS_A_ROW = 4


@on(Settings)
async def settings(context: Context, _: Settings) -> None:
    await _show_mine(context, await context.read(reminder_settings.mine))


@on_command("settings")
async def settings_command(context: Context, _: str) -> None:
    await _show_mine(context, await context.read(reminder_settings.mine))


async def _show_mine(context: Context, mine: Mine) -> None:
    roles = [
        ", ".join(filter(None, (people_words.role(held.role, held.title), held.organisation)))
        for held in mine.roles
    ]
    rows: list[Row] = [[(words.MY_HOUR, MyHour())], [(words.MY_DATA, MyData())]]
    rows += in_rows(SETTINGS.of(mine), 2)
    rows += [[(digest_words.SETTINGS, DigestSettings(place))] for place in mine.digests[:1]]
    if mine.school_id is not None:
        rows.append([(words.SCHOOL, SchoolSettings(mine.school_id))])
    everywhere = context.actor.may(Action.SEE_DELIVERY, None)
    if everywhere or mine.school_id is not None:
        place = None if everywhere else mine.school_id
        rows.append([(noise_words.NOISE, Noise(place, 0))])
    await context.show(Screen(words.mine(mine.hour, mine.own, roles), [*rows, bottom()]))


@on(MyHour)
async def my_hour(context: Context, _: MyHour) -> None:
    mine = await context.read(reminder_settings.mine)
    hours = _hours(mine.preferences, mine.hour, SetMyHour)
    usual: Row = [(words.as_school(mine.usual), SetMyHour(None))]
    await context.show(Screen(words.my_hour(mine.hour), [usual, *hours, bottom(Settings())]))


@on(SetMyHour)
async def set_my_hour(context: Context, request: SetMyHour) -> None:
    await _show_mine(context, await context.write(reminder_settings.set_my_hour, request.hour))


def _hours(preferences: Preferences, chosen: int, make: Callable[[int], Button]) -> list[Row]:
    return in_rows(
        [
            (words.hour(hour, hour == chosen), make(hour))
            for hour in range(24)
            if preferences.is_open(hour)
        ],
        HOURS_A_ROW,
    )


@on(SchoolSettings)
async def school_settings(context: Context, request: SchoolSettings) -> None:
    await context.forget()
    await _show_school(
        context, await context.read(reminder_settings.school, request.organisation_id)
    )


async def _show_school(context: Context, school: School) -> None:
    chosen, place = school.preferences, school.id
    text = words.school(
        chosen.rhythm.before,
        chosen.rhythm.after,
        chosen.rhythm.escalate_after,
        chosen.six_day,
        chosen.bundle_hour,
        chosen.curator_hour,
        (chosen.quiet_from, chosen.quiet_to),
    )
    week = words.FIVE_DAYS if chosen.six_day else words.SIX_DAYS
    rows: list[Row] = [
        [(words.RHYTHM, ChooseRhythm(place))],
        [(words.STAFF_HOUR, ChooseHour(place, curators=False)),
         (words.CURATOR_HOUR, ChooseHour(place, curators=True))],
        [(time_words.QUIET, Quiet(place)), (time_words.PARTS, YearParts(place))],
        [(words.DAYS_OFF, DaysOff(place, 0)), (week, SetWeek(place, not chosen.six_day))],
    ]  # fmt: skip
    await context.show(Screen(text, [*rows, bottom(Settings())]))


@on(ChooseRhythm)
async def choose_rhythm(context: Context, request: ChooseRhythm) -> None:
    await context.forget()
    place = request.organisation_id
    school = await context.read(reminder_settings.school, place)
    now = school.preferences.rhythm
    rows: list[Row] = [
        [(words.short_rhythm(each.before, each.after, each == now), SetRhythm(place, number))]
        for number, each in enumerate(PRESETS)
    ]
    rows.append([(words.TYPE_RHYTHM, TypeRhythm(place))])
    text = words.choose_rhythm(now.before, now.after)
    await context.show(Screen(text, [*rows, bottom(SchoolSettings(place))]))


@on(SetRhythm)
async def set_rhythm(context: Context, request: SetRhythm) -> None:
    if not 0 <= request.preset < len(PRESETS):
        raise Refusal("gone")
    rhythm = PRESETS[request.preset]
    await _show_school(
        context,
        await context.write(reminder_settings.set_rhythm, request.organisation_id, rhythm),
    )


@on(TypeRhythm)
async def type_rhythm(context: Context, request: TypeRhythm) -> None:
    place = request.organisation_id
    await context.read(reminder_settings.school, place)
    await context.ask(TYPING_RHYTHM, organisation_id=place)
    await context.show(Screen(words.ask_rhythm(), [bottom(ChooseRhythm(place))]))


@on_state(TYPING_RHYTHM)
async def typed_rhythm(context: Context, data: dict[str, Any]) -> None:
    text = (context.message.text if context.message else None) or ""
    await _show_school(
        context,
        await context.write(reminder_settings.type_rhythm, int(data["organisation_id"]), text),
    )


@on(SetWeek)
async def set_week(context: Context, request: SetWeek) -> None:
    await _show_school(
        context,
        await context.write(reminder_settings.set_week, request.organisation_id, request.six_day),
    )


@on(ChooseHour)
async def choose_hour(context: Context, request: ChooseHour) -> None:
    place, curators = request.organisation_id, request.curators
    school = await context.read(reminder_settings.school, place)
    chosen = school.preferences
    now = chosen.curator_hour if curators else chosen.bundle_hour
    hours = _hours(chosen, now, lambda hour: SetHour(place, curators, hour))
    text = words.school_hour(now, curators)
    await context.show(Screen(text, [*hours, bottom(SchoolSettings(place))]))


@on(SetHour)
async def set_hour(context: Context, request: SetHour) -> None:
    await _show_school(
        context,
        await context.write(
            reminder_settings.set_hour,
            request.organisation_id,
            request.hour,
            curators=request.curators,
        ),
    )
