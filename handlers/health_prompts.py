"""What bundles and messages say of how pairs stand."""

from datetime import datetime
from typing import Any

from content.agendas import agendas
from domain.health import Answer, Fit
from domain.names import address
from handlers.buttons.health import (
    CheckIn,
    CheckInIs,
    FitIs,
    FitQuestion,
    NeedHelp,
    PairState,
    WriteUnmarked,
)
from handlers.buttons.meeting_plan import PlanMeeting
from handlers.buttons.nav import bottom
from handlers.buttons.pairs import OpenPair
from handlers.digest_points import Saying
from handlers.digest_points import Worded as PointWorded
from handlers.digest_points import words_of as point_of
from handlers.health import reasons
from handlers.keyboards.build import Row, Screen
from handlers.notices import Words, notice
from handlers.prompting import Call, Worded, words_of
from services.digest.pairs_part import PairsNeedHelp, PairsUnmarked
from services.health import acts, asking, fit
from services.health.acts import Act
from services.outbox import Claim
from services.pairs.views import PairCard
from texts import digest_pairs as digest_words
from texts import health as health_words
from texts import health_asking as asking_words
from texts import health_prompts as words
from texts import pair_names as pair_words
from texts.reminders import Said


@words_of(asking.CheckIn)
def check(thing: asking.CheckIn, call: Call) -> Worded:
    there = thing.pair_id
    said = Said(
        words.check_title([call(each) for each in thing.others]),
        words.check_line(thing.since, thing.today),
    )
    return Worded(
        said,
        ((words.WELL, CheckInIs(there, Answer.MET)), (words.OTHERWISE, CheckIn(there))),
    )


@words_of(asking.NeedsHelp)
def needs_help(thing: asking.NeedsHelp, call: Call) -> Worded:
    pair = _title(thing.pair.card, call)
    said = Said(words.help_title(pair), words.help_line(reasons(thing.pair, thing.today)))
    return Worded(said, ((words.HELP, PairState(thing.pair.id)),))


@words_of(asking.FirstMarks)
def first_marks(thing: asking.FirstMarks, _: Call) -> Worded:
    said = Said(words.unmarked(thing.count), words.UNMARKED_LINE)
    return Worded(
        said,
        ((health_words.write_all(thing.count), WriteUnmarked()), (digest_words.SHOW, NeedHelp(0))),
    )


@words_of(fit.FitAsked)
def asked(thing: fit.FitAsked, call: Call) -> Worded:
    there = thing.pair_id
    line = asking_words.FIT_UNHEARD_LINE if thing.unheard else words.FIT_LINE
    said = Said(words.fit_title([call(each) for each in thing.others]), line)
    return Worded(
        said, ((words.FIT_GOOD, FitIs(there, Fit.GOOD)), (words.OTHERWISE, FitQuestion(there)))
    )


@point_of(PairsUnmarked)
def lack_marks(thing: PairsUnmarked, _: Saying) -> PointWorded:
    return PointWorded(digest_words.unmarked(thing.count), ((digest_words.SHOW, NeedHelp(0)),))


@point_of(PairsNeedHelp)
def need_help(thing: PairsNeedHelp, saying: Saying) -> PointWorded:
    """Of the weekly message."""
    card = thing.worst
    show = (digest_words.SHOW, NeedHelp(0))
    if card is None:
        return PointWorded(digest_words.needs(thing.count, ""), (show,))
    worst = _title(card, saying.call)
    helped = (digest_words.HELPED, PairState(card.id))
    acts_ = (helped, show) if thing.count > 1 else (helped,)
    return PointWorded(digest_words.needs(thing.count, worst), acts_)


def _title(card: PairCard, call: Call) -> str:
    mentors = [call(each) for each in card.mentors]
    return pair_words.title(mentors, [call(each) for each in card.mentees])


@notice(acts.KIND)
def word(session: Any, claim: Claim, now: datetime, said: Words) -> Screen | None:
    """The curator's words to a side of a pair."""
    found = acts.word(session, claim.payload, claim.person_id, now)
    if found is None:
        return None
    agenda = found.act is Act.AGENDA
    others = [said.call(each) for each in found.others]
    text = words.word(
        address(found.name) or "",
        said.call(found.by) if found.by else "",
        words.AGENDA_WORD if agenda else health_words.letter(found.rule, found.mentor, others),
        agendas()[found.kind].points if agenda else (),
    )
    rows: list[Row] = [
        [(health_words.PLAN, PlanMeeting(found.pair_id, None))],
        [(health_words.CHECK_IN, CheckIn(found.pair_id))],
        bottom(OpenPair(found.pair_id)),
    ]
    return Screen(text, rows)
