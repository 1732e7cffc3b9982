"""Who carries which item of a roadmap when it is launched: owners, and shares for "each"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, Sharing
from domain.progress import Status
from domain.roles import Role
from domain.search import search_key
from services import people, responsibles
from services.actor import Actor
from services.assigning import row_meaning
from services.draft_rows import Row
from services.responsibles import Carrier, Meaning, key_of

_SCHOOL = "{title} · {school}"


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


def prepare(
    session: Session, actor: Actor, roadmap: Roadmap, every: Sequence[Row]
) -> Prepared:
    """Owners on every smallest open item, and a share for each who does it apart."""
    cast = _Cast(session, actor, roadmap, every)
    leaves: list[Item] = []
    for row in every:
        chosen = row_meaning(session, row.item)
        for leaf in row.leaves:
            if leaf.status is Status.TODO:
                own = row_meaning(session, leaf) if row.steps else None
                leaves += cast.give(leaf, own or chosen)
        if row.steps:
            cast.clear(row.item)
    session.flush()
    return Prepared(tuple(leaves), cast.unowned, len(cast.everyone))


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
        self._session = session
        self._organisation_id = roadmap.organisation_id
        found = responsibles.phrases(session, roadmap, every)
        self._meanings = {phrase.key: phrase.meaning for phrase in found}
        self._curator = curator_of(session, actor, roadmap.organisation_id)
        self._carriers: dict[Meaning, list[Carrier]] = {}

    def clear(self, item: Item) -> None:
        self._session.execute(delete(ItemOwner).where(ItemOwner.item_id == item.id))

    def give(self, leaf: Item, chosen: Meaning | None) -> list[Item]:
        """Put owners on an item; the items that are reminded of: it, or its shares."""
        parts = self._parts(leaf, chosen)
        self.clear(leaf)
        if len(parts) > 1:
            leaf.sharing = Sharing.EACH
            return [self._share(leaf, part) for part in parts]
        leaf.sharing = Sharing.ONE
        self._own(leaf, parts[0] if parts else _Part())
        return [leaf]

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

    def _sources(
        self, leaf: Item, chosen: Meaning | None
    ) -> Iterator[tuple[str | None, Meaning]]:
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
        self._session.add_all(
            ItemOwner(item_id=item.id, person_id=person_id, phrase=phrase)
            for person_id, phrase in owners.items()
        )

    def _share(self, leaf: Item, part: _Part) -> Item:
        title = leaf.title
        if part.school:
            title = _SCHOOL.format(title=title, school=part.school)
        share = Item(
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
        )
        self._session.add(share)
        self._session.flush()
        self._own(share, part)
        return share
