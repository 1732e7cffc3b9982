"""A kind word where a command's feature is still to come."""

from collections.abc import Awaitable, Callable

from domain.roles import Action
from handlers.buttons.nav import bottom
from handlers.buttons.roadmap import MyItems
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button, on_command
from texts import commands as words


def _later(command: str) -> Callable[[Context, str], Awaitable[None]]:
    async def answer(context: Context, _: str) -> None:
        await context.forget()
        actor = context.actor
        seen = actor.may(Action.SEE_ROADMAP, actor.organisation_id)
        act: tuple[str, Button] = (words.MY_ITEMS, MyItems(0))
        await context.show(Screen(words.later(command, seen), [[act], bottom()]))

    return answer


for _name in words.COMMANDS:
    on_command(_name)(_later(_name))
