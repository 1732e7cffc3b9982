"""What was changed in a response after it was sent."""

from collections.abc import Callable

from handlers.buttons.nav import bottom
from handlers.buttons.survey import AnswerChanges, Answers
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from services.surveys import history
from services.surveys.history import Change, History
from texts import answer_history as words
from texts import survey_said
from texts.piping import plain


@on(AnswerChanges)
async def changes(context: Context, request: AnswerChanges) -> None:
    found = await context.read(history.of, request.response_id)
    name = _namer(context, found)
    lines = [_line(context, found, each, name) for each in cut(found.changes, request.page)]
    text = words.history(found.title, len(found.changes), lines)
    turn = pager(request.page, len(found.changes), lambda n: AnswerChanges(request.response_id, n))
    await context.show(Screen(text, [turn, bottom(Answers(request.response_id, 0))]))


def _namer(context: Context, found: History) -> Callable[[int], str]:
    names = {each: context.call(named) for each, named in found.names.items()}
    return lambda person_id: names.get(person_id, "")


def _line(context: Context, found: History, each: Change, name: Callable[[int], str]) -> str:
    mine = found.close and not each.about
    before, after = (
        survey_said.answer_words(each.question, reply, name, mine)
        for reply in (each.before, each.after)
    )
    other = each.by is not None and each.by.id != context.actor.person_id
    by = context.call(each.by) if other and each.by is not None else ""
    return words.line(
        each.number, name(each.about) if each.about else "", plain(each.question.text),
        before, after, by, each.day, context.actor.today,
    )  # fmt: skip
