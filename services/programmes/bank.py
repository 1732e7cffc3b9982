"""The bank of programmes: kept without names, listed by form, used again."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import programmes as shelf
from content.programmes import ProgrammeTemplate, TemplateLine
from content.templates import phrases
from db.models import Item, Organisation, Person, Programme, Roadmap, RoadmapTemplate
from domain.deadlines import Kind
from domain.names import split
from domain.pairs import Form
from domain.programmes import Head, HeadField, percent_of
from domain.programmes.words import PREPOSITION
from domain.roles import Action
from domain.search import key_of
from services import audit, chat, terms, tree
from services.actor import Actor, require
from services.errors import Refusal
from services.programmes.access import Access, for_writing
from services.programmes.begin import bank
from services.template_saving import Making, alike
from services.templates import NAME_LIMIT

_WORD = re.compile(rf"(?:\b{PREPOSITION}\s+)?\b([^\W\d_]+(?:-[^\W\d_]+)*)", re.IGNORECASE)
_LEAST = 4  # shorter names are ordinary words too often


@dataclass(frozen=True, slots=True)
class Kept:
    """`again`: the very same was kept before."""

    template_id: int
    name: str
    lines: int
    form: Form
    again: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A programme of the bank in its list. `school`: whose it is; `own`: may be changed."""

    template_id: int
    name: str
    form: Form | None
    lines: int
    school: str


@dataclass(frozen=True, slots=True)
class BankView:
    """One of them, whole."""

    line: Line
    template: ProgrammeTemplate
    may_edit: bool


def save(session: Session, actor: Actor, programme_id: int) -> Kept:
    """Keep a programme for others to begin from, without names and days.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "programme_no_lines").
    """
    access = for_writing(session, actor, programme_id)
    place = session.get_one(Organisation, access.roadmap.organisation_id)
    made = _template(session, access, place)
    if not made.lines:
        raise Refusal("programme_no_lines")
    form = access.pair.pair.form
    same = next((row for row, _ in bank(session, place.id) if shelf.parse(row.body) == made), None)
    if same is not None:
        return Kept(same.id, same.title, len(made.lines), form, again=True)
    row = RoadmapTemplate(
        organisation_id=place.id, title=made.name, body=shelf.body(made), form=form.value,
        created_by=actor.me, created_at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, actor, row, "programme_kept")
    return Kept(row.id, row.title, len(made.lines), form, again=False)


def listing(session: Session, actor: Actor, form: Form | None) -> tuple[list[Line], list[Form]]:
    """Those of one form (or all) that the current organisation may use, and the forms there are.

    Raises Refusal("forbidden").
    """
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    assert place is not None
    lines = [_line(row, school) for row, school in bank(session, place)]
    forms = list(dict.fromkeys(line.form for line in lines if line.form is not None))
    return [line for line in lines if form is None or line.form is form], forms


def view(session: Session, actor: Actor, template_id: int) -> BankView:
    """Raises Refusal("gone" | "forbidden")."""
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    assert place is not None
    for row, school in bank(session, place):
        if row.id == template_id:
            edits = actor.may(Action.EDIT_PAIRS, row.organisation_id)
            return BankView(_line(row, school), shelf.parse(row.body), edits)
    raise Refusal("gone")


def rename(session: Session, actor: Actor, template_id: int, name: str) -> None:
    """Raises Refusal("gone" | "forbidden" | "template_name")."""
    row = _kept(session, actor, template_id)
    shown = " ".join(name.replace("\0", "").split())
    if not shown or len(shown) > NAME_LIMIT:
        raise Refusal("template_name")
    row.title = shown
    chat.clear(session, actor)
    _record(session, actor, row, "programme_renamed")


def remove(session: Session, actor: Actor, template_id: int) -> None:
    """Take it off the list; programmes that were made of it stay."""
    row = _kept(session, actor, template_id)
    row.removed_at = actor.at
    _record(session, actor, row, "programme_unkept")


def _kept(session: Session, actor: Actor, template_id: int) -> RoadmapTemplate:
    row = session.get(RoadmapTemplate, template_id)
    if row is None or row.form is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_PAIRS, row.organisation_id)
    if row.removed_at is not None:
        raise Refusal("gone")
    return row


def _line(row: RoadmapTemplate, school: str) -> Line:
    made = shelf.parse(row.body)
    form = Form(row.form) if row.form else None
    return Line(row.id, row.title, form, len(made.lines), school)


def _record(session: Session, actor: Actor, row: RoadmapTemplate, action: str) -> None:
    audit.record(session, actor, action, f"template:{row.id}", row.organisation_id)


def _template(session: Session, access: Access, place: Organisation) -> ProgrammeTemplate:
    whole = tree.load(session, access.roadmap.id)
    bare = _Bare(Making(session, place, whole), _names(session, access))
    programme = access.programme
    head = {part.value: bare.text(_part(programme, part)) for part in HeadField}
    form = access.pair.pair.form
    return ProgrammeTemplate(
        name=(head["goal"].splitlines() or [""])[0][:NAME_LIMIT].rstrip(". ") or form.value,
        about="",
        forms=(form.value,),
        head=Head(**head),
        lines=tuple(bare.line(row.item, access.roadmap) for row in whole.rows),
    )


def _part(programme: Programme, part: HeadField) -> str:
    text: str = getattr(programme, part.value)
    return text


def _names(session: Session, access: Access) -> list[str]:
    """Surnames and given names of those who are in the pair."""
    ids = [member.person_id for member in access.pair.members]
    names = session.scalars(select(Person.name).where(Person.id.in_(ids)))
    parts = [part for name in map(split, names) for part in (name.surname, name.given)]
    return [part for part in parts if len(part) >= _LEAST]


class _Bare:
    """Words without the people of the school, and terms without days."""

    def __init__(self, making: Making, names: Collection[str]) -> None:
        self._making = making
        self._names = [key_of(name) for name in names]

    def text(self, text: str) -> str:
        lines = [self._line(line) for line in text.splitlines()]
        return "\n".join(line for line in lines if line)

    def _line(self, line: str) -> str:
        found = _WORD.sub(lambda match: "" if self._known(match[1]) else match[0], line)
        bare = " ".join(found.split()) if found != line else line
        return self._making.bare(bare)

    def _known(self, word: str) -> bool:
        return word[:1].isupper() and any(alike(key_of(word), name) for name in self._names)

    def line(self, item: Item, roadmap: Roadmap) -> TemplateLine:
        first, last, words = _term(item, roadmap)
        return TemplateLine(
            title=self.text(item.title) or item.title,
            result=self.text(item.result or ""),
            section=item.stage or item.section or "",
            who=", ".join(map(str, item.responsible)) if _roles(item) else "",
            first=first,
            last=last,
            words=words,
        )


def _roles(item: Item) -> bool:
    """Whether the words for who answers are those of our templates: no names among them."""
    said = ", ".join(map(str, item.responsible))
    return said in {line.who for key in shelf.KEYS for line in shelf.template(key).lines}


def _term(item: Item, roadmap: Roadmap) -> tuple[int | None, int | None, str]:
    """As percents of the programme's time, or as words for what has no days of its own."""
    spans, rule = terms.spans_of(item), terms.rule_of(item)
    if item.term_kind is not Kind.DATES or not spans:
        return None, None, phrases.term(item.deadline, item.term_kind, spans, rule)
    first, last = roadmap.period_start, roadmap.period_end
    start, end = spans[0][0], spans[-1][1]
    if first is None or last is None or end is None:
        return None, None, ""
    return (
        percent_of(first, last, start) if start is not None else None,
        percent_of(first, last, end),
        "",
    )
