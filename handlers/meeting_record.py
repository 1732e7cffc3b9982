"""Screens of a record: the topic, the outcome, the whole; files that come with it."""

from domain.meetings import MeetingKind, Outcome
from handlers import incoming
from handlers.bundle import remaining
from handlers.buttons.lesson_visit import VisitSheet
from handlers.buttons.meeting_fix import Fix, Who
from handlers.buttons.meeting_log import TakeOutcome, TakeTopic
from handlers.buttons.meeting_notes import Notes
from handlers.buttons.meetings import OpenMeeting, PairMeetings, UndoMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.meeting_words import card_text, title
from handlers.note_files import keep
from services.meetings import holding, views
from services.meetings.views import MeetingView
from texts import meeting_card as card_words
from texts import meeting_log as words
from texts import meeting_names

TOPIC, TEXT = "meeting.topic", "meeting.text"


async def topic_screen(context: Context, meeting_id: int, event: int = 0) -> None:
    view = await context.read(views.view, meeting_id)
    found = await context.read(views.topics, meeting_id)
    await context.ask(TOPIC, meeting_id=meeting_id)
    rows: list[Row] = [
        [(each.text, TakeTopic(meeting_id, each.source, each.number))] for each in found
    ]
    undo: Row = [(card_words.UNDO, UndoMeeting(event))] if event else []
    text = words.ask_topic(title(context, view), 2)
    await context.show(Screen(text, [*rows, undo, bottom(OpenMeeting(meeting_id))]))


async def outcome_screen(context: Context, view: MeetingView) -> None:
    await context.ask(TEXT, meeting_id=view.id)
    rows: list[Row] = [
        [(meeting_names.OUTCOMES[each], TakeOutcome(view.id, each))] for each in Outcome
    ]
    text = words.ask_outcome(title(context, view), view.brief.topic, 3)
    await context.show(Screen(text, [*rows, bottom(OpenMeeting(view.id))]))


async def finish(context: Context, meeting_id: int, extra: str = "") -> None:
    """The record as it stands; what else is sent now is kept with it."""
    await context.ask(TEXT, meeting_id=meeting_id)
    view = await context.read(views.view, meeting_id)
    event = await context.read(holding.undoable, meeting_id)
    sheet: Row = []
    if view.brief.kind is MeetingKind.LESSON_VISIT and view.marked == 0:
        sheet = [(card_words.SHEET, VisitSheet(meeting_id, 0))]
    rows = [sheet, *after_rows(view, event), await remaining(context)]
    said_ = " ".join(filter(None, (extra, words.ADD_MORE)))
    text = words.receipt(card_text(context, view), said_)
    await context.show(Screen(text, [*rows, bottom(PairMeetings(view.brief.pair_id, 0))]))


def after_rows(view: MeetingView, event: int) -> list[Row]:
    """«Исправить», of a group «Кто был», «Отменить»."""
    who: Row = [(card_words.WHO, Who(view.id))] if view.group else []
    undo: Row = [(card_words.UNDO, UndoMeeting(event))] if event else []
    return [
        [(card_words.FIX, Fix(view.id)), (card_words.NOTES, Notes(view.id, 0))],
        who,
        undo,
    ]


async def kept(context: Context, meeting_id: int) -> bool:
    """Whether a file came and was put to the meeting; the question before it stays open."""
    file = incoming.of_message(context.message) if context.message else None
    if file is None:
        return False
    await keep(context, meeting_id, file, private=False)
    view = await context.read(views.view, meeting_id)
    if view.outcome is None and view.brief.topic:
        await outcome_screen(context, view)
    elif not view.brief.topic:
        await topic_screen(context, meeting_id)
    else:
        await finish(context, meeting_id, words.SAVED_NOTE)
    return True
