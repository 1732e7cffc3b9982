"""A questionnaire tried in the chat by who made it: the very same steps as a real response, in a
transaction's part that is always taken back, so that no row of it is ever kept.

What is answered so far is carried by the chat's state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Response
from db.models.surveys import CampaignState, ResponseState
from domain.named import Named
from domain.survey import AnswerStatus, Kind
from services import chat
from services.actor import Actor
from services.errors import Refusal
from services.surveys import banked, catalogue, reading, responses
from services.surveys.picking import At
from services.surveys.reading import Place

STATE = "trial.words"
MENTEE = -1  # somebody invented, whom blocks are asked about
Act = Callable[[Session, Actor, At], Place]


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a trial is. `people`: who may be chosen at a question about a person."""

    version_id: int
    place: Place
    people: tuple[Named, ...]


def begin(session: Session, actor: Actor, version_id: int, title: str, example: str) -> Trial:
    """From the first question. `title`: what the screens are headed by; `example`: the name of
    the invented mentee. Raises Refusal("gone" | "forbidden")."""
    kept = {"title": title, "example": example, "answers": [], "key": "", "about": 0, "draft": {}}
    return _play(session, actor, version_id, kept, _look)


def go_on(
    session: Session,
    actor: Actor,
    version_id: int,
    act: Act | None,
    question: int,
    *,
    about: bool,
) -> Trial:
    """One step more (None: only look). Raises Refusal("trial_over") where it was given up."""
    state = actor.state
    if state is None or state.name != STATE or state.data.get("version") != version_id:
        raise Refusal("trial_over")

    def play(session: Session, actor: Actor, at: At) -> Place:
        wanted = replace(at, question=question, about=MENTEE if about else 0)
        return act(session, actor, wanted) if act else _look(session, actor, at)

    return _play(session, actor, version_id, state.data, play)


def _look(session: Session, actor: Actor, at: At) -> Place:
    return reading.place(session, actor, at.response_id)


def _play(
    session: Session, actor: Actor, version_id: int, kept: Mapping[str, Any], act: Act
) -> Trial:
    card = catalogue.card(session, actor, version_id)
    part = session.begin_nested()
    try:
        response = _put(session, actor, version_id, kept)
        inside = replace(actor, state=None)
        place = act(session, inside, At(response.id, 0, 0))
        people: list[Named] = []
        if place.step is not None and place.step.question.kind is Kind.PERSON:
            people = banked.people(session, inside, response.id, place.step.question, place.typed)
        now = _taken(session, response)
    finally:
        part.rollback()
        session.expire_all()
    names = {**place.names, MENTEE: Named(MENTEE, kept["example"], True)}
    about = MENTEE if card.asked.about else 0
    chat.ask(
        session, actor, STATE,
        {**now, "version": version_id, "title": kept["title"], "example": kept["example"],
         chat.UNTIL: 1},
    )  # fmt: skip
    return Trial(version_id, replace(place, names=names, about=about), tuple(people))


def _put(session: Session, actor: Actor, version_id: int, kept: Mapping[str, Any]) -> Response:
    """The response as it would be, for a moment."""
    campaign = Campaign(
        organisation_id=actor.organisation_id, version_id=version_id, title=kept["title"],
        state=CampaignState.OPEN, audience={}, auto="trial", opens_at=actor.at,
        closes_at=actor.at + timedelta(days=1), created_at=actor.at,
    )  # fmt: skip
    session.add(campaign)
    session.flush()
    response = Response(
        campaign_id=campaign.id, version_id=version_id, slot="trial", person_id=actor.me,
        state=ResponseState.STARTED, mentees=[MENTEE], at_key=kept["key"],
        at_about=kept["about"], draft=kept["draft"], invited_at=actor.at, started_at=actor.at,
    )  # fmt: skip
    session.add(response)
    session.flush()
    for question, about, status, value, text in kept["answers"]:
        session.add(
            Answer(
                response_id=response.id,
                question=question,
                about=about,
                status=AnswerStatus(status),
                value=value,
                text=text,
                at=actor.at,
            )
        )
    session.flush()
    return response


def _taken(session: Session, response: Response) -> dict[str, Any]:
    session.flush()
    whole = responses.load(session, response.id)
    answers = [
        [row.question, row.about, row.status.value, row.value, row.text]
        for row in whole.rows.values()
    ]
    return {
        "answers": answers, "key": response.at_key, "about": response.at_about,
        "draft": response.draft,
    }  # fmt: skip
