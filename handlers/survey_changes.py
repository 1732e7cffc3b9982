"""Before and after of the same people, and with what a campaign is compared."""

from domain.survey.answers import bounds
from exports.pictures.survey_data import Shift, ShiftsData
from exports.worker import in_worker
from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services.errors import Refusal
from services.surveys import before_after, comparable
from services.surveys.before_after import Comparison
from texts import survey_changes as words
from texts import survey_results as result_words
from texts.piping import plain


@on(buttons.BeforeAfter)
async def changes(context: Context, request: buttons.BeforeAfter) -> None:
    await _show(context, await context.read(before_after.comparison, request.campaign_id))


async def _show(context: Context, found: Comparison) -> None:
    there = found.campaign_id
    text = words.changes(
        found.title_before, found.title, found.before, found.after, found.matched,
        [*([result_words.unshown(found.unshown)] if found.unshown else []), *_lines(found)],
    )  # fmt: skip
    drawn = any(each.compared.before is not None for each in found.measures)
    picture: Row = [(result_words.PICTURE, buttons.BeforeAfterPicture(there))]
    other: Row = [(words.COMPARE, buttons.CompareWith(there, 0))]
    back = bottom(buttons.SurveyResults(there))
    await context.show(Screen(text, [picture if drawn else [], other, back]))


def _lines(found: Comparison) -> list[str]:
    return [
        words.change(plain(each.question.text), each.compared, better=each.better)
        for each in found.measures
    ]


@on(buttons.CompareWith)
async def choose(context: Context, request: buttons.CompareWith) -> None:
    found = await context.read(comparable.choice, request.campaign_id)
    there, page = found.campaign_id, request.page
    start = first_number(page, len(found.found))
    shown = list(enumerate(cut(found.found, page), start))
    lines = [
        words.earlier(
            n, each.title, each.opened, found.today, each.sent, each.both, each.scales,
            fits=each.fits, chosen=each.chosen,
        )
        for n, each in shown
    ]  # fmt: skip
    digits: Row = [(str(n), buttons.SetCompared(there, each.id)) for n, each in shown]
    now = next((each.title for each in found.found if each.chosen), "")
    nothing: Row = [(words.WITH_NOTHING, buttons.SetCompared(there, None))] if now else []
    turn = pager(page, len(found.found), lambda to: buttons.CompareWith(there, to))
    text = words.choose(found.title, now, lines)
    back = bottom(buttons.BeforeAfter(there) if now else buttons.SurveyResults(there))
    await context.show(Screen(text, [*in_rows(digits, 4), turn, nothing, back]))


@on(buttons.SetCompared)
async def compare(context: Context, request: buttons.SetCompared) -> None:
    there, earlier = request.campaign_id, request.earlier_id
    await context.write(comparable.choose, there, earlier)
    if earlier is None:
        await context.answer(words.compared_with(""))
        await choose(context, buttons.CompareWith(there, 0))
        return
    found = await context.read(before_after.comparison, there)
    await context.answer(words.compared_with(found.title_before))
    await _show(context, found)


@on(buttons.BeforeAfterPicture)
async def picture(context: Context, request: buttons.BeforeAfterPicture) -> None:
    from exports.pictures import survey_shifts

    found = await context.read(before_after.comparison, request.campaign_id)
    data = _shifts(found)
    if not data.shifts:
        raise Refusal("survey_no_before")
    await context.waiting("upload_photo")
    png = await in_worker(survey_shifts.png, data)
    rows = [bottom(buttons.BeforeAfter(request.campaign_id))]
    caption = words.changes_caption(found.matched, _lines(found))
    await context.send_photo(png, words.CHANGES_FILE, caption, Screen("", rows))


def _shifts(found: Comparison) -> ShiftsData:
    made = []
    for each in found.measures:
        told, (low, high) = each.compared, bounds(each.question)
        if told.before is None or told.after is None or low is None or high is None:
            continue
        value = words.shift(told.before, told.after, told, better=each.better)
        made.append(Shift(plain(each.question.text), low, high, told.before, told.after, value))
    return ShiftsData(
        title=words.CHANGES,
        lines=(f"{found.title_before} → {found.title}", words.people_matched(found.matched)),
        shifts=tuple(made),
        before=words.BEFORE_MARK,
        after=words.AFTER_MARK,
    )
