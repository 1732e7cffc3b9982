"""Files and photos among the answers of a campaign; anonymous ones have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from domain.named import Named
from domain.survey import AnswerStatus, Kind, Question, Reply
from services import gate, people
from services.actor import Actor
from services.errors import Refusal
from services.surveys import responses, results
from services.surveys.results import Results


@dataclass(frozen=True, slots=True)
class SentFile:
    """One of them. `index`: of the question in the version; `of`: the mentee it is about."""

    response_id: int
    index: int
    about: int
    question: Question
    who: Named | None
    of: Named | None
    sha: str
    name: str
    photo: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Files:
    """`nameable`: who may be named in a file; `unshown`: responses not for the viewer."""

    campaign_id: int
    title: str
    organisation: str
    files: tuple[SentFile, ...]
    nameable: frozenset[int]
    unshown: int


def listed(session: Session, actor: Actor, campaign_id: int) -> Files:
    """By question, then as they were sent. Raises Refusal("gone" | "forbidden")."""
    found = results.results(session, actor, campaign_id)
    files = _told(session, of(found))
    ids = {each.id for one in files for each in (one.who, one.of) if each}
    allowed = gate.allowed(session, ids, gate.Purpose.REPORTS, actor.at)
    return Files(
        campaign_id, found.title, found.organisation, files, frozenset(allowed), found.unshown
    )


def of(found: Results) -> tuple[SentFile, ...]:
    """Of results that were read already."""
    return () if found.anonymous else tuple(_files(found))


def one(
    session: Session, actor: Actor, campaign_id: int, index: int, response_id: int, about: int
) -> SentFile:
    """Raises Refusal("gone" | "forbidden")."""
    for each in of(results.results(session, actor, campaign_id)):
        if (each.index, each.response_id, each.about) == (index, response_id, about):
            return _told(session, [each])[0]
    raise Refusal("gone")


def own(session: Session, actor: Actor, response_id: int, index: int, about: int) -> SentFile:
    """Of the actor's own response, or of a sheet of paper that the actor enters.

    Raises as services.surveys.responses.own."""
    whole = responses.own(session, actor, response_id)
    questions = whole.questionnaire.questions
    if not 0 <= index < len(questions):
        raise Refusal("gone")
    reply = whole.replies.get((questions[index].key, about))
    if questions[index].kind is not Kind.FILE or not _is_file(reply):
        raise Refusal("gone")
    assert reply is not None
    return _file(response_id, index, about, questions[index], reply)


def _told(session: Session, files: Sequence[SentFile]) -> tuple[SentFile, ...]:
    """Those of a block say which mentee they are about."""
    names = people.named(session, {each.about for each in files} - {0})
    return tuple(replace(each, of=names.get(each.about, each.of)) for each in files)


def _files(found: Results) -> Iterator[SentFile]:
    for index, question in enumerate(found.questionnaire.questions):
        if question.kind is not Kind.FILE:
            continue
        for sent in found.sheets:
            for (key, about), reply in sent.replies.items():
                if key == question.key and _is_file(reply):
                    yield _file(
                        sent.way, index, about, question, reply, sent.who, sent.about, sent.at
                    )


def _is_file(reply: Reply | None) -> bool:
    given = reply is not None and reply.status is AnswerStatus.GIVEN
    return given and isinstance(reply.value, dict) if reply else False


def _file(
    response_id: int, index: int, about: int, question: Question, reply: Reply,
    who: Named | None = None, of: Named | None = None, at: datetime | None = None,
) -> SentFile:  # fmt: skip
    return SentFile(
        response_id, index, about, question, who, of, str(reply.value["sha"]),
        str(reply.value.get("name", "")), bool(reply.value.get("photo")), at,
    )  # fmt: skip
