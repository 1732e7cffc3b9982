"""Questionnaires, campaigns, responses and answers, and the sheets of anonymous ones."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, choice
from db.models.people import Given
from domain.survey import AnswerStatus


class Questionnaire(Base):
    """A questionnaire of a school, or one that comes with the program (no organisation)."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("organisation_id", "key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class QuestionnaireVersion(Base):
    """What is asked, whole (domain.survey.Questionnaire as JSON); immutable once published."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    sha: Mapped[str] = mapped_column(String(64))  # of the content
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]  # null: being tried by who has sent it


class CampaignState(StrEnum):
    DRAFT = "draft"  # being put together: nobody is asked yet
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Campaign(Base):
    """One asking of one version: of whom, from when till when.

    `auto`: the program's own one, standing while it is open («interim»).
    """

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[CampaignState] = mapped_column(choice(CampaignState, "state"))
    audience: Mapped[dict[str, Any]]  # of services.surveys.audience
    anonymous: Mapped[bool] = mapped_column(default=False)
    auto: Mapped[str] = mapped_column(String(32), default="")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime | None] = mapped_column(index=True)  # null: until it is closed
    closed_at: Mapped[datetime | None]
    # When who is asked is looked at again; null: nobody comes or goes by itself.
    renew_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]  # the last time that all who wait were reminded at once
    # Of a closed anonymous one: how many, and which groups are told (services.surveys.sheets).
    frozen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The earlier campaign of the same scales that this one is the "after" of.
    before_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class CampaignItem(Base):
    """A line of a roadmap that a campaign does."""

    __tablename__ = "campaign_item"
    __table_args__ = (UniqueConstraint("campaign_id", "item_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)


class ResponseState(StrEnum):
    INVITED = "invited"
    STARTED = "started"
    SENT = "sent"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # no longer of the audience; answers are kept till erased


class Response(Base):
    """One person's way through a version: invited, begun, sent.

    Whom it is about: nobody else (null), a mentee, or a partner of a pair. `slot` tells apart
    what one person is asked several times in one campaign (services.surveys.slots).
    Of an anonymous campaign: nothing here tells when it was sent, and its answers are gone then.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("campaign_id", "slot"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    slot: Mapped[str] = mapped_column(String(64))
    # Null: an outsider with a one-off link.
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    about_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    pair_id: Mapped[int | None] = mapped_column(
        ForeignKey("pair.id", ondelete="CASCADE"), index=True
    )
    round: Mapped[int] = mapped_column(default=0)
    state: Mapped[ResponseState] = mapped_column(
        choice(ResponseState, "state"), default=ResponseState.INVITED
    )
    # Ids of the mentees that a block is asked about, fixed at the start.
    mentees: Mapped[list[Any]] = mapped_column(default=list)
    at_key: Mapped[str] = mapped_column(String(64), default="")  # the question on the screen
    at_about: Mapped[int] = mapped_column(BigId, default=0)
    shown_at: Mapped[datetime | None]  # when that question came onto the screen
    # What is chosen there, but not yet an answer (services.surveys.on_screen).
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    how: Mapped[Given] = mapped_column(choice(Given, "how"), default=Given.CHAT)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    paper_on: Mapped[date | None]
    invited_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    touched_at: Mapped[datetime | None]  # the last answer
    sent_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)  # grows with every answer


class Answer(Base):
    """The answer to one question (and mentee, 0: nobody) of one response; no row: not reached."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("response_id", "question", "about"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(64))
    about: Mapped[int] = mapped_column(BigId, default=0)
    status: Mapped[AnswerStatus] = mapped_column(choice(AnswerStatus, "status"))
    # {"is": …} as domain.survey.answers says for the kind; {} when there is none.
    value: Mapped[dict[str, Any]] = mapped_column(default=dict)
    text: Mapped[str] = mapped_column(Text, default="")  # own words beside a choice
    seconds: Mapped[int | None]  # from the question on the screen to the answer
    at: Mapped[datetime]


class AnswerChange(Base):
    """What an answer was before it was changed after sending."""

    __tablename__ = "answer_change"
    __table_args__ = (Index("ix_answer_change_response_at", "response_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(64))
    about: Mapped[int] = mapped_column(BigId, default=0)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class AnonymousSheet(Base):
    """A sent sheet of an anonymous campaign: a random key, no person, no time, no order."""

    __tablename__ = "anonymous_sheet"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    group: Mapped[str] = mapped_column(String(200), default="")  # only of five people or more
    answers: Mapped[dict[str, Any]]


class Opinion(Base):
    """A one-off link by which somebody tells three things of a mentee, without an account."""

    __tablename__ = "opinion"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    relation: Mapped[str] = mapped_column(String(32))  # class teacher, psychologist, parent …
    nonce: Mapped[str] = mapped_column(String(16), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AnswerTag(Base):
    """A tag that the curator put on an open answer («сильная сторона», «риск»).

    `answer_key`: of a response "r<id>:<question>:<about>", of a sheet "s<id>:<question>".
    """

    __tablename__ = "answer_tag"
    __table_args__ = (UniqueConstraint("campaign_id", "answer_key", "tag"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    answer_key: Mapped[str] = mapped_column(String(128))
    tag: Mapped[str] = mapped_column(String(64))
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
