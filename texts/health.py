"""How pairs are doing, in words: the list, the card, what can be done; refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.health import Answer, Facts, Reason, Rule, Source, Standing
from domain.pairs import Side
from texts import dates
from texts.health_prompts import UNMARKED_LINE, unmarked
from texts.html import b, clip, esc, fit
from texts.pair_names import PAIRS, people
from texts.plural import counted, plural
from texts.typography import stop, tidy

NEED_HELP = "Кому нужна помощь"
PAIR_STATE = "Как дела у пары"
WRITE_BOTH = "Написать обеим сторонам"
WRITE_TO: Final = {Side.MENTOR: "Наставнику", Side.MENTEE: "Наставляемому"}
AGENDA = "Предложить повестку"
TALKED = "Обсудили лично"
SUBSTITUTE = "Замещающий"
PAUSE = "Пауза на 2 недели"
REMATCH = "Другой наставник"
ON_PAPER = "Ответ на словах или на бумаге"
INVITE = "Пригласить в чат"
CHECK_IN = "Всё ли в порядке?"
PLAN = "Предложить время"
LOG = "Отметить встречу"
RULES = "Правила и пороги"

REFUSALS: dict[str, str] = {
    "help_phone_unclear": "Нужен номер телефона: от 5 до 15 цифр. Ничего не изменилось. Напишите, "
    "например: 8 (3812) 12-34-56, кабинет 14.",
    "referral_known": "Обращение уже есть и ещё не закрыто. Второе не появилось.",
    "referral_state": "Это обращение уже в другом состоянии. Ничего не изменилось. Откройте его "
    "заново.",
}

STANDINGS: Final = {
    Standing.ON_TRACK: "✅ Пара работает ровно",
    Standing.CHECK_IN: "⚠️ Паре нужна помощь",
    Standing.TOO_EARLY: "🕒 Пока рано судить",
    Standing.PAUSED: "⏸ Пара на паузе",
}
COUNTS: Final = {
    Standing.CHECK_IN: "нужна помощь",
    Standing.ON_TRACK: "работают ровно",
    Standing.TOO_EARLY: "рано судить",
    Standing.PAUSED: "на паузе",
}
ACTS: Final = {
    "write": "написали паре",
    "agenda": "предложили повестку",
    "talked": "обсудили лично",
    "pause": "поставили на паузу",
    "substitute": "назначили замещающего",
    "rematch": "передали другому наставнику",
    "end": "завершили пару",
}
_SAID: Final = {
    Answer.MET: "встретились",
    Answer.NOT_YET: "пока не получается",
    Answer.HELP: "нужна помощь",
}
_SURVEY: Final = {Source.PLAN: "просят изменить план", Source.RARE: "почти не встречаются"}
_SAID_IN_SURVEY: Final = {
    Source.PLAN: "по анкете нужен другой план",
    Source.RARE: "по анкете встреч почти нет",
}
_WORKDAYS = ("рабочий день", "рабочих дня", "рабочих дней")
_MEETINGS = ("встреча", "встречи", "встреч")
_LINES = ("пункт", "пункта", "пунктов")


def need_help(count: int) -> str:
    """The caption of the way there."""
    return f"{NEED_HELP} ({count})" if count else NEED_HELP


def reason(found: Reason, facts: Facts, today: date) -> str:
    """Why a pair needs a hand; plain, begins with a small letter."""
    number = found.number
    if found.rule is Rule.ASKED:
        return _call(facts.asked)
    if found.rule is Rule.CHANGE:
        return "просят сменить пару без объяснения причин"
    if found.rule is Rule.FIT:
        return "по ответам в паре, она пока не сложилась"
    if found.rule is Rule.UNANSWERED:
        return f"на вопрос бота нет ответа {counted(number, *_WORKDAYS)}"
    if found.rule is Rule.MISSED:
        verb = plural(number, "не состоялась", "не состоялись", "не состоялось")
        return f"{verb} {counted(number, *_MEETINGS)} подряд"
    if found.rule is Rule.BEHIND:
        return f"в программе просрочено: {counted(number, *_LINES)}"
    since = dates.plain(facts.since, today)
    if not facts.held:
        return f"первой встречи ещё не было, пара работает с {since}"
    return f"встреч не было с {since}, ритм пары — раз в {_days(facts.every)}"


def _call(sources: frozenset[Source]) -> str:
    if Source.HELP in sources:
        return "в паре просят помощи"
    return f"по анкете: {', '.join(told for each, told in _SURVEY.items() if each in sources)}"


def _days(number: int) -> str:
    return counted(number, "день", "дня", "дней")


@dataclass(frozen=True, slots=True)
class Line:
    """A pair of the list, plain; `helped`: the curator has acted already."""

    title: str
    reasons: Sequence[str]
    helped: bool


def listing(
    school: str, counts: dict[Standing, int], lines: Sequence[Line], first: int, lack: int = 0
) -> str:
    """The screen of pairs that need a hand; `first`: the number of the first line; `lack`: pairs
    without first marks, said together."""
    head = f"👥 {b('Пары, которым нужна помощь')} · {esc(clip(school, 120))}"
    total = sum(counts.values())
    if not total:
        return f"{head}\n\nСейчас нет работающих пар: отмечать нечего."
    shown = ", ".join(f"{words} {counts[key]}" for key, words in COUNTS.items() if key in counts)
    told = [head, f"Всего {counted(total, *PAIRS)}: {shown}.", ""]
    for number, line in enumerate(lines, first):
        why = clip("; ".join(line.reasons), 220)
        tail = " Помощь уже была, ждём результата." if line.helped else ""
        told.append(f"{number}. {b(clip(line.title, 80))}: {esc(stop(why))}{tail}")
    if lack:
        told += [*([""] if lines else []), f"{b(unmarked(lack))}. {UNMARKED_LINE}"]
    elif not lines:
        told.append("✅ Ни одной: все встречаются в своём ритме.")
    return tidy(fit(told))


def write_all(count: int) -> str:
    return f"Написать всем: {counted(count, 'паре', 'парам', 'парам')}"


def line(standing: Standing, reasons: Sequence[str]) -> str:
    """On the card of a pair, plain: how it stands and why."""
    return ": ".join(filter(None, (STANDINGS[standing], "; ".join(reasons))))


def caption(number: int, title: str) -> str:
    return f"{number}. {clip(title, 58)}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the screen of a pair says; `said`: (name, answer, the day of a paper, where a HELP
    comes from) of those who were asked."""

    title: str
    standing: Standing
    reasons: Sequence[str]
    asked_on: date | None
    said: Sequence[tuple[str, Answer, date | None, Source]]
    acted_on: date | None
    act: str | None
    letter: str
    today: date


def _answered(told: Told, name: str, answer: Answer, paper: date | None, source: Source) -> str:
    on = f" (на бумаге, {dates.plain(paper, told.today)})" if paper else ""
    said = _SAID_IN_SURVEY.get(source, _SAID[answer])
    return f"{clip(name, 60)}: {said}{on}"


def pair(told: Told) -> str:
    lines = [f"{b(STANDINGS[told.standing])}", esc(clip(told.title, 200)), ""]
    lines += [f"• {esc(each[:1].upper() + each[1:])}" for each in told.reasons]
    answered = "; ".join(_answered(told, *each) for each in told.said)
    if told.asked_on is not None:
        day = dates.plain(told.asked_on, told.today)
        lines.append(f"Бот спросил пару {day}. {esc(stop(answered or 'Ответа пока нет'))}")
    elif told.said:
        lines.append(esc(stop(answered)))
    if told.acted_on is not None and told.act:
        day = dates.plain(told.acted_on, told.today)
        lines.append(f"Помощь {day}: {ACTS[told.act]}. Через три недели бот сверит, помогло ли.")
    if told.standing is Standing.CHECK_IN:
        lines += ["", f"Готовое письмо: «{esc(told.letter)}»", "", "Чем помочь?"]
    return tidy(fit(lines))


def letter(rule: Rule | None, mentor: bool, others: Sequence[str]) -> str:
    """What a side of the pair reads from the curator; plain. Nothing in it says who answered
    what."""
    whom = people(others, 2)
    if rule is Rule.BEHIND:
        return (
            f"Как продвигается программа с парой ({whom})? Если сроки неудобны или что-то "
            "мешает, скажите: перенесём."
        )
    if rule in (Rule.ASKED, Rule.CHANGE, Rule.FIT):
        return f"Как Вам работается в паре ({whom})? Давайте коротко поговорим, когда Вам удобно."
    if mentor:
        return (
            f"Как идут встречи в паре ({whom})? Если не хватает времени или сил, скажите: "
            "подберём другое время или замену. Можно сразу предложить день встречи."
        )
    return (
        f"Как идут встречи в паре ({whom})? Если что-то мешает, скажите, решим вместе. "
        "Можно сразу предложить день встречи."
    )


def sent(names: Sequence[str], by_hand: Sequence[str]) -> str:
    """The receipt of writing."""
    lines = []
    if names:
        lines.append(
            f"✅ Отправим: {esc(stop(people(names, 6)))} В тихое время письмо подождёт утра."
        )
    if by_hand:
        lines.append(f"Чата нет, передайте лично: {esc(stop(people(by_hand, 6)))}")
    lines.append("Через три недели бот сверит, помогло ли.")
    return tidy("\n".join(lines))


def talked() -> str:
    return "✅ Записано: обсудили лично. Через три недели бот сверит, помогло ли."


def choose_person(pair: str) -> str:
    return f"👥 {b(ON_PAPER)}\n{esc(clip(pair, 200))}\n\nЧей ответ внести?"
