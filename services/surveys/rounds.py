"""Whom of the working pairs an interim round asks on a day, and by which questionnaire."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Pair, PairEvent, PairMember, Person, Response
from domain.pairs import PairState, Side
from domain.survey import Questionnaire, pair_signals
from domain.survey.moments import Moment
from services import gate, zones
from services.pairs import rights
from services.pairs.states import RESUMED
from services.surveys import responses, versions


@dataclass(frozen=True, slots=True)
class Invitation:
    """A side of a pair is asked in a round by a version; `about`: the partner, if it is one."""

    version_id: int
    pair: Pair
    number: int
    person_id: int
    about: int | None

    @property
    def key(self) -> tuple[int, int, int]:
        return self.pair.id, self.number, self.person_id


def invitations(session: Session, place: int, now: datetime, today: date) -> list[Invitation]:
    """Whom a look on that day would ask."""
    rounds = _rounds(session, place, today, zones.of(session, [place])[place])
    asked = [
        (version_id, each)
        for version_id, each in versions.published(session, place)
        if each.moment == Moment.INTERIM
    ]
    if not rounds or not asked:
        return []
    known = _invited(session, place, rounds)
    own = versions.own(session, place, [version_id for version_id, _ in asked])
    members = rights.present(session, list(rounds), today)
    away = {each.stands_in_for for each in members}
    there = [each for each in members if each.id not in away]
    ids = {each.person_id for each in there}
    may = gate.may_take_part(session, ids, now)
    pupils = set(
        session.scalars(select(Person.id).where(Person.id.in_(ids), Person.is_pupil.is_(True)))
    )
    found = []
    for member in there:
        pair, number = rounds[member.pair_id]
        version = _version(asked, own, pair, member.side, pupil=member.person_id in pupils)
        if version is None or member.person_id not in may:
            continue
        one = Invitation(version, pair, number, member.person_id, _other(member, there))
        if one.key not in known:
            found.append(one)
    return found


def _other(member: PairMember, there: Sequence[PairMember]) -> int | None:
    """The partner, where it is one."""
    others = [
        each.person_id
        for each in there
        if each.pair_id == member.pair_id and each.side is not member.side
    ]
    return others[0] if len(others) == 1 else None


def pairs(session: Session, place: int) -> Sequence[Pair]:
    """Those that work, and it is known since when."""
    return session.scalars(
        select(Pair).where(
            Pair.organisation_id == place, Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None), Pair.starts.is_not(None),
        )
    ).all()  # fmt: skip


def _rounds(
    session: Session, place: int, today: date, zone: tzinfo
) -> dict[int, tuple[Pair, int]]:
    """Working pairs whose round began lately, since they are known here; one that began during a
    pause, and waits for its answers when the pair goes on."""
    found = {}
    working = pairs(session, place)
    resumed = _resumed(session, [row.id for row in working])
    for row in working:
        assert row.starts is not None
        days = (today - row.starts).days
        number = pair_signals.round_on(days)
        began = pair_signals.begins(number)
        known = row.starts + timedelta(days=began) >= row.created_at.date()
        again = resumed.get(row.id)
        on = (again.astimezone(zone).date() - row.starts).days if again else 0
        if number and known and pair_signals.is_asked(number, days, on):
            found[row.id] = (row, number)
    return found


def _resumed(session: Session, pair_ids: Collection[int]) -> dict[int, datetime]:
    """When pairs went on after their last pause."""
    rows = session.execute(
        select(PairEvent.pair_id, func.max(PairEvent.at).label("at"))
        .where(
            PairEvent.pair_id.in_(pair_ids), PairEvent.action == RESUMED,
            PairEvent.undone_at.is_(None),
        )
        .group_by(PairEvent.pair_id)
    )  # fmt: skip
    return {row.pair_id: row.at for row in rows}


def _version(
    asked: Sequence[tuple[int, Questionnaire]], own: Collection[int], pair: Pair, side: Side,
    *, pupil: bool,
) -> int | None:  # fmt: skip
    """The questionnaire of the side; of several the one that speaks to the person, and the
    school's own before the one that comes with the program."""
    fitting = [
        (each.close is not pupil, version_id not in own, version_id)
        for version_id, each in asked
        if each.audience == side.value and (not each.forms or pair.form.value in each.forms)
    ]
    return min(fitting)[2] if fitting else None


def _invited(session: Session, place: int, pair_ids: Collection[int]) -> set[tuple[int, int, int]]:
    """By any version: a round is asked about once."""
    rows = session.execute(
        select(Response.pair_id, Response.round, Response.person_id)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Campaign.organisation_id == place, Campaign.auto == responses.INTERIM,
            Response.pair_id.in_(pair_ids),
        )
    )  # fmt: skip
    return {(row.pair_id, row.round, row.person_id) for row in rows}
