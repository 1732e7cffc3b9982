"""Standings of documents in words and choices, for the person, a parent and the curator."""

from collections.abc import Callable, Iterable

from domain.consents import Document
from handlers.context import Context
from handlers.keyboards.build import Row
from handlers.registry import Button
from services.consent_standing import Standing
from texts import consent as words

_CAPTIONS = {
    Document.NAME: (words.GIVE_NAME, words.TAKE_NAME),
    Document.PHOTO: (words.GIVE_PHOTO, words.TAKE_PHOTO),
}


def document_line(context: Context, each: Standing) -> str:
    return words.document_line(
        each.document,
        answer=each.answer,
        needed=each.needed,
        on=each.on,
        today=context.actor.today,
        paper=each.paper,
        number=each.number,
        version=each.version,
        provisional=each.provisional,
        scan=each.scan,
        by=context.call(each.entered_by) if each.entered_by else "",
    )


def choices(documents: Iterable[Standing], make: Callable[[Document, bool], Button]) -> list[Row]:
    """One button for each of the two publications: what is not so now."""
    rows: list[Row] = []
    for each in documents:
        if each.document in _CAPTIONS:
            give, take = _CAPTIONS[each.document]
            caption = take if each.answer else give
            rows.append([(caption, make(each.document, not each.answer))])
    return rows
