"""Roadmaps to begin from: offered, looked at, made a draft; a school's own kept and removed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import templates as shelf
from content.templates import Template, TemplateRow
from content.templates.phrases import COLUMNS
from db.models import Organisation, RoadmapTemplate
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.past import target_year
from domain.roles import Action
from domain.schoolyear import label
from imports.reading import Row as ReadRow
from imports.roadmap import Document
from services import audit, calendars, chat, drafts, terms
from services.actor import Actor, require
from services.draft_rows import draft, rows
from services.drafts import Created
from services.errors import Refusal

NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Offered:
    """A line of the list; `key`: a name of content.templates, or the number of a school's own.

    `school`: whose own it is; empty for ours.
    """

    key: str
    name: str
    about: str
    rows: int
    school: str


@dataclass(frozen=True, slots=True)
class TemplateView:
    """One of them; `years`: this school year (or the coming one) and the next."""

    key: str
    own: int | None
    name: str
    school: str
    template: Template
    years: tuple[int, int]
    may_edit: bool


def place_of(session: Session, actor: Actor) -> int:
    """The organisation that a roadmap is begun for. Raises Refusal("forbidden")."""
    place = drafts.place_for(actor)
    require(session, actor, Action.EDIT_ROADMAP, place)
    assert place is not None
    return place


def offered(session: Session, actor: Actor) -> list[Offered]:
    """The organisation's own and those of the municipality above, then ours, the fitting first."""
    place = session.get_one(Organisation, place_of(session, actor))
    ours = [(key, shelf.template(key)) for key in shelf.KEYS]
    ours.sort(key=lambda pair: pair[1].kind != place.kind)
    own = [
        Offered(str(row.id), row.title, "", len(shelf.parse(row.body).rows), name)
        for row, name in _own(session, place)
    ]
    return [*own, *(Offered(key, t.name, t.about, len(t.rows), "") for key, t in ours)]


def _own(session: Session, place: Organisation) -> Sequence[tuple[RoadmapTemplate, str]]:
    """The newest first, those of the organisation itself before those from above."""
    found = session.execute(
        select(RoadmapTemplate, Organisation.name)
        .join(Organisation, Organisation.id == RoadmapTemplate.organisation_id)
        .where(
            RoadmapTemplate.organisation_id.in_(_seen_from(place)),
            RoadmapTemplate.removed_at.is_(None),
            RoadmapTemplate.form.is_(None),
        )
        .order_by((RoadmapTemplate.organisation_id != place.id), RoadmapTemplate.id.desc())
    )
    return [(row, name) for row, name in found]


def _seen_from(place: Organisation) -> list[int]:
    return [place.id] if place.parent_id is None else [place.id, place.parent_id]


def view(session: Session, actor: Actor, key: str) -> TemplateView:
    """Raises Refusal("gone" | "forbidden")."""
    place = session.get_one(Organisation, place_of(session, actor))
    year = target_year(actor.today)
    row, school = _found(session, place, key)
    made = shelf.parse(row.body) if row else shelf.template(key)
    return TemplateView(
        key=key,
        own=row.id if row else None,
        name=row.title if row else made.name,
        school=school,
        template=made,
        years=(year, year + 1),
        may_edit=row is not None and actor.may(Action.EDIT_ROADMAP, row.organisation_id),
    )


def _found(session: Session, place: Organisation, key: str) -> tuple[RoadmapTemplate | None, str]:
    """A school's own template with its school; None for one of ours. Raises Refusal("gone")."""
    if key in shelf.KEYS:
        return None, ""
    for row, name in _own(session, place):
        if str(row.id) == key:
            return row, name
    raise Refusal("gone")


def start(session: Session, actor: Actor, key: str, year: int) -> int:
    """Make a draft of it for a school year; the same again opens the draft that it made."""
    return begin(session, actor, key, year).roadmap_id


def begin(session: Session, actor: Actor, key: str, year: int) -> Created:
    """The same, saying whether the draft is a new one. Raises Refusal("gone" | "forbidden" |
    "period_unclear").
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("period_unclear")
    found = view(session, actor, key)
    mark = hashlib.sha256(f"template {key} {year}".encode()).hexdigest()
    created = drafts.create(session, actor, _document(found.template, year), found.name, mark)
    if created.fresh:
        _set_steps(session, actor, created.roadmap_id, found.template.rows)
    return created


def _document(made: Template, year: int) -> Document:
    """As if it had been read from a file."""
    return Document(
        title=made.titled(label(year).replace("-", "\N{EN DASH}")),
        organisation=None,
        approval=(),
        period_label=label(year),
        columns=COLUMNS,
        rows=tuple(
            _row(row, stage.name, f"{at}.{number}")
            for at, stage in enumerate(made.stages, 1)
            for number, row in enumerate(stage.rows, 1)
        ),
        warnings=(),
    )


def _row(row: TemplateRow, stage: str, number: str) -> ReadRow:
    return ReadRow(
        section=row.section or None,
        stage=stage or None,
        number=row.number or number,
        title=row.title,
        content=row.content or None,
        steps=tuple(step.title for step in row.steps),
        deadline=row.term or None,
        responsible=row.responsible,
        result=row.result or None,
    )


def _set_steps(
    session: Session, actor: Actor, roadmap_id: int, made: Sequence[TemplateRow]
) -> None:
    """Steps with a term or people of their own."""
    roadmap = draft(session, actor, roadmap_id)
    period = terms.period_of(roadmap)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    for row, meant in zip(rows(session, roadmap_id), made, strict=True):
        for item, step in zip(row.steps, meant.steps, strict=True):
            if step.term:
                item.deadline = step.term
                terms.store(item, terms.of_phrase(step.term, period, calendar))
            if step.responsible:
                item.responsible = list(step.responsible)


def rename(session: Session, actor: Actor, template_id: int, name: str) -> None:
    """Raises Refusal("gone" | "forbidden" | "template_name")."""
    row = _kept(session, actor, template_id)
    shown = " ".join(name.replace("\0", "").split())
    if not shown or len(shown) > NAME_LIMIT:
        raise Refusal("template_name")
    row.title = shown
    chat.clear(session, actor)
    _record(session, actor, row, "template_renamed")


def remove(session: Session, actor: Actor, template_id: int) -> None:
    """Take it off the list; drafts and roadmaps that were made of it stay."""
    row = _kept(session, actor, template_id)
    row.removed_at = actor.at
    _record(session, actor, row, "template_removed")


def _kept(session: Session, actor: Actor, template_id: int) -> RoadmapTemplate:
    row = session.get(RoadmapTemplate, template_id)
    if row is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, row.organisation_id)
    if row.removed_at is not None:
        raise Refusal("gone")
    return row


def _record(session: Session, actor: Actor, row: RoadmapTemplate, action: str) -> None:
    audit.record(session, actor, action, f"template:{row.id}", row.organisation_id)
