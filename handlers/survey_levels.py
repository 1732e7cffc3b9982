"""The school's thresholds: who is satisfied, and from which sum on a level is reached."""

from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import OpenQuestionnaire
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on, on_state
from handlers.survey_whole import show_results
from services.errors import Refusal
from services.surveys import levels, results, thresholds
from services.surveys.levels import Scale
from texts import survey_levels as words

STATE = "survey_results.level"


@on(buttons.AskThreshold)
async def ask_threshold(context: Context, request: buttons.AskThreshold) -> None:
    found = await context.read(results.results, request.campaign_id)
    there = request.campaign_id
    choices: Row = [
        (words.threshold_choice(each, now=each == found.least), buttons.SetThreshold(there, each))
        for each in thresholds.CHOICES
    ]
    back = bottom(buttons.SurveyResults(there))
    await context.show(Screen(words.ask_threshold(found.least), [choices, back]))


@on(buttons.SetThreshold)
async def set_threshold(context: Context, request: buttons.SetThreshold) -> None:
    found = await context.write(results.set_threshold, request.campaign_id, request.least)
    await context.answer(words.threshold_set(request.least))
    await show_results(context, found)


@on(buttons.Levels)
async def shown(context: Context, request: buttons.Levels) -> None:
    await context.forget()
    found = await context.read(levels.scale, request.version_id, request.campaign_id)
    await _show(context, found, request.campaign_id)


async def _show(context: Context, found: Scale, campaign_id: int | None) -> None:
    today, zone = context.actor.today, context.actor.zone
    changes = [
        words.change_line(
            each.at.astimezone(zone).date(), today,
            context.call(each.who) if each.who else "", each.leasts,
        )
        for each in found.changes
    ]  # fmt: skip
    told = [(each.key, each.least, each.usual) for each in found.levels]
    rows: list[Row] = [
        [(words.level_button(each.key, each.least),
          buttons.AskLevel(found.version_id, campaign_id, at))]
        for at, each in enumerate(found.levels)
        if each.moves
    ]  # fmt: skip
    if not found.usual:
        rows.append([(words.USUAL, buttons.UsualLevels(found.version_id, campaign_id))])
    text = words.scale(found.title, found.rows, found.top, told, changes)
    await context.show(Screen(text, [*rows, bottom(_back(found.version_id, campaign_id))]))


def _back(version_id: int, campaign_id: int | None) -> Button:
    return OpenQuestionnaire(version_id) if campaign_id is None else (
        buttons.SurveyResults(campaign_id)
    )  # fmt: skip


@on(buttons.AskLevel)
async def ask(context: Context, request: buttons.AskLevel) -> None:
    version_id, campaign_id = request.version_id, request.campaign_id
    found = await context.read(levels.scale, version_id, campaign_id)
    if not 0 <= request.at < len(found.levels):
        raise Refusal("gone")
    level = found.levels[request.at]
    await context.ask(STATE, version=version_id, campaign=campaign_id, at=request.at)
    text = words.ask_level(level.key, level.least, level.usual, level.low, level.high)
    await context.show(Screen(text, [bottom(buttons.Levels(version_id, campaign_id))]))


@on_state(STATE)
async def typed(context: Context, data: dict[str, int | None]) -> None:
    found = await context.write(
        levels.put, int(data["version"] or 0), data["campaign"], int(data["at"] or 0),
        said(context),
    )  # fmt: skip
    await _show(context, found, data["campaign"])


@on(buttons.UsualLevels)
async def usual(context: Context, request: buttons.UsualLevels) -> None:
    found = await context.write(levels.usual, request.version_id, request.campaign_id)
    await _show(context, found, request.campaign_id)
