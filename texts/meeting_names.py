"""What kinds, outcomes and states of a meeting are called, when it is, who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.meeting_rules import Verdict
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from texts import dates

KINDS = {
    MeetingKind.FIRST: "Первая, организационная",
    MeetingKind.TRIAL: "Пробная рабочая",
    MeetingKind.PLANNING: "Планирование",
    MeetingKind.REGULAR: "Рабочая",
    MeetingKind.CLOSING: "Заключительная",
    MeetingKind.LESSON_VISIT: "Посещение урока",
    MeetingKind.CONSULTATION: "Консультация",
    MeetingKind.REFLECTIVE: "Рефлексивная",
}
OUTCOMES = {
    Outcome.REACHED: "Цель достигнута",
    Outcome.PARTLY: "Достигнута частично",
    Outcome.TO_CONTINUE: "Нужно продолжить",
}
VERDICTS = {
    Verdict.CLAIMED: "ждёт подтверждения",
    Verdict.CONFIRMED: "подтверждена",
    Verdict.JOURNAL: "подтверждена журналом",
    Verdict.DENIED: "вторая сторона говорит, что её не было",
}
STEPS = {
    NextState.OPEN: "ещё не сделан",
    NextState.DONE: "сделан",
    NextState.DROPPED: "больше не нужен",
}
DECISIONS = {
    "end": "завершить работу пары",
    "continue": "продолжить работу",
    "other": "продолжить с другим наставником",
}
REMOTE, FACE = "дистанционно", "очно"
NO_CONSENT = "Нет согласия на участие"  # why the program cancels a meeting


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting in a list; `who` as the chat calls them, `at` local."""

    kind: MeetingKind
    state: MeetingState
    day: date | None
    at: datetime | None
    who: str
    topic: str
    verdict: Verdict | None
    overdue: bool
    unanswered: bool  # its time has passed without the other side's yes


def when(day: date | None, at: datetime | None, today: date) -> str:
    """«завтра, во вторник 15 октября, в 14:30»; the day alone where nothing else is known."""
    if at is not None and (day is None or at.date() == day):
        said = dates.day(at.date(), today)
        comma = "," if "," in said else ""
        return f"{said}{comma} в\u00a0{dates.clock(at)}"
    return dates.day(day, today) if day else "день не указан"


def state(line: Line) -> str:
    """Where a meeting stands, in two or three words."""
    if line.overdue:
        return "ещё не отмечена"
    if line.unanswered:
        return "осталась без ответа"
    if line.state is MeetingState.HELD and line.verdict is not None:
        return VERDICTS[line.verdict]
    return {
        MeetingState.PROPOSED: "предложена, ждёт ответа",
        MeetingState.PLANNED: "назначена",
        MeetingState.HELD: "состоялась",
        MeetingState.MISSED: "не состоялась",
        MeetingState.CANCELLED: "отменена",
    }[line.state]


def sign(line: Line) -> str:
    if line.overdue or line.unanswered or line.verdict is Verdict.DENIED:
        return "⚠️"
    done = {MeetingState.HELD: "✅", MeetingState.MISSED: "⏸", MeetingState.CANCELLED: "⏸"}
    return done.get(line.state, "🕒")


AHEAD = (MeetingState.PROPOSED, MeetingState.PLANNED)


def people(mentors: Sequence[str], mentees: Sequence[str]) -> str:
    """Who meets: «Ветрова О. С. и Маша К.», of a group the first three and how many more."""
    shown = list(mentees[:3])
    more = len(mentees) - len(shown)
    last = f" и ещё {more}" if more > 0 else ""
    return (
        f"{', '.join(mentors)}\u00a0— {', '.join(shown)}{last}"
        if mentors
        else (f"{', '.join(shown)}{last}")
    )


def names(others: Sequence[str]) -> str:
    """Those of the other side in one line."""
    shown = ", ".join(others[:3])
    more = len(others) - 3
    return f"{shown} и ещё {more}" if more > 0 else shown


def title(line: Line, today: date) -> str:
    """«Встреча 14 октября · Маша К.», plain."""
    day = line.day or (line.at.date() if line.at else None)
    moment = dates.plain(day, today) if day else ""
    return " · ".join(filter(None, (f"Встреча {moment}".strip(), line.who)))
