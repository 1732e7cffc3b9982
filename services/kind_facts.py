"""What the data say of an item's work: «12 из 14 дали согласие». Later features join here.

See docs/kinds.md.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Roadmap
from db.models.roadmap import EvidenceKind
from domain.kinds import WorkKind
from services.kinds import kind_of
from services.person_cards import cards, members


@dataclass(frozen=True, slots=True)
class Fact:
    """`key` names its words in texts/kinds.py; a count, or a paper with its day. `ref`: the row
    that the first button opens."""

    key: str
    done: int = 0
    of: int = 0
    title: str = ""
    day: date | None = None
    more: int = 0  # a third count, where there is one
    ref: int = 0


# Items of one kind that the actor may see, to what is known of them; for others nothing.
Provider = Callable[[Session, Sequence[Item]], Mapping[int, Fact]]
PROVIDERS: dict[WorkKind, Provider] = {}


def provider(*kinds: WorkKind) -> Callable[[Provider], Provider]:
    """Register where the state of a kind of work is read; one place a kind."""

    def register(found: Provider) -> Provider:
        for kind in kinds:
            if kind in PROVIDERS:
                raise ValueError(f"{kind} has a provider already")
            PROVIDERS[kind] = found
        return found

    return register


def facts(session: Session, items: Sequence[Item]) -> dict[int, Fact]:
    """What is known of each item, by id: every kind is asked once, however many items it has."""
    groups: defaultdict[WorkKind, list[Item]] = defaultdict(list)
    for item in items:
        groups[kind_of(item)].append(item)
    return {
        item_id: fact
        for kind, some in groups.items()
        if kind in PROVIDERS
        for item_id, fact in PROVIDERS[kind](session, some).items()
    }


def places(session: Session, items: Sequence[Item]) -> dict[int, int]:
    """The organisation of each item, by the item's id."""
    rows = session.execute(
        select(Roadmap.id, Roadmap.organisation_id).where(
            Roadmap.id.in_({item.roadmap_id for item in items})
        )
    )
    found = {row.id: row.organisation_id for row in rows}
    return {item.id: found[item.roadmap_id] for item in items}


def by_place(
    session: Session, items: Sequence[Item], counted: Callable[[Session, int], Fact]
) -> dict[int, Fact]:
    """What is the same for all items of an organisation, and is counted once for each."""
    there = places(session, items)
    found = {place: counted(session, place) for place in set(there.values())}
    return {item_id: found[place] for item_id, place in there.items()}


@provider(WorkKind.PAPER)
def papers(session: Session, items: Sequence[Item]) -> dict[int, Fact]:
    """The paper that was attached last: one with a number before any scan."""
    found: dict[int, Fact] = {}
    rank = (EvidenceKind.DOCUMENT, EvidenceKind.FILE, EvidenceKind.PHOTO)
    rows = [row for row in _proofs(session, items) if row.kind in rank]
    for row in sorted(rows, key=lambda row: (-rank.index(row.kind), row.id)):
        numbered = row.kind is EvidenceKind.DOCUMENT
        said = Fact("paper", title=row.title, day=row.document_date) if numbered else Fact("scan")
        found[row.item_id] = said
    return found


@provider(WorkKind.PUBLICATION)
def publications(session: Session, items: Sequence[Item]) -> dict[int, Fact]:
    """How many links there are."""
    found: dict[int, Fact] = {}
    for row in _proofs(session, items):
        if row.kind is EvidenceKind.LINK:
            links = found[row.item_id].done + 1 if row.item_id in found else 1
            found[row.item_id] = Fact("links", done=links)
    return found


@provider(WorkKind.CONSENTS)
def consents(session: Session, items: Sequence[Item]) -> dict[int, Fact]:
    """How many of the organisation's people have consented to the processing of their data."""
    return by_place(session, items, _consented)


def _consented(session: Session, organisation_id: int) -> Fact:
    everybody = cards(session, organisation_id, members(session, organisation_id))
    given = sum(card.consent is True for card in everybody)
    return Fact("consents", done=given, of=len(everybody))


def _proofs(session: Session, items: Sequence[Item]) -> Sequence[Evidence]:
    return session.scalars(
        select(Evidence)
        .where(Evidence.item_id.in_([item.id for item in items]), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    ).all()
