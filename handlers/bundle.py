"""The daily bundle as a screen: the top five with buttons, the rest behind one."""

from collections.abc import Callable, Sequence

from domain.named import Named
from domain.occurrences import OccKind
from handlers.buttons.item import DoneTerm, OpenItem
from handlers.buttons.nav import bottom
from handlers.buttons.nudge import Nudge
from handlers.buttons.reminders import (
    Delivery,
    Happened,
    OpenEntry,
    Rest,
    Unchanged,
)
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.prompting import worded
from handlers.registry import Button
from services import bundles
from services.bundles import Bundle, Entry, Sort
from services.forecast import Line
from services.prompts import Told
from services.subjects import Subject
from texts import nudging
from texts import reminders as words
from texts import twins as twin_words
from texts.item_lines import who

TOP = 5

Call = Callable[[Named], str]


def bundle_screen(bundle: Bundle, message_id: int, call: Call, *, late: bool) -> Screen:
    """The message of a day."""
    top, more = bundle.things[:TOP], len(bundle.things) - TOP
    text = words.bundle(
        bundle.name,
        points(top, call),
        max(more, 0),
        bundle.today,
        by_hand=[(call(who), count) for who, count in bundle.by_hand],
        lost=[call(who) for who in bundle.lost],
        joined=[call(who) for who in bundle.invited.joined],
        declined=[call(who) for who in bundle.invited.declined],
        unnamed=bundle.invited.unnamed,
        late=late,
        pupil=bundle.pupil,
    )
    if len(top) > 1:
        rows = entry_rows(top, 1, call)
    else:
        rows = [[act] for each in top for act in _acts(each, call)]
    if more > 0:
        rows.append([(words.more_button(more), Rest(message_id, 1))])
    if bundle.by_hand or bundle.lost:
        rows.append([(words.DELIVERY, Delivery(0))])
    return Screen(text, [*rows, bottom()])


async def remaining(context: Context) -> Row:
    """The way back to what else stands in the bundle whose button was pressed, if anything does.

    A receipt takes the place of the bundle; without this the rest of it would be lost.
    """
    bundle, left = await _bundle(context)
    return [(words.remaining(left), Rest(bundle, 0))] if left else []


async def back(context: Context) -> Rest | None:
    """The bundle that the pressed button stands on; None on any other screen."""
    bundle, _ = await _bundle(context)
    return Rest(bundle, 0) if bundle else None


async def _bundle(context: Context) -> tuple[int, int]:
    message = context.query.message if context.query else None
    if message is None:
        return 0, 0
    return await context.read(bundles.left_in, str(message.message_id))


def label(subject: Subject) -> str:
    """What an item is called, plain."""
    said = words.label(subject.number, subject.title, subject.above)
    return twin_words.also(said, subject.also)


def line_label(line: Line, call: Call) -> str:
    """What a thing of a message to come is called; another's by its owner."""
    return words.of_others(who(list(map(call, line.who)), words.NAMES_SHOWN), label(line.subject))


def points(things: Sequence[Told | Entry], call: Call) -> list[words.Point | words.Said]:
    """What a bundle speaks of in words."""
    entries = iter(_points([each for each in things if isinstance(each, Entry)], call))
    return [_matter(each, call) if isinstance(each, Told) else next(entries) for each in things]


def _matter(told: Told, call: Call) -> words.Said:
    said = worded(told, call).said
    return words.said_instead(said, call(told.instead)) if told.instead else said


def _points(entries: Sequence[Entry], call: Call) -> list[words.Point]:
    """Entries in words. Of two that would read the same each says its stage, and of two with one
    title in different roadmaps its year or its roadmap."""
    among = [entry.subject for entry in entries]
    labels = [label(subject) for subject in among]
    return [
        words.Point(
            label=words.label("", text, _place(entry.subject, among, labels.count(text) > 1)),
            kind=entry.kind,
            due=entry.due,
            who=who(list(map(call, entry.who)), words.NAMES_SHOWN),
            refused=entry.sort is Sort.REFUSED,
            instead=call(entry.instead) if entry.instead else "",
        )
        for text, entry in zip(labels, entries, strict=True)
    ]


def _place(subject: Subject, among: Sequence[Subject], doubled: bool) -> str:
    """What tells it from the others of its title; empty where nothing has to."""
    title = subject.title.casefold()
    same = [each for each in among if each.title.casefold() == title]
    said = [subject.years] if len({each.years for each in same}) > 1 else []
    if len({each.roadmap for each in same if each.years == subject.years}) > 1:
        said.append(subject.roadmap)
    return ", ".join(said) or (subject.stage if doubled else "")


def entry_rows(things: Sequence[Told | Entry], first: int, call: Call) -> list[Row]:
    """One row a thing, its captions carrying its number; a single one needs none."""
    return [
        [(words.numbered(number, caption), request) for caption, request in _acts(thing, call)]
        for number, thing in enumerate(things, first)
    ]


def _acts(entry: Told | Entry, call: Call) -> list[tuple[str, Button]]:
    if isinstance(entry, Told):
        return list(worded(entry, call).acts)
    if entry.sort is Sort.REFUSED:
        return [(words.CARD, OpenItem(entry.subject.item_id))]
    if entry.sort is Sort.OTHERS:
        item_id = entry.subject.item_id
        other = OpenItem(item_id) if entry.shared else OpenEntry(entry.occurrence_id)
        return [(nudging.NUDGE, Nudge(item_id)), (words.OTHER, other)]
    return [_likely(entry), (words.OTHER, OpenEntry(entry.occurrence_id))]


def _likely(entry: Entry) -> tuple[str, Button]:
    if entry.kind is OccKind.CHECK:
        return words.UNCHANGED, Unchanged(entry.occurrence_id)
    if entry.kind is OccKind.ASK:
        return words.HAPPENED, Happened(entry.occurrence_id, 0, 0)
    return words.DONE, DoneTerm(entry.occurrence_id)
