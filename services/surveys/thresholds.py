"""From which point of ten on somebody counts as satisfied: each school's own choice."""

from sqlalchemy.orm import Session

from db.models import Setting
from domain.survey.statistics import SATISFIED
from services.errors import Refusal

CHOICES = (5, 6, 7, 8, 9)


def of(session: Session, organisation_id: int) -> int:
    row = session.get(Setting, _key(organisation_id))
    return int(row.value["least"]) if row else SATISFIED


def put(session: Session, organisation_id: int, least: int) -> None:
    """Raises Refusal("gone") for what is no choice."""
    if least not in CHOICES:
        raise Refusal("gone")
    row = session.get(Setting, _key(organisation_id))
    if row is None:
        session.add(Setting(key=_key(organisation_id), value={"least": least}))
    else:
        row.value = {"least": least}
    session.flush()


def _key(organisation_id: int) -> str:
    return f"survey_satisfied:{organisation_id}"
