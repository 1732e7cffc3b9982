"""The card of a pair in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.pair_papers import PaperKind
from domain.pairs import Form, PairKind, PairState, RoleModel
from texts import dates
from texts.html import b, clip, esc, fit
from texts.pair_names import DAYS, FORMS, KINDS, MODELS, STATES, people, reason
from texts.plural import counted
from texts.typography import tidy

OPEN_CARD = "Открыть пару"
UNDO = "Отменить"


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a pair says; names as chats show them. `lacks`: papers in words; `own`: the
    days in it of who has left it before its end; `health`: a plain line."""

    mentors: Sequence[str]
    mentees: Sequence[str]
    form: Form
    model: RoleModel | None
    kinds: Sequence[PairKind]
    state: PairState
    goal: str
    starts: date | None
    ends: date | None
    ended_on: date | None
    ended_why: str
    paused_until: date | None
    every_days: int
    lacks: Sequence[str]
    barred: Sequence[str]
    notices: Sequence[str]
    stand_ins: Sequence[str]
    today: date
    health: str = ""
    own: tuple[date, date] | None = None


def card(told: Card) -> str:
    """A pair: who, what it is, how it stands, what is missing."""
    state = STATES[told.state]
    group = len(told.mentees) > 1
    state = "Вы уже не в паре" if told.own else _state(told, state)
    head = b("Группа" if group else "Пара") + f" · {esc(state)}"
    mentors = "Наставники" if len(told.mentors) > 1 else "Наставник"
    lines = [
        f"👥 {head}",
        f"{mentors}: {b(people(told.mentors, 4))}",
        f"{'Наставляемые' if group else 'Наставляемый'}: {b(people(told.mentees, 8))}",
        "",
        f"Форма: {FORMS[told.form]}" + (f" ({MODELS[told.model]})" if told.model else ""),
        f"Вид: {', '.join(KINDS[kind] for kind in told.kinds)}",
    ]
    lines += _term(told)
    if told.health:
        lines.append(esc(told.health))
    if told.goal and not told.own:
        lines.append(f"Цель: {esc(clip(told.goal, 400))}")
    lines += [f"🕒 {esc(notice)}" for notice in told.notices]
    lines += [esc(each) for each in told.stand_ins]
    if told.barred:
        lines += ["", f"⚠️ Нет согласия на участие: {esc(people(told.barred, 6))}"]
    if told.lacks:
        lines += ["", f"⚠️ Не хватает: {esc(clip('; '.join(told.lacks), 600))}"]
    return fit([tidy(line) for line in lines])


def _state(told: Card, state: str) -> str:
    if told.state is PairState.PAUSED and told.paused_until:
        return f"{state} до {dates.plain(told.paused_until, told.today)}"
    return state


def _term(told: Card) -> list[str]:
    if told.own:
        return [f"Вы были в паре: {dates.span(*told.own, told.today)}"]
    if told.ended_on is not None:
        span = dates.span(told.starts, told.ended_on, told.today)
        why = f". {clip(reason(told.ended_why), 200)}" if told.ended_why else ""
        return [f"Срок: {span}{esc(why)}"]
    span = dates.span(told.starts, told.ends, told.today) or "не указан"
    return [f"Срок: {span}, встречи раз в {counted(told.every_days, *DAYS)}"]


def notice(kind: PaperKind, person: str, until: date, today: date) -> str:
    """Plain; the clock of a refusal or of a notice."""
    day = dates.plain(until, today)
    left = (until - today).days
    rest = f" (осталось {counted(left, *DAYS)})" if left > 0 else ""
    said = "Отказ наставника" if kind is PaperKind.REFUSAL else "Уведомление школы"
    return f"{said}: {person}, последний день {day}{rest}"


def stand_in(person: str, instead: str, since: date, until: date | None, today: date) -> str:
    """Plain: «Замещает Ким А. Л. вместо Ветровой …» without bending names."""
    return f"Замещающий наставник: {person} (за {instead}), {dates.span(since, until, today)}"
