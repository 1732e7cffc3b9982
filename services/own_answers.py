"""What a person has answered and said, as plain rows for «my data»: questionnaires with what the
answers were before, the bank, «is all well?» and reasons that were given."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import areas as area_lists
from db.models import BankEntry, Campaign, MeetingEvent, PairEvent, Response
from domain.health import Answer
from domain.named import Named
from domain.names import Style, render
from domain.pairs import Form, PairKind
from domain.survey import Key, Kind, Question, Questionnaire, Reply
from domain.survey.answers import said
from services import file_names
from services.health import answers as check_ins
from services.surveys import history, responses, versions
from services.surveys.history import Earlier
from texts import bank_card
from texts.answer_history import cell
from texts.pair_names import FORMS, KINDS, REASONS
from texts.piping import plain

PARTNERS = ("wants", "unwanted")  # of BankEntry.facts: named in confidence

Row = tuple[str, str, str, datetime | None, str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    response: Response
    asked: Questionnaire
    replies: Mapping[Key, Reply]
    was: Mapping[Key, tuple[Earlier, ...]]

    @property
    def keys(self) -> list[Key]:
        return list(dict.fromkeys([*self.replies, *self.was]))

    @property
    def people(self) -> set[int]:
        """Whom it names, or is about."""
        every = [(key, reply) for key, reply in self.replies.items()]
        every += [(key, each.reply) for key, some in self.was.items() for each in some]
        chosen = {
            reply.value
            for (key, _), reply in every
            if self.asked.question(key).kind is Kind.PERSON and isinstance(reply.value, int)
        }
        return chosen | {about for _, about in self.keys} | {self.response.about_id or 0}


def surveys(session: Session, person_id: int, now: datetime, zone: ZoneInfo) -> Iterator[Row]:
    """Questionnaire, question, answer, when, about whom, what it was before. Of anonymous ones
    nothing is anybody's."""
    sheets = list(_sheets(session, person_id))
    names = called(session, {each for sheet in sheets for each in sheet.people}, now)
    for sheet in sheets:
        at = sheet.response.touched_at
        for key in sheet.keys:
            question = sheet.asked.question(key[0])
            reply = sheet.replies.get(key)
            about = names.get(key[1] or sheet.response.about_id or 0, "")
            before = "; ".join(
                cell(_told(question, each.reply, names), each.until.astimezone(zone).date())
                for each in sheet.was.get(key, ())
            )
            told = _told(question, reply, names) if reply else ""
            moment = at.astimezone(zone) if at else None
            yield sheet.asked.title, plain(question.text), told, moment, about, before


def banks(session: Session, person_id: int, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    """What the school has written down of an interview and decided is the person's as well."""
    named = area_lists.named()
    for row in _entries(session, person_id):
        areas = bank_card.areas({named.get(key, key): n for key, n in row.areas.items()})
        decided = row.decided_at.astimezone(zone) if row.decided_at else None
        yield (
            row.side, row.state, areas, row.capacity, row.hours, _facts(row.facts),
            row.interview_mark, row.interview_on, decided, row.reason,
        )  # fmt: skip


def wishes(session: Session, person_id: int, now: datetime) -> Iterator[tuple[Any, ...]]:
    """Of the bank as well: how and with whom the person would work, and with whom not."""
    rows = _entries(session, person_id)
    ids = {each for row in rows for field in PARTNERS for each in row.facts.get(field) or ()}
    names = called(session, ids, now)
    for row in rows:
        partners = (
            ", ".join(names[each] for each in row.facts.get(field) or () if each in names)
            for field in PARTNERS
        )
        forms = ", ".join(FORMS[Form(each)] for each in row.forms)
        kinds = ", ".join(KINDS[PairKind(each)] for each in row.kinds)
        yield (row.side, *partners, forms, kinds)


def _entries(session: Session, person_id: int) -> Sequence[BankEntry]:
    return session.scalars(
        select(BankEntry).where(BankEntry.person_id == person_id).order_by(BankEntry.id)
    ).all()


def _facts(facts: Mapping[str, Any]) -> str:
    return "; ".join(
        ", ".join([*fact["said"], *filter(None, [fact["text"]])])
        for _, fact in sorted(facts.items())
        if isinstance(fact, dict) and (fact["said"] or fact["text"])
    )


def called(session: Session, ids: Collection[int], now: datetime) -> dict[int, str]:
    """Other people as a file may name them, without consent by number."""
    found = file_names.names(session, ids, now)
    return {each: _name(named) for each, named in found.items()}


def checked(
    session: Session, person_id: int, zone: ZoneInfo
) -> Iterator[tuple[str, date, Answer, str]]:
    """Answers to «is all well?»."""
    for given in check_ins.by(session, person_id, zone):
        yield "checked", given.on, given.answer, ""


def reasons(session: Session, person_id: int, zone: ZoneInfo) -> Iterator[tuple[datetime, str]]:
    """Why the person has moved, called off or ended something, or asked for it."""
    acts: list[PairEvent | MeetingEvent] = [
        *session.scalars(
            select(PairEvent).where(PairEvent.actor_id == person_id).order_by(PairEvent.id)
        ),
        *session.scalars(
            select(MeetingEvent)
            .where(MeetingEvent.actor_id == person_id)
            .order_by(MeetingEvent.id)
        ),
    ]
    for event in acts:
        why = _why(event.after)
        if why:
            yield event.at.astimezone(zone), why


def _why(after: Mapping[str, Any]) -> str:
    told = after.get("told")
    why = after.get("reason") or (told.get("why") if isinstance(told, dict) else "")
    named = {reason.value: word for reason, word in REASONS.items()}
    return named.get(why, why) if isinstance(why, str) else ""


def _sheets(session: Session, person_id: int) -> Iterator[_Sheet]:
    rows = session.scalars(
        select(Response)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(Response.person_id == person_id, Campaign.anonymous.is_(False))
        .order_by(Response.id)
    ).all()
    ids = [row.id for row in rows]
    replies, was = responses.answers(session, ids), history.earlier(session, ids)
    for row in rows:
        asked = versions.questionnaire(session, row.version_id)
        yield _Sheet(row, asked, replies[row.id], was.get(row.id, {}))


def _told(question: Question, reply: Reply, names: Mapping[int, str]) -> str:
    if question.kind is Kind.PERSON:
        return names.get(reply.value, "") if isinstance(reply.value, int) else ""
    return ", ".join([*said(question, reply.value), *filter(None, [reply.text])])


def _name(named: Named) -> str:
    return render(named.name, Style.INITIALS, pupil=named.pupil, code=named.id)
