"""A meaning of a responsible phrase in words, with names as chats show them."""

from handlers.context import Context
from services.assigning import Told
from texts import responsibles as words


def meaning_line(context: Context, told: Told | None) -> str:
    """Plain text; empty when nobody is meant yet."""
    if told is None:
        return ""
    meaning = told.meaning
    return words.meaning(
        names=[context.call(one) for one in told.names],
        held=words.role(meaning.role, meaning.title) if meaning.role else "",
        count=told.count,
        each=meaning.each,
        schools=told.schools,
    )
