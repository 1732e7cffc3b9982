"""The file of a list that was asked for, read on its own screen."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TypeVar

from handlers import incoming, lists, returned
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button
from imports.child import read_lists
from imports.lists import Lists
from imports.refusals import Unreadable
from services.errors import Refusal
from texts import imports as words

Thing = TypeVar("Thing")


async def read(
    context: Context,
    find: Callable[[Lists], Thing | None],
    again: Button,
    *,
    other: str,
    unread: str,
) -> tuple[Thing, str] | None:
    """The list of the file that has come, and the file's name. None where it is answered here: a
    sheet of ours that came back, a file that cannot be read (`again` asks for another).

    Raises Refusal(`other`) for anything that is no table, Refusal(`unread`) for a table that
    `find` sees nothing in.
    """
    file = incoming.of_message(context.message) if context.message else None
    if file is None or file.kind != "document":
        raise Refusal(other)
    await context.waiting()
    sent = await incoming.download(context, file)
    if await returned.take(context, sent):
        return None
    if PurePath(file.name).suffix.lower() not in lists.SUFFIXES:
        raise Refusal(other)
    try:
        found = find(await read_lists(sent, file.name))
    except Unreadable as refused:
        sentence = words.refusal(refused.code, refused.data)
        await context.show(Screen(sentence, [bottom(again)]))
        return None
    if found is None:
        raise Refusal(unread)
    return found, file.name
