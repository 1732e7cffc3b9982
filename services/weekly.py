"""Duties that somebody hears of once a week only: with the first bundle of the week."""

from datetime import date, datetime, timedelta

from services.recipients import Recipient

# What a person may mute beside kinds of prompts: own reminders, and what others have overdue.
ITEMS, OTHERS = "items", "others"
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def is_day(who: Recipient, now: datetime) -> bool:
    """Whether today is the person's first working day of the week."""
    today = who.today(now)
    return today == _first(who, today)


def waits(who: Recipient, kind: str, now: datetime) -> bool:
    """Whether it is not worth a message of its own today."""
    return kind in who.muted and not is_day(who, now)


def next_moment(who: Recipient, now: datetime) -> datetime:
    """The hour of the next week's first bundle."""
    return who.at(_first(who, who.today(now) + _WEEK))


def _first(who: Recipient, day: date) -> date:
    return who.next_workday(day - day.weekday() * _DAY)
