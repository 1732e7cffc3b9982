"""The card of an item in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadlines import Kind, Rule, Slot, Span
from domain.search import key_of
from domain.shown import Shown
from texts import dates
from texts.deadlines import repeats
from texts.html import b, clip, esc, fit
from texts.item_lines import MARKS, STATES, who
from texts.plural import counted
from texts.typography import tidy

PEOPLE = ("человек", "человека", "человек")
TIMES = ("срок", "срока", "сроков")
PAGE = 3000
_RULES = {
    Rule.YEARLY: "каждый год",
    Rule.QUARTERLY: "каждый квартал",
    Rule.MONTHLY: "каждый месяц",
    Rule.WEEKLY: "каждую неделю",
    Rule.DAILY: "каждый день",
}


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows, names as the chat calls them."""

    number: str | None
    title: str
    place: str
    above: str
    shown: Shown
    done_on: date | None
    done_by: str
    written: str | None
    kind: Kind
    spans: Sequence[Span]
    rule: Rule | None
    slots: Sequence[Slot]
    due: date | None
    check: date | None
    left: int
    owners: Sequence[str]
    schools: int  # others that answer for it, whose people are not named
    each: bool
    responsible: Sequence[str]
    result: str | None
    content: str | None
    shared: tuple[int, int] | None
    missing: Sequence[str]
    unnamed: int  # further ones of whom there is no mark yet
    steps: tuple[int, int] | None
    evidence: Sequence[str]
    fact: str
    kin: Sequence[str]  # the plan, equal lines, last year: as HTML
    note: str
    history: Sequence[str]
    closed: bool
    today: date


def headline(number: str | None, title: str, limit: int = 300) -> str:
    """«📋 3.2. Название», as HTML."""
    return f"📋 {b(clip(f'{number}. {title}' if number else title, limit))}"


def card(view: Card) -> str:
    """Matter first: state, term, people; then what the document says; history last."""
    lines = [headline(view.number, view.title)]
    if view.place or view.above:
        lines.append(esc(clip(view.above or view.place, 160)))
    lines += ["", _state(view), *_term(view), *_people(view), *_work(view)]
    if view.note:
        lines.append(f"Примечание: {esc(clip(' '.join(view.note.split()), 300))}")
    if view.closed:
        lines.append("⏸ Карта завершена, её можно только смотреть")
    if view.history:
        lines += ["", *(esc(clip(line, 200)) for line in view.history)]
    return fit([tidy(line) for line in lines])


def is_long(title: str, content: str | None, responsible: Sequence[str], note: str) -> bool:
    """Whether the card leaves something out that is worth a screen of its own."""
    texts = [(title, 300), (content or "", 300), (", ".join(responsible), 200), (note, 300)]
    return any(len(text) > limit for text, limit in texts)


def _state(view: Card) -> str:
    mark = f"{MARKS[view.shown]} " if MARKS[view.shown] else ""
    said = f"{mark}{STATES[view.shown].capitalize()}"
    if view.shown is Shown.DONE and view.done_on is not None:
        said += f" {dates.plain(view.done_on, view.today)}"
        if view.done_by:
            said += f", {esc(clip(view.done_by, 80))}"
    return b(said) if view.shown is Shown.OVERDUE else said


def _term(view: Card) -> list[str]:
    lines = []
    if view.due is not None and view.shown not in {Shown.DONE, Shown.NA}:
        lines.append(f"Срок: {b(dates.term(view.due, view.today))}")
    understood = meaning(view.kind, view.spans, view.rule, view.today, view.slots)
    if view.written:
        lines.append(f"В документе: «{esc(clip(view.written, 200))}»")
        if understood and key_of(understood) != key_of(view.written):
            lines.append(f"Понято так: {esc(understood)}")
    elif understood:
        lines.append(f"Срок по карте: {esc(understood)}")
    else:
        lines.append("Срока в документе нет")
    if view.check is not None:
        lines.append(f"Следующая проверка: {dates.day(view.check, view.today)}")
    if view.left > 1:
        lines.append(f"Впереди ещё {counted(view.left, *TIMES)}")
    return lines


def meaning(
    kind: Kind, spans: Sequence[Span], rule: Rule | None, today: date, slots: Sequence[Slot] = ()
) -> str:
    """A term as understood; empty without one. Plain text."""
    if kind is Kind.CONTINUOUS:
        return "постоянно, проверяем раз в квартал"
    if kind is Kind.ON_CONDITION:
        return "когда наступит условие, спрашиваем раз в квартал"
    if kind is Kind.NONE:
        return ""
    said = [repeats(_RULES[rule], slots)] if rule is not None else []
    said += [dates.span(start, end, today) for start, end in spans[:4]]
    return ", ".join(said) + (f" и ещё {len(spans) - 4}" if len(spans) > 4 else "")


def _people(view: Card) -> list[str]:
    names = _and_schools(who(view.owners, 6), view.schools)
    names = names or "куратор: никто другой не назначен"
    how = ", каждый за себя" if view.each else ""
    verb = "Отвечают" if len(view.owners) + view.schools > 1 else "Отвечает"
    lines = [f"{verb}{how}: {esc(names)}"]
    verbatim = ", ".join(view.responsible)
    if verbatim:
        lines.append(f"Ответственные в документе: «{esc(clip(verbatim, 200))}»")
    if view.shared is not None:
        done, expected = view.shared
        lines.append(f"Отметили {b(f'{done} из {expected}')}")
        missing = (who(view.missing, 5), str(view.unnamed or ""))
        if any(missing):
            lines.append(f"Ещё нет отметки: {esc(' и ещё '.join(filter(None, missing)))}")
    return lines


def _and_schools(names: str, schools: int) -> str:
    """«Громова О. И. и ещё 12 школ»: only names of the own school are said."""
    if not schools:
        return names
    said = counted(schools, "школа", "школы", "школ")
    return f"{names} и ещё {said}" if names else said


def _work(view: Card) -> list[str]:
    lines = []
    if view.steps is not None:
        lines.append(f"Шаги: выполнено {b(f'{view.steps[0]} из {view.steps[1]}')}")
    if view.content:
        lines.append(f"Содержание: {esc(clip(' '.join(view.content.split()), 300))}")
    if view.result:
        lines.append(f"Ожидается: {esc(clip(' '.join(view.result.split()), 200))}")
    if view.fact:
        lines.append(view.fact)
    lines += view.kin
    if view.evidence:
        lines.append(f"📎 Подтверждения: {esc(who(view.evidence, 4))}")
    return lines


def full(number: str | None, title: str, more: Sequence[tuple[str, str]]) -> str:
    """The long texts of an item in one, plain."""
    said = [f"{number}. {title}" if number else title]
    said += [f"{name}: {text}" for name, text in more if text]
    return "\n\n".join(said)


FULL_NAMES = ("Содержание", "Ожидается", "Срок в документе", "Ответственные в документе",
              "Примечание")  # fmt: skip


def page_of(text: str, page: int) -> tuple[str, int]:
    """One page of a long text as HTML, and how many pages there are."""
    pages = [text[at : at + PAGE // 2] for at in range(0, len(text), PAGE // 2)] or [""]
    at = min(max(page, 0), len(pages) - 1)
    return f"📋 {b('Целиком')}\n\n{esc(clip(pages[at], PAGE)) or '…'}", len(pages)
