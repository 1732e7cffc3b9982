"""From which sums on the levels of a scored questionnaire are reached: each school's own choice.

What was changed, by whom and when stands in the log of acts, which is only added to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Campaign, QuestionnaireVersion, Setting
from db.models import Questionnaire as Row
from domain.named import Named
from domain.roles import Action
from domain.survey import Questionnaire, scoring
from domain.survey.scoring import Level
from services import audit, chat, people
from services.actor import Actor, require
from services.errors import Refusal
from services.surveys import versions

SETS = Action.EDIT_PAIRS
CHANGED = "survey_levels"  # an act of the log
TOLD = 5  # changes that are shown


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: the thresholds as they were set then, by level."""

    at: datetime
    who: Named | None
    leasts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """`top`: the highest sum; `rows`: of how many statements; `levels` from the highest down,
    `changes` the last ones, the newest first."""

    version_id: int
    title: str
    top: int
    rows: int
    levels: tuple[Level, ...]
    changes: tuple[Changed, ...]

    @property
    def usual(self) -> bool:
        return all(each.least == each.usual for each in self.levels)


def of(
    session: Session, organisation_id: int, version_id: int, asked: Questionnaire
) -> tuple[Level, ...]:
    """The levels as the school counts them; none where nothing is scored."""
    if scoring.matrix(asked) is None:
        return ()
    questionnaire_id = _questionnaire(session, version_id).id
    row = session.get(Setting, _key(organisation_id, questionnaire_id))
    return scoring.levels(asked, row.value if row else {})


def scale(session: Session, actor: Actor, version_id: int, campaign_id: int | None) -> Scale:
    """Of a questionnaire, or of the one that a campaign asks.

    Raises Refusal("gone" | "forbidden")."""
    place = _place(session, actor, version_id, campaign_id)
    asked = versions.questionnaire(session, version_id)
    matrix = scoring.matrix(asked)
    if matrix is None:
        raise Refusal("gone")
    return Scale(
        version_id, asked.title, scoring.top(asked), len(matrix.rows),
        of(session, place, version_id, asked), _changes(session, place, version_id),
    )  # fmt: skip


def put(
    session: Session, actor: Actor, version_id: int, campaign_id: int | None, at: int, said: str
) -> Scale:
    """Another threshold for the level at a place of the list, as it was typed.

    Raises Refusal("gone" | "forbidden" | "survey_level_number" | "survey_level_between"). What is
    wrong leaves the question open.
    """
    known = scale(session, actor, version_id, campaign_id)
    if not 0 <= at < len(known.levels):
        raise Refusal("gone")
    level = known.levels[at]
    if not said.strip().isdecimal():
        raise Refusal("survey_level_number", low=level.low, high=level.high)
    least = int(said.strip()[:9])
    if not level.low <= least <= level.high:
        raise Refusal("survey_level_between", low=level.low, high=level.high)
    chat.clear(session, actor)
    leasts = {each.key: each.least for each in known.levels if each.moves}
    return _keep(session, actor, known, campaign_id, {**leasts, level.key: least})


def usual(session: Session, actor: Actor, version_id: int, campaign_id: int | None) -> Scale:
    """As the questionnaire has them. Raises Refusal("gone" | "forbidden")."""
    known = scale(session, actor, version_id, campaign_id)
    leasts = {each.key: each.usual for each in known.levels[:-1]}
    return _keep(session, actor, known, campaign_id, leasts)


def _keep(
    session: Session, actor: Actor, known: Scale, campaign_id: int | None, leasts: dict[str, int]
) -> Scale:
    version_id = known.version_id
    if leasts == {each.key: each.least for each in known.levels[:-1]}:
        return known
    place = _place(session, actor, version_id, campaign_id)
    questionnaire_id = _questionnaire(session, version_id).id
    session.merge(Setting(key=_key(place, questionnaire_id), value=dict(leasts)))
    audit.record(session, actor, CHANGED, f"questionnaire:{questionnaire_id}", place, **leasts)
    session.flush()
    return scale(session, actor, version_id, campaign_id)


def _changes(session: Session, place: int, version_id: int) -> tuple[Changed, ...]:
    subject = f"questionnaire:{_questionnaire(session, version_id).id}"
    rows = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.organisation_id == place, AuditEntry.action == CHANGED,
            AuditEntry.subject == subject,
        )
        .order_by(AuditEntry.id.desc())
        .limit(TOLD)
    ).all()  # fmt: skip
    names = people.named(session, {row.actor_id for row in rows if row.actor_id})
    return tuple(Changed(row.at, names.get(row.actor_id or 0), row.data) for row in rows)


def _place(session: Session, actor: Actor, version_id: int, campaign_id: int | None) -> int:
    """The school whose thresholds they are. Raises Refusal("gone" | "forbidden")."""
    place = actor.organisation_id
    if campaign_id is not None:
        row = session.get(Campaign, campaign_id)
        if row is None or row.version_id != version_id:
            raise Refusal("gone")
        place = row.organisation_id
    require(session, actor, SETS, place)
    if _questionnaire(session, version_id).organisation_id not in (None, place):
        raise Refusal("forbidden")
    return place


def _questionnaire(session: Session, version_id: int) -> Row:
    version = session.get(QuestionnaireVersion, version_id)
    if version is None:
        raise Refusal("gone")
    return session.get_one(Row, version.questionnaire_id)


def _key(organisation_id: int, questionnaire_id: int) -> str:
    return f"survey_levels:{organisation_id}:{questionnaire_id}"
