"""What came out of a campaign: only of what was sent, and of an anonymous one only what may be
told of it after it has closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Organisation, QuestionnaireVersion, Response
from db.models import Questionnaire as QuestionnaireRow
from db.models.people import Given
from db.models.surveys import CampaignState, ResponseState
from domain.named import Named
from domain.roles import Action
from domain.survey import (
    AnswerStatus,
    Key,
    Kind,
    Question,
    Questionnaire,
    Reply,
    appraising,
    walk,
)
from domain.survey.guarding import by_group, guarded
from domain.survey.scoring import Level, scored, top
from domain.survey.statistics import Tally, numbers, tallies
from services import installation, people
from services.actor import Actor, require
from services.errors import Refusal
from services.surveys import levels, responses, seeing, sheets, sides, thresholds, versions
from services.surveys.seeing import Eyes

SEES = Action.EDIT_PAIRS
FIGURES = (Kind.SCALE, Kind.TEN, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Sent:
    """One sent response, or one sheet without a name (`way` 0, `key` of the sheet). `paper_on`:
    the day that stands on the paper, `at`: when it was sent or entered; `mentees`: whom blocks
    were asked about, by id."""

    way: int
    key: int
    group: str
    who: Named | None
    about: Named | None
    paper: bool
    paper_on: date | None
    at: datetime | None
    replies: Mapping[Key, Reply]
    steps: frozenset[Key]
    mentees: Mapping[int, Named] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collected:
    """`unshown`: responses of which the viewer may not read all (services.surveys.seeing)."""

    sent: list[Sent]
    unshown: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its tallies: one, or one for each row of a matrix. `groups`: of figures,
    the same told apart by sides of mentoring."""

    index: int
    question: Question
    tallies: tuple[Tally, ...]
    groups: tuple[tuple[str, Tally], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Sums of the options' keys of a matrix with `rows` statements. `mean` of `n` full sheets, of
    too few None; `reached`: how many reach each level; `most`: the highest sum there can be."""

    n: int
    mean: float | None
    most: int
    rows: int
    reached: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """`told`: False of an anonymous one that is open, or that too few have sent; nothing of it
    is there then. `paper`: how many of those sent were entered from paper; `least`: from which
    point of ten on somebody is satisfied; `levels`: of a scored one, what the school counts them
    from; `standing`: answered outside of any campaign; `auto`: it goes by itself; `own`: the
    school's own questionnaire, whose codes of options are mere numbers; `unshown`: responses that
    are, in whole or in part, not for the viewer: they are in no row, nor in any figure, from which
    the rows could be subtracted."""

    campaign_id: int
    version_id: int
    title: str
    organisation: str
    questionnaire: Questionnaire
    anonymous: bool
    state: CampaignState
    opened: datetime
    closed: datetime | None
    invited: int
    sent: int
    paper: int
    least: int
    told: bool
    before_id: int | None
    auto: bool
    standing: bool
    own: bool
    levels: tuple[Level, ...] = ()
    asked: tuple[Asked, ...] = ()
    score: Score | None = None
    sheets: tuple[Sent, ...] = ()
    unshown: int = 0

    @property
    def rated(self) -> bool:
        """Whether there is a question by which people are satisfied or not."""
        every = self.questionnaire.questions
        return any(appraising.rates(self.questionnaire, each) for each in every)


def see(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    """For who keeps the school's campaigns. Raises Refusal("gone" | "forbidden")."""
    row = session.get(Campaign, campaign_id)
    if row is None or row.state is CampaignState.DRAFT:
        raise Refusal("gone")
    require(session, actor, SEES, row.organisation_id)
    return row


def results(session: Session, actor: Actor, campaign_id: int) -> Results:
    """Raises Refusal("gone" | "forbidden")."""
    row = see(session, actor, campaign_id)
    asked = versions.questionnaire(session, row.version_id)
    found = collect(session, actor, row, asked)
    sent = found.sent
    frozen = sheets.frozen(row)
    least = frozen.least if frozen else thresholds.of(session, row.organisation_id)
    invited, count = (frozen.invited, frozen.sent) if frozen else _counted(session, row)
    told = bool(sent) if row.anonymous else True
    scale = () if row.anonymous else levels.of(session, row.organisation_id, row.version_id, asked)
    return Results(
        campaign_id=row.id,
        version_id=row.version_id,
        title=row.title,
        organisation=session.get_one(Organisation, row.organisation_id).name,
        questionnaire=asked,
        anonymous=row.anonymous,
        state=row.state,
        opened=row.opens_at,
        closed=row.closed_at or row.closes_at,
        invited=invited,
        sent=count,
        paper=sum(each.paper for each in sent),
        least=least,
        told=told,
        before_id=row.before_id,
        auto=bool(row.auto),
        standing=row.auto == responses.STANDING,
        own=_own(session, row.version_id),
        asked=_asked(asked, sent, least, frozen) if told else (),
        levels=scale,
        score=_score(asked, sent, scale) if scale else None,
        sheets=tuple(sent),
        unshown=found.unshown,
    )


def collect(session: Session, actor: Actor, row: Campaign, asked: Questionnaire) -> Collected:
    """What was sent and is for the actor, who has been checked; of an anonymous campaign the
    shuffled sheets, once it is closed."""
    if row.anonymous:
        return Collected([
            Sent(
                0, sheet.id, sheet.group, None, None, False, None, None,
                {(key, 0): reply for key, reply in sheet.replies.items()}, frozenset(),
            )
            for sheet in sheets.told(session, row)
        ])  # fmt: skip
    return _named(session, seeing.eyes(session, actor.me), row, asked)


def of_response(
    session: Session, actor: Actor, row: Campaign, asked: Questionnaire, response_id: int
) -> Sent | None:
    """One sent response of a campaign with names, as the actor, who has been checked, may read
    it; None: nothing of it."""
    found = _named(session, seeing.eyes(session, actor.me), row, asked, response_id).sent
    return found[0] if found else None


def _named(
    session: Session, eyes: Eyes, row: Campaign, asked: Questionnaire, only: int | None = None
) -> Collected:
    query = select(Response).where(
        Response.campaign_id == row.id, Response.state == ResponseState.SENT
    )
    if only is not None:
        query = query.where(Response.id == only)
    every = session.scalars(query.order_by(Response.id)).all()
    ways = [way for way in every if not eyes.shut(way)]
    replies = responses.answers(session, [way.id for way in ways])
    ids = {way.person_id for way in ways} | {way.about_id for way in ways}
    ids |= {about for found in replies.values() for _, about in found}
    names = people.named(session, {each for each in ids if each})
    group = sides.of(session, row.organisation_id, {w.person_id for w in ways if w.person_id})
    personal = installation.personal_questions(session)
    sent = [_sent(way, asked, replies[way.id], names, group, personal) for way in ways]
    told = [_told(eyes, way, asked, each) for way, each in zip(ways, sent, strict=True)]
    parts = sum(
        any(eyes.leaves_out(way, key) for key in each.replies)
        for way, each in zip(ways, sent, strict=True)
    )
    return Collected(told, len(every) - len(ways) + parts)


def _told(eyes: Eyes, way: Response, asked: Questionnaire, sent: Sent) -> Sent:
    """A response without the answers that are not for the viewer."""
    kept = {
        key: reply for key, reply in sent.replies.items()
        if not eyes.leaves_out(way, key) and not eyes.confides(way, asked.question(key[0]))
    }  # fmt: skip
    gone = sent.replies.keys() - kept.keys()
    return replace(sent, replies=kept, steps=sent.steps - gone) if gone else sent


def set_threshold(session: Session, actor: Actor, campaign_id: int, least: int) -> Results:
    """For all campaigns of the school; closed anonymous ones keep theirs.

    Raises Refusal("gone" | "forbidden")."""
    thresholds.put(session, see(session, actor, campaign_id).organisation_id, least)
    return results(session, actor, campaign_id)


def _own(session: Session, version_id: int) -> bool:
    version = session.get_one(QuestionnaireVersion, version_id)
    return session.get_one(QuestionnaireRow, version.questionnaire_id).organisation_id is not None


def _counted(session: Session, row: Campaign) -> tuple[int, int]:
    states = session.scalars(
        select(Response.state).where(
            Response.campaign_id == row.id, Response.state != ResponseState.WITHDRAWN
        )
    ).all()
    return len(states), sum(state is ResponseState.SENT for state in states)


def _sent(
    way: Response,
    asked: Questionnaire,
    replies: Mapping[Key, Reply],
    names: Mapping[int, Named],
    groups: Mapping[int, str],
    personal: bool,
) -> Sent:
    steps = walk.steps(asked, replies, way.mentees, personal)
    return Sent(
        way=way.id,
        key=way.id,
        group=groups.get(way.person_id or 0, sides.SideOf.OTHER),
        who=names.get(way.person_id or 0),
        about=names.get(way.about_id or 0),
        paper=way.how is Given.PAPER,
        paper_on=way.paper_on if way.how is Given.PAPER else None,
        at=way.sent_at,
        replies=walk.counted(steps, replies),
        steps=frozenset(step.key for step in steps),
        mentees={of: names[of] for _, of in replies if of in names},
    )


def replies_to(question: Question, sent: Sequence[Sent]) -> list[Reply | None]:
    """All answers to a question, of each mentee for itself; None where it was not reached."""
    found: list[Reply | None] = []
    for each in sent:
        mine = [reply for (key, _), reply in each.replies.items() if key == question.key]
        found += mine or [None]
    return found


def _asked(
    asked: Questionnaire, sent: Sequence[Sent], least: int, frozen: sheets.Frozen | None
) -> tuple[Asked, ...]:
    found = []
    earlier: dict[str, tuple[Tally, ...]] = {}
    for index, question in enumerate(asked.questions):
        if question.kind is Kind.STATEMENT:
            continue
        made = tuple(tallies(question, replies_to(question, sent), least))
        if not appraising.rates(asked, question):
            made = tuple(replace(each, satisfied=None) for each in made)
        groups = _groups(question, sent, least, frozen)
        if frozen is not None:
            rest = groups.pop("", None)
            made = tuple(guarded(each, earlier) for each in made)
            groups = by_group(groups, rest, made[0])
            earlier[question.key] = made
        found.append(Asked(index, question, made, tuple(groups.items())))
    return tuple(found)


def _groups(
    question: Question, sent: Sequence[Sent], least: int, frozen: sheets.Frozen | None
) -> dict[str, Tally]:
    """Of figures, by sides; "" are those of groups that are not told."""
    if question.kind not in FIGURES:
        return {}
    apart: dict[str, list[Sent]] = {}
    told = None if frozen is None else frozen.told.get(question.key, frozenset())
    for each in sent:
        group = each.group if told is None or each.group in told else ""
        apart.setdefault(group, []).append(each)
    if len(apart) < 2:
        return {}
    return {
        group: tallies(question, replies_to(question, apart[group]), least)[0]
        for group in sorted(apart)
    }


def _score(asked: Questionnaire, sent: Sequence[Sent], among: tuple[Level, ...]) -> Score | None:
    question = asked.question(asked.scoring["matrix"])
    made = [
        scored(reply.value, among)
        for reply in replies_to(question, sent)
        if reply is not None and reply.status is AnswerStatus.GIVEN
    ]
    full = [each for each in made if each.rows == len(question.rows)]
    if not full:
        return None
    reached = [each.level for each in full]
    mean = numbers([each.total for each in full]).mean
    return Score(
        n=len(full),
        mean=full[0].total if len(full) == 1 else mean,
        most=top(asked),
        rows=len(question.rows),
        reached=tuple((level.key, reached.count(level.key)) for level in among),
    )
