"""Meetings of pairs: names of kinds and states, lists, the card, refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.lesson_visit import BEST
from domain.meeting_rules import Verdict
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.roadmap import indexed
from texts.typography import stop, tidy

MEETINGS = "Встречи"
OPEN = "Открыть встречу"
LOG = "Отметить встречу"
PLAN = "Назначить встречу"
JOURNAL = "Дневник наставника"
FIX = "Исправить"
UNDO = "Отменить"
HELD = "✅ Состоялась"
OTHER = "Другое"
MOVE = "Перенести"
CANCEL = "Отменить встречу"
AGREE = "✅ Подходит"
OTHER_TIME = "Другое время"
CONFIRM = "✅ Да, была"
DENY = "Не было"
NOTES = "Заметки"
WHO = "Кто был"
HISTORY = "История"
SHEET = "📋 Лист посещения"
TO_CALENDAR = "В календарь"
TO_PAIR = "Встречи пары"
DETAILS = "Вид и место"
BOARD = "Встречи пар"
SLOTS = "Обычное время"
TO_BOARD, TO_MINE = "📅 Встречи пар", "📅 Мои встречи"
STEP = "Следующий шаг"

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
_NOUNS = {MeetingKind.PLANNING, MeetingKind.LESSON_VISIT, MeetingKind.CONSULTATION}
REMOTE, FACE = "дистанционно", "очно"
NO_CONSENT = "Нет согласия на участие"  # why the program cancels a meeting
_PAPERS = 3  # so many of a group are told on the card
_MINUTES = ("минута", "минуты", "минут")
_NOTES = ("заметка", "заметки", "заметок")

REFUSALS = {
    "meeting_ahead": "Эта встреча ещё впереди, отметить её можно, когда она пройдёт. Ничего не "
    "изменилось.",
    "meeting_past": "Это время уже прошло. Ничего не изменилось. Выберите время впереди.",
    "meeting_held": "Эта встреча уже состоялась, перенести её нельзя. Назначьте новую.",
    "meeting_not_ahead": "Эта встреча уже отмечена или отменена. Откройте её, там всё свежее.",
    "meeting_not_held": "Эта встреча сейчас не отмечена как состоявшаяся. Откройте её, там всё "
    "свежее.",
    "meeting_changed": "С тех пор встречу меняли ещё раз, поэтому отмена не сработала. Ничего не "
    "изменилось. Откройте встречу и поправьте её там.",
    "pair_over": "Работа этой пары завершена или ещё не начата, новые встречи ей не назначить. "
    "Прошедшие встречи можно отметить.",
    "meeting_barred": "В этой паре нет согласия на участие, поэтому новые встречи ей пока не "
    "назначить. Ничего не изменилось. Спросите куратора; прошедшие встречи можно отметить.",
    "meeting_not_begun": "Пара ещё не начала работу, поэтому встречу пока не отметить. Ничего не "
    "изменилось. Чего ей не хватает, видно на карточке пары.",
    "meeting_unconsented": "В этот день согласия на участие в паре не было, поэтому встречу не "
    "отметить. Ничего не изменилось. Если оно подписано раньше, куратор внесёт бумагу с её датой.",
    "step_past": "Срок следующего шага должен быть впереди, не дальше года. Ничего не "
    "изменилось. Выберите другой день.",
    "no_pairs_yet": "Работающих пар пока нет, звать на встречу некого. Ничего не изменилось.",
    "hour_unclear": "Сейчас нужно время. Ничего не изменилось. Выберите его выше или напишите, "
    "например: 14:30.",
    "note_lost": "Файл заметки не нашёлся в хранилище. Запись о нём на месте. Попросите "
    "администратора восстановить файлы из копии.",
}


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


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows."""

    line: Line
    minutes: int
    remote: bool
    text: str
    outcome: Outcome | None
    next_step: str
    next_on: date | None
    next_state: NextState | None
    decision: str
    reason: str
    points: int | None
    agenda: Sequence[str]
    here: int  # of a group: how many were there
    group: int
    notes: int
    mine: str  # what is asked of the one who looks
    today: date
    papers: Sequence[str] = ()  # who says on which paper how it was, HTML


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


def listed(line: Line, today: date) -> str:
    """One line of a list, as HTML."""
    day = line.at.date() if line.at and line.state in _AHEAD else line.day
    moment = when(day, line.at if line.state in _AHEAD else None, today)
    what = line.topic or KINDS[line.kind]
    who = f" · {esc(clip(line.who, 80))}" if line.who else ""
    return f"{sign(line)} {moment}{who}: {esc(clip(what, 80))} ({state(line)})"


_AHEAD = (MeetingState.PROPOSED, MeetingState.PLANNED)


def meetings(
    lines: Sequence[str], first: int, *, ahead: int, held: int, waiting: int, pairs: bool,
    keepers: Sequence[str] = (),
) -> str:  # fmt: skip
    """One's own meetings over all pairs, a page of them made by `listed`. `keepers`: whom to ask
    who is in no pair."""
    head = f"📅 {b(MEETINGS)}"
    if not pairs:
        return tidy(
            f"{head}\n\nВы пока не состоите ни в одной паре, поэтому встреч здесь нет. Пары "
            f"вносит {stop(_keeper(keepers))} Как только Ваша пара появится, встречи будут здесь."
        )
    if not lines:
        return tidy(f"{head}\n\nВстреч пока нет. Назначьте первую или отметьте прошедшую.")
    summary = f"Впереди {ahead}, состоялось {held}."
    if waiting:
        summary += f" Ждут отметки: {b(str(waiting))}."
    numbered = [indexed(number, line) for number, line in enumerate(lines, first)]
    return tidy(fit([head, summary, "", *numbered]))


def log_of(day: date, today: date) -> str:
    """The caption of what waits to be logged."""
    return f"⚠️ Отметить: встреча {dates.plain(day, today)}"


def _keeper(names_: Sequence[str]) -> str:
    return f"в Вашей школе {esc(names(names_))}" if names_ else "куратор школы"


def of_pair(
    who: str, lines: Sequence[str], first: int, *, held: int, confirmed: int, undated: int = 0
) -> str:
    """A pair's meetings; claimed and confirmed are counted apart, and so are those of which only
    the number is known."""
    head = [f"📅 {b(MEETINGS)}", esc(clip(who, 200))]
    earlier = [f"До бота, по записям школы: {b(str(undated))}, без дат."] if undated else []
    if not lines:
        return tidy(fit([*head, "", *(earlier or ["Встреч пока нет."])]))
    counts = f"Состоялось: {b(str(held))}, из них подтверждено: {b(str(confirmed))}."
    numbered = [indexed(number, line) for number, line in enumerate(lines, first)]
    return tidy(fit([*head, "", counts, *earlier, "", *numbered]))


def card(of: Card) -> str:
    """The card: when, what of, how it went; an agenda while it is ahead."""
    line = of.line
    place = REMOTE if of.remote else FACE
    head = f"{sign(line)} {b(named(line.kind))}"
    length = counted(of.minutes, *_MINUTES)
    why = f" Причина: {esc(clip(of.reason, 200))}" if of.reason else ""
    lines = [
        head,
        f"{_capital(when(line.day, line.at, of.today))}, {length}, {place}",
        esc(clip(line.who, 300)),
        "",
        f"Сейчас: {state(line)}.{why}",
        *of.papers[:_PAPERS],
    ]
    lines += _content(of)
    if line.state in _AHEAD and not line.overdue and not line.unanswered:
        lines += ["", "О чём поговорить:", *(f"• {esc(point)}" for point in of.agenda)]
    if of.mine:
        lines += ["", of.mine]
    return tidy(fit(lines))


def named(kind: MeetingKind) -> str:
    """«Рабочая встреча», «Посещение урока»."""
    return KINDS[kind] if kind in _NOUNS else f"{KINDS[kind]} встреча"


def _content(of: Card) -> list[str]:
    found = []
    if of.line.topic:
        found.append(f"Тема: {b(clip(of.line.topic, 300))}")
    if of.outcome:
        found.append(f"Результат: {OUTCOMES[of.outcome].lower()}")
    if of.text:
        found.append(f"Что делали: {esc(clip(of.text, 700))}")
    if of.points is not None:
        found.append(f"Лист посещения: {of.points} из {BEST}")
    if of.next_on:
        found.append(f"Следующий шаг: {esc(clip(of.next_step, 200))}, {_step_term(of)}")
    if of.decision:
        found.append(f"Решили: {DECISIONS[of.decision]}")
    if of.group > 1 and of.line.state is MeetingState.HELD:
        found.append(f"Были: {of.here} из {of.group}")
    if of.notes:
        found.append(counted(of.notes, *_NOTES))
    return found


def _step_term(of: Card) -> str:
    """A meeting is on its day, anything else is done by it."""
    assert of.next_on is not None
    day = dates.plain(of.next_on, of.today)
    return f"до {day} ({STEPS[of.next_state]})" if of.next_state else day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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


def board(
    lines: Sequence[str], first: int, *, pairs: int, met: int, held: int, confirmed: int,
    edit: bool,
) -> str:  # fmt: skip
    """Meetings of all pairs of a school. `edit`: who reads may enter pairs."""
    head = f"📅 {b(BOARD)}"
    if not pairs:
        more = " Внесите первую, это четыре нажатия: после этого пара отмечает встречи сама."
        return tidy(f"{head}\n\nРаботающих пар пока нет.{more if edit else ''}")
    rows = [
        head,
        f"Встречались: {b(f'{met} из {pairs}')} {plural(pairs, 'пары', 'пар', 'пар')}. "
        f"Состоялось встреч: {held}, из них подтверждено: {confirmed}.",
        "",
        *(indexed(number, line) for number, line in enumerate(lines, first)),
    ]
    return tidy(fit(rows))


def board_line(
    who: str, *, held: int, confirmed: int, waiting: int, last: date | None,
    coming: date | None, today: date,
) -> str:  # fmt: skip
    """How one pair meets."""
    found = [f"встреч {held}, подтверждено {confirmed}" if held else "встреч ещё не было"]
    if last:
        found.append(f"последняя {dates.plain(last, today)}")
    if waiting:
        found.append(f"ждут отметки: {waiting}")
    if coming:
        found.append(f"следующая {dates.plain(coming, today)}")
    mark = "⚠️ " if waiting else ""
    return f"{mark}{esc(clip(who, 100))}: {', '.join(found)}"


ASK_AGREE = "Подходит ли Вам это время?"
ASK_CONFIRM = "Была эта встреча?"
ASK_LOG = "Как прошло?"
ASK_AGAIN = "Вторая сторона не ответила до назначенного часа."
PROPOSE_OTHER, WAS_HELD = "Предложить другое время", "Встреча всё-таки была"

ACTIONS = {
    "imported": "внесено из таблицы",
    "proposed": "предложено время",
    "agreed": "время согласовано",
    "moved": "предложено другое время",
    "cancelled": "встреча отменена",
    "arranged": "изменены вид, место или длительность",
    "held": "отмечена как состоявшаяся",
    "missed": "отмечена как несостоявшаяся",
    "topic": "записана тема",
    "outcome": "записан результат",
    "text": "записано, что делали",
    "step": "записан следующий шаг",
    "step_answered": "ответ о следующем шаге",
    "day": "исправлен день",
    "present": "исправлено, кто был",
    "confirmed": "подтверждена",
    "denied": "ответ: встречи не было",
    "decided": "записано решение",
    "visit": "заполнен лист посещения",
    "called": "назначена для всех пар",
}


def history(title: str, lines: Sequence[tuple[datetime, str, str, bool]], today: date) -> str:
    """Who did what and when; what was taken back says so."""
    shown = [f"📋 {b('История встречи')}", esc(clip(title, 200)), ""]
    for at, who, action, undone in lines:
        words = ACTIONS.get(action, action)
        by = f" · {esc(clip(who, 60))}" if who else ""
        back = " (отменено)" if undone else ""
        shown.append(f"{dates.plain(at.date(), today)} {dates.clock(at)}{by}: {words}{back}")
    if not lines:
        shown.append("Изменений не было.")
    return tidy(fit(shown))


def title(line: Line, today: date) -> str:
    """«Встреча 14 октября · Маша К.», plain."""
    day = line.day or (line.at.date() if line.at else None)
    moment = dates.plain(day, today) if day else ""
    return " · ".join(filter(None, (f"Встреча {moment}".strip(), line.who)))
