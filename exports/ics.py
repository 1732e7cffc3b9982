"""Terms as an .ics file for the calendar of a phone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from exports.cells import clean
from texts import exports as words

_DAY = timedelta(days=1)
_MORNING = timedelta(hours=-15)  # 9:00 of the day before


@dataclass(frozen=True, slots=True)
class TermEvent:
    """A term by its last day. `key` stays the same when the day moves, so that the calendar
    moves its entry too."""

    key: str
    day: date
    title: str
    about: str
    link: str


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """A meeting; `starts` is aware. `key` as of a term."""

    key: str
    starts: datetime
    minutes: int
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class CalendarData:
    """`host` tells the entries of one bot from those of another; `made` is aware."""

    name: str
    host: str
    made: datetime
    events: tuple[TermEvent, ...]
    meetings: tuple[MeetingEvent, ...] = ()


def ics(data: CalendarData) -> bytes:
    """The file; give it to exports.worker.in_worker."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{words.AUTHOR}//{data.host}//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(data.name))
    for term in data.events:
        calendar.add_component(_event(term, data))
    for meeting in data.meetings:
        calendar.add_component(_meeting(meeting, data))
    made: bytes = calendar.to_ical()
    return made


def _event(term: TermEvent, data: CalendarData) -> Event:
    event = Event()
    event.add("uid", f"{term.key}@{data.host}")
    event.add("dtstamp", data.made)
    event.add("dtstart", term.day)
    event.add("dtend", term.day + _DAY)
    event.add("summary", clean(term.title))
    event.add("description", clean(term.about))
    event.add("url", term.link)
    event.add("transp", "TRANSPARENT")  # a term does not make the day busy
    event.add_component(_alarm(term))
    return event


def _meeting(meeting: MeetingEvent, data: CalendarData) -> Event:
    event = Event()
    starts = meeting.starts.astimezone(UTC)
    event.add("uid", f"{meeting.key}@{data.host}")
    event.add("dtstamp", data.made)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.minutes))
    event.add("summary", clean(meeting.title))
    event.add("description", clean(meeting.about))
    return event


def _alarm(term: TermEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(term.title))
    alarm.add("trigger", _MORNING)
    return alarm
