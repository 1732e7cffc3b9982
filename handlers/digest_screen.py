"""A digest as a message: the picture's data, the caption with its buttons, the table's data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from exports.digest import Frame, digest_book
from exports.digest_todo import TodoRow
from exports.names import file_name
from exports.pictures.data import StageBar, StagesData
from handlers.bundle import points
from handlers.buttons.health import NeedHelp
from handlers.buttons.nav import bottom
from handlers.buttons.reminders import DailyOf
from handlers.buttons.roadmap import Overview, Roadmaps
from handlers.digest_points import Call, Saying, worded
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button
from services.bundles import Bundle
from services.digest.compose import Weekly
from texts import digest as words
from texts import digest_file as file_words
from texts import digest_pairs as pair_words
from texts import digest_points as point_words
from texts import exports as export_words
from texts import health as health_words
from texts import reminders as reminder_words
from texts import roadmap as roadmap_words

PICTURE = "digest.png"
LABELS = 2  # of the daily message's things, named in the weekly one
BARS = 12


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be made in the worker: `make(*args)` are its bytes."""

    name: str
    make: Callable[..., bytes]
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """`shown`: how many points of the digest stand in the caption; no picture where there is no
    roadmap to draw; `standing`: what it shows, in words."""

    screen: Screen
    picture: Work | None
    standing: str
    shown: int


@dataclass(frozen=True, slots=True)
class Daily:
    """What the daily message says beyond the weekly one that it goes within; `message_id`: of the
    outbox."""

    message_id: int
    bundle: Bundle


def message(
    said: Weekly,
    call: Call,
    *,
    late: bool = False,
    daily: Daily | None = None,
) -> Message:
    """The words with their buttons, and the picture."""
    saying = Saying(call, _today(said), short=True)
    points = [worded(todo.thing, saying) for todo in said.todos]
    told = words.Caption(
        name=said.name,
        place=said.organisation,
        today=_today(said),
        points=[each.point for each in points],
        changes=[(change.kind, change.count) for change in said.changes],
        since=_since(said),
        good=(said.good.kind, said.good.data) if said.good else None,
        done=said.counted.done,
        total=said.counted.total,
        overdue=said.counted.overdue,
        late=late,
        roadmaps=len(said.roadmaps),
        daily=_of_today(daily.bundle, call) if daily else None,
    )
    text, shown = words.caption(told)
    rows: list[Row] = [
        [(reminder_words.numbered(number, caption), act) for caption, act in each.acts]
        for number, each in enumerate(points[:shown], 1)
    ]
    rows = rows or [[_home(said)]]
    rows += [[(words.TODAY, DailyOf(daily.message_id))]] if daily else []
    picture = _picture(said) if said.bars or said.schools else None
    return Message(Screen(text, [*rows, bottom()]), picture, words.pictured(told), shown)


def _of_today(bundle: Bundle, call: Call) -> words.Today:
    things = bundle.things[:LABELS]
    first = [reminder_words.short(each, bundle.today) for each in points(things, call)]
    return words.Today(len(bundle.things), first, bundle.news)


def table(said: Weekly, call: Call) -> Work:
    """The Excel in the same order; `call` is how files show names."""
    saying = Saying(call, _today(said), short=False)
    points = [(worded(todo.thing, saying).point, todo.roadmap) for todo in said.todos]
    todo = [TodoRow(one.what, one.whose, one.when, one.how, where) for one, where in points]
    since = _since(said)
    frame = Frame(
        said.organisation,
        _as_of(said),
        words.since(since) if since else "",
        roadmap=bool(said.bars or said.schools),
        rules=pair_words.RULES if said.pairs else (),
    )
    parts = [(sheet.build, sheet.data) for sheet in said.sheets]
    name = file_name(words.FILE, said.organisation, _today(said))
    return Work(name, digest_book, (frame, todo, parts))


def _picture(said: Weekly) -> Work:
    from exports.pictures import stages  # the library for pictures is heavy

    bars, title, heading, whole = said.bars, said.title, "", ""
    if said.schools:
        bars, title = _schools(said), ""
        heading, whole = file_words.BY_SCHOOL, file_words.TOGETHER
    elif not title:
        heading, whole = file_words.BY_ROADMAP, file_words.TOGETHER
    data = StagesData(title, said.organisation, _today(said), bars, heading, whole)
    return Work(PICTURE, stages.png, (data,))


def _schools(said: Weekly) -> tuple[StageBar, ...]:
    """The first few schools, the others together; before them the municipality's own work."""
    own = _together(said.organisation, said.bars) if said.bars else ()
    room = BARS - len(own)
    schools = [replace(bar, name=point_words.short_place(bar.name)) for bar in said.schools]
    first, rest = schools[:room], schools[room:]
    return (*own, *first, *(_together(words.more_schools(len(rest)), rest) if rest else ()))


def _together(name: str, bars: Sequence[StageBar]) -> tuple[StageBar]:
    done, total = sum(bar.done for bar in bars), sum(bar.total for bar in bars)
    return (StageBar(name, done, total, sum(bar.overdue for bar in bars)),)


def _as_of(said: Weekly) -> str:
    zone = said.moment.tzinfo
    clock = roadmap_words.clock_in_file(str(zone), said.moment.utcoffset() or timedelta())
    return export_words.data_as_of(said.moment, clock)


def _today(said: Weekly) -> date:
    return said.moment.date()


def _since(said: Weekly) -> date | None:
    zone = said.moment.tzinfo
    return said.since.astimezone(zone).date() if said.since else None


def _home(said: Weekly) -> tuple[str, Button]:
    if said.pairs and not (said.bars or said.schools):
        return health_words.NEED_HELP, NeedHelp(0)
    roadmap = Overview(said.roadmap_id) if said.roadmap_id is not None else Roadmaps()
    return words.ROADMAP, roadmap
