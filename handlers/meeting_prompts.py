"""Meetings in the daily bundle, and the message an hour before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.meetings import MeetingState, NextState
from domain.named import Named
from handlers.buttons.meeting_answers import Confirm, StepIs, StepOther
from handlers.buttons.meeting_fix import Other
from handlers.buttons.meeting_log import Held, LogFor
from handlers.buttons.meeting_plan import Agree, MoveMonth, PlanMeeting, SeriesHeld, SeriesOther
from handlers.buttons.meetings import OpenMeeting
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import OpenPair
from handlers.keyboards.build import Screen
from handlers.notices import Words, notice
from handlers.prompting import Call, Worded, words_of
from services.meetings import asking, hour
from services.meetings import things as of
from services.outbox import Claim
from texts import meeting_card as card_words
from texts import meeting_log as log_words
from texts import meeting_names
from texts import meeting_prompts as words
from texts import meetings as shared
from texts.reminders import Said


def _names(others: Sequence[Named], call: Call) -> list[str]:
    return [call(each) for each in others]


def _title(about: of.About, call: Call) -> str:
    return words.titled(about.brief.day, _names(about.others, call), about.today)


@words_of(of.ToAgree)
def to_agree(about: of.ToAgree, call: Call) -> Worded:
    brief = about.brief
    line = words.to_agree(brief.at, brief.day, brief.moved, about.today)
    return Worded(
        Said(words.paired(_names(about.others, call)), line),
        ((card_words.AGREE, Agree(about.id)), (card_words.OTHER_TIME, MoveMonth(about.id, 0, 0))),
    )


@words_of(of.Unanswered)
def unanswered(about: of.Unanswered, call: Call) -> Worded:
    brief = about.brief
    line = words.unanswered(brief.at, brief.day, about.today, about.records)
    again = (card_words.OTHER_TIME, MoveMonth(about.id, 0, 0))
    was = (
        (words.WAS_AFTER_ALL, Held(about.id))
        if about.records
        else (words.OPEN, OpenMeeting(about.id))
    )
    return Worded(Said(words.paired(_names(about.others, call)), line), (again, was))


@words_of(of.Agreed)
def agreed(about: of.Agreed, call: Call) -> Worded:
    line = words.agreed(about.brief.at, about.brief.day, about.today)
    said = Said(words.paired(_names(about.others, call)), line)
    return Worded(said, ((words.OPEN, OpenMeeting(about.id)),))


@words_of(of.Eve)
def eve(about: of.Eve, call: Call) -> Worded:
    brief = about.brief
    line = words.eve(brief.at, brief.day, meeting_names.KINDS[brief.kind], about.today)
    said = Said(words.paired(_names(about.others, call)), line)
    return Worded(
        said, ((words.OPEN, OpenMeeting(about.id)), (card_words.MOVE, MoveMonth(about.id, 0, 0)))
    )


@words_of(of.ToLog)
def to_log(about: of.ToLog, call: Call) -> Worded:
    said = Said(_title(about, call), words.to_log(about.brief.day, about.today))
    return Worded(said, ((card_words.HELD, Held(about.id)), (card_words.OTHER, Other(about.id))))


@words_of(of.ToLogSeries)
def to_log_series(about: of.ToLogSeries, call: Call) -> Worded:
    said = Said(words.SERIES, words.to_log_series(about.brief.day, about.today))
    return Worded(
        said, ((card_words.HELD, SeriesHeld(about.id)), (card_words.OTHER, SeriesOther(about.id)))
    )


@words_of(of.ToConfirm)
def to_confirm(about: of.ToConfirm, call: Call) -> Worded:
    said = Said(_title(about, call), words.to_confirm(about.brief.topic))
    return Worded(
        said,
        (
            (card_words.CONFIRM, Confirm(about.id, True)),
            (card_words.DENY, Confirm(about.id, False)),
        ),
    )


@words_of(of.Denied)
def denied(about: of.Denied, call: Call) -> Worded:
    return Worded(Said(_title(about, call), words.DENIED), ((words.OPEN, OpenMeeting(about.id)),))


@words_of(of.Off)
def off(about: of.Off, call: Call) -> Worded:
    brief = about.brief
    line = words.off(brief.at, brief.day, brief.reason, about.today)
    said = Said(words.paired(_names(about.others, call)), line)
    if about.stopped:
        return Worded(said, ((words.OPEN, OpenMeeting(about.id)),))
    return Worded(said, ((card_words.OTHER_TIME, PlanMeeting(brief.pair_id, None)),))


@words_of(of.Promised)
def promised(about: of.Promised, call: Call) -> Worded:
    said = Said(words.stepped(_names(about.others, call)), words.promised(about.step))
    return Worded(
        said,
        (
            (log_words.STEP_DONE, StepIs(about.id, NextState.DONE)),
            (log_words.STEP_OTHER, StepOther(about.id)),
        ),
    )


@words_of(of.Decided)
def decided(about: of.Decided, call: Call) -> Worded:
    said = Said(_title(about, call), words.decided(about.decision.value))
    return Worded(said, ((words.TO_PAIR, OpenPair(about.brief.pair_id)),))


@words_of(of.ToPlan)
def to_plan(thing: of.ToPlan, call: Call) -> Worded:
    said = Said(words.paired(_names(thing.others, call)), words.to_plan(thing.first))
    return Worded(
        said,
        (
            (words.PLAN_NOW, PlanMeeting(thing.pair_id, None)),
            (words.WAS_ALREADY, LogFor(thing.pair_id, 0, 0)),
        ),
    )


@notice(asking.HOUR)
def hour_before(session: Any, claim: Claim, now: datetime, said: Words) -> Screen | None:
    found = hour.load(session, claim.payload, claim.person_id, now)
    if found is None or found.brief.at is None or found.brief.state is not MeetingState.PLANNED:
        return None
    brief = found.brief
    names = [said.call(each) for each in found.others]
    text = words.hour(
        meeting_names.KINDS[brief.kind], found.brief.at, names, brief.remote, found.today
    )
    return Screen(text, [[(shared.OPEN, OpenMeeting(brief.id))], bottom()])
