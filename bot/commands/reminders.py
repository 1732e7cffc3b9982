"""`python -m bot reminders`: what will be sent to whom, or today's texts to pass on by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot import stored
from bot.commands.moment import clock_of
from bot.settings import Settings
from db.engine import Database
from domain.named import Named
from domain.names import Style, render
from services import forecast, passing_on
from services.bundles import Entry, Sort
from services.forecast import Line
from services.subjects import Subject
from texts import reminders as words

AHEAD = timedelta(days=7)


async def run(settings: Settings, until: date | None, print_today: bool) -> int:
    """Print the messages to come until a day (a week ahead when none is given), or today's texts.

    0; 1 without a database; 2 for a day that has passed.
    """
    now = _now(settings)
    today = now.astimezone(settings.zone).date()
    if until is not None and until < today:
        print(words.until_past())
        return 2
    url = settings.database_url_for(settings.sandbox)
    try:
        await stored.revision(url)
    except (stored.Missing, stored.Unusable):
        print(words.no_database())
        return 1
    db = Database(url)
    try:
        if print_today:
            lines = await db.read(_today, settings, now)
        else:
            lines = await db.read(_coming, settings, now, until or today + AHEAD)
    finally:
        await db.close()
    print("\n".join(lines))
    return 0


def _now(settings: Settings) -> datetime:
    """The sandbox has a clock of its own, which may have been moved."""
    return clock_of(settings).now()


def _coming(session: Any, settings: Settings, now: datetime, until: date) -> list[str]:
    import handlers.all  # noqa: F401 - what features ask; heavy, and of no use to `--print-today`
    from handlers.prompting import worded

    call = partial(_call, settings)
    posts = forecast.coming_posts(session, now, until)
    sendings = [
        words.Sending(
            _call(settings, post.who),
            post.at,
            (
                *(worded(each, call).said.title for each in post.matters),
                *(words.said(_foreseen(settings, line), post.day) for line in post.lines),
            ),
            post.by_hand,
        )
        for post in posts
    ]
    return words.forecast_lines(sendings)


def _today(session: Any, settings: Settings, now: datetime) -> list[str]:
    lines: list[str] = []
    for letter in passing_on.letters(session, now):
        points = [_point(settings, entry) for entry in letter.entries]
        lines += [
            words.how_to_print(_call(settings, letter.who), letter.chat),
            words.plain(letter.who.name, points, letter.today),
            "",
        ]
    return lines or [words.nobody_today()]


def _foreseen(settings: Settings, line: Line) -> words.Point:
    return words.Point(_label(line.subject), line.kind, line.due, _names(settings, line.who))


def _point(settings: Settings, entry: Entry) -> words.Point:
    return words.Point(
        label=_label(entry.subject),
        kind=entry.kind,
        due=entry.due,
        who=_names(settings, entry.who),
        refused=entry.sort is Sort.REFUSED,
    )


def _names(settings: Settings, people: Sequence[Named]) -> str:
    return ", ".join(_call(settings, each) for each in people)


def _label(subject: Subject) -> str:
    return words.label(subject.number, subject.title, subject.above)


def _call(settings: Settings, person: Named) -> str:
    """On paper people are called as in files: who passes it on has to know whom to look for."""
    style = Style(settings.names_in_files)
    return render(person.name, style, pupil=person.pupil, code=person.id)
