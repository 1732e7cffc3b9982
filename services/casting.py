"""Who carries which item of a roadmap when it is launched: owners, and shares for "each"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, Sharing
from domain.progress import Status
from domain.roles import Role
from domain.search import key_of, search_key
from services import people, responsibles
from services.actor import Actor
from services.draft_rows import Row
from services.item_copies import share_title
from services.responsibles import Carrier, Meaning
from services.row_people import chosen_people


@dataclass(frozen=True, slots=True)
class Prepared:
    """The items that will be reminded of; `unowned`: how many of them fell to the curator."""

    leaves: tuple[Item, ...]
    unowned: int
    people: int


@dataclass(frozen=True, slots=True)
class _Part:
    """People who do one part together, each with the entry of the document that led here."""

    owners: dict[int, str | None] = field(default_factory=dict)
    school: str = ""


def prepare(session: Session, actor: Actor, roadmap: Roadmap, every: Sequence[Row]) -> Prepared:
    """Owners on every smallest open item, and a share for each who does it apart."""
    chosen = chosen_people(session, [item for row in every for item in row])
    _clear(session, roadmap)
    return give(session, actor, roadmap, every, chosen)


def give(
    session: Session,
    actor: Actor,
    roadmap: Roadmap,
    every: Sequence[Row],
    chosen: Mapping[int, Meaning],
) -> Prepared:
    """The same for some rows of a roadmap, of which nobody owns anything yet.

    `chosen`: people named for an item itself, by item.
    """
    cast = _Cast(session, actor, roadmap, every)
    for row in every:
        for leaf in row.leaves:
            if leaf.status is Status.TODO:
                cast.give(leaf, chosen.get(leaf.id) or chosen.get(row.item.id))
    cast.flush()
    return Prepared(tuple(cast.leaves), cast.unowned, len(cast.everyone))


def _clear(session: Session, roadmap: Roadmap) -> None:
    """The people chosen in the draft: from now on they stand on the smallest items alone."""
    items = select(Item.id).where(Item.roadmap_id == roadmap.id)
    session.execute(delete(ItemOwner).where(ItemOwner.item_id.in_(items)))


def curator_of(session: Session, actor: Actor, organisation_id: int) -> int:
    """Who owns what nobody owns: the one who launches, if a curator; else the curator."""
    leading = [
        *people.curators(session, organisation_id),
        *people.holders(session, organisation_id, Role.COORDINATOR),
    ]
    return actor.me if actor.me in leading else next(iter(leading), actor.me)


class _Cast:
    def __init__(
        self, session: Session, actor: Actor, roadmap: Roadmap, every: Iterable[Row]
    ) -> None:
        self.unowned = 0
        self.everyone: set[int] = set()
        self.leaves: list[Item] = []
        self._owners: list[tuple[Item, dict[int, str | None]]] = []
        self._session = session
        self._organisation_id = roadmap.organisation_id
        found = responsibles.phrases(session, roadmap, every)
        self._meanings = {phrase.key: phrase.meaning for phrase in found}
        self._curator = curator_of(session, actor, roadmap.organisation_id)
        self._carriers: dict[Meaning, list[Carrier]] = {}

    def give(self, leaf: Item, chosen: Meaning | None) -> None:
        """Put owners on an item, or on a share of it for each who does it apart."""
        parts = self._parts(leaf, chosen)
        leaf.sharing = Sharing.EACH if len(parts) > 1 else Sharing.ONE
        if len(parts) > 1:
            for part in parts:
                self._own(self._share(leaf, part), part)
        else:
            self._own(leaf, parts[0] if parts else _Part())

    def flush(self) -> None:
        """Write it all: the shares first, for their numbers."""
        self._session.add_all(self.leaves)
        self._session.flush()
        self._session.add_all(
            ItemOwner(item_id=item.id, person_id=person_id, phrase=phrase)
            for item, owners in self._owners
            for person_id, phrase in owners.items()
        )
        self._session.flush()

    def _parts(self, leaf: Item, chosen: Meaning | None) -> list[_Part]:
        """Those who do it together are one part, everybody who does it apart another."""
        together, apart = _Part(), dict[tuple[str, tuple[int, ...]], _Part]()
        for phrase, meaning in self._sources(leaf, chosen):
            for carrier in self._carriers_of(meaning):
                owners: dict[int, str | None] = dict.fromkeys(carrier.person_ids, phrase)
                if meaning.each:
                    key = carrier.school, carrier.person_ids
                    apart.setdefault(key, _Part(owners, carrier.school))
                else:
                    together.owners.update(owners)
        for part in apart.values():
            for person_id in part.owners:
                together.owners.pop(person_id, None)
        return [*([together] if together.owners else []), *apart.values()]

    def _sources(self, leaf: Item, chosen: Meaning | None) -> Iterator[tuple[str | None, Meaning]]:
        if chosen is not None:
            yield None, chosen
            return
        for entry in leaf.responsible:
            meaning = self._meanings.get(key_of(str(entry)))
            if meaning is not None:
                yield str(entry), meaning

    def _carriers_of(self, meaning: Meaning) -> list[Carrier]:
        if meaning not in self._carriers:
            found = responsibles.carriers(self._session, self._organisation_id, meaning)
            self._carriers[meaning] = found
        return self._carriers[meaning]

    def _own(self, item: Item, part: _Part) -> None:
        owners = part.owners
        if not owners:
            self.unowned += 1
            owners = {self._curator: None}
        self.everyone.update(owners)
        self.leaves.append(item)
        self._owners.append((item, owners))

    def _share(self, leaf: Item, part: _Part) -> Item:
        title = share_title(leaf.title, part.school)
        return Item(
            roadmap_id=leaf.roadmap_id,
            parent_id=leaf.id,
            level=ItemLevel.SHARE,
            position=leaf.position,
            section=leaf.section,
            stage=leaf.stage,
            number=leaf.number,
            title=title,
            search=search_key(f"{leaf.number or ''} {title}"),
            result=leaf.result,
            deadline=leaf.deadline,
            term_kind=leaf.term_kind,
            spans=leaf.spans,
            rule=leaf.rule,
            term_decided=leaf.term_decided,
            responsible=leaf.responsible,
            kind=leaf.kind,
            kind_chosen=leaf.kind_chosen,
        )
