"""What bundles and messages say of banks."""

from datetime import datetime
from typing import Any

from domain.banks import BankState
from domain.names import address
from handlers.buttons.banks import BankList, Banks
from handlers.buttons.nav import bottom
from handlers.digest_points import Saying
from handlers.digest_points import Worded as PointWorded
from handlers.digest_points import words_of as point_of
from handlers.keyboards.build import Screen
from handlers.notices import Words, notice
from handlers.prompting import Call, Worded, words_of
from services.banks import asking, deciding
from services.banks.lists import Only
from services.digest.banks_part import CandidatesWait
from services.outbox import Claim
from texts import bank_messages as messages
from texts import banks as words
from texts.reminders import Said

_WAITING = BankList(None, BankState.CANDIDATE, None, None, Only.ALL, 0)


@words_of(asking.Candidates)
def candidates(thing: asking.Candidates, _: Call) -> Worded:
    said = Said(messages.wait_title(thing.mentors, thing.mentees), messages.WAIT_LINE)
    return Worded(said, ((words.DECIDE, _WAITING),))


@point_of(CandidatesWait)
def waiting(thing: CandidatesWait, _: Saying) -> PointWorded:
    return PointWorded(messages.point(thing.mentors, thing.mentees), ((words.DECIDE, Banks(0)),))


@notice(deciding.NOTICE)
def letter(session: Any, claim: Claim, now: datetime, said: Words) -> Screen | None:
    """A kind no, as long as it stands."""
    found = deciding.letter(session, claim.payload)
    if found is None:
        return None
    text = messages.letter(
        address(found.name) or "", found.side, found.organisation, close=found.pupil
    )
    return Screen(text, [bottom()])
