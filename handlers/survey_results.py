"""Results of a campaign: in all, and question by question."""

from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import on
from handlers.survey_whole import Shown, has_mean, satisfied, show_results, shown
from handlers.ways import Way
from services.surveys import results
from services.surveys.results import Results
from texts import survey_results as words


@on(buttons.SurveyResults)
async def whole(context: Context, request: buttons.SurveyResults) -> None:
    await context.forget()
    await show_results(context, await context.read(results.results, request.campaign_id))


@on(buttons.ResultQuestions)
async def questions(context: Context, request: buttons.ResultQuestions) -> None:
    found = await context.read(results.results, request.campaign_id)
    there, every = request.campaign_id, shown(found)
    rows: list[Row] = [
        [(words.question_button(each.number, each.tally), buttons.ResultQuestion(there, each.at))]
        for each in cut(every, request.page)
    ]
    turn = pager(request.page, len(every), lambda page: buttons.ResultQuestions(there, page))
    text = words.questions(found.title, len({each.number for each in every}))
    await context.show(Screen(text, [*rows, turn, bottom(buttons.SurveyResults(there))]))


@on(buttons.ResultQuestion)
async def question(context: Context, request: buttons.ResultQuestion) -> None:
    found = await context.read(results.results, request.campaign_id)
    every = shown(found)
    if not every:
        await show_results(context, found)
        return
    at = next((n for n, each in enumerate(every) if each.at >= request.at), len(every) - 1)
    each = every[at]
    text = words.question(
        each.number, len(found.asked), each.tally, found.sent, anonymous=found.anonymous,
        least=found.least, share=satisfied(each.tally), groups=each.groups,
        words=each.tally.words,
    )  # fmt: skip
    await context.show(Screen(text, _question_rows(found, every, at)))


def _question_rows(found: Results, every: list[Shown], at: int) -> list[Row]:
    there, each = found.campaign_id, every[at]
    acts: list[Way] = []
    if any(part.count is not None for part in each.tally.parts) or has_mean(each.tally):
        acts.append((words.PICTURE, buttons.ResultPicture(there, each.at)))
    if each.tally.words:
        acts.append((words.TO_ANSWERS, buttons.OpenAnswers(there, each.asked.index, 0)))
    turns: list[Way] = []
    if at:
        turns.append((words.PREVIOUS, buttons.ResultQuestion(there, every[at - 1].at)))
    if at + 1 < len(every):
        turns.append((words.NEXT, buttons.ResultQuestion(there, every[at + 1].at)))
    back = bottom(buttons.ResultQuestions(there, at // PAGE_SIZE))
    return [*in_pairs(acts), *in_pairs(turns), back]
