"""Results of a campaign: in all, by question, open answers with tags, before and after."""

from dataclasses import dataclass

from db.models.surveys import CampaignState
from domain.survey import Kind
from domain.survey.statistics import Tally, share
from handlers.buttons import survey_results as buttons
from handlers.buttons.campaigns import Campaigns, OpenCampaign
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs, in_rows
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import on, on_state
from handlers.ways import Way
from services.surveys import before_after, results, tagging, thresholds
from services.surveys.results import Asked, Results
from services.surveys.tagging import SWOT, Answers, Open
from texts import survey_results as words

STATE = "survey_results.tag"


@dataclass(frozen=True, slots=True)
class Shown:
    """A tally of a question, with what is told apart by groups where it is the only one. `at`:
    its place among all of them, reached or not: it stays while answers come in."""

    at: int
    asked: Asked
    tally: Tally

    @property
    def groups(self) -> tuple[tuple[str, Tally], ...]:
        return () if self.tally.row else self.asked.groups


def shown(found: Results) -> list[Shown]:
    """What somebody was asked; of an anonymous one all, why there is no answer is not told."""
    every = [(asked, tally) for asked in found.asked for tally in asked.tallies]
    return [
        Shown(at, asked, tally)
        for at, (asked, tally) in enumerate(every)
        if found.anonymous or tally.given or tally.skipped or tally.not_applicable
    ]


def satisfied(tally: Tally) -> int | None:
    return share(*tally.satisfied) if tally.satisfied else None


@on(buttons.SurveyResults)
async def whole(context: Context, request: buttons.SurveyResults) -> None:
    await context.forget()
    found = await context.read(results.results, request.campaign_id)
    await _whole(context, found)


async def _whole(context: Context, found: Results) -> None:
    back = bottom(Campaigns(0) if found.auto else OpenCampaign(found.campaign_id))
    if not found.told:
        over = found.state is not CampaignState.OPEN
        untold = words.too_few if over else words.not_yet
        await context.show(Screen(untold(found.title, found.sent, found.invited), [back]))
        return
    text = words.results(
        found.title, sent=found.sent, invited=found.invited,
        share=share(found.sent, found.invited), paper=found.paper,
        open_=found.state is CampaignState.OPEN, lines=_lines(found),
    )  # fmt: skip
    await context.show(Screen(text, [*_ways(found), back]))


def _lines(found: Results) -> list[str]:
    lines = [words.unnamed()] if found.anonymous else []
    if found.score is not None:
        score = found.score
        lines += words.score(score.n, score.mean, score.most, score.levels)
    return lines


def _ways(found: Results) -> list[Row]:
    there = found.campaign_id
    ways: list[Way] = [(words.EXCEL, buttons.ResultBook(there))]
    if any(tagging.is_open(each.question) for each in found.asked):
        ways.append((words.OPEN, buttons.OpenAnswers(there, -1, 0)))
    ways.append((words.SWOT, buttons.SurveySwot(there)))
    if found.before_id is not None and not found.anonymous:
        ways.append((words.CHANGES, buttons.BeforeAfter(there)))
    rows = [[(words.BY_QUESTION, buttons.ResultQuestions(there, 0))], *in_pairs(ways)]
    if any(each.question.kind is Kind.TEN for each in found.asked):
        rows.append([(words.threshold_button(found.least), buttons.AskThreshold(there))])
    return rows


@on(buttons.ResultQuestions)
async def questions(context: Context, request: buttons.ResultQuestions) -> None:
    found = await context.read(results.results, request.campaign_id)
    there, every = request.campaign_id, list(enumerate(shown(found)))
    rows: list[Row] = [
        [(words.question_button(at + 1, _name(each)), buttons.ResultQuestion(there, each.at))]
        for at, each in cut(every, request.page)
    ]
    turn = pager(request.page, len(every), lambda page: buttons.ResultQuestions(there, page))
    text = words.questions(found.title, len(every))
    await context.show(Screen(text, [*rows, turn, bottom(buttons.SurveyResults(there))]))


def _name(each: Shown) -> str:
    return each.tally.row.text if each.tally.row else each.asked.question.text


@on(buttons.ResultQuestion)
async def question(context: Context, request: buttons.ResultQuestion) -> None:
    found = await context.read(results.results, request.campaign_id)
    every = shown(found)
    if not every:
        await _whole(context, found)
        return
    at = next((n for n, each in enumerate(every) if each.at >= request.at), len(every) - 1)
    each = every[at]
    text = words.question(
        at + 1, len(every), each.tally, found.sent, anonymous=found.anonymous, least=found.least,
        share=satisfied(each.tally), groups=each.groups, words=each.tally.words,
    )  # fmt: skip
    await context.show(Screen(text, _question_rows(found, every, at)))


def _question_rows(found: Results, every: list[Shown], at: int) -> list[Row]:
    there, each = found.campaign_id, every[at]
    acts: list[Way] = []
    if any(part.count is not None for part in each.tally.parts) or _has_mean(each.tally):
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


def _has_mean(tally: Tally) -> bool:
    return bool(tally.parts) and tally.numbers is not None and tally.numbers.mean is not None


# -- open answers and tags ----------------------------------------------------------------------


@on(buttons.OpenAnswers)
async def open_answers(context: Context, request: buttons.OpenAnswers) -> None:
    await context.forget()
    index = None if request.index < 0 else request.index
    found = await context.read(tagging.answers, request.campaign_id, index)
    there, first = request.campaign_id, request.page * PAGE_SIZE
    page = list(cut(list(enumerate(found.lines, 1)), request.page))
    lines = [words.open_line(n, each.text, each.tags, _who(context, each)) for n, each in page]
    digits: list[Way] = [(str(n), _one(there, each)) for n, each in page]
    turn = pager(
        first // PAGE_SIZE, len(found.lines),
        lambda to: buttons.OpenAnswers(there, request.index, to),
    )  # fmt: skip
    text = words.open_answers(found.title, len(found.lines), lines)
    back = bottom(buttons.SurveyResults(there))
    await context.show(Screen(text, [*in_rows(digits, 4), turn, back]))


def _one(there: int, line: Open) -> buttons.OpenAnswer:
    return buttons.OpenAnswer(there, line.index, line.source, line.about)


def _who(context: Context, line: Open) -> str:
    return context.call(line.who) if line.who else ""


@on(buttons.OpenAnswer)
async def open_answer(context: Context, request: buttons.OpenAnswer) -> None:
    await context.forget()
    await _answer(
        context,
        *await context.read(
            tagging.one, request.campaign_id, request.index, request.source, request.about
        ),
    )


@on(buttons.TagAnswer)
async def tag_answer(context: Context, request: buttons.TagAnswer) -> None:
    there = (request.campaign_id, request.index, request.source, request.about)
    found, line = await context.read(tagging.one, *there)
    offered = _offered(found)
    if request.tag >= len(offered):
        await _answer(context, found, line)
        return
    tag = offered[request.tag]
    await _answer(context, *await context.write(tagging.toggle, *there, tag, on=request.on))


def _offered(found: Answers) -> list[str]:
    """SWOT first, then the campaign's own tags, as they stand on the screen."""
    return [*SWOT, *found.own]


async def _answer(context: Context, found: Answers, line: Open) -> None:
    there = (found.campaign_id, line.index, line.source, line.about)
    tags: list[Way] = [
        (words.tag_button(tag, on=tag in line.tags),
         buttons.TagAnswer(*there, at, tag not in line.tags))
        for at, tag in enumerate(_offered(found))
    ]  # fmt: skip
    text = words.open_answer(
        line.question.text, line.text, _who(context, line), paper=line.paper, tags=line.tags
    )
    own: Row = [(words.OWN_TAG, buttons.AskTag(*there))]
    back = bottom(buttons.OpenAnswers(found.campaign_id, -1, 0))
    await context.show(Screen(text, [*in_pairs(tags), own, back]))


@on(buttons.AskTag)
async def ask_tag(context: Context, request: buttons.AskTag) -> None:
    there = (request.campaign_id, request.index, request.source, request.about)
    _, line = await context.read(tagging.one, *there)
    await context.ask(
        STATE, campaign=request.campaign_id, index=request.index, source=request.source,
        about=request.about,
    )  # fmt: skip
    await context.show(Screen(words.ask_tag(line.text), [bottom(buttons.OpenAnswer(*there))]))


@on_state(STATE)
async def own_tag(context: Context, data: dict[str, int]) -> None:
    there = (data["campaign"], data["index"], data["source"], data["about"])
    tag = said(context).strip()
    if not tag:
        await ask_tag(context, buttons.AskTag(*there))
        return
    await _answer(context, *await context.write(tagging.named, *there, tag))


# -- before and after, the threshold ------------------------------------------------------------


@on(buttons.BeforeAfter)
async def changes(context: Context, request: buttons.BeforeAfter) -> None:
    found = await context.read(before_after.comparison, request.campaign_id)
    lines = [words.change(each.question.text, each.compared) for each in found.measures]
    text = words.changes(
        found.title_before, found.title, found.before, found.after, found.matched, lines
    )
    drawn = any(each.compared.before is not None for each in found.measures)
    picture: Row = [(words.PICTURE, buttons.BeforeAfterPicture(found.campaign_id))]
    back = bottom(buttons.SurveyResults(found.campaign_id))
    await context.show(Screen(text, [picture if drawn else [], back]))


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
    await _whole(context, found)
