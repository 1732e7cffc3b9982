"""The card of a programme in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.programmes import HeadField, Stage
from domain.progress import Progress
from texts import dates
from texts.html import b, clip, esc, fit
from texts.item_lines import Line, when
from texts.plural import counted, plural
from texts.programme_names import DAYS, LINES_GEN, PARTS, ROWS, STAGES, term
from texts.typography import tidy

WRITE_HEAD = "Цель и задачи"
READ = "Читать целиком"
PUT = "Отправить на согласование"
PUT_CHANGES = "Согласовать изменения"
REMARK = "Есть замечания"
CONFIRM = "Утвердить и запустить"
PAPERS = "Подписано на бумаге"
DOCX = "Программа в Word"
XLSX = "Программа в Excel"
CHANGES = "Что менялось"
DELETE = "Удалить черновик"


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the pair says to the text; `name` as chats show it."""

    name: str
    agreed: bool | None
    words: str
    on: date | None
    paper: str  # which one and who entered it, HTML; empty: in the chat


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card of a programme says."""

    pair: str
    stage: Stage
    starts: date | None
    ends: date | None
    goal: str
    lines: int
    progress: Progress
    next: Line | None
    answers: Sequence[Said]
    confirmed: tuple[str, date] | None
    changed: bool
    shift: tuple[int, int] | None
    empty: Sequence[HeadField]
    today: date


def term_now(written: str, moved: tuple[date | None, date | None] | None) -> str:
    """The words of the document, or the days where they are others by now."""
    return term(*moved) if moved is not None else written


def card(told: Card) -> str:
    """A programme: whose, how far it is, what comes next, who has agreed."""
    span = dates.span(told.starts, told.ends, told.today)
    lines = [
        f"📋 {b('Программа пары')} · {STAGES[told.stage]}",
        esc(clip(told.pair, 200)) + (f" · {span}" if span else ""),
        "",
        f"Цель: {esc(clip(' '.join(told.goal.split()), 300)) if told.goal else 'не записана'}",
    ]
    lines += _plan(told)
    lines += [_said(answer, told.today) for answer in told.answers]
    if told.confirmed is not None:
        name, on = told.confirmed
        by = f" ({esc(clip(name, 80))})" if name else ""
        lines.append(f"✅ Утверждено без общего согласования{by}, {dates.plain(on, told.today)}")
    if told.changed:
        lines.append("⚠️ Цель или сроки менялись после согласования.")
    if told.shift is not None:
        count, days = told.shift
        moved = plural(count, "сдвинут срок", "сдвинуты сроки", "сдвинуты сроки")
        lines.append(
            f"⏸ После паузы {moved} {counted(count, *LINES_GEN)} на {counted(days, *DAYS)}."
        )
    if told.empty and told.stage is Stage.WRITING:
        names = ", ".join(f"«{PARTS[part].lower()}»" for part in told.empty)
        lines += ["", f"Ещё не написано: {names}."]
    return fit([tidy(line) for line in lines])


def _plan(told: Card) -> list[str]:
    if told.stage in (Stage.WRITING, Stage.PUT):
        return [f"В плане {b(counted(told.lines, *ROWS))}."]
    done = f"Сделано {b(f'{told.progress.done} из {told.progress.total}')}"
    late = told.progress.overdue
    said = [f"{done}, просрочено: {late}." if late else f"{done}."]
    if told.next is not None:
        term_ = when(told.next, told.today)
        said.append(
            f"Ближайшее: {esc(clip(told.next.label, 150))}{f' · {term_}' if term_ else ''}"
        )
    return said


def _said(answer: Said, today: date) -> str:
    name = esc(clip(answer.name, 80))
    if answer.agreed is None:
        return f"🕒 {name}: ещё нет ответа"
    on = f", {dates.plain(answer.on, today)}" if answer.on and not answer.paper else ""
    on = f", {answer.paper}" if answer.paper else on
    if answer.agreed:
        return f"✅ {name}: согласие есть{on}"
    words = f": «{esc(clip(' '.join(answer.words.split()), 300))}»" if answer.words else ""
    return f"⚠️ {name}: есть замечания{on}{words}"


def moved(pair: str, lines: int, days: int) -> tuple[str, str]:
    return (
        f"После паузы сроки программы сдвинуты на {counted(days, *DAYS)}: {pair}",
        f"{counted(lines, *ROWS)}. Вернуть прежние сроки можно в течение суток.",
    )
