"""Answers in own words: the list of them, and the tags that the curator puts on each."""

from collections.abc import Iterator, Sequence

from domain.survey import Question, Reply
from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row, Screen, in_pairs, in_rows
from handlers.keyboards.pager import PAGE_SIZE, cut, pager
from handlers.registry import on, on_state
from handlers.ways import Way
from services.surveys import history, tagging
from services.surveys.tagging import SWOT, Answers, Open
from texts import answer_history as history_words
from texts import survey_answers as words
from texts import survey_said
from texts.piping import plain
from texts.survey_results import unshown

STATE = "survey_results.tag"


@on(buttons.OpenAnswers)
async def open_answers(context: Context, request: buttons.OpenAnswers) -> None:
    await context.forget()
    index = None if request.index < 0 else request.index
    found = await context.read(tagging.answers, request.campaign_id, index)
    there, first = request.campaign_id, request.page * PAGE_SIZE
    page = list(cut(list(enumerate(found.lines, 1)), request.page))
    lines = list(_lines(context, page))
    digits: list[Way] = [(str(n), _one(there, each)) for n, each in page]
    turn = pager(
        first // PAGE_SIZE, len(found.lines),
        lambda to: buttons.OpenAnswers(there, request.index, to),
    )  # fmt: skip
    kept = unshown(found.unshown)
    text = words.open_answers(found.title, len(found.lines), lines, kept)
    back = bottom(buttons.SurveyResults(there))
    await context.show(Screen(text, [*in_rows(digits, 4), turn, back]))


def _lines(context: Context, page: Sequence[tuple[int, Open]]) -> Iterator[str]:
    """Under the words of their question."""
    asked = ""
    for number, each in page:
        if each.question.key != asked:
            asked = each.question.key
            yield words.open_question(each.number, plain(each.question.text))
        yield words.open_line(number, each.text, each.tags, _who(context, each))


def _one(there: int, line: Open) -> buttons.OpenAnswer:
    return buttons.OpenAnswer(there, line.index, line.source, line.about)


def _who(context: Context, line: Open) -> str:
    if line.who is None:
        return ""
    about = context.call(line.of) if line.of else ""
    return words.by_whom(context.call(line.who), about)


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
    paper = words.from_paper(line.paper_on, context.actor.today) if line.paper else ""
    text = words.open_answer(
        line.number, plain(line.question.text), line.text, _who(context, line), paper=paper,
        tags=line.tags,
    )  # fmt: skip
    if not found.anonymous:
        text += await _earlier(context, line)
    own: Row = [(words.OWN_TAG, buttons.AskTag(*there))]
    back = bottom(buttons.OpenAnswers(found.campaign_id, -1, 0))
    await context.show(Screen(text, [*in_pairs(tags), own, back]))


async def _earlier(context: Context, line: Open) -> str:
    """What the answer was before it was changed after sending."""
    was = await context.read(history.told, line.source, line.question.key, line.about)
    today, zone = context.actor.today, context.actor.zone
    return history_words.under(
        [(_said(line.question, each.reply), each.until.astimezone(zone).date()) for each in was],
        today,
    )


def _said(question: Question, reply: Reply) -> str:
    return survey_said.answer_words(question, reply, str)


@on(buttons.AskTag)
async def ask_tag(context: Context, request: buttons.AskTag) -> None:
    there = (request.campaign_id, request.index, request.source, request.about)
    _, line = await context.read(tagging.one, *there)
    await context.ask(
        STATE, campaign=request.campaign_id, index=request.index, source=request.source,
        about=request.about,
    )  # fmt: skip
    text = words.ask_tag(line.number, plain(line.question.text), line.text)
    await context.show(Screen(text, [bottom(buttons.OpenAnswer(*there))]))


@on_state(STATE)
async def own_tag(context: Context, data: dict[str, int]) -> None:
    there = (data["campaign"], data["index"], data["source"], data["about"])
    tag = said(context).strip()
    if not tag:
        await ask_tag(context, buttons.AskTag(*there))
        return
    await _answer(context, *await context.write(tagging.named, *there, tag))
