"""/help: about where the person is, with the likely ways on."""

from handlers.buttons.nav import bottom
from handlers.buttons.survey import OpenSurvey, Surveys
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.menu import rows
from handlers.registry import STATES, on_command
from services import menu as menus
from services.surveys import on_screen
from texts import help as words
from texts import survey as survey_words

WAYS = 2  # rows of the menu: the likely act, and two more


@on_command("help")
async def help_command(context: Context, _: str) -> None:
    """What is asked stays asked: whoever looks for help is still answering."""
    context.asked, state = True, context.state
    view = await context.read(menus.view)
    whom = [context.call(person) for person in await context.read(menus.helpers)]
    if state is not None and state.name == on_screen.STATE:
        back: Row = [(words.TO_QUESTION, OpenSurvey(state.data["response"]))]
        others: Row = [(survey_words.SURVEYS, Surveys(0))]
        text = words.in_survey(whom, pupil=view.pupil)
        await context.show(Screen(text, [back, others, bottom()]))
        return
    say = words.typing if state is not None and state.name in STATES else words.in_general
    role = view.current.role.value if view.current else ""
    text = say(role, view.surveys.count, whom, pupil=view.pupil)
    await context.show(Screen(text, [*rows(view)[:WAYS], bottom()]))
