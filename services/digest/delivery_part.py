"""Whom messages do not reach: a line to act on, and a sheet."""

from collections import defaultdict

from sqlalchemy.orm import Session

from domain.names import Style, render
from exports.digest import UnreachedRow, UnreachedRows, delivery_sheet
from services.delivery import Unreached as Person
from services.delivery import Why, not_reached
from services.digest.parts import Before, Found, Reader, SheetOf, Todo, part
from services.digest.things import Unreached

URGENCY = 2


@part(20, "delivery")
def delivery(session: Session, reader: Reader, before: Before | None) -> Found:
    """Names for the curator, who has to speak to them; counts by reason for all others."""
    people = not_reached(session, reader.organisation_id, reader.now, reader.today)
    rows = _by_name(people, reader) if reader.sees_names else _by_reason(people)
    found = Found(sheets=[SheetOf(delivery_sheet, UnreachedRows(tuple(rows), reader.sees_names))])
    pressing = [each for each in people if each.soon]
    if pressing:
        no_chat = sum(each.why is Why.NO_CHAT for each in pressing)
        soon = sum(each.soon for each in pressing)
        found.todos.append(Todo(URGENCY, Unreached(len(pressing), no_chat, soon)))
    return found


def _by_name(people: list[Person], reader: Reader) -> list[UnreachedRow]:
    style = Style(reader.names_in_files)
    return [
        UnreachedRow(
            render(one.who.name, style, pupil=one.who.pupil, code=one.who.id), one.post,
            one.why.value, 1, one.items, one.soon,
        )
        for one in people
    ]  # fmt: skip


def _by_reason(people: list[Person]) -> list[UnreachedRow]:
    groups: defaultdict[str, list[Person]] = defaultdict(list)
    for one in people:
        groups[one.why.value].append(one)
    return [
        UnreachedRow(
            "", "", why, len(group), sum(each.items for each in group),
            sum(each.soon for each in group),
        )
        for why, group in groups.items()
    ]  # fmt: skip
