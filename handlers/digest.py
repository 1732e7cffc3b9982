"""The weekly message by command, what is passed on to the head, and when the message comes."""

from db.models.digest import Rhythm
from domain.named import Named
from domain.names import Style, render
from domain.roles import Role
from exports.worker import in_worker
from handlers.bundle import label
from handlers.buttons.digest import (
    ChooseDigestHour,
    ChooseWeekday,
    DigestNow,
    DigestSettings,
    PassOn,
    SetDigestHour,
    SetRhythm,
    SetWeekday,
    TakeBack,
)
from handlers.buttons.draft import Upload
from handlers.buttons.item import OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.buttons.settings import Settings
from handlers.context import Context
from handlers.digest_screen import message, table
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import on, on_command
from handlers.ways import FILES, Way
from services.digest import asking, passing, plans
from services.digest.plans import Choice
from services.overview import OverviewView
from texts import digest as words
from texts import digest_settings as setting_words
from texts import preferences as preference_words
from texts import roadmap as roadmap_words

_RHYTHMS = {
    Rhythm.WEEKLY: setting_words.WEEKLY,
    Rhythm.MONTHLY: setting_words.MONTHLY,
    Rhythm.NEVER: setting_words.NEVER,
}
_HOURS_A_ROW = 4


@on_command("digest")
async def command(context: Context, _: str) -> None:
    """The picture and the table at once, for whoever gets a digest."""
    await _ask(context, None)


@on(DigestNow)
async def digest_now(context: Context, request: DigestNow) -> None:
    await _ask(context, request.organisation_id)


async def _ask(context: Context, organisation_id: int | None) -> None:
    await context.forget()
    places = plans.places(context.actor)
    if not places:
        mine: Row = [(words.MY_ITEMS, MyItems(0))]
        await context.show(Screen(words.not_for_you(), [mine, bottom()]))
        return
    await _send(context, organisation_id if organisation_id is not None else places[0])


async def _send(context: Context, organisation_id: int) -> None:
    await context.waiting("upload_photo")
    style = context.around.names_in_files
    said = await context.read(asking.ask, organisation_id, style)
    if not said.runs:
        upload: list[Row] = []
        if said.role is not Role.COORDINATOR:
            upload = [[(roadmap_words.UPLOAD, Upload())]]
        await context.show(Screen(words.nothing_runs(bool(upload)), [*upload, bottom()]))
        return

    def in_files(person: Named) -> str:
        return render(person.name, Style(style), pupil=person.pupil, code=person.id)

    shown = message(said, context.call)
    book = table(said, in_files)
    data = await in_worker(book.make, *book.args)
    if shown.picture is None:
        await context.show(shown.screen)
    else:
        picture = await in_worker(shown.picture.make, *shown.picture.args)
        await context.send_photo(picture, shown.picture.name, shown.screen.text, shown.screen)
    caption = words.file_caption(said.roadmaps, roadmap=shown.picture is not None)
    await context.send_file(data, book.name, caption, Screen("", [bottom()]))


@FILES.way(80)
def _way(view: OverviewView) -> list[Way]:
    return [(words.DIGEST, DigestNow(None))] if view.may_export and not view.closed else []


@on(PassOn)
async def pass_on(context: Context, request: PassOn) -> None:
    done = await context.write(passing.pass_on, request.item_id)
    text = words.passed_on(label(done.subject), done.on, context.actor.today)
    rows: list[Row] = [
        [(words.OPEN_ITEM, OpenItem(request.item_id))],
        [(words.TAKE_BACK, TakeBack(request.item_id))],
    ]
    await context.show(Screen(text, [*rows, bottom()]))


@on(TakeBack)
async def take_back(context: Context, request: TakeBack) -> None:
    done = await context.write(passing.take_back, request.item_id)
    text = words.taken_back(label(done.subject), done.told)
    await context.show(Screen(text, [[(words.OPEN_ITEM, OpenItem(request.item_id))], bottom()]))


@on(DigestSettings)
async def settings(context: Context, request: DigestSettings) -> None:
    await _settings(context, await context.read(plans.choice, request.organisation_id))


async def _settings(context: Context, chosen: Choice) -> None:
    place = chosen.organisation_id
    text = setting_words.settings(
        chosen.organisation, chosen.rhythm.value, chosen.weekday, chosen.hour, chosen.next_at,
        context.actor.today,
    )  # fmt: skip
    others = [
        (caption, SetRhythm(place, rhythm))
        for rhythm, caption in _RHYTHMS.items()
        if rhythm is not chosen.rhythm
    ]
    when: Row = [
        (setting_words.DAY, ChooseWeekday(place)),
        (setting_words.HOUR, ChooseDigestHour(place)),
    ]
    rows = [*([] if chosen.rhythm is Rhythm.NEVER else [when]), *in_rows(others, 2)]
    now: Row = [(words.DIGEST, DigestNow(place))]
    await context.show(Screen(text, [now, *rows, bottom(Settings())]))


@on(SetRhythm)
async def set_rhythm(context: Context, request: SetRhythm) -> None:
    place = request.organisation_id
    await _settings(context, await context.write(plans.change, place, rhythm=request.rhythm))


@on(ChooseWeekday)
async def choose_weekday(context: Context, request: ChooseWeekday) -> None:
    place = request.organisation_id
    chosen = await context.read(plans.choice, place)
    days = [
        (setting_words.weekday(day, day == chosen.weekday), SetWeekday(place, day))
        for day in chosen.weekdays
    ]
    rows = [*in_rows(days, 2), bottom(DigestSettings(place))]
    await context.show(Screen(setting_words.choose_day(), rows))


@on(SetWeekday)
async def set_weekday(context: Context, request: SetWeekday) -> None:
    place = request.organisation_id
    await _settings(context, await context.write(plans.change, place, weekday=request.weekday))


@on(ChooseDigestHour)
async def choose_hour(context: Context, request: ChooseDigestHour) -> None:
    place = request.organisation_id
    chosen = await context.read(plans.choice, place)
    hours = [
        (preference_words.hour(hour, hour == chosen.hour), SetDigestHour(place, hour))
        for hour in chosen.hours
    ]
    rows = [*in_rows(hours, _HOURS_A_ROW), bottom(DigestSettings(place))]
    await context.show(Screen(setting_words.choose_hour(), rows))


@on(SetDigestHour)
async def set_hour(context: Context, request: SetDigestHour) -> None:
    place = request.organisation_id
    await _settings(context, await context.write(plans.change, place, hour=request.hour))
