"""The sandbox's pairs, as if the ordinary screens had been used over the last months."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.demo import DemoMeeting, DemoPair, DemoPlan, demo
from db.models import Item, Meeting, MeetingMark, Pair, Person, Programme
from db.models.people import Given
from domain.consents import Document
from domain.health import Answer, Fit
from domain.meetings import MeetingState, NextState
from domain.pair_papers import PaperKind
from domain.pairs import PairState
from domain.progress import Status
from domain.schoolyear import lessons, school_year
from services import actor as actors
from services import calendars, consent_papers, family, item_done
from services.actor import Actor
from services.calendars import SchoolDays
from services.health import asking, fit, referrals
from services.meetings import log, planning
from services.pairs import edit, enter, papers, states
from services.programmes import agreeing, begin
from services.programmes.asking import SHORT
from services.programmes.begin import Wording

_DAY = timedelta(days=1)
_AFTERNOON = time(16)


class Past:
    """People of the school and the days on which they did things; keys are those of content."""

    def __init__(
        self, session: Session, at: datetime, zone: str, ids: Mapping[str, int], place: int
    ) -> None:
        self.session, self.place, self.ids = session, place, ids
        self._at, self._zone = at, zone
        self._actors: dict[str, Actor] = {}
        self.days: SchoolDays = calendars.of(session, place, at)
        self.today = self.days.today(at)

    def workday(self, days: int) -> date:
        """The working day before (or on) the day that is so many days from today."""
        return self.days.steady.previous_workday(self.today + days * _DAY)

    def coming(self, days: int) -> date:
        """So many working days ahead; a negative number goes back."""
        step, day = (1 if days > 0 else -1), self.today
        for _ in range(abs(days)):
            day += step * _DAY
            find = self.days.steady.next_workday if step > 0 else self.days.steady.previous_workday
            day = find(day)
        return day

    def actor(self, key: str, on: date | None = None) -> Actor:
        """Somebody in the afternoon of a past day, or now."""
        if key not in self._actors:
            person = self.session.get_one(Person, self.ids[key])
            self._actors[key] = actors.of_person(self.session, person, self._at, self._zone)
        if on is None:
            return self._actors[key]
        moment = datetime.combine(on, _AFTERNOON, self.days.zone)
        return replace(self._actors[key], at=min(moment, self._at))

    def account(self, key: str) -> bool:
        return next(each.chat for each in demo().people if each.key == key)


def seed(past: Past, wording: Wording) -> None:
    """Parents with their consents, then the pairs of content/demo.toml."""
    for person in demo().people:
        if person.parent:
            _family(past, person.key, person.parent, person.consent)
    for pair in demo().pairs:
        _pair(past, pair, wording)


def _family(past: Past, child: str, parent: str, number: str) -> None:
    """The parent has signed on paper, and the curator has written it down."""
    day = past.workday(min(pair.began for pair in demo().pairs if child in pair.mentees))
    curator, ids = past.actor("curator", day), past.ids
    family.join(past.session, curator, ids[parent], ids[child])
    consent_papers.enter(
        past.session, curator, ids[child], Document.PARENTAL, given=True, signed_on=day,
        number=number, given_by=ids[parent],
    )  # fmt: skip


def _pair(past: Past, story: DemoPair, wording: Wording) -> None:
    pair_id = _enter(past, story)
    _papers(past, story, pair_id)
    if story.programme:
        _programme(past, story, pair_id, wording)
    for meeting in story.meetings:
        _held(past, story, pair_id, meeting)
    if story.fit is not None:
        _fit(past, story, pair_id, story.fit)
    if story.planned is not None:
        _planned(past, story, pair_id, story.planned)
    _now(past, story, pair_id)


def _enter(past: Past, story: DemoPair) -> int:
    """An existing pair begins on its first day; a proposed one is put to its mentor."""
    begins = past.workday(story.began)
    curator = past.actor("curator", begins)
    mentors, mentees = ([past.ids[key] for key in side] for side in (story.mentors, story.mentees))
    if story.state is PairState.PROPOSED:
        made = enter.enter(past.session, curator, mentors, mentees, story.form, works=False)
        edit.set_goal(past.session, curator, made.pair_id, story.goal)
        return made.pair_id

    def fill(pair: Pair) -> None:
        pair.goal = story.goal

    _, ends = lessons(school_year(past.today))
    made = enter.create(
        past.session, curator, past.place, mentors, mentees, story.form, PairState.ACTIVE,
        (begins, max(ends, past.today)), fill=fill,
    )  # fmt: skip
    return made.pair_id


def _papers(past: Past, story: DemoPair, pair_id: int) -> None:
    day = past.workday(story.began)
    curator, mentor = past.actor("curator", day), past.ids[story.mentors[0]]

    def add(kind: PaperKind, number: str, *, paid: bool | None = None, pay: str = "") -> None:
        papers.add(
            past.session, curator, pair_id, kind, mentor, number=number,
            signed_on=day if number else None, paid=paid, pay=pay,
        )  # fmt: skip

    if story.consent:
        add(PaperKind.CONSENT, story.consent)
    if story.agreement:
        add(PaperKind.AGREEMENT, story.agreement, paid=True, pay=story.pay)
    if story.unpaid:
        add(PaperKind.AGREEMENT, "", paid=False, pay=story.unpaid)
    if story.order:
        add(PaperKind.ORDER, story.order)


def _programme(past: Past, story: DemoPair, pair_id: int, wording: Wording) -> None:
    """From a template; agreed to by both sides; what was due before today is done."""
    day = past.workday(story.programme_on)
    mentor = past.actor(story.mentors[0], day)
    made = begin.from_template(past.session, mentor, pair_id, story.programme, wording)
    programme = past.session.get_one(Programme, made)
    programme.goal = story.goal
    agreeing.put(past.session, mentor, made)
    for key in story.mentees:
        if past.account(key):
            mark = (programme.text_hash or "")[:SHORT]
            agreeing.agree(past.session, past.actor(key, day), made, mark)
        else:
            agreeing.enter(past.session, past.actor("curator", day), made, past.ids[key])
    while rows := _due(past, programme):
        for item_id, due in rows:
            item_done.mark_done(past.session, past.actor(story.mentors[0], due), item_id)


def _due(past: Past, programme: Programme) -> list[tuple[int, date]]:
    """Lines with the days that have passed; a line of every month has the next one after that."""
    rows = past.session.execute(
        select(Item.id, Item.due)
        .where(
            Item.roadmap_id == programme.roadmap_id,
            Item.removed_at.is_(None),
            Item.status.in_((Status.TODO, Status.STARTED)),
            Item.due < past.today,
        )
        .order_by(Item.due, Item.position)
    )
    return [(row.id, row.due) for row in rows]


def _held(past: Past, story: DemoPair, pair_id: int, told: DemoMeeting) -> None:
    """Written down whole, as past meetings of a table are; people are asked of the last one."""
    session, day = past.session, past.workday(told.day)
    mentor = past.actor(story.mentors[0], day)
    meeting = Meeting(
        pair_id=pair_id, kind=told.kind, state=MeetingState.HELD, held_on=day, topic=told.topic,
        outcome=told.outcome, logged_by=mentor.person_id, logged_at=mentor.at,
        created_at=mentor.at,
    )  # fmt: skip
    if told.next is not None:
        meeting.next_step, meeting.next_on = told.step, day + told.next * _DAY
        meeting.next_state = NextState.OPEN
    session.add(meeting)
    session.flush()
    for key in story.mentees:
        session.add(_mark(past, key, meeting.id, mentor, confirmed=told.confirmed))
    if told == story.meetings[-1]:
        log.made(session, mentor, meeting, "held")


def _mark(past: Past, key: str, meeting_id: int, mentor: Actor, *, confirmed: bool) -> MeetingMark:
    """Who has no account is confirmed by the journal, as everywhere."""
    chat = past.account(key)
    mark = MeetingMark(meeting_id=meeting_id, person_id=past.ids[key], present=True)
    if confirmed or not chat:
        mark.confirmed, mark.confirmed_at = True, mentor.at
        mark.how = Given.CHAT if chat else Given.PAPER
        mark.entered_by = None if chat else mentor.person_id
    return mark


def _fit(past: Past, story: DemoPair, pair_id: int, said: Fit) -> None:
    """The private answer after the second meeting."""
    day = past.workday(story.meetings[1].day) + _DAY
    for key in filter(past.account, (*story.mentors, *story.mentees)):
        fit.answer(past.session, past.actor(key, day), pair_id, said)


def _planned(past: Past, story: DemoPair, pair_id: int, plan: DemoPlan) -> None:
    day = past.coming(plan.day)
    mentor = past.actor(story.mentors[0], past.workday((day - past.today).days - 5))
    minute = plan.time.hour * 60 + plan.time.minute
    made = planning.propose(past.session, mentor, pair_id, plan.kind, day, minute)
    if plan.agreed and made.waits:
        for key in filter(past.account, story.mentees):
            planning.agree(past.session, replace(past.actor(key), at=mentor.at), made.meeting_id)


def _now(past: Past, story: DemoPair, pair_id: int) -> None:
    """How the pair stands today."""
    session, curator = past.session, past.actor("curator")
    if story.state is PairState.PAUSED:
        until = past.today + (story.until or 0) * _DAY
        states.pause(session, curator, pair_id, until, story.why)
    if story.state is PairState.COMPLETED:
        states.complete(session, curator, pair_id, past.today + (story.ended or 0) * _DAY)
    if story.referred:
        mentee = story.mentees[0]
        asking.answer(session, past.actor(mentee), pair_id, Answer.HELP)
        referrals.refer(session, curator, past.ids[mentee])
