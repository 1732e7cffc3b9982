"""Who answers for a row: names as the sheet lists them, roles, posts, «Я», several, «каждый»."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from domain.roles import Role
from domain.search import search_key
from imports.cells import Typed
from services import responsibles, takers
from services import words as roles
from services.actor import Actor
from services.responsibles import Guesser, Meaning
from services.roundtrip import words
from services.roundtrip.alike import alike
from services.roundtrip.model import Misread, State, Wording
from services.roundtrip.typed import computed


class OwnerRule:
    """`ids`: whom a meaning comes to in the organisation of the sheet."""

    clears = False
    exact = False

    def __init__(self, session: Session, actor: Actor, place: int, wording: Wording) -> None:
        self._session, self._actor, self._place = session, actor, place
        self._shown = shown(session, place, wording)
        self._names = listed(self._shown)
        self._roles = {
            search_key(wording.role(role, title)): (role, title) for role, title in roles.OFFERED
        }
        self._guess = Guesser(session, place)
        self._known: dict[str, Meaning] = {}

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        text = computed(typed)
        each, bare = _sharing(text)
        parts = [part for part in map(str.strip, words.BETWEEN.split(bare)) if part]
        if each:
            parts = [words.ALL_OF.get(search_key(part), part) for part in parts]
        if not parts:
            raise Misread("owner_unknown", name=text)
        return self._together([one for part in parts for one in self._meant(part)], each)

    def _together(self, found: Sequence[Meaning], each: bool | None) -> State:
        lone = found[0] if len(found) == 1 else None
        everybody = any(one.each for one in found) if each is None else each
        ids = list(dict.fromkeys(id_ for one in found for id_ in self.ids(one)))
        role = lone.role if lone else None
        return encoded(ids, everybody, role, lone.title if lone else None)

    def _meant(self, part: str) -> list[Meaning]:
        """One, or two joined by «и»: a post may have that word in itself."""
        try:
            return [self._one(part)]
        except Misread:
            both = words.AND.split(part)
            if len(both) < 2:
                raise
            return [self._one(each) for each in both]

    def _one(self, written: str) -> Meaning:
        key = search_key(written)
        if key not in self._known:
            self._known[key] = self._found(written, key)
        return self._known[key]

    def _found(self, written: str, key: str) -> Meaning:
        if key in words.ME:
            return Meaning((self._actor.me,))
        if key in self._names:
            return Meaning((self._names[key],))
        if key in self._roles:
            return self._held(written, *self._roles[key])
        meaning = self._guess.exact(written) or self._guess.meaning(written)
        if meaning is None or not self._is_whole(written):
            raise self._unknown(written)
        return meaning

    def _unknown(self, written: str) -> Misread:
        """A slip of the pen is answered with the name that was meant."""
        name = alike(written, self._shown)
        if name is not None:
            return Misread("owner_alike", alike=name)
        return Misread("owner_unknown", name=written)

    def _is_whole(self, written: str) -> bool:
        """Whether nobody else is named beside the person: two names may stand without a comma."""
        found = responsibles.person_in(written)
        post = found[1] if found else ""
        if not words.CAPITAL.search(post) or words.POST.fullmatch(post):
            return True
        another = responsibles.person_in(post) is not None or self._guess.exact(post) is not None
        return not another and self._guess.meaning(post) is not None

    def _held(self, written: str, role: Role, title: str | None) -> Meaning:
        meaning = Meaning(role=role, title=title, each=True)
        if not self.ids(meaning):
            raise Misread("owner_role", name=written)
        return self._guess.meaning(written) or meaning

    def ids(self, meaning: Meaning) -> list[int]:
        found = responsibles.carriers(self._session, self._place, meaning)
        return list(dict.fromkeys(id_ for carrier in found for id_ in carrier.person_ids))

    def same(self, wanted: State, present: State) -> bool:
        alone = len(wanted["ids"]) < 2
        return wanted["ids"] == present["ids"] and (alone or wanted["each"] == present["each"])

    def moved(self, base: State, present: State) -> bool:
        return not self.same(base, present)


def encoded(
    ids: Sequence[int], each: bool, role: Role | None = None, title: str | None = None
) -> dict[str, Any]:
    return {
        "ids": sorted(set(ids)),
        "each": each and len(set(ids)) > 1,
        "role": role.value if role else None,
        "title": title,
    }


def decoded(state: State) -> Meaning:
    """As a phrase would be remembered: a role stays one."""
    role = Role(state["role"]) if state["role"] else None
    ids = () if role else tuple(state["ids"])
    return Meaning(ids, role, state["title"], each=state["each"])


def _sharing(text: str) -> tuple[bool | None, str]:
    """Whether «каждый» or «один за всех» stands there, and the words without it."""
    for pattern, each in ((words.EACH, True), (words.TOGETHER, False)):
        if pattern.search(text):
            return each, pattern.sub("\n", text)
    return None, text


def shown(session: Session, place: int, wording: Wording) -> Sequence[tuple[str, int]]:
    """The people whom the sheet lists: the words that stand for each."""
    return [(wording.name(card.named), card.id) for card in takers.staff(session, place)]


def listed(shown: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    """People by those words; not by words that two share."""
    keys = [search_key(name) for name, _ in shown]
    return {key: id_ for key, (_, id_) in zip(keys, shown, strict=True) if keys.count(key) == 1}


def choices(session: Session, place: int, wording: Wording) -> tuple[str, ...]:
    """What the sheet offers to choose from: people, then the roles that somebody holds."""
    held = [
        wording.role(role, title)
        for role, title in roles.OFFERED
        if any(
            carrier.person_ids
            for carrier in responsibles.carriers(session, place, Meaning(role=role, title=title))
        )
    ]
    names = [name for name, _ in shown(session, place, wording)]
    return tuple(dict.fromkeys([*names, *held]))
