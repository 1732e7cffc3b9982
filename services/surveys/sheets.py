"""Anonymous sheets: on sending, the answers part from the person for good.

What is promised and what is not: docs/decisions/0009-anonymous-answers.md.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from db.engine import erased
from db.models import AnonymousSheet, Answer, AnswerChange, Campaign, Prompt, Response
from db.models.people import Given
from db.models.surveys import CampaignState, ResponseState
from domain.survey import AnswerStatus, Key, Questionnaire, Reply, anonymity
from domain.survey.model import Kind
from domain.survey.statistics import SATISFIED
from services.surveys import sides, thresholds, versions
from services.surveys.reminding import KIND as REMINDED

PART = "#"  # in the key of an answer about one of several mentees: «useful#2»
_BITS = 63
_OVER = (CampaignState.CLOSED, CampaignState.CANCELLED)
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Frozen:
    """A closed anonymous asking. `groups`: sheets of the groups that are told at all; `told`: of
    which of them the answers to a question are told; `least`: from which point of ten on
    somebody is satisfied, since two thresholds together would tell what lies between."""

    invited: int
    sent: int
    groups: Mapping[str, int]
    told: Mapping[str, frozenset[str]]
    least: int = SATISFIED


@dataclass(frozen=True, slots=True)
class Sheet:
    id: int
    group: str
    replies: Mapping[str, Reply]


def drop_in(session: Session, response: Response, answers: Mapping[Key, Reply]) -> None:
    """Move these answers of a sent response into a sheet with a random key and erase the draft,
    with everything of the response that tells when or in which steps it was answered.

    All sheets of the campaign are written anew in random order under new keys, so that neither
    the place of a row nor the transaction that wrote it tells which of them came last.
    """
    campaign = _take(session, response.campaign_id)
    group = ""
    if response.person_id is not None:
        group = sides.of(session, campaign.organisation_id, [response.person_id])[
            response.person_id
        ]
    _erase_draft(session, response)
    rows = [(each.group, each.answers) for each in _rows(session, campaign.id)]
    _rewrite(session, campaign.id, [*rows, (group, _plain(answers))])


def freeze(session: Session, campaign_id: int) -> Frozen | None:
    """Close the sheets of a campaign that is closed: what is too little to be told is erased,
    the rest shuffled question by question; done once. None where it is not anonymous.

    Drafts that were not sent are erased. A cancelled campaign keeps nothing.
    """
    campaign = _take(session, campaign_id)
    if not campaign.anonymous or campaign.state not in _OVER:
        return None
    if not campaign.frozen:
        _freeze(session, campaign)
        session.flush()
    return frozen(campaign)


def frozen(campaign: Campaign) -> Frozen | None:
    """None: not closed yet, or not anonymous."""
    kept = campaign.frozen
    if not kept:
        return None
    told = {key: frozenset(groups) for key, groups in kept["told"].items()}
    return Frozen(kept["invited"], kept["sent"], kept["groups"], told, kept["least"])


def told(session: Session, campaign: Campaign) -> list[Sheet]:
    """The sheets of a closed campaign, in the order of their random keys; of an open one none."""
    if not campaign.frozen:
        return []
    return [
        Sheet(row.id, row.group, {key: _reply(value) for key, value in row.answers.items()})
        for row in _rows(session, campaign.id)
    ]


def mend(session: Session) -> list[int]:
    """After a copy was put back: copies hold no sheets of open anonymous campaigns, so who has
    sent one is asked again, by the next look at the campaign. Ids of those where that is so."""
    sent = (
        select(Response.campaign_id, func.count().label("n"))
        .where(Response.state == ResponseState.SENT)
        .group_by(Response.campaign_id)
        .subquery()
    )
    kept = (
        select(AnonymousSheet.campaign_id, func.count().label("n"))
        .group_by(AnonymousSheet.campaign_id)
        .subquery()
    )
    rows = session.execute(
        select(Campaign.id, Campaign.frozen)
        .join(sent, sent.c.campaign_id == Campaign.id)
        .outerjoin(kept, kept.c.campaign_id == Campaign.id)
        .where(Campaign.anonymous.is_(True), sent.c.n > func.coalesce(kept.c.n, 0))
    ).all()
    lost = [row.id for row in rows if not row.frozen]
    for campaign_id in lost:
        session.execute(delete(AnonymousSheet).where(AnonymousSheet.campaign_id == campaign_id))
        _ask_again(session, campaign_id)
    return lost


def _ask_again(session: Session, campaign_id: int) -> None:
    sent = (Response.campaign_id == campaign_id, Response.state == ResponseState.SENT)
    people = session.scalars(select(Response.person_id).where(*sent)).all()
    session.execute(
        delete(Prompt).where(
            Prompt.kind == REMINDED, Prompt.subject_id == campaign_id,
            Prompt.person_id.in_([each for each in people if each is not None]),
        )
    )  # fmt: skip
    session.execute(update(Response).where(*sent).values(state=ResponseState.INVITED))
    session.execute(
        update(Campaign)
        .where(Campaign.id == campaign_id, Campaign.state == CampaignState.OPEN)
        .values(renew_at=Campaign.opens_at)
    )


def _freeze(session: Session, campaign: Campaign) -> None:
    ways = session.scalars(select(Response).where(Response.campaign_id == campaign.id)).all()
    for response in ways:
        _erase_draft(session, response)
    rows = _rows(session, campaign.id)
    sent = len(rows)
    if sent < anonymity.FLOOR or campaign.state is CampaignState.CANCELLED:
        rows = []
    sizes = Counter(row.group for row in rows)
    shown = anonymity.tellable(sizes)
    groups = [row.group if row.group in shown else "" for row in rows]
    asked = versions.questionnaire(session, campaign.version_id)
    told = _told(asked, groups, [row.answers for row in rows], shown)
    answers = anonymity.mixed(
        [row.answers for row in rows], groups,
        lambda key: told.get(key.partition(PART)[0], frozenset()), _random,
    )  # fmt: skip
    _rewrite(session, campaign.id, list(zip(groups, answers, strict=True)))
    campaign.frozen = {
        "invited": sum(each.state is not ResponseState.WITHDRAWN for each in ways),
        "sent": sent,
        "groups": {group: sizes[group] for group in sorted(shown)},
        "least": thresholds.of(session, campaign.organisation_id),
        "told": {key: sorted(some) for key, some in told.items()},
    }


_BY_GROUP = frozenset({Kind.SCALE, Kind.TEN, Kind.NUMBER})


def _told(
    asked: Questionnaire,
    groups: Sequence[str],
    sheets: Sequence[Mapping[str, Any]],
    shown: Iterable[str],
) -> dict[str, frozenset[str]]:
    """Of which groups the answers to a question are told: only of figures, and only where the
    given answers to that question are enough by themselves."""
    found: dict[str, frozenset[str]] = {}
    for question in asked.questions:
        if question.kind not in _BY_GROUP or question.each_mentee:
            continue
        given = Counter(dict.fromkeys(set(groups), 0))
        for group, sheet in zip(groups, sheets, strict=True):
            value = sheet.get(question.key)
            given[group] += bool(value and value["status"] == AnswerStatus.GIVEN.value)
        some = anonymity.tellable(given) & frozenset(shown)
        if some:
            found[question.key] = some
    return found


def _take(session: Session, campaign_id: int) -> Campaign:
    """Whoever else moves sheets of the campaign waits."""
    return session.execute(
        select(Campaign)
        .where(Campaign.id == campaign_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _rows(session: Session, campaign_id: int) -> Sequence[Row[tuple[int, str, dict[str, Any]]]]:
    return session.execute(
        select(AnonymousSheet.id, AnonymousSheet.group, AnonymousSheet.answers)
        .where(AnonymousSheet.campaign_id == campaign_id)
        .order_by(AnonymousSheet.id)
    ).all()


def _rewrite(
    session: Session, campaign_id: int, sheets: Sequence[tuple[str, dict[str, Any]]]
) -> None:
    erased(session)
    session.execute(delete(AnonymousSheet).where(AnonymousSheet.campaign_id == campaign_id))
    anew = [
        {"id": secrets.randbits(_BITS), "campaign_id": campaign_id, "group": g, "answers": answers}
        for g, answers in sheets
    ]
    _random.shuffle(anew)
    if anew:
        session.execute(insert(AnonymousSheet), anew)


def _erase_draft(session: Session, response: Response) -> None:
    erased(session)
    session.execute(delete(Answer).where(Answer.response_id == response.id))
    session.execute(delete(AnswerChange).where(AnswerChange.response_id == response.id))
    response.started_at = response.touched_at = response.shown_at = response.sent_at = None
    response.mentees, response.draft, response.revision = [], {}, 0
    response.at_key, response.at_about = "", 0
    response.how, response.entered_by, response.paper_on = Given.CHAT, None, None
    session.flush()


def _plain(answers: Mapping[Key, Reply]) -> dict[str, Any]:
    """By question; what was asked of several mentees is numbered, their names would betray."""
    seen: Counter[str] = Counter()
    plain: dict[str, Any] = {}
    for (question, about), reply in answers.items():
        seen[question] += 1
        key = f"{question}{PART}{seen[question]}" if about else question
        plain[key] = {"status": reply.status.value, "is": reply.value, "text": reply.text}
    return plain


def _reply(value: Mapping[str, Any]) -> Reply:
    return Reply(AnswerStatus(value["status"]), value["is"], value["text"])
