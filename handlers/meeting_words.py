"""From a meeting's view to its words and usual buttons."""

from domain.meetings import MeetingKind, MeetingState
from handlers.bundle import remaining
from handlers.buttons.lesson_visit import VisitSheet
from handlers.buttons.meeting_answers import Confirm
from handlers.buttons.meeting_fix import Fix, Other, Who
from handlers.buttons.meeting_log import AskOutcome, AskTopic, Held
from handlers.buttons.meeting_notes import Notes
from handlers.buttons.meeting_plan import Agree, Cancel, MeetingIcs, MoveMonth
from handlers.buttons.meeting_step import AskStep
from handlers.buttons.meetings import Meetings, OpenMeeting, PairMeetings, UndoMeeting
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import Button
from services.meetings import views
from services.meetings.briefs import Brief
from services.meetings.planning import AHEAD
from services.meetings.views import MeetingView, Presence
from texts import meeting_card as card_words
from texts import meeting_log as log_words
from texts import meeting_names, on_paper
from texts import meetings as words


def line(context: Context, brief: Brief) -> meeting_names.Line:
    return meeting_names.Line(
        kind=brief.kind,
        state=brief.state,
        day=brief.day,
        at=brief.at,
        who=who(context, brief),
        topic=brief.topic,
        verdict=brief.verdict,
        overdue=brief.overdue,
        unanswered=brief.unanswered,
    )


def who(context: Context, brief: Brief) -> str:
    """Whom the one who looks meets; for others both sides."""
    me = context.actor.person_id
    others = brief.others(me)
    if others == brief.people:
        mentors, mentees = (
            [context.call(each) for each in side] for side in (brief.mentors, brief.mentees)
        )
        return meeting_names.people(mentors, mentees)
    return meeting_names.names([context.call(each) for each in others])


def title(context: Context, view: MeetingView) -> str:
    return meeting_names.title(line(context, view.brief), context.actor.today)


def card_text(context: Context, view: MeetingView) -> str:
    return card_words.card(
        card_words.Card(
            line=line(context, view.brief),
            minutes=view.brief.minutes,
            remote=view.brief.remote,
            text=view.text,
            outcome=view.outcome,
            next_step=view.next_step,
            next_on=view.next_on,
            next_state=view.next_state,
            decision=view.decision.value if view.decision else "",
            reason=view.brief.reason,
            points=view.points if view.marked else None,
            agenda=view.agenda,
            here=sum(each.present for each in view.presence),
            group=len(view.presence),
            notes=view.notes,
            mine=_question(view),
            today=context.actor.today,
            papers=[_presence(context, each) for each in view.presence if each.signed_on],
        )
    )


def _presence(context: Context, one: Presence) -> str:
    paper = paper_of(context, one)
    return log_words.presence(context.call(one.who), one.present, one.answered, paper)


def paper_of(context: Context, one: Presence) -> str:
    """Which paper says it, HTML; empty for what was said in the chat."""
    if not one.on_paper:
        return ""
    if one.signed_on is None:
        return log_words.BY_JOURNAL
    by = context.call(one.entered_by) if one.entered_by else ""
    return on_paper.stamp(one.signed_on, by, context.actor.today)


def _question(view: MeetingView) -> str:
    if view.waits_me:
        return card_words.ASK_AGREE
    if view.asks_me:
        return card_words.ASK_CONFIRM
    if view.brief.unanswered:
        return card_words.ASK_AGAIN
    return card_words.ASK_LOG if view.brief.overdue and view.records else ""


def card_rows(view: MeetingView) -> list[Row]:
    """The likely act first."""
    meeting = view.id
    state = view.brief.state
    found: list[Row] = []
    if view.waits_me:
        found += [
            [(card_words.AGREE, Agree(meeting))],
            [(card_words.OTHER_TIME, MoveMonth(meeting, 0, 0))],
        ]
    if view.asks_me:
        found.append([(card_words.CONFIRM, Confirm(meeting, True))])
        found.append([(card_words.DENY, Confirm(meeting, False))])
    if view.brief.overdue and view.records:
        found.append([(card_words.HELD, Held(meeting))])
    if view.brief.unanswered and (view.records or view.takes_part):
        other: Row = [(card_words.PROPOSE_OTHER, MoveMonth(meeting, 0, 0))]
        was: Row = [(card_words.WAS_HELD, Held(meeting))]
        found += [other if view.open_pair else [], was if view.records else []]
    return [*found, *in_rows(_acts(view, state), 2)]


def _acts(view: MeetingView, state: MeetingState) -> list[tuple[str, Button]]:
    meeting = view.id
    found: list[tuple[str, Button]] = []
    if state is MeetingState.HELD and view.records:
        found += _unfinished(view)
        found.append((card_words.FIX, Fix(meeting)))
        if view.group or any(each.answered is None for each in view.presence):
            found.append((card_words.WHO, Who(meeting)))
    if view.brief.kind is MeetingKind.LESSON_VISIT and state is MeetingState.HELD:
        found.append((card_words.SHEET, VisitSheet(meeting, 0)))
    if state in AHEAD and (view.records or view.takes_part):
        if view.brief.past:
            found += [(card_words.OTHER, Other(meeting))] if view.records else []
        else:
            if not view.waits_me:
                found.append((card_words.MOVE, MoveMonth(meeting, 0, 0)))
            found += [
                (card_words.CANCEL, Cancel(meeting)),
                (card_words.TO_CALENDAR, MeetingIcs(meeting)),
                (card_words.DETAILS, Fix(meeting)),
            ]
    found.append((card_words.NOTES, Notes(meeting, 0)))
    return found


def _unfinished(view: MeetingView) -> list[tuple[str, Button]]:
    """What of the four taps was left out."""
    found: list[tuple[str, Button]] = []
    if not view.brief.topic:
        found.append((log_words.TOPIC, AskTopic(view.id)))
    elif view.outcome is None:
        found.append((log_words.OUTCOME, AskOutcome(view.id)))
    elif view.next_on is None and view.decision is None:
        found.append((log_words.STEP, AskStep(view.id)))
    return found


async def show_card(context: Context, meeting_id: int, extra: str = "", event: int = 0) -> None:
    """The card, after an act with what came of it and the way to take it back."""
    view = await context.read(views.view, meeting_id)
    text = card_text(context, view)
    undo: Row = [(card_words.UNDO, UndoMeeting(event))] if event else []
    more = await remaining(context)
    whole = view.records and not view.left
    back = PairMeetings(view.brief.pair_id, 0) if whole else Meetings(0)
    rows = [*card_rows(view), undo, more, bottom(back)]
    await context.show(Screen(log_words.receipt(text, extra), rows))


async def receipt(context: Context, text: str, *rows: Row, meeting_id: int, event: int) -> None:
    """What was done with a meeting, the way to take it back and the rest of the bundle."""
    undo: Row = [(card_words.UNDO, UndoMeeting(event))] if event else []
    more = await remaining(context)
    opened: Row = [(words.OPEN, OpenMeeting(meeting_id))]
    shown = [*rows, opened, undo, more, bottom(Meetings(0))]
    await context.show(Screen(text, shown))
