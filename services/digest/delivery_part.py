"""Whom messages do not reach: a line to act on, and a sheet."""

from collections import defaultdict

from sqlalchemy.orm import Session

from domain.digest import may_name
from domain.names import Style, render
from exports.digest import UnreachedRow, UnreachedRows, delivery_sheet
from services import file_names, recipients
from services.delivery import Unreached as Person
from services.delivery import Why, not_reached
from services.digest.parts import Before, Found, Reader, SheetOf, Todo, part
from services.digest.things import Unreached

URGENCY = 2


@part(20, "delivery")
def delivery(session: Session, reader: Reader, before: Before | None) -> Found:
    """Counts by reason; for the curator, who has to speak to them, the names of those whom the
    bot tried to reach three working days ago or before."""
    people = not_reached(session, reader.organisation_id, reader.now, reader.today)
    named = _nameable(session, people, reader) if reader.sees_names else set()
    rows = [
        *_by_name(session, [one for one in people if one.who.id in named], reader),
        *_by_reason([one for one in people if one.who.id not in named]),
    ]
    found = Found(sheets=[SheetOf(delivery_sheet, UnreachedRows(tuple(rows), reader.sees_names))])
    pressing = [each for each in people if each.soon]
    if pressing:
        no_chat = sum(each.why is Why.NO_CHAT for each in pressing)
        soon = sum(each.soon for each in pressing)
        found.todos.append(Todo(URGENCY, Unreached(len(pressing), no_chat, soon)))
    return found


def _nameable(session: Session, people: list[Person], reader: Reader) -> set[int]:
    """By domain.digest.may_name, in the person's own working days."""
    ids = [one.who.id for one in people]
    known = recipients.load(session, ids, reader.now, reader.organisation_id)
    found: set[int] = set()
    for one in people:
        who = known.get(one.who.id)
        if who is None or one.since is None:
            continue
        if may_name(who.today(one.since), who.today(reader.now), who.cal):
            found.add(one.who.id)
    return found


def _by_name(session: Session, people: list[Person], reader: Reader) -> list[UnreachedRow]:
    style = Style(reader.names_in_files)
    told = file_names.spoken_of(session, [one.who for one in people], reader.now)
    who = {each.id: each.name for each in told}
    return [
        UnreachedRow(
            render(who[one.who.id], style, pupil=one.who.pupil, code=one.who.id), one.post,
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
