"""The people of an audience as the school is now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, Campaign, CampaignItem, Guardian, Item, Pair, PairMember, Person
from db.models.banks import BankState
from domain.pairs import Side
from domain.roles import Role
from domain.search import search_key
from domain.survey import Questionnaire
from services import gate, tree, zones
from services.person_cards import Grant, PersonCard, cards, members
from services.replanning import owners_of
from services.surveys import pairings
from services.surveys.audience import WORDED, Audience, Who, read
from services.surveys.pairings import WORKING
from services.words import CLASS_TEACHER, PSYCHOLOGIST

_STAFF = frozenset(set(Role) - {Role.PARENT, Role.COORDINATOR, Role.ADMINISTRATOR})
_BY_FORM = {Who.MENTORS, Who.MENTEES, Who.PARTICIPANTS}
_SIDES = {
    Who.MENTORS: (Side.MENTOR,), Who.MENTEES: (Side.MENTEE,),
    Who.PARTICIPANTS: (Side.MENTOR, Side.MENTEE),
}  # fmt: skip
_ROLES = {
    Who.MENTORS: Role.MENTOR, Who.MENTEES: Role.MENTEE, Who.CURATORS: Role.CURATOR,
    Who.HEADS: Role.HEAD,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """The people who are asked, by name; `waiting`: those who cannot be until they (or their
    parents) have consented."""

    people: tuple[PersonCard, ...]
    waiting: tuple[PersonCard, ...]


def chosen(session: Session, campaign: Campaign, asked: Questionnaire, now: datetime) -> Chosen:
    """As the school is now: nobody without consent, nobody who has left."""
    place, audience = campaign.organisation_id, read(campaign.audience)
    everybody = cards(session, place, members(session, place), now)
    wanted = _ids(session, campaign, audience, asked, everybody, now) | set(audience.plus)
    there = [each for each in everybody if each.id in wanted]
    may = gate.may_take_part(session, [each.id for each in there], now)
    return Chosen(
        tuple(each for each in there if each.id in may),
        tuple(each for each in there if each.id not in may),
    )


def group(card: PersonCard) -> str:
    """By what rates are told apart: the class of a pupil, the first post of anybody else; ""
    where neither is known."""
    return card.school_class.strip() if card.named.pupil else _post(card.post)


def _post(post: str) -> str:
    """«Учитель физики, классный руководитель 7 Б» is told with the teachers of physics."""
    return post.partition(",")[0].strip()


def choices(session: Session, place: int, who: Who) -> list[str]:
    """The posts of the staff, the classes or the specialists that there are, in order."""
    everybody = cards(session, place, members(session, place))
    parents = _parents(session)
    found: dict[str, str] = {}
    for each in everybody:
        for value in _worded(each, who, parents):
            found.setdefault(search_key(value), value)
    return sorted(found.values(), key=_in_order)


def _worded(card: PersonCard, who: Who, parents: set[int]) -> list[str]:
    """What of a kind somebody is, none where nothing."""
    found: list[str] = []
    if who is Who.SPECIALISTS:
        found = [_title(each) for each in card.grants if each.role is Role.SPECIALIST]
    elif card.named.pupil if who is Who.CLASS else _is_staff(card, parents):
        found = [group(card)]
    return [each for each in found if each]


def _title(grant: Grant) -> str:
    """«Классный руководитель 7 Б» is told with the others."""
    said = CLASS_TEACHER.search(grant.title)
    title = said.group() if said else grant.title.strip()
    return title[:1].upper() + title[1:]


def _is_staff(card: PersonCard, parents: set[int]) -> bool:
    roles = {each.role for each in card.grants}
    if card.named.pupil:
        return False
    return bool(roles & _STAFF) or (not roles and card.id not in parents)


def _in_order(name: str) -> tuple[int, str]:
    """«7 Б» before «10 А»."""
    digits = "".join(each for each in name[:2] if each.isdigit())
    return int(digits or 0), name.casefold()


def _ids(
    session: Session, campaign: Campaign, audience: Audience, asked: Questionnaire,
    everybody: Iterable[PersonCard], now: datetime,
) -> set[int]:  # fmt: skip
    who, values = audience.who, set(audience.values)
    place = campaign.organisation_id
    if who in _BY_FORM:
        if pairings.of_ended(asked):
            return _ended(session, place, who, asked, everybody, now)
        today = zones.today(session, place, now)
        return _mentoring(session, place, who, asked, everybody, today)
    if who in (Who.BANK_MENTORS, Who.BANK_MENTEES):
        side = Side.MENTOR if who is Who.BANK_MENTORS else Side.MENTEE
        return _of_bank(session, place, side)
    if who is Who.OWNERS:
        return _owners(session, campaign)
    if who is Who.PAIRS:
        return _of_pairs(session, place, values, asked, everybody, now)
    parents = _parents(session)
    if who is Who.PARENTS:
        return parents
    if who in WORDED:
        keys = {search_key(str(each)) for each in values}
        return {
            each.id
            for each in everybody
            if keys & {search_key(value) for value in _worded(each, who, parents)}
        }
    if who is Who.STAFF:
        return {each.id for each in everybody if _is_staff(each, parents)}
    return {each.id for each in everybody if _is(each, who, values)}


def _is(card: PersonCard, who: Who, values: set[str | int]) -> bool:
    roles = {each.role for each in card.grants}
    if who is Who.PUPILS:
        return card.named.pupil
    if who is Who.PSYCHOLOGISTS:
        return any(PSYCHOLOGIST in each.title.casefold() for each in card.grants)
    if who is Who.PEOPLE:
        return card.id in values
    return _ROLES[who] in roles


def _mentoring(
    session: Session, place: int, who: Who, asked: Questionnaire,
    everybody: Iterable[PersonCard], today: date,
) -> set[int]:  # fmt: skip
    """Who stands on a side of a working pair of the questionnaire's forms; who holds the role
    without a pair is told by whether it speaks to pupils."""
    forms: defaultdict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(PairMember.person_id, Pair.form)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            Pair.organisation_id == place, Pair.state.in_(WORKING), Pair.removed_at.is_(None),
            PairMember.side.in_(_SIDES[who]), PairMember.since <= today,
            PairMember.until.is_(None) | (PairMember.until >= today),
        )
    )  # fmt: skip
    for row in rows:
        forms[row.person_id].add(row.form.value)
    paired = {each for each, some in forms.items() if not asked.forms or some & set(asked.forms)}
    if who not in _ROLES:
        return paired & _spoken_to(asked, everybody)
    free = {
        each.id
        for each in everybody
        if each.id not in forms
        and any(held.role is _ROLES[who] for held in each.grants)
        and (not asked.forms or each.named.pupil is asked.close)
    }
    return paired | free


def _ended(
    session: Session, place: int, who: Who, asked: Questionnaire,
    everybody: Iterable[PersonCard], now: datetime,
) -> set[int]:  # fmt: skip
    """Who stood on a side of a pair that has ended lately."""
    sides = pairings.sides(session, place, asked, now).values()
    there = {each for both in sides for side in _SIDES[who] for each in both[side]}
    return there & _spoken_to(asked, everybody)


def _of_pairs(
    session: Session, place: int, values: set[str | int], asked: Questionnaire,
    everybody: Iterable[PersonCard], now: datetime,
) -> set[int]:  # fmt: skip
    """The sides of these pairs that it speaks to; both where it does not say."""
    of_side = {who.value: some for who, some in _SIDES.items()}
    sides = of_side.get(asked.audience, tuple(Side))
    found = {
        each
        for pair_id, both in pairings.sides(session, place, asked, now).items()
        if pair_id in values
        for side in sides
        for each in both[side]
    }
    return found & _spoken_to(asked, everybody)


def _spoken_to(asked: Questionnaire, everybody: Iterable[PersonCard]) -> set[int]:
    """Of forms where grown-ups and pupils meet those whom it speaks to as it should."""
    return {each.id for each in everybody if not asked.forms or each.named.pupil is asked.close}


def _of_bank(session: Session, place: int, side: Side) -> set[int]:
    return set(
        session.scalars(
            select(BankEntry.person_id).where(
                BankEntry.organisation_id == place,
                BankEntry.side == side,
                BankEntry.state == BankState.IN_BANK,
            )
        )
    )


def _owners(session: Session, campaign: Campaign) -> set[int]:
    items = session.scalars(
        select(CampaignItem.item_id).where(CampaignItem.campaign_id == campaign.id)
    ).all()
    rows = session.scalars(select(Item).where(Item.id.in_(items))).all()
    parts = {part.id for row in rows for part in tree.branch(session, row).work()}
    found = owners_of(session, dict.fromkeys(parts, campaign.organisation_id))
    return {each for owners in found.values() for each in owners}


def _parents(session: Session) -> set[int]:
    """Of anybody: who is not of the school is left out later."""
    rows = session.scalars(
        select(Guardian.person_id)
        .join(Person, Person.id == Guardian.child_id)
        .where(Guardian.until.is_(None), Person.archived_at.is_(None))
    )
    return set(rows)
