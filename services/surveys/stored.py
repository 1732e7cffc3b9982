"""A response and its campaign as rows: read with every answer and written back by `keep`, without
the session's objects, which take longer than all that is done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from db.models import Campaign, Organisation, QuestionnaireVersion, Response
from db.models.people import Given
from db.models.surveys import CampaignState, ResponseState
from db.prepared import Prepared
from services.surveys import paces
from services.upsert import columns, table_of


@dataclass(slots=True)
class ResponseRow:
    """See db.models.Response. What is changed here is stored by `keep`."""

    id: int
    campaign_id: int
    version_id: int
    person_id: int | None
    about_id: int | None
    pair_id: int | None
    invited_at: datetime
    state: ResponseState
    mentees: list[Any]
    at_key: str
    at_about: int
    shown_at: datetime | None
    draft: dict[str, Any]
    how: Given
    entered_by: int | None
    paper_on: date | None
    started_at: datetime | None
    touched_at: datetime | None
    sent_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """See db.models.Campaign."""

    id: int
    organisation_id: int
    version_id: int
    title: str
    state: CampaignState
    anonymous: bool
    auto: str
    opens_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """`sha`: of the version's content; `pace`: what is kept for services.surveys.paces."""

    response: ResponseRow
    campaign: CampaignRow
    sha: str
    timezone: str
    pace: dict[str, Any] | None


_RESPONSE, _CAMPAIGN = tuple(ResponseRow.__slots__), tuple(CampaignRow.__slots__)
_KEPT = _RESPONSE[_RESPONSE.index("state") :]
_response, _campaign = columns(Response), columns(Campaign)
_whole = (
    select(
        *(_response[name] for name in _RESPONSE),
        *(_campaign[name].label(f"of_{name}") for name in _CAMPAIGN),
        columns(QuestionnaireVersion).sha, columns(Organisation).timezone,
        paces.KEPT.label("pace"),
    )
    .select_from(table_of(Response))
    .join(table_of(Campaign), _campaign.id == _response.campaign_id)
    .join(table_of(Organisation), columns(Organisation).id == _campaign.organisation_id)
    .join(
        table_of(QuestionnaireVersion), columns(QuestionnaireVersion).id == _response.version_id
    )
    .where(_response.id == bindparam("response"))
)  # fmt: skip
_READ = Prepared(_whole)
_TAKEN = Prepared(_whole.with_for_update(of=table_of(Response)))
_KEEP = Prepared(
    update(table_of(Response))
    .where(_response.id == bindparam("response"))
    .values({name: bindparam(name) for name in _KEPT})
)


def read(session: Session, response_id: int, *, take: bool) -> Found | None:
    """`take`: for a change; whoever else changes it waits."""
    found = (_TAKEN if take else _READ).rows(session, response=response_id)
    return _found(found[0]) if found else None


def _found(row: Sequence[Any]) -> Found:
    cut = len(_RESPONSE)
    end = cut + len(_CAMPAIGN)
    return Found(ResponseRow(*row[:cut]), CampaignRow(*row[cut:end]), *row[end:])


def keep(session: Session, row: ResponseRow) -> None:
    """Store what was changed."""
    _KEEP.run(session, response=row.id, **{name: getattr(row, name) for name in _KEPT})
    known = session.identity_map.get(identity_key(Response, row.id))
    if known is not None:
        session.expire(known)
