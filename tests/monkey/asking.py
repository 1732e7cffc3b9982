"""What the schools of the town ask: a questionnaire of every kind of question, anonymous ones, an
intake that fills the banks, and answers to them that give away where they come from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, Campaign, Person, Response, RoleGrant
from db.models.surveys import ResponseState
from domain.pairs import Side
from domain.roles import Role
from domain.survey import AnswerStatus, Condition, Kind, Option, Question, Questionnaire, Reply
from domain.survey.answers import READ, SKIPPED
from domain.survey.model import Compare
from exports import questionnaire_table
from handlers.buttons import banks, opinions, questionnaires, survey, survey_results
from handlers.buttons import campaigns as campaigns_buttons
from handlers.registry import Button
from services import actor as actors
from services.actor import Actor
from services.banks import deciding
from services.surveys import campaigns, publishing, sending, versions
from services.surveys.audience import Who
from tests import pair_factories, survey_factories

WHISPER = "вполголоса"  # stands in all that is said anonymously
EARLY = "не сейчас"  # and in what nobody may be told as long as it is asked
_YES_NO = (Option("yes", "да"), Option("no", "нет"), Option("own", "другое", own=True))
_ROWS = (Option("lessons", "уроки"), Option("order", "порядок в классе"))
_NO = Condition("one", Compare.IS, ("no",))
_ENOUGH, _FEW = 6, 3  # who answers anonymously: enough to be told, and too few


def of_all_kinds(stem: str) -> Questionnaire:
    """One question of each kind, the words of which name the school."""
    kinds = (
        Question("read", Kind.STATEMENT, f"Опрос школы ({stem}) займёт три минуты."),
        Question("one", Kind.ONE, f"Помогает ли наставник ({stem})?", options=_YES_NO),
        Question("why", Kind.SHORT, "Почему нет?", optional=True, shown_if=_NO),
        Question("some", Kind.SEVERAL, "Что помогает?", options=_YES_NO, most=2),
        Question("scale", Kind.SCALE, "Насколько легко?", ends=("трудно", "легко")),
        Question("ten", Kind.TEN, "Посоветуете ли Вы?", ends=("нет", "да"), may_not_apply=True),
        Question("table", Kind.MATRIX, "Оцените", options=_YES_NO[:2], rows=_ROWS, optional=True),
        Question("hours", Kind.NUMBER, "Сколько часов в неделю?", least=0, most=40),
        Question("day", Kind.DATE, "Когда Вам удобно начать?", optional=True),
        Question("best", Kind.RANKING, "Что важнее?", options=_YES_NO[:2], most=2),
        Question("whom", Kind.PERSON, "С кем бы Вы работали?", bank="staff", optional=True),
        Question("proof", Kind.FILE, "Пришлите план занятия", optional=True),
        Question("each", Kind.SCALE, "Как идут дела у {mentee}?", each_mentee=True,
                 ends=("плохо", "хорошо")),
        Question("more", Kind.LONG, f"Что ещё скажете школе ({stem})?", optional=True,
                 sensitive=True),
    )  # fmt: skip
    return Questionnaire(
        f"own_kinds_{_plain(stem)}", f"Опрос школы ({stem})", "Ответы видит куратор.",
        "Спасибо!", kinds,
    )  # fmt: skip


def unnamed(stem: str, word: str) -> Questionnaire:
    questions = (
        Question("ten", Kind.TEN, "Довольны ли Вы?", ends=("нет", "да")),
        Question("more", Kind.LONG, f"Что изменить ({stem})?", optional=True),
    )
    return Questionnaire(
        f"own_{word}_{_plain(stem)}", f"Без имён ({stem})", "Имена не хранятся.", "Спасибо!",
        questions, anonymous=True,
    )  # fmt: skip


def tables() -> list[tuple[str, bytes]]:
    """Questionnaires as a curator uploads them: the empty form, a good one, one with faults."""
    good = of_all_kinds("наш")
    faulty = "Вопрос;Вид\nЧай?;один вариант\n"
    return [
        ("образец анкеты.xlsx", questionnaire_table.table()),
        ("анкета.xlsx", questionnaire_table.table(good)),
        ("анкета с ошибкой.csv", faulty.encode()),
    ]


def seed(session: Session, now: datetime, zone: str, places: dict[str, int]) -> dict[str, int]:
    """For each school by its stem; the anonymous campaigns that are still open. What comes with
    the program is published once."""
    publishing.sync_shipped(session, now)
    return {stem: _school(session, now, zone, stem, place) for stem, place in places.items()}


def _school(session: Session, now: datetime, zone: str, stem: str, place: int) -> int:
    staff = _people(session, now, zone, place)
    curator = _holding(staff, Role.CURATOR)[0]
    mentors, mentees = _holding(staff, Role.MENTOR), _holding(staff, Role.MENTEE)
    grown = [each for each in mentees if not each.pupil]
    pair_factories.pair(session, now, place, mentors[:1], grown[:1])
    kinds = _launched(session, curator, of_all_kinds(stem))
    for each in staff[:2]:
        _answered(session, each, kinds, _of_all(stem))
    asked = 0
    for word, count in (("closed", _ENOUGH), ("open", _FEW)):
        asked = _launched(session, curator, unnamed(stem, word))
        for number, each in enumerate(staff[:count]):
            when = EARLY if word == "open" else ""
            said = {"ten": 5 + number % 5, "more": f"{WHISPER} {number}: {when} ({stem})"}
            _answered(session, each, asked, said, send=True)
        if word == "closed":
            campaigns.close(session, curator, asked)
    intake = {each.key: version for version, each in versions.published(session, place)}
    campaigns.launch(
        session, curator, campaigns.draft(session, curator, intake["mentor_teachers"])
    )
    deciding.add(session, curator, mentors[0].me, Side.MENTOR)
    return asked


def _people(session: Session, now: datetime, zone: str, place: int) -> list[Actor]:
    """Those of the school's own who can be asked."""
    found = session.scalars(
        select(Person).where(Person.organisation_id == place).order_by(Person.id)
    )
    fit = [actors.of_person(session, each, now, zone) for each in found]
    return [each for each in fit if each.consent and Role.PARENT not in _roles(each)]


def _holding(people: Sequence[Actor], role: Role) -> list[Actor]:
    return [each for each in people if role in _roles(each)]


def _roles(actor: Actor) -> set[Role]:
    return {each.role for each in actor.roles}


def _launched(session: Session, curator: Actor, asked: Questionnaire) -> int:
    version = publishing.draft(session, curator, curator.organisation_id, asked)
    sha = publishing.made(session, curator, version).sha
    publishing.publish(session, curator, version, sha)
    campaign = campaigns.draft(session, curator, version)
    campaigns.set_who(session, curator, campaign, Who.STAFF)
    campaigns.launch(session, curator, campaign)
    return campaign


def desks(session: Session, places: Mapping[str, int]) -> list[tuple[int, Button]]:
    """Who may press which button now: ways to what is asked, answered, told and kept."""
    found: list[tuple[int, Button]] = []
    for place in places.values():
        for person in _ids(session, place, Role.CURATOR):
            found += [(person, each) for each in _of_curator(session, place)]
    answering = select(Response.person_id, Response.id).where(
        Response.person_id.is_not(None), Response.state != ResponseState.WITHDRAWN
    )
    for person_id, way in session.execute(answering):
        found.append((person_id, survey.OpenSurvey(way)))
    for person_id in session.scalars(select(BankEntry.person_id)):
        found.append((person_id, banks.MyEntry()))
    return found


def _ids(session: Session, place: int, role: Role) -> Sequence[int]:
    here = RoleGrant.organisation_id == place
    return session.scalars(
        select(RoleGrant.person_id).where(here, RoleGrant.role == role, RoleGrant.until.is_(None))
    ).all()


def _of_curator(session: Session, place: int) -> list[Button]:
    """About as many as all responses together, for there are many of those."""
    own = Campaign.organisation_id == place
    asked = session.scalars(select(Campaign.id).where(own, Campaign.auto == "")).all()
    kept = session.scalars(select(BankEntry.id).where(BankEntry.organisation_id == place)).all()
    mentees = _ids(session, place, Role.MENTEE)
    found: list[Button] = [questionnaires.Questionnaires(0, own) for own in (False, True)]
    found += [campaigns_buttons.Campaigns(0), campaigns_buttons.ChooseSurvey(None, 0),
              banks.Banks(0)]  # fmt: skip
    found += [campaigns_buttons.OpenCampaign(each) for each in asked]
    found += [survey_results.SurveyResults(each) for each in asked]
    found += [banks.OpenEntry(each) for each in kept]
    found += [opinions.OpinionsOf(each, 0) for each in mentees]
    return found * 2


def _of_all(stem: str) -> dict[str, object]:
    return {
        "read": READ, "one": "yes", "some": Reply(AnswerStatus.GIVEN, ["yes"]), "scale": 4,
        "ten": 8, "table": SKIPPED, "hours": "2", "day": SKIPPED,
        "best": Reply(AnswerStatus.GIVEN, ["yes", "no"]), "whom": SKIPPED, "proof": SKIPPED,
        "more": f"Спасибо школе ({stem})",
    }  # fmt: skip


def _answered(
    session: Session, actor: Actor, campaign_id: int, said: dict[str, object], *,
    send: bool = False,
) -> None:  # fmt: skip
    mine = Response.person_id == actor.me
    way = session.scalars(
        select(Response.id).where(Response.campaign_id == campaign_id, mine)
    ).first()
    if way is None:
        return
    survey_factories.answer(session, actor, way, said)
    if send:
        sending.send(session, actor, way)


def _plain(stem: str) -> str:
    return "".join(f"{ord(letter):x}" for letter in stem)
