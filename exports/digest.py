"""The table of the weekly message: what to do first, then everything it was counted from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from domain.ownfiles import OwnFile
from domain.progress import Progress
from exports import xlsx
from exports.counting import Status
from exports.digest_todo import TodoRow, todo_sheet
from exports.progress import TONES
from exports.report import Column, Marked, Report, Row, Sheet, Tone, Workbook
from texts import digest_file as file_words
from texts import digest_points as point_words
from texts import exports as words

NEWS_TONES: Final[dict[str, Tone]] = {
    "late": "bad", "done": "good", "new": "active", "moved": "wait", "owners": "wait",
    "reopened": "wait", "na": "muted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What all sheets have in common; `since` is empty where there is nothing to compare with.
    `roadmap`: whether one runs; `rules`: how figures of other things are counted."""

    organisation: str
    as_of: str
    since: str
    roadmap: bool = True
    rules: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.organisation, self.as_of, self.since)))


@dataclass(frozen=True, slots=True)
class DigestRow:
    """A row of the roadmap; `news`: keys of what changed since the last message."""

    number: str
    group: str
    activity: str
    written: str
    due: date | None
    who: tuple[str, ...]  # those who may be named by now
    hidden: int  # how many more answer for it
    status: Status
    news: tuple[str, ...]
    level: int
    done_on: date | None


@dataclass(frozen=True, slots=True)
class RoadmapRows:
    """`owners`: whether the sheet says who answers; heads and coordinators get counts only.
    `number`: of several roadmaps, from 1."""

    number: int
    title: str
    rows: tuple[DigestRow, ...]
    owners: bool


@dataclass(frozen=True, slots=True)
class UnreachedRow:
    """`name` is empty where so many `people` are only counted."""

    name: str
    post: str
    why: str
    people: int
    items: int
    soon: int


@dataclass(frozen=True, slots=True)
class UnreachedRows:
    rows: tuple[UnreachedRow, ...]
    names: bool


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """`total` None: no roadmap runs there."""

    name: str
    total: int | None
    done: int
    overdue: int
    week: int
    done_new: int | None  # since the last message


@dataclass(frozen=True, slots=True)
class SchoolRows:
    rows: tuple[SchoolRow, ...]


Part = tuple[Callable[[Any, Frame], Sheet], Any]


def digest_book(frame: Frame, todo: Sequence[TodoRow], parts: Sequence[Part]) -> bytes:
    """The workbook as .xlsx bytes; give it to exports.worker.in_worker."""
    return xlsx.render(digest_workbook(frame, todo, parts))


def digest_workbook(frame: Frame, todo: Sequence[TodoRow], parts: Sequence[Part]) -> Workbook:
    sheets = (build(data, frame) for build, data in parts)
    return Workbook((todo_sheet(todo, frame.lines), *sheets, _counting(frame)), OwnFile.DIGEST)


def roadmap_sheet(data: RoadmapRows, frame: Frame) -> Sheet:
    columns = [
        Column("news", file_words.NEWS, 19, kind="status"),
        Column("number", words.NUMBER, 8),
        Column("activity", words.ACTIVITY, 50, indented=True),
        Column("term", words.TERM, 22),
        Column("owner", words.OWNER, 22),
        Column("status", words.STATUS, 15, kind="status"),
        Column("done", words.FACT_DATE, 12, kind="date"),
    ]
    kept = [column for column in columns if data.owners or column.key != "owner"]
    rows: list[Row] = []
    for group, members in groupby(data.rows, lambda row: row.group):
        rows += [Row((group,), "stage")] if group else []
        rows += [_roadmap_row(row, data.owners) for row in members]
    return Sheet(
        file_words.roadmap_sheet(data.number),
        Report(
            title=data.title,
            subtitle=frame.lines,
            columns=tuple(kept),
            rows=tuple(rows),
        ),
    )


def _roadmap_row(row: DigestRow, owners: bool) -> Row:
    due = words.until(row.due) if row.due else ""
    values = (
        _news(row.news),
        row.number,
        row.activity,
        "\n".join(filter(None, (row.written, due if due != row.written else ""))),
        *((point_words.whose(row.who, row.hidden),) if owners else ()),
        Marked(words.STATUSES[row.status], TONES[row.status]),
        row.done_on,
    )
    return Row(values, indent=row.level)


def _news(news: Sequence[str]) -> Marked | None:
    if not news:
        return None
    return Marked(", ".join(file_words.NEWS_WORDS[each] for each in news), NEWS_TONES[news[0]])


def delivery_sheet(data: UnreachedRows, frame: Frame) -> Sheet:
    by_name = (Column("name", file_words.PERSON, 34), Column("post", file_words.POST, 28))
    counted = (Column("people", file_words.PEOPLE, 12, kind="number"),)
    return Sheet(
        file_words.DELIVERY_SHEET,
        Report(
            title=file_words.DELIVERY_TITLE,
            subtitle=frame.lines,
            columns=(
                *(by_name if data.names else ()),
                Column("why", file_words.WHY_TITLE, 32),
                *(() if data.names else counted),
                Column("items", file_words.ITEMS_TITLE, 12, kind="number"),
                Column("soon", file_words.SOON_TITLE, 20, kind="number"),
                Column("advice", file_words.HOW, 52),
            ),
            rows=tuple(_unreached(row, data.names) for row in data.rows),
            notes=_delivery_notes(data),
            filtered=bool(data.rows),
        ),
    )


def _delivery_notes(data: UnreachedRows) -> tuple[str, ...]:
    if not data.rows:
        return (file_words.ALL_REACHED,)
    hidden = data.names and any(not row.name for row in data.rows)
    return (file_words.NAMES_IN_BOT,) if hidden else ()


def _unreached(row: UnreachedRow, names: bool) -> Row:
    why, advice = file_words.why(row.why), file_words.advice(row.why)
    if names:
        name = row.name or file_words.more_people(row.people)
        return Row((name, row.post, why, row.items, row.soon, advice))
    return Row((why, row.people, row.items, row.soon, advice))


def schools_sheet(data: SchoolRows, frame: Frame) -> Sheet:
    return Sheet(
        file_words.SCHOOLS_SHEET,
        Report(
            title=file_words.SCHOOLS_TITLE,
            subtitle=frame.lines,
            columns=(
                Column("school", file_words.SCHOOL, 56),
                Column("total", file_words.TOTAL, 12, kind="number"),
                Column("done", file_words.DONE, 13, kind="number"),
                Column("percent", file_words.PERCENT, 10, kind="number"),
                Column("new", file_words.DONE_NEW, 16, kind="number"),
                Column("overdue", file_words.OVERDUE, 14, kind="number"),
                Column("week", file_words.WEEK, 15, kind="number"),
            ),
            rows=tuple(map(_school, data.rows)),
        ),
    )


def _school(row: SchoolRow) -> Row:
    if row.total is None:
        return Row((f"{row.name}\n{file_words.NO_ROADMAP}", None, None, None, None, None, None))
    percent = Progress(row.total, row.done).percent
    late = Marked(str(row.overdue), "bad") if row.overdue else row.overdue
    return Row((row.name, row.total, row.done, percent, row.done_new, late, row.week))


def _counting(frame: Frame) -> Sheet:
    statuses = [
        Row((Marked(words.STATUSES[status], TONES[status]), words.MEANINGS[status]))
        for status in TONES
    ]
    news = [
        Row((Marked(file_words.NEWS_WORDS[key], tone), file_words.NEWS_MEANINGS[key]))
        for key, tone in NEWS_TONES.items()
    ]
    if not frame.roadmap:
        return _rules(frame)
    return Sheet(
        words.COUNTING_SHEET,
        Report(
            title=file_words.COUNTING_TITLE,
            subtitle=frame.lines,
            columns=(
                Column("status", file_words.WORD, 20, kind="status"),
                Column("meaning", words.MEANING, 110),
            ),
            rows=(
                Row((words.STATUS,), "stage"), *statuses,
                Row((file_words.NEWS,), "stage"), *news,
            ),
            notes=(*file_words.RULES, *words.COUNTING_RULES[:3], *frame.rules),
            filtered=False,
        ),
    )  # fmt: skip


def _rules(frame: Frame) -> Sheet:
    """Without a roadmap there are no states of its items to explain."""
    return Sheet(
        words.COUNTING_SHEET,
        Report(
            title=file_words.COUNTING_TITLE,
            subtitle=frame.lines,
            columns=(Column("meaning", words.MEANING, 110),),
            rows=tuple(Row((rule,)) for rule in (*frame.rules, *file_words.RULES)),
            filtered=False,
        ),
    )
