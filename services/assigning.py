"""The curator says who answers: for a phrase wherever it stands, or for one row of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.named import Named
from domain.roles import Role
from domain.search import key_of
from services import chat, people, responsibles, takers, words
from services.actor import Actor
from services.draft_rows import Row, changing, draft, draft_item, rows
from services.errors import Refusal
from services.membership import require_member
from services.questions import counted, open_questions, to_answer
from services.responsibles import Meaning, Phrase
from services.row_people import give_row, row_meaning, spelled_out
from services.unowned import Reach, reached, unowned

ALWAYS_OFFERED = 4


@dataclass(frozen=True, slots=True)
class RoleOption:
    """A role to choose; `number` is its place in words.OFFERED, `count` who holds it."""

    number: int
    role: Role
    title: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A meaning with the names in it."""

    meaning: Meaning
    names: tuple[Named, ...]
    count: int  # people or schools behind a role
    schools: bool  # it is schools


@dataclass(frozen=True, slots=True)
class WhoView:
    """A phrase (or with `phrase` None a row) whose owners are to be named.

    `group` and `everywhere`: rows of the stage, and of all, that name nobody, this one included.
    """

    roadmap_id: int
    item: Item
    phrase: str | None
    rows: int
    number: int  # of the question, from 1; 0: answered already
    total: int
    told: Told | None
    proposed: bool
    staff: tuple[Named, ...]
    roles: tuple[RoleOption, ...]
    newcomer: str | None  # a name in the phrase that the school does not know yet
    group: int = 1
    everywhere: int = 1


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """A phrase in the list of all of them."""

    phrase: Phrase
    told: Told | None


def phrase_list(session: Session, actor: Actor, roadmap_id: int) -> tuple[str, list[PhraseLine]]:
    """The roadmap's title, and every phrase with its meaning; the unknown come first."""
    roadmap = draft(session, actor, roadmap_id)
    found = responsibles.phrases(session, roadmap, rows(session, roadmap_id))
    found.sort(key=lambda one: (one.meaning is not None, not one.proposed, one.position))
    place = roadmap.organisation_id
    lines = [PhraseLine(one, told(session, place, one.meaning)) for one in found]
    return roadmap.title, lines


def find(session: Session, actor: Actor, item_id: int, query: str) -> list[Named]:
    """Staff of the school whose name or post begins as typed; a find ends the wait for words."""
    roadmap, _ = draft_item(session, actor, item_id)
    found = [card.named for card in takers.staff(session, roadmap.organisation_id, query)]
    if found:
        chat.clear(session, actor)
    return found


def told(session: Session, organisation_id: int, meaning: Meaning | None) -> Told | None:
    """Put names to a meaning."""
    if meaning is None:
        return None
    names = people.named(session, meaning.person_ids)
    listed = tuple(names[id_] for id_ in meaning.person_ids if id_ in names)
    behind = responsibles.carriers(session, organisation_id, meaning)
    return Told(meaning, listed, len(behind), schools=any(one.school for one in behind))


def who_view(session: Session, actor: Actor, item_id: int, entry: int | None) -> WhoView:
    roadmap, item = draft_item(session, actor, item_id)
    place = roadmap.organisation_id
    staff = [card.named for card in takers.staff(session, place)]
    phrase = _phrase(session, roadmap, item, entry) if _is_phrase(entry) else None
    meaning = phrase.meaning if phrase else row_meaning(session, item)
    order = [(q.item_id, q.entry) for q in open_questions(session, actor, roadmap.id)]
    nobodys = unowned(session, rows(session, roadmap.id)) if entry is not None else []
    here = (phrase.item_id, phrase.entry) if phrase else (item.id, Reach.ROW)
    asked = entry is not None and here in order
    number, total = counted(roadmap, len(order), order.index(here) if asked else 0)
    return WhoView(
        roadmap_id=roadmap.id,
        item=item,
        phrase=phrase.text if phrase else None,
        rows=phrase.rows if phrase else len(_reached(nobodys, item, entry)),
        number=number if asked else 0,
        total=total,
        told=told(session, place, meaning),
        proposed=phrase is not None and phrase.proposed,
        staff=tuple(staff),
        roles=options(session, place),
        newcomer=_newcomer(phrase),
        group=len(reached(nobodys, item, Reach.STAGE)),
        everywhere=len(reached(nobodys, item, Reach.ALL)),
    )


def _is_phrase(entry: int | None) -> TypeGuard[int]:
    return entry is not None and entry >= 0


def _reached(nobodys: Sequence[Row], item: Item, entry: int | None) -> list[Item]:
    return [item] if entry is None else reached(nobodys, item, entry)


def _newcomer(phrase: Phrase | None) -> str | None:
    found = responsibles.person_in(phrase.text) if phrase and phrase.meaning is None else None
    return found[0] if found else None


def options(session: Session, organisation_id: int) -> tuple[RoleOption, ...]:
    """The roles to choose from: the usual ones, and those that somebody holds."""
    found: list[RoleOption] = []
    for number, (role, title) in enumerate(words.OFFERED):
        meaning = Meaning(role=role, title=title)
        behind = responsibles.carriers(session, organisation_id, meaning)
        count = sum(bool(one.person_ids) for one in behind)
        if count or number < ALWAYS_OFFERED:
            found.append(RoleOption(number, role, title, count))
    return tuple(found)


def _phrase(session: Session, roadmap: Roadmap, item: Item, entry: int) -> Phrase:
    """The phrase that stands at a place of a row. Raises Refusal("gone")."""
    if not 0 <= entry < len(item.responsible):
        raise Refusal("gone")
    key = key_of(str(item.responsible[entry]))
    every = rows(session, roadmap.id)
    for phrase in responsibles.phrases(session, roadmap, every):
        if phrase.key == key:
            return phrase
    raise Refusal("gone")


def assign_person(
    session: Session, actor: Actor, item_id: int, entry: int | None, person_id: int
) -> None:
    """One person answers."""
    roadmap, item = to_answer(session, actor, item_id)
    require_member(session, person_id, roadmap.organisation_id)
    _assign(session, roadmap, item, entry, Meaning((person_id,)))


def assign_me(session: Session, actor: Actor, item_id: int, entry: int | None) -> None:
    roadmap, item = to_answer(session, actor, item_id)
    _assign(session, roadmap, item, entry, Meaning((actor.me,)))


def toggle_person(
    session: Session, actor: Actor, item_id: int, entry: int | None, person_id: int
) -> None:
    """Add somebody to those who answer, or take them out."""
    roadmap, item = to_answer(session, actor, item_id)
    require_member(session, person_id, roadmap.organisation_id)
    _require_one(entry)
    before = _present(session, roadmap, item, entry) or Meaning()
    ids = before.person_ids
    kept = tuple(id_ for id_ in ids if id_ != person_id)
    after = Meaning(kept if person_id in ids else (*ids, person_id), each=before.each)
    _assign(session, roadmap, item, entry, after if after.person_ids else None)


def assign_role(
    session: Session, actor: Actor, item_id: int, entry: int | None, number: int, each: bool
) -> None:
    """All who hold a role of words.OFFERED, together or each of them."""
    roadmap, item = to_answer(session, actor, item_id)
    if not 0 <= number < len(words.OFFERED):
        raise Refusal("gone")
    role, title = words.OFFERED[number]
    meaning = Meaning(role=role, title=title, each=each)
    if not _is_phrase(entry):
        meaning = spelled_out(session, roadmap, meaning)
    _assign(session, roadmap, item, entry, meaning)


def share(session: Session, actor: Actor, item_id: int, entry: int | None, each: bool) -> None:
    """Whether those who answer do it together or each of them."""
    roadmap, item = to_answer(session, actor, item_id)
    _require_one(entry)
    before = _present(session, roadmap, item, entry)
    if before is not None:
        _assign(session, roadmap, item, entry, replace(before, each=each))


def _require_one(entry: int | None) -> None:
    """Several people are put together on one row or phrase. Raises Refusal("gone")."""
    if entry is not None and entry < Reach.ROW:
        raise Refusal("gone")


def add_newcomer(session: Session, actor: Actor, item_id: int, entry: int) -> None:
    """The phrase names somebody new: add them as a person without a chat."""
    roadmap, item = to_answer(session, actor, item_id)
    phrase = _phrase(session, roadmap, item, entry)
    found = responsibles.person_in(phrase.text)
    if found is None:
        raise Refusal("gone")
    place = roadmap.organisation_id
    person_id = people.add_person(session, actor, *found, organisation_id=place)
    responsibles.remember(session, place, phrase.text, Meaning((person_id,)))


def confirm(session: Session, actor: Actor, roadmap_id: int) -> int:
    """All that was understood by itself is right; how many phrases that were."""
    roadmap = changing(session, actor, roadmap_id)
    return responsibles.confirm(session, roadmap, rows(session, roadmap_id))


def _present(session: Session, roadmap: Roadmap, item: Item, entry: int | None) -> Meaning | None:
    if not _is_phrase(entry):
        return row_meaning(session, item)
    return _phrase(session, roadmap, item, entry).meaning


def _assign(
    session: Session, roadmap: Roadmap, item: Item, entry: int | None, meaning: Meaning | None
) -> None:
    if _is_phrase(entry):
        phrase = _phrase(session, roadmap, item, entry)
        responsibles.remember(session, roadmap.organisation_id, phrase.text, meaning)
        return
    nobodys = unowned(session, rows(session, roadmap.id)) if entry is not None else []
    for each in _reached(nobodys, item, entry):
        give_row(session, each, meaning)
