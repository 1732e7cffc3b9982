"""The daily bundle as a screen: the top five with buttons, the rest behind one."""

from collections.abc import Callable, Sequence

from domain.named import Named
from domain.occurrences import OccKind
from handlers.buttons.item import Done, OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.reminders import (
    Delivery,
    Happened,
    NotYet,
    OpenEntry,
    Rest,
    Snooze,
    Unchanged,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from services import bundles
from services.bundles import Bundle, Entry, Sort
from services.subjects import Subject
from texts import reminders as words

TOP = 5

Call = Callable[[Named], str]


def bundle_screen(bundle: Bundle, message_id: int, call: Call, *, late: bool) -> Screen:
    """The message of a day."""
    top, more = bundle.entries[:TOP], len(bundle.entries) - TOP
    text = words.bundle(
        bundle.name,
        points(top, call),
        max(more, 0),
        bundle.today,
        by_hand=[(call(who), count) for who, count in bundle.by_hand],
        lost=[call(who) for who in bundle.lost],
        late=late,
    )
    rows = entry_rows(top, 1)
    if more > 0:
        rows.append([(words.more_button(more), Rest(message_id, 1))])
    if bundle.by_hand or bundle.lost:
        rows.append([(words.DELIVERY, Delivery(0))])
    return Screen(text, [*rows, bottom()])


async def remaining(context: Context) -> Row:
    """The way back to what else stands in the bundle whose button was pressed, if anything does.

    A receipt takes the place of the bundle; without this the rest of it would be lost.
    """
    message = context.query.message if context.query else None
    if message is None:
        return []
    bundle, left = await context.read(bundles.left_in, str(message.message_id))
    return [(words.remaining(left), Rest(bundle, 0))] if left else []


def label(subject: Subject) -> str:
    """What an item is called, plain."""
    return words.label(subject.number, subject.title, subject.above)


def points(entries: Sequence[Entry], call: Call) -> list[words.Point]:
    """Entries in words. Of two that would read the same each says its stage."""
    labels = [label(entry.subject) for entry in entries]
    return [
        words.Point(
            label=_apart(text, entry.subject, labels.count(text) > 1),
            kind=entry.kind,
            due=entry.due,
            who=", ".join(map(call, entry.who[:3])),
            refused=entry.sort is Sort.REFUSED,
        )
        for text, entry in zip(labels, entries, strict=True)
    ]


def _apart(text: str, subject: Subject, doubled: bool) -> str:
    return words.label("", text, subject.stage) if doubled and subject.stage else text


def entry_rows(entries: Sequence[Entry], first: int) -> list[Row]:
    """One row an entry, its captions carrying the entry's number."""
    return [_row(number, entry) for number, entry in enumerate(entries, first)]


def _row(number: int, entry: Entry) -> Row:
    details = (words.numbered(number, words.details()), OpenEntry(entry.occurrence_id))
    if entry.sort is Sort.REFUSED:
        return [(words.numbered(number, words.CARD), OpenItem(entry.subject.item_id))]
    later = (words.numbered(number, words.SNOOZE), Snooze(entry.occurrence_id))
    if entry.kind is OccKind.CHECK:
        done = words.numbered(number, words.UNCHANGED)
        return [(done, Unchanged(entry.occurrence_id)), details]
    if entry.kind is OccKind.ASK:
        yes = (words.numbered(number, words.HAPPENED), Happened(entry.occurrence_id, 0, 0))
        return [yes, (words.numbered(number, words.NOT_YET), NotYet(entry.occurrence_id)), details]
    return [
        (words.numbered(number, words.DONE), Done(entry.subject.item_id)), later, details,
    ]  # fmt: skip
