"""Who is asked follows the school while a campaign is open; then it is shut."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Campaign, Prompt, Response
from db.models.surveys import CampaignState, ResponseState
from services import prompts, zones
from services.surveys import reminding, sheets, slots, versions, whom
from services.surveys.reminding import WAITING

HOUR = 7  # local, before any bundle


# After the window is over, for those who had begun: what was sent in time may be handled later.
GRACE = timedelta(minutes=10)


def over(session: Session, row: Campaign, now: datetime) -> bool:
    """The window is over: nobody is reminded any more, and who has begun may finish for GRACE
    from the moment at which this was seen, then it is shut. Whether it is shut now."""
    assert row.closes_at is not None
    if row.renew_at is not None and row.renew_at > row.closes_at:
        shut(session, row, now)
        return True
    prompts.settle(session, reminding.KIND, [row.id])
    row.renew_at = now + GRACE
    session.flush()
    return False


def shut(session: Session, row: Campaign, now: datetime) -> None:
    """Nobody answers any more; by itself, or by hand at once."""
    row.state, row.closed_at, row.renew_at = CampaignState.CLOSED, now, None
    prompts.settle(session, reminding.KIND, [row.id])
    session.flush()
    sheets.freeze(session, row.id)


def renew(session: Session, row: Campaign, now: datetime) -> None:
    """Bring what is asked in line with who is there now: newcomers are asked, who has left or
    may not be asked any more is not; what they have sent stays."""
    asked = versions.questionnaire(session, row.version_id)
    people = [each.id for each in whom.chosen(session, row, asked, now).people]
    wanted = {
        each.key: each
        for each in slots.of_campaign(
            session, row, asked, respondents(row, people, asked.about), now
        )
    }
    present = {
        each.slot: each
        for each in session.scalars(select(Response).where(Response.campaign_id == row.id))
    }
    fresh = _invite(session, row, wanted, present, now)
    for key, response in present.items():
        if key not in wanted and response.state in (*WAITING, ResponseState.DECLINED):
            response.state = ResponseState.WITHDRAWN
    row.renew_at = _next_look(session, row, now)
    session.flush()
    _forget_gone(session, row)
    _ask_new(session, row, fresh, now)


def _invite(
    session: Session, row: Campaign, wanted: Mapping[str, slots.Slot],
    present: Mapping[str, Response], now: datetime,
) -> set[int]:  # fmt: skip
    """Responses of newcomers, and those of people who are back; whose."""
    fresh = set()
    for key, slot in wanted.items():
        if key not in present:
            session.add(_response(row, slot, now))
            fresh.add(slot.person_id)
        elif present[key].state is ResponseState.WITHDRAWN:
            begun = present[key].started_at is not None
            present[key].state = ResponseState.STARTED if begun else ResponseState.INVITED
            fresh.add(slot.person_id)
    return fresh


def _response(row: Campaign, slot: slots.Slot, now: datetime) -> Response:
    return Response(
        campaign_id=row.id, version_id=row.version_id, slot=slot.key, person_id=slot.person_id,
        about_id=slot.about_id, pair_id=slot.pair_id, invited_at=max(now, row.opens_at),
    )  # fmt: skip


def _forget_gone(session: Session, row: Campaign) -> None:
    """Who is not asked about anything any more has nothing to be reminded of."""
    asked = select(Response.person_id).where(
        Response.campaign_id == row.id, Response.state != ResponseState.WITHDRAWN
    )
    session.execute(
        delete(Prompt).where(
            Prompt.kind == reminding.KIND, Prompt.subject_id == row.id,
            Prompt.person_id.not_in(asked),
        )
    )  # fmt: skip


def _ask_new(session: Session, row: Campaign, fresh: Iterable[int], now: datetime) -> None:
    """Those for whom something waits and who were not asked yet, or not of what is new."""
    waiting = select(Response.person_id).where(
        Response.campaign_id == row.id, Response.state.in_(WAITING)
    )
    known = session.execute(
        select(Prompt.person_id, Prompt.remind_at).where(
            Prompt.kind == reminding.KIND, Prompt.subject_id == row.id
        )
    ).all()
    silent = {each.person_id for each in known if each.remind_at is None}
    passed_over = {each.person_id for each in known} - (silent & set(fresh))
    people = dict.fromkeys(each for each in session.scalars(waiting) if each is not None)
    reminding.ask(session, now, row, [each for each in people if each not in passed_over])


def respondents(row: Campaign, people: list[int], about: str) -> list[int]:
    """About pupils one answers for all: who has launched it, where that is one of them."""
    return [row.created_by] if about == "pupil" and row.created_by in people else people


def _next_look(session: Session, row: Campaign, now: datetime) -> datetime:
    """Tomorrow morning, but not after the end: a later moment means that the end was seen."""
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    found = datetime.combine(tomorrow, time(HOUR), zone)
    return found if row.closes_at is None else min(found, row.closes_at)
