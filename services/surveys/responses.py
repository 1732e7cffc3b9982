"""A response as a whole: whose it is, what it asks, what is answered, where the person is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.models import (
    Answer,
    Campaign,
    PairMember,
    Response,
)
from db.models.people import Given
from db.models.surveys import CampaignState, ResponseState
from db.prepared import Prepared
from domain.pairs import PairState, Side
from domain.roles import Action
from domain.survey import Key, Kind, Questionnaire, Reply, pair_signals, walk
from domain.survey.walk import Step
from services import entering, gate, installation
from services.actor import Actor
from services.errors import Refusal
from services.pairs import rights
from services.surveys import paces, runs, stored, versions
from services.surveys.stored import CampaignRow, ResponseRow
from services.upsert import columns

STANDING = "standing"  # Campaign.auto of what is answered outside of a campaign
INTERIM = "interim"  # Campaign.auto of what pairs are asked by themselves
ROUND = timedelta(days=pair_signals.OPEN_FOR)  # from the invitation on

_answer = columns(Answer)
_ANSWERS = Prepared(
    select(
        _answer.question, _answer.about, _answer.status, _answer.value, _answer.text, _answer.at
    ).where(_answer.response_id == bindparam("response"))
)


@dataclass
class Whole:
    """A response with all that is needed to go on with it. `rows`: its answers as they are
    stored; of an anonymous one that was sent there are none. `hushed`: whom it is (partly) about
    and nothing is asked of, since there is no consent now."""

    response: ResponseRow
    campaign: CampaignRow
    questionnaire: Questionnaire
    zone: ZoneInfo  # of the school
    pace: Mapping[Kind, float]  # services.surveys.paces
    rows: dict[Key, Any]
    personal: bool  # whether questions marked so are asked here
    hushed: frozenset[int] = frozenset()
    replies: dict[Key, Reply] = field(init=False)

    def __post_init__(self) -> None:
        self.replies = {key: reply_of(row) for key, row in self.rows.items()}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return walk.steps(self.questionnaire, self.replies, self.mentees, self.personal)

    @property
    def mentees(self) -> list[int]:
        """Whom its blocks are asked about now."""
        return [each for each in self.response.mentees if each not in self.hushed]

    def changed(self) -> None:
        """An answer came or went: what is asked may be another now."""
        self.__dict__.pop("steps", None)

    @property
    def sent(self) -> bool:
        return self.response.state is ResponseState.SENT

    @property
    def empty(self) -> bool:
        """Whether there is nothing to answer, as for a mentor without mentees."""
        return not any(step.counts for step in self.steps)

    @property
    def current(self) -> Step | None:
        """The question on the screen; None: the summary."""
        key = (self.response.at_key, self.response.at_about)
        at = walk.find(self.steps, key) if key[0] else None
        if at is not None:
            return at
        return None if self.sent else walk.first_open(self.steps, self.replies)

    @property
    def counted(self) -> dict[Key, Reply]:
        """The answers that count: those of questions that are asked."""
        return walk.counted(self.steps, self.replies)

    def is_open(self, now: datetime) -> bool:
        """Till the window has closed; for who had begun before, till the campaign is shut, a
        little later (services.surveys.renewing.GRACE). A round of an interim campaign, which
        stands for ever, has its days."""
        campaign, begun = self.campaign, self.response.started_at
        if campaign.state is not CampaignState.OPEN or campaign.opens_at > now:
            return False
        if campaign.auto == INTERIM:
            return now < self.response.invited_at + ROUND
        ends = campaign.closes_at
        return ends is None or now < ends or (begun is not None and begun < ends)


def tag_key(response_id: int, question: str, about: int) -> str:
    """AnswerTag.answer_key of an answer with a name."""
    return f"r{response_id}:{question}:{about}"


def reply_of(row: Answer | Any) -> Reply:
    return Reply(row.status, row.value.get("is"), row.text)


def load(
    session: Session, response_id: int, *, take: bool = False, now: datetime | None = None
) -> Whole:
    """`take`: for a change; whoever else changes it waits. `now`: to go on with it, so that
    nothing is asked about who has no consent. Raises Refusal("gone")."""
    found = stored.read(session, response_id, take=take)
    if found is None or found.response.state is ResponseState.WITHDRAWN:
        raise Refusal("gone")
    response = found.response
    asked = versions.by_sha(session, response.version_id, found.sha)
    answered = _ANSWERS.rows(session, response=response_id)
    return Whole(
        response=response,
        campaign=found.campaign,
        questionnaire=asked,
        zone=ZoneInfo(found.timezone),
        pace=paces.read(found.pace) if found.pace else {},
        rows={(row.question, row.about): row for row in answered},
        personal=_personal(session, asked),
        hushed=_hushed(session, response, now) if now is not None else frozenset(),
    )


def _hushed(session: Session, response: ResponseRow, now: datetime) -> frozenset[int]:
    about = {*response.mentees, *([response.about_id] if response.about_id else [])}
    return frozenset(about - gate.may_take_part(session, about, now) if about else ())


def own(session: Session, actor: Actor, response_id: int, *, take: bool = False) -> Whole:
    """The actor's own, or somebody's that is being entered from paper.

    Raises Refusal("gone" | "forbidden" | "survey_paper_anonymous" | "survey_paper_chat").
    """
    whole = load(session, response_id, take=take, now=actor.at)
    if whole.response.person_id != actor.me:
        ensure_paper(session, actor, whole)
        if whole.response.paper_on is None:
            raise Refusal("forbidden")
    return whole


def for_answering(session: Session, actor: Actor, response_id: int) -> Whole:
    """To save answers in it: the actor's own, or somebody's on paper that the actor may enter.

    Raises Refusal("gone" | "forbidden" | "survey_closed" | "survey_sent" | "survey_hushed" |
    "survey_paper_anonymous" | "survey_paper_chat").
    """
    whole = load(session, response_id, take=True, now=actor.at)
    if whole.response.person_id != actor.person_id:
        ensure_paper(session, actor, whole)
    ensure_open(whole, actor.at)
    return whole


def how(actor: Actor, whole: Whole) -> Given:
    """How the actor answers: in the chat, or for somebody else from a sheet of paper."""
    mine = whole.response.person_id == actor.person_id
    return Given.CHAT if mine else Given.PAPER


def ensure_paper(session: Session, actor: Actor, whole: Whole) -> None:
    """What somebody has answered in the chat is never shown to or changed by who enters paper;
    a class teacher sees the sheets alone that he has entered himself.

    Raises Refusal("forbidden" | "survey_paper_anonymous" | "survey_paper_consent" |
    "survey_paper_chat").
    """
    response, place = whole.response, whole.campaign.organisation_id
    if response.person_id is None:
        raise Refusal("forbidden")
    if whole.campaign.anonymous:
        raise Refusal("survey_paper_anonymous")
    entering.paper(session, actor, response.person_id, place)
    if response.person_id not in gate.may_take_part(session, [response.person_id], actor.at):
        raise Refusal("survey_paper_consent")
    on_paper = response.paper_on is not None
    if (whole.rows or response.draft) and not on_paper:
        raise Refusal("survey_paper_chat")
    if on_paper and response.entered_by != actor.me and not actor.may(Action.ENTER_PAPER, place):
        raise Refusal("forbidden")


def ensure_open(whole: Whole, now: datetime) -> None:
    """Raises Refusal("survey_closed" | "survey_sent" | "survey_hushed"): an anonymous one is
    nobody's any more, and nothing is asked about somebody without consent."""
    if whole.sent and whole.campaign.anonymous:
        raise Refusal("survey_sent")
    ensure_heard(whole)
    if not whole.is_open(now):
        raise Refusal("survey_closed")


def ensure_heard(whole: Whole) -> None:
    """Raises Refusal("survey_hushed") where all of it is about somebody without consent."""
    if whole.response.about_id in whole.hushed:
        raise Refusal("survey_hushed")


def answers(session: Session, ids: Collection[int]) -> dict[int, dict[Key, Reply]]:
    """All stored answers by response, those that do not count too (see domain.survey.walk);
    of anonymous campaigns none."""
    rows = session.scalars(
        select(Answer)
        .join(Response, Response.id == Answer.response_id)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(Answer.response_id.in_(ids), Campaign.anonymous.is_(False))
        .order_by(Answer.id)
    )
    found: dict[int, dict[Key, Reply]] = {each: {} for each in ids}
    for row in rows:
        found[row.response_id][(row.question, row.about)] = reply_of(row)
    return found


def open_for(
    session: Session,
    organisation_id: int,
    version_id: int,
    person_id: int,
    now: datetime,
    *,
    campaign_id: int | None = None,
    about_id: int | None = None,
    pair_id: int | None = None,
    round_: int = 0,
    slot: str = "",
) -> int:
    """The response of a person in a campaign, or (None) in the school's standing one of the
    version: the one there is, else a new one; its id. Without `slot` one a person and subject."""
    if campaign_id is None:
        campaign_id = _standing(session, organisation_id, version_id, now)
    slot = slot or ":".join(map(str, (person_id, about_id or 0, pair_id or 0, round_)))
    known = session.scalar(
        select(Response.id).where(Response.campaign_id == campaign_id, Response.slot == slot)
    )
    if known is not None:
        return known
    row = Response(
        campaign_id=campaign_id, version_id=version_id, slot=slot, person_id=person_id,
        about_id=about_id, pair_id=pair_id, round=round_, invited_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def mentees(session: Session, actor: Actor, whole: Whole) -> list[int]:
    """Whom a block is asked about: the mentee or the pair that it is all about, else everybody
    whom the person mentors in the school now."""
    response = whole.response
    if not any(each.each_mentee for each in whole.questionnaire.questions):
        return []
    if response.about_id is not None:
        return [response.about_id]
    person_id = response.person_id
    assert person_id is not None
    pairs = [
        pair.id
        for pair in rights.pairs_of(session, person_id, actor.today, Side.MENTOR)
        if pair.organisation_id == whole.campaign.organisation_id
        and pair.state in (PairState.ACTIVE, PairState.PAUSED)
        and response.pair_id in (None, pair.id)
    ]
    return _present(session, pairs, actor)


def _present(session: Session, pairs: Sequence[int], actor: Actor) -> list[int]:
    members: list[PairMember] = rights.present(session, pairs, actor.today)
    ids = dict.fromkeys(each.person_id for each in members if each.side is Side.MENTEE)
    fit = gate.may_take_part(session, ids, actor.at)
    return [each for each in ids if each in fit]


def _standing(session: Session, organisation_id: int, version_id: int, now: datetime) -> int:
    known = session.scalar(
        select(Campaign.id).where(
            Campaign.organisation_id == organisation_id,
            Campaign.version_id == version_id,
            Campaign.auto == STANDING,
            Campaign.state == CampaignState.OPEN,
        )
    )
    if known is not None:
        return known
    row = Campaign(
        organisation_id=organisation_id, version_id=version_id, auto=STANDING,
        title=versions.questionnaire(session, version_id).title, state=CampaignState.OPEN,
        audience={}, opens_at=now, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    runs.tell_apart(session, row)
    return row.id


def _personal(session: Session, asked: Questionnaire) -> bool:
    marked = any(each.personal for each in asked.questions)
    return not marked or installation.personal_questions(session)
