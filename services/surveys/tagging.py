"""Open answers as a list, and the tags that the curator puts on them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import AnswerTag
from domain.named import Named
from domain.survey import AnswerStatus, Kind, Question, appraising, numbering
from services import chat
from services.actor import Actor
from services.errors import Refusal
from services.surveys import responses, results, versions
from services.surveys.results import Results

STRENGTH, WEAKNESS = "strength", "weakness"
OPPORTUNITY, THREAT = "opportunity", "threat"
SWOT = (STRENGTH, WEAKNESS, OPPORTUNITY, THREAT)
LENGTH = 64
MOST = 12  # tags of one campaign's own


@dataclass(frozen=True, slots=True)
class Open:
    """An open answer. `source`: the response or the sheet; `number`: of the question, as on
    paper; `who` None: without a name; `of`: whom it is about, where it is about somebody."""

    source: int
    index: int
    number: int
    about: int
    question: Question
    text: str
    who: Named | None
    of: Named | None
    paper: bool
    paper_on: date | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """All open answers of a campaign. `own`: tags of the school's own that are in use; `unshown`:
    responses that are not for the viewer."""

    campaign_id: int
    title: str
    anonymous: bool
    told: bool
    lines: tuple[Open, ...]
    own: tuple[str, ...]
    unshown: int


def answers(session: Session, actor: Actor, campaign_id: int, index: int | None = None) -> Answers:
    """Those to a question (by its number in the version), or to all of them. Anonymous ones stand
    in an order that tells nothing. Raises Refusal("gone" | "forbidden")."""
    found = results.results(session, actor, campaign_id)
    return of(session, found, index)


def of(session: Session, found: Results, index: int | None = None) -> Answers:
    tags = _tags(session, found.campaign_id)
    lines = [
        line
        for at, question in enumerate(found.questionnaire.questions)
        if index in (None, at)
        for line in _ordered(_lines(found, at, question, tags), found)
    ]
    used = {tag for some in tags.values() for tag in some} - set(SWOT)
    return Answers(
        found.campaign_id, found.title, found.anonymous, found.told, tuple(lines),
        tuple(sorted(used)), found.unshown,
    )  # fmt: skip


def one(
    session: Session, actor: Actor, campaign_id: int, index: int, source: int, about: int
) -> tuple[Answers, Open]:
    """Raises Refusal("gone" | "forbidden")."""
    found = answers(session, actor, campaign_id, index)
    for line in found.lines:
        if (line.source, line.about) == (source, about):
            return found, line
    raise Refusal("gone")


def toggle(
    session: Session, actor: Actor, campaign_id: int, index: int, source: int, about: int,
    tag: str, *, on: bool,
) -> tuple[Answers, Open]:  # fmt: skip
    """Put a tag on an open answer, or take it off; twice is once.

    Raises Refusal("gone" | "forbidden" | "survey_tags_many")."""
    found, line = one(session, actor, campaign_id, index, source, about)
    tag = " ".join(tag.split())[:LENGTH]
    key = _key(found.anonymous, line)
    if not on:
        session.execute(
            delete(AnswerTag).where(
                AnswerTag.campaign_id == campaign_id,
                AnswerTag.answer_key == key,
                AnswerTag.tag == tag,
            )
        )
    elif tag and tag not in line.tags:
        if tag not in (*SWOT, *found.own) and len(found.own) >= MOST:
            raise Refusal("survey_tags_many")
        session.add(
            AnswerTag(campaign_id=campaign_id, answer_key=key, tag=tag, by=actor.me, at=actor.at)
        )
    session.flush()
    return one(session, actor, campaign_id, index, source, about)


def named(
    session: Session, actor: Actor, campaign_id: int, index: int, source: int, about: int, tag: str
) -> tuple[Answers, Open]:
    """A typed tag, put on; nothing more is waited for. Raises as `toggle`."""
    chat.clear(session, actor)
    return toggle(session, actor, campaign_id, index, source, about, tag, on=True)


def sorts(session: Session, actor: Actor, campaign_id: int) -> bool:
    """Whether there is anything for a SWOT draft: what the questionnaire tells by itself, or what
    the curator has tagged so. Raises Refusal("gone" | "forbidden")."""
    row = results.see(session, actor, campaign_id)
    if appraising.strengths(versions.questionnaire(session, row.version_id)):
        return True
    tagged = select(AnswerTag.id).where(
        AnswerTag.campaign_id == campaign_id, AnswerTag.tag.in_(SWOT)
    )
    return session.scalar(tagged.limit(1)) is not None


def is_open(question: Question) -> bool:
    """Whether people write their own words there."""
    return question.kind in (Kind.SHORT, Kind.LONG) or any(each.own for each in question.options)


def _lines(
    found: Results, at: int, question: Question, tags: dict[str, tuple[str, ...]]
) -> Iterable[Open]:
    if not is_open(question) or not _told(found, at):
        return
    number = numbering.numbers(found.questionnaire)[question.key]
    for each in found.sheets:
        for (key, about), reply in each.replies.items():
            if key != question.key or reply.status is not AnswerStatus.GIVEN:
                continue
            own = question.kind not in (Kind.SHORT, Kind.LONG)
            text = reply.text if own else str(reply.value)
            if text:
                of = each.mentees.get(about) if about else each.about
                line = Open(
                    each.key, at, number, about, question, text, each.who, of, each.paper,
                    each.paper_on, (),
                )  # fmt: skip
                yield replace(line, tags=tags.get(_key(found.anonymous, line), ()))


def _told(found: Results, at: int) -> bool:
    """Of an anonymous one the words are told where the tally tells them."""
    asked = next((each for each in found.asked if each.index == at), None)
    if asked is None or not all(tally.told for tally in asked.tallies):
        return False
    return not found.anonymous or any(tally.words for tally in asked.tallies)


def _ordered(lines: Iterable[Open], found: Results) -> list[Open]:
    if not found.anonymous:
        return list(lines)
    return sorted(lines, key=_shuffled)


def _shuffled(line: Open) -> bytes:
    """Each question in an order of its own: the same keys would lay the sheets side by side."""
    return hashlib.sha256(f"{line.question.key}:{line.source}".encode()).digest()


def _key(anonymous: bool, line: Open) -> str:
    if anonymous:
        return f"s{line.source}:{line.question.key}"
    return responses.tag_key(line.source, line.question.key, line.about)


def _tags(session: Session, campaign_id: int) -> dict[str, tuple[str, ...]]:
    rows = session.execute(
        select(AnswerTag.answer_key, AnswerTag.tag)
        .where(AnswerTag.campaign_id == campaign_id)
        .order_by(AnswerTag.id)
    ).all()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.answer_key].append(row.tag)
    return {key: tuple(some) for key, some in found.items()}
