"""A sent questionnaire fills the entries of its subject, by `fills` of its questions.

Told again, or corrected after sending, it leaves what it would leave told once. What somebody has
changed by hand stays; the newer answer waits beside it (BankEntry.newer).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import areas as area_lists
from db.models import BankEntry, Campaign, Response
from domain import banks
from domain.banks import BankState
from domain.pairs import Side
from domain.survey import Key, Questionnaire, Reply
from domain.survey.moments import Moment
from services.banks import asking, fields, log
from services.person_cards import members_among
from services.surveys import responses, sending
from services.upsert import insert_into, table_of

_OF_SUBJECT = frozenset({"pupil", "child", "mentee"})
_INTAKES = frozenset({Moment.MENTOR_INTAKE, Moment.MENTEE_INTAKE})
_SEEKS = {"mentors": Side.MENTEE, "mentees": Side.MENTOR}  # who chooses from a bank
WISH = "wish"  # the fact that a yes to «do you want to take part» is
_OVER = frozenset({BankState.DECLINED, BankState.LEFT})


def sent(session: Session, now: datetime, response: Response) -> None:
    """Listens to services.surveys.sending; of anonymous campaigns nothing is known."""
    campaign = session.get_one(Campaign, response.campaign_id)
    if campaign.anonymous:
        return
    whole = responses.load(session, response.id)
    asked = whole.questionnaire
    sides = banks.sides_of(asked, whole.counted)
    subject = response.about_id if asked.about in _OF_SUBJECT else response.person_id
    place = campaign.organisation_id
    fills = any(each.fills for each in asked.questions)
    if subject is None or not (fills or sides) or not members_among(session, place, [subject]):
        return
    by = response.entered_by or response.person_id
    if asked.moment == Moment.NEEDS:
        _step_back(session, now, place, subject, by, sides)
    if sides:
        for side in sides:
            entry = entry_of(session, now, place, subject, side, by)
            _fill(session, now, by, entry, asked, response, whole.counted)
        asking.refresh(session, now, place, new=True)
    elif asked.moment != Moment.NEEDS:
        for entry in _present(session, place, subject, asked):
            _fill(session, now, by, entry, asked, response, whole.counted)


sending.SENT.append(sent)


def entry_of(
    session: Session, now: datetime, place: int, person_id: int, side: Side, by: int | None
) -> BankEntry:
    """The person's entry on a side, taken; a new one is a candidate."""
    mine = (
        BankEntry.organisation_id == place, BankEntry.person_id == person_id,
        BankEntry.side == side,
    )  # fmt: skip
    query = select(BankEntry).where(*mine).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is not None:
        return found
    table = table_of(BankEntry)
    made = session.connection().execute(
        insert_into(session, BankEntry)
        .values(
            organisation_id=place, person_id=person_id, side=side, state=BankState.CANDIDATE,
            areas={}, forms=[], kinds=[], facts={}, criteria={}, by_hand=[], newer={}, reason="",
            version=1, created_at=now, updated_at=now,
        )
        .on_conflict_do_nothing(
            index_elements=[table.c.organisation_id, table.c.person_id, table.c.side]
        )
    )  # fmt: skip
    entry = session.scalars(query.execution_options(populate_existing=True)).one()
    if made.rowcount:
        log.add(session, now, by, entry, log.ADDED, {}, {log.TOLD: {}})
    return entry


def _step_back(
    session: Session, now: datetime, place: int, person_id: int, by: int | None,
    wished: Collection[Side],
) -> None:  # fmt: skip
    """A wish that was taken back, of which nothing more has come."""
    rows = session.scalars(
        select(BankEntry)
        .where(
            BankEntry.organisation_id == place, BankEntry.person_id == person_id,
            BankEntry.state == BankState.CANDIDATE, BankEntry.response_id.is_(None),
            BankEntry.side.not_in(wished),
        )
        .with_for_update()
    ).all()  # fmt: skip
    for entry in rows:
        if WISH in entry.facts:
            with log.changing(session, now, by, entry, log.LEFT):
                entry.state = BankState.LEFT
    asking.refresh(session, now, place)


def _present(
    session: Session, place: int, person_id: int, asked: Questionnaire
) -> list[BankEntry]:
    """Of a questionnaire that makes nobody a candidate: entries that there are."""
    rows = session.scalars(
        select(BankEntry)
        .where(BankEntry.organisation_id == place, BankEntry.person_id == person_id)
        .order_by(BankEntry.id)
        .with_for_update()
    ).all()
    if asked.audience in (Side.MENTOR.value, Side.MENTEE.value):
        return [row for row in rows if row.side.value == asked.audience]
    return list(rows)


def _fill(
    session: Session, now: datetime, by: int | None, entry: BankEntry, every: Questionnaire,
    response: Response, replies: Mapping[Key, Reply],
) -> None:  # fmt: skip
    asked = banks.for_side(every, entry.side)
    told, able = banks.profile(asked, replies, area_lists.named()), banks.asked_fields(asked)
    asked_again = entry.response_id == response.id
    mine = {field: value for field, value in told.items() if _fits(asked, field, entry.side)}
    if asked.moment == Moment.FACTS and "areas" in mine:
        # From papers, beside what the person has named.
        mine["areas"] = {**mine["areas"], **entry.areas}
    if asked.moment == Moment.NEEDS:
        # The wish alone: an intake knows more.
        mine = {field: v for field, v in mine.items() if fields.get(entry, field) is None}
        mine[WISH] = {"is": True, "said": [], "text": ""}
    wished_again = asked.moment == Moment.NEEDS and entry.state is BankState.LEFT
    answered_again = not asked_again and asked.moment in _INTAKES and entry.state in _OVER
    if wished_again or answered_again:
        with log.changing(session, now, by, entry, log.AGAIN):
            entry.state, entry.reason = BankState.CANDIDATE, ""
    emptied = [field for field in able if asked_again and field not in told]
    with log.changing(session, now, by, entry, log.FILLED, survey=asked.title):
        for field in (*mine, *emptied):
            _hear(entry, field, mine.get(field))
    if asked.moment in _INTAKES:
        entry.response_id = response.id
    session.flush()


def _fits(asked: Questionnaire, field: str, side: Side) -> bool:
    """Partners are chosen from the other side's bank: of who is on both sides one entry only."""
    if field not in banks.PEOPLE:
        return True
    seeking = {_SEEKS.get(each.bank) for each in asked.questions if each.fills == field}
    return None in seeking or side in seeking


def _hear(entry: BankEntry, field: str, value: Any) -> None:
    if field not in entry.by_hand:
        fields.put(entry, field, value)
        return
    rest = {key: each for key, each in entry.newer.items() if key != field}
    before = entry.newer.get(field)
    if value is None or value == fields.get(entry, field):
        entry.newer = rest
    elif before is None or before["is"] != value:
        entry.newer = {**rest, field: {"is": value, "kept": False}}
