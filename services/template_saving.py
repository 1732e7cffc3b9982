"""A roadmap kept as a template: its words and terms, without people, years and what was done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import templates as shelf
from content.templates import Template, TemplateRow, TemplateStage, TemplateStep, phrases
from db.models import Item, Organisation, Person, Roadmap, RoadmapTemplate, RoleGrant
from db.models.people import OrganisationKind
from domain.names import FullName, split
from domain.roles import AT_SCHOOLS, Action, Role
from domain.search import key_of, search_key
from services import audit, terms, tree, words
from services.actor import Actor
from services.item_rights import roadmap_for
from services.templates import NAME_LIMIT
from services.tree import Node, Tree, group

_LEADING = (Role.COORDINATOR, Role.HEAD, Role.CURATOR, Role.SPECIALIST, Role.MENTOR, Role.MENTEE)
_MANY = (Role.MENTOR, Role.SPECIALIST, Role.MENTEE, Role.CURATOR, Role.HEAD, Role.COORDINATOR)
_ENDING = 2  # letters by which the cases of a surname differ, about
_LEAST = 3

Post = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """`again`: the very same was kept before; `city`: the schools of a municipality see it too."""

    key: str
    name: str
    rows: int
    again: bool
    city: bool


def save(session: Session, actor: Actor, roadmap_id: int) -> Saved:
    """Raises Refusal("gone" | "forbidden" | "not_launched")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    made = _template(session, roadmap)
    city = made.kind == OrganisationKind.MUNICIPALITY
    kept = session.scalars(
        select(RoadmapTemplate).where(
            RoadmapTemplate.organisation_id == roadmap.organisation_id,
            RoadmapTemplate.removed_at.is_(None),
            RoadmapTemplate.form.is_(None),
        )
    )
    same = next((row for row in kept if shelf.parse(row.body) == made), None)
    if same is not None:
        return Saved(str(same.id), same.title, len(made.rows), again=True, city=city)
    row = RoadmapTemplate(
        organisation_id=roadmap.organisation_id,
        title=made.name,
        body=shelf.body(made),
        created_by=actor.me,
        created_at=actor.at,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "template_saved", f"template:{row.id}", roadmap.organisation_id,
        rows=len(made.rows),
    )  # fmt: skip
    return Saved(str(row.id), row.title, len(made.rows), again=False, city=city)


def _template(session: Session, roadmap: Roadmap) -> Template:
    place = session.get_one(Organisation, roadmap.organisation_id)
    whole = tree.load(session, roadmap.id)
    making = Making(session, place, whole)
    title = phrases.title(making.bare(roadmap.title))
    return Template(
        kind=place.kind.value,
        name=phrases.name(title)[:NAME_LIMIT] or title[:NAME_LIMIT],
        about="",
        title=title,
        stages=tuple(
            TemplateStage(
                wanted[1] or "",
                tuple(making.row(node) for node in whole.rows if group(node.item) == wanted),
            )
            for wanted in whole.groups()
        ),
    )


class Making:
    """Rows without people; what is asked of the database is asked once."""

    def __init__(self, session: Session, place: Organisation, whole: Tree) -> None:
        owners = {owner for node in whole.rows for owner in _everyone(node)}
        self._city = place.kind is OrganisationKind.MUNICIPALITY
        self._posts = _posts(session, place.id, owners)
        names = _names(session, place.id, owners)
        self._surnames = frozenset(key_of(name.surname) for name in names if name.surname)
        self._words = frozenset(
            key_of(word)
            for name in names
            for word in f"{name.surname} {name.given} {name.patronymic}".split()
        )

    def row(self, node: Node) -> TemplateRow:
        item = node.item
        return TemplateRow(
            title=self.bare(item.title) or item.title,
            term=_term(item),
            responsible=self._responsible(node),
            result=self.bare(item.result or ""),
            content=self.bare(item.content or ""),
            section=item.section or "",
            number=item.number or "",
            steps=tuple(self._step(step, node) for step in node.steps),
        )

    def _step(self, step: Node, row: Node) -> TemplateStep:
        own, above = _term(step.item), _term(row.item)
        people, theirs = self._responsible(step), self._responsible(row)
        return TemplateStep(
            title=self.bare(step.item.title) or step.item.title,
            term="" if own == above else own,
            responsible=() if people == theirs else people,
        )

    def _responsible(self, node: Node) -> tuple[str, ...]:
        """The words of the document without names; where none are left, the owners' roles."""
        said = [self._entry(str(entry)) for entry in node.item.responsible]
        kept = tuple(dict.fromkeys(entry for entry in said if entry))
        return kept or self._roles(list(dict.fromkeys(_everyone(node))))

    def _entry(self, entry: str) -> str:
        bare = words.PERSON.sub(" ", entry)
        kept = [word for word in bare.split() if key_of(word) not in self._words]
        said = " ".join(kept).strip(" ,.;:()-")
        return said if key_of(said) else ""

    def _roles(self, owners: Sequence[int]) -> tuple[str, ...]:
        """One role that all of them hold, else the first of each."""
        held = [self._posts.get(owner, []) for owner in owners]
        order = _MANY if len(owners) > 1 else _LEADING
        common = [post for post in held[0] if all(post in each for each in held)] if held else []
        chosen = [_first(common, order)] if common else [_first(each, order) for each in held]
        said = [self._word(post, len(owners) > 1) for post in chosen if post is not None]
        return tuple(dict.fromkeys(word for word in said if word))

    def _word(self, post: Post, several: bool) -> str:
        role, title = post
        of_schools = self._city and role in AT_SCHOOLS
        return phrases.role_words(role, title, several=several, of_schools=of_schools)

    def bare(self, text: str) -> str:
        """Without the names of people of this school; «имени А. С. Пушкина» stays."""
        found = text
        for match in words.PERSON.finditer(text):
            if _is_known(match["name"], self._surnames):
                found = found.replace(match["name"], "")
        return " ".join(found.split()).strip(" ,;:") if found != text else text


def _first(posts: Iterable[Post], order: Sequence[Role]) -> Post | None:
    known = [post for post in posts if post[0] in order]
    return min(known, key=lambda post: order.index(post[0]), default=None)


def _everyone(node: Node) -> list[int]:
    """Who answers for it or for any part of it."""
    return [*node.own_owners, *(owner for part in node.children for owner in _everyone(part))]


def _is_known(name: str, surnames: Collection[str]) -> bool:
    wanted = search_key(split(name).surname)
    return any(alike(wanted, surname) for surname in surnames)


def alike(one: str, other: str) -> bool:
    """The same surname in any case."""
    length = max(min(len(one), len(other)) - _ENDING, _LEAST)
    return one[:length] == other[:length]


def _term(item: Item) -> str:
    spans, rule = terms.spans_of(item), terms.rule_of(item)
    return phrases.term(item.deadline, item.term_kind, spans, rule)


def _posts(session: Session, organisation_id: int, owners: set[int]) -> dict[int, list[Post]]:
    """What everybody holds now, what is held in this organisation first."""
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role, RoleGrant.title)
        .where(RoleGrant.person_id.in_(owners), RoleGrant.until.is_(None))
        .order_by((RoleGrant.organisation_id != organisation_id), RoleGrant.id)
    )
    found: dict[int, list[Post]] = {}
    for person_id, role, title in rows:
        found.setdefault(person_id, []).append((role, title))
    return found


def _names(session: Session, organisation_id: int, owners: set[int]) -> list[FullName]:
    """Of everybody of the organisation, the gone among them, and of the owners."""
    names = session.scalars(
        select(Person.name).where(
            (Person.organisation_id == organisation_id) | Person.id.in_(owners)
        )
    )
    return [split(name) for name in names]
