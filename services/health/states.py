"""How the pairs of a school stand: for the list, the card and the weekly message."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthFlag
from domain import health as rules
from domain.health import Facts, Health, Rule, Standing
from domain.roles import Action
from services import people
from services.actor import Actor, require
from services.health import answers, facts, limits, loading
from services.pairs import rights
from services.pairs.views import PairCard, cards

SPOKEN = frozenset({Rule.ASKED, Rule.CHANGE, Rule.FIT})
"""Said in private: not for those who keep the pairs and are in this one themselves."""


@dataclass(frozen=True, slots=True)
class PairHealth:
    """A pair, how it stands on a day and by which facts. `asked_on`: when it was asked itself;
    `said`: what it answered; `acted_on`, `act`: the curator's last help while this stands, unless
    something that was said since waits for another; `inside`: the same for who is in the pair,
    without what was said in private."""

    card: PairCard
    health: Health
    facts: Facts
    day: date
    asked_on: date | None = None
    said: tuple[answers.Given, ...] = ()
    acted_on: date | None = None
    act: str | None = None
    inside: "PairHealth | None" = None

    def seen_by(self, person_id: int) -> "PairHealth":
        """As somebody who keeps the pairs may see it."""
        members = {each.id for each in (*self.card.mentors, *self.card.mentees)}
        return self.inside if self.inside is not None and person_id in members else self

    @property
    def id(self) -> int:
        return self.card.id

    @property
    def unmarked(self) -> bool:
        """It only lacks its first marks, and nobody has helped yet: told with others like it."""
        return self.acted_on is None and rules.only_unmarked(self.facts, self.health)


@dataclass(frozen=True, slots=True)
class SchoolHealth:
    """`pairs` are those that need a hand, the worst first, without the `unmarked` ones; `counts`
    of all that run."""

    pairs: tuple[PairHealth, ...]
    unmarked: tuple[PairHealth, ...]
    counts: dict[Standing, int]
    edit: bool


def of_school(session: Session, actor: Actor) -> SchoolHealth:
    """Raises Refusal("forbidden" | "no_organisation")."""
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    found = [each.seen_by(actor.me) for each in load(session, place, actor.at)]
    worst = sorted(
        (e for e in found if e.health.standing is Standing.CHECK_IN and not e.unmarked),
        # Those whom the curator has helped already wait behind the others.
        key=lambda each: (each.acted_on is not None, each.health.worst, each.id),
    )
    counts = Counter(each.health.standing for each in found)
    unmarked = tuple(each for each in found if each.unmarked)
    edit = actor.may(Action.EDIT_PAIRS, place)
    return SchoolHealth(tuple(worst), unmarked, dict(counts), edit)


def of_pair(session: Session, actor: Actor, pair_id: int) -> PairHealth | None:
    """For who keeps the pair; None for one that does not run. Raises as pairs.rights.see."""
    access = rights.see(session, actor, pair_id)
    if not access.edit:
        return None
    found = load(session, access.pair.organisation_id, actor.at, pair_id)
    return found[0].seen_by(actor.me) if found else None


def load(
    session: Session, place: int, now: datetime, pair_id: int | None = None
) -> list[PairHealth]:
    """All pairs that run in a school, or one of them; whoever shows them to somebody asks
    `PairHealth.seen_by`."""
    return of_book(session, loading.load(session, place, now), place, now, pair_id)


def of_book(
    session: Session, book: facts.Book, place: int, now: datetime, pair_id: int | None = None
) -> list[PairHealth]:
    """The same by a book that is open already."""
    day, chosen = book.days.today(now), limits.of(session, place)
    found = book.facts(day)
    wanted = [each for each in found if pair_id in (None, each)]
    shown = cards(session, [book.pairs[each] for each in wanted], day)
    flags, keepers = open_flags(session, wanted), keepers_of(session, place)
    return [
        _whole(card, found[card.id], chosen, flags.get(card.id, []), book, now, keepers)
        for card in shown
    ]


def keepers_of(session: Session, place: int) -> set[int]:
    """Who keeps the pairs of a school."""
    return {*people.curators(session, place), *people.heads(session, place)}


def unheard(session: Session, place: int, members: Collection[int]) -> bool:
    """Whether nobody keeps this pair but those who are in it: what is said then is told to
    nobody else."""
    keepers = keepers_of(session, place)
    return bool(keepers) and keepers <= set(members)


def open_flags(session: Session, pair_ids: list[int]) -> dict[int, list[HealthFlag]]:
    """What has been noticed and not gone by itself, the earliest first."""
    rows = session.scalars(
        select(HealthFlag)
        .where(HealthFlag.pair_id.in_(pair_ids), HealthFlag.cleared_at.is_(None))
        .order_by(HealthFlag.id)
    ).all()
    return {
        pair_id: [row for row in rows if row.pair_id == pair_id]
        for pair_id in dict.fromkeys(row.pair_id for row in rows)
    }


def _whole(
    card: PairCard, found: Facts, chosen: rules.Thresholds, flags: list[HealthFlag],
    book: facts.Book, now: datetime, keepers: set[int],
) -> PairHealth:  # fmt: skip
    members = {each.id for each in (*card.mentors, *card.mentees)}
    full = _one(card, found, chosen, flags, book, now)
    if not members & keepers:
        return full
    # A call for help is heard by who is there, where there is nobody else to hear it.
    hidden = SPOKEN if keepers - members else SPOKEN - {Rule.ASKED}
    heard = frozenset() if Rule.ASKED in hidden else found.asked
    kept = replace(found, fits=frozenset(), asked=heard)
    plain = [each for each in flags if each.rule not in hidden]
    inside = _one(card, kept, chosen, plain, book, now)
    return replace(full, inside=replace(inside, said=()))


def _one(
    card: PairCard, found: Facts, chosen: rules.Thresholds, flags: list[HealthFlag],
    book: facts.Book, now: datetime,
) -> PairHealth:  # fmt: skip
    asked = [flag.asked_at for flag in flags if flag.asked_at is not None]
    acted = [(flag.acted_at, flag.act) for flag in flags if flag.acted_at is not None]
    given = {each for flag in flags for each in answers.of(flag, book.days.zone)}
    waits = any(flag.rule in SPOKEN and flag.acted_at is None for flag in flags)
    newest = None if waits else max(acted, default=None)
    return PairHealth(
        card=card,
        health=rules.health(found, chosen),
        facts=found,
        day=book.days.today(now),
        asked_on=book.days.today(max(asked)) if asked else None,
        said=tuple(sorted(given, key=lambda each: (each.on, each.person_id))),
        acted_on=book.days.today(newest[0]) if newest else None,
        act=newest[1] if newest else None,
    )
