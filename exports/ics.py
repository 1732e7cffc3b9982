"""Terms as an .ics file for the calendar of a phone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
class CalendarData:
    """`host` tells the entries of one bot from those of another; `made` is aware."""

    name: str
    host: str
    made: datetime
    events: tuple[TermEvent, ...]


def ics(data: CalendarData) -> bytes:
    """The file; give it to exports.worker.in_worker."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{words.AUTHOR}//{data.host}//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(data.name))
    for term in data.events:
        calendar.add_component(_event(term, data))
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


def _alarm(term: TermEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(term.title))
    alarm.add("trigger", _MORNING)
    return alarm
