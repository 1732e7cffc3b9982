"""The sandbox's questionnaires, as if they had been launched and answered in the last weeks."""

from sqlalchemy import select

from content.demo import DemoResponse, DemoSurvey, demo
from db.models import BankEntry, Response
from domain.pairs import Side
from domain.survey import AnswerStatus, Question, Reply, walk
from domain.survey.answers import READ, SKIPPED
from domain.survey.model import Kind
from services.banks import deciding
from services.demo_pairs import Past
from services.surveys import (
    answering,
    campaigns,
    publishing,
    responses,
    sending,
    versions,
    windows,
)


def seed(past: Past) -> None:
    """The surveys of content/demo.toml, and who of those who answered is in the bank by now."""
    publishing.sync_shipped(past.session, past.actor("curator").at)
    for story in demo().surveys:
        _survey(past, story)
    for key in demo().in_bank:
        entry = past.session.scalars(
            select(BankEntry.id).where(
                BankEntry.person_id == past.ids[key], BankEntry.side == Side.MENTOR
            )
        ).one()
        deciding.admit(past.session, past.actor("curator"), entry)


def _survey(past: Past, story: DemoSurvey) -> None:
    session, opened = past.session, past.workday(story.opened)
    curator = past.actor("curator", opened)
    known = {each.key: id_ for id_, each in versions.published(session, past.place)}
    campaign = campaigns.draft(session, curator, known[story.questionnaire])
    asked = [past.ids[key] for key in story.asked]
    campaigns.name_people(session, curator, campaign, asked, adding=False)
    windows.set_closing(session, curator, campaign, past.coming(story.last))
    campaigns.launch(session, curator, campaign)
    for response in story.responses:
        _answer(past, campaign, response)
    if story.closed is not None:
        campaigns.close(session, past.actor("curator", past.workday(story.closed)), campaign)


def _answer(past: Past, campaign: int, story: DemoResponse) -> None:
    """From the first question on; who stopped has answered what is named, and no more."""
    session, who = past.session, past.ids[story.person]
    person = past.actor(story.person, past.workday(story.day))
    response = session.scalars(
        select(Response.id).where(Response.campaign_id == campaign, Response.person_id == who)
    ).one()
    answering.begin(session, person, responses.for_answering(session, person, response))
    while True:
        whole = responses.for_answering(session, person, response)
        step = walk.first_open(whole.steps, whole.replies)
        if step is None:
            sending.send(session, person, response)
            return
        said = _said(step.question, story)
        if said is None:
            return
        answering.save_answer(session, person, response, *step.key, said)


def _said(question: Question, story: DemoResponse) -> Reply | None:
    """What is not named: a mark where one is asked for, nothing where nothing must be said."""
    value = story.answers.get(question.key)
    if value is not None:
        return Reply(AnswerStatus.GIVEN, value)
    if story.stopped:
        return None
    if question.kind is Kind.STATEMENT:
        return READ
    if question.kind in (Kind.SCALE, Kind.TEN):
        return Reply(AnswerStatus.GIVEN, story.mark)
    return SKIPPED
