"""What somebody has answered, answer by answer; sending it, and not to answer at all."""

from dataclasses import replace

from domain.survey import Kind
from handlers.buttons import survey as buttons
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import PaperBack
from handlers.buttons.survey_results import OwnFile
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.survey_screens import named, piped
from services.surveys import picking, reading
from services.surveys.reading import Place
from texts import answer_history as history_words
from texts import survey as words
from texts import survey_said
from texts import survey_summary as summing


def of_other(context: Context, place: Place) -> bool:
    return place.person != context.actor.person_id


def headed(context: Context, place: Place) -> Place:
    """A sheet of paper says whose it is, on each screen."""
    if not of_other(context, place) or place.person not in place.names:
        return place
    whose = context.call(place.names[place.person])
    return replace(place, title=summing.on_paper(place.title, whose))


@on(buttons.Answers)
async def answers(context: Context, request: buttons.Answers) -> None:
    place = await context.read(reading.summary, request.response_id)
    await summary_screen(context, place, request.page)


async def summary_screen(context: Context, place: Place, page: int) -> None:
    """What is answered, one button each, and what can be done with it."""
    place = headed(context, place)
    summed = summing.Summed(
        title=place.title, close=place.questionnaire.close, left=place.left, sent=place.sent,
        open=place.open, anonymous=place.anonymous, until=place.last, today=context.actor.today,
        thanks="" if of_other(context, place) else place.questionnaire.thanks,
    )  # fmt: skip
    hushed = [words.line(told)] if (told := told_hushed(context, place)) else []
    lines = [_line(context, place, at) for at in _numbers(place, page)]
    text = summing.summary(summed, [*hushed, *lines])
    await context.show(Screen(text, _summary_rows(context, place, page)))


def told_hushed(context: Context, place: Place) -> str:
    names = [context.call(place.names[each]) for each in place.hushed if each in place.names]
    return words.hushed(names) if names else ""


def _numbers(place: Place, page: int) -> list[int]:
    """Places in `asked` of the answers on a page; of an anonymous one that was sent none."""
    if place.sent and place.anonymous:
        return []
    asked = [at for at, step in enumerate(place.asked) if step.counts]
    return list(cut(asked, page))


def _line(context: Context, place: Place, at: int) -> str:
    step = place.asked[at]
    find = named(place, context.call)
    reply = place.replies.get(step.key)
    said = summing.NOT_REACHED
    if reply is not None:
        mine = place.questionnaire.close and not (step.about or place.about)
        said = survey_said.answer_words(step.question, reply, find, mine)
    text = piped(place, step.question.text, step.about, context.call)
    return summing.answer_line(
        _number(place, at), find(step.about) if step.about else "", text, said
    )


def _number(place: Place, at: int) -> int:
    return sum(step.counts for step in place.asked[: at + 1])


def _summary_rows(context: Context, place: Place, page: int) -> list[Row]:
    response_id = place.response_id
    changeable = place.open and not (place.sent and place.anonymous)
    rows: list[Row] = []
    if changeable and not place.complete:
        rows.append([(words.CONTINUE, buttons.OpenSurvey(response_id))])
    elif changeable and not place.sent and not place.empty:
        rows.append([(words.SEND, buttons.SendSurvey(response_id))])
    for at in _numbers(place, page) if changeable else ():
        step = place.asked[at]
        text = piped(place, step.question.text, step.about, context.call)
        to = buttons.ChangeAnswer(response_id, step.index, step.about)
        rows.append([(summing.answer_button(_number(place, at), text), to)])
    rows += _files(place, page)
    if place.changed:
        rows.append([(history_words.WAY, buttons.AnswerChanges(response_id, 0))])
    count = 0 if place.sent and place.anonymous else sum(s.counts for s in place.asked)
    rows.append(pager(page, count, lambda n: buttons.Answers(response_id, n)))
    sheet = of_other(context, place)
    if sheet and place.sent:
        rows.insert(0, [(words.NEXT_SHEET, PaperBack(response_id))])
    if changeable and not place.sent and not sheet:
        rows.append([(words.DECLINE, buttons.AskDecline(response_id))])
    return [*rows, bottom(PaperBack(response_id) if sheet else buttons.Surveys(0))]


def _files(place: Place, page: int) -> list[Row]:
    """What was sent as a file opens again."""
    found: list[Row] = []
    for at in _numbers(place, page):
        step = place.asked[at]
        reply = place.replies.get(step.key)
        if step.question.kind is Kind.FILE and reply is not None and reply.value is not None:
            to = OwnFile(place.response_id, step.index, step.about)
            found.append([(summing.open_file(_number(place, at)), to)])
    return found


# -- not to answer --------------------------------------------------------------------------


@on(buttons.AskDecline)
async def ask_decline(context: Context, request: buttons.AskDecline) -> None:
    place = await context.read(reading.summary, request.response_id)
    rows: list[Row] = [
        [(words.KEEP, buttons.OpenSurvey(request.response_id))],
        [(words.DECLINE, buttons.Decline(request.response_id))],
        bottom(buttons.Answers(request.response_id, 0)),
    ]
    text = words.ask_decline(place.title, place.questionnaire.close)
    await context.show(Screen(text, rows))


@on(buttons.Decline)
async def decline(context: Context, request: buttons.Decline) -> None:
    await context.write(picking.decline, request.response_id)
    await context.show(Screen(words.declined(), [bottom(buttons.Surveys(0))]))
