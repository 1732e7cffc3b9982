"""The card of somebody in a bank: the profile, the decision, corrections, the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.banks import FACTS, BankState
from domain.pairs import Form, PairKind, Side
from texts import dates
from texts.banks import SIDE, STATES
from texts.html import b, clip, esc, fit
from texts.pair_names import FORMS, KINDS
from texts.plural import counted
from texts.typography import tidy

ADMIT = "Принять в банк"
DECLINE = "Отказать"
CRITERIA = "Критерии"
INTERVIEW = "Собеседование"
EDIT = "Изменить"
HISTORY = "История"
PERSON = "Карточка человека"
TAKE_OUT = "Убрать из банка"
AGAIN = "Вернуть в кандидаты"
UNDO = "Отменить решение"
TELL = "Написать человеку"
PAUSE = "⏸ Пока без новых пар"
CAPACITY, HOURS, TIMES = "Сколько человек сразу", "Часов в месяц", "Когда удобно"
AREAS, FORMS_CAPTION, KINDS_CAPTION = "Темы", "Формы", "Виды"
TAKE, KEEP = "Взять новое", "Оставить"
RESUME = "Снова можно в пары"
_SEEN_BY = "(видят только куратор и руководитель)"
# What a field is called beside its value, and in the history.
FIELDS: Final[Mapping[str, str]] = {
    "areas": "темы", "area_words": "своими словами", "forms": "формы", "kinds": "виды",
    "capacity": "сколько человек сразу", "hours": "часов в месяц", "times": "когда удобно",
    "subject": "предмет", "experience": "стаж", "category": "категория", "goal": "цель",
    "interests": "интересы", "traits": "какой наставник нужен", "whom": "с кем легче",
    "ways": "как удобнее помогать", "motives": "что важно", "past": "прежний опыт",
    "training": "чему хочется научиться", "wants": "с кем хочется работать",
    "unwanted": "с кем не хотелось бы", "interview_mark": "собеседование",
    "interview_on": "день собеседования", "paused_on": "пауза",
}  # fmt: skip
_TEXT_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says; names plain, as chats show them."""

    name: str
    about: str  # post, or class
    side: Side
    state: BankState
    areas: Mapping[str, int | None]  # by name
    forms: Sequence[str]
    kinds: Sequence[str]
    facts: Mapping[str, Any]
    capacity: int | None
    hours: int | None
    free: int
    paused_on: date | None
    others: Sequence[str]
    consent: bool | None
    fit: bool
    today: date


@dataclass(frozen=True, slots=True)
class Decided:
    """What the school alone sees of it. `open_`: criteria that are not met, or not looked at."""

    met: int
    of: int
    open_: Sequence[str]
    mark: int | None
    interviewed: date | None
    on: date | None
    by: str
    reason: str
    wants: Sequence[str]
    unwanted: Sequence[str]
    newer: int


def card(shown: Shown, decided: Decided | None, said: str = "") -> str:
    """`decided` None: one's own card. `said`: what has just come of a tap."""
    lines = [f"✅ {esc(said)}", ""] if said else []
    title = f"Банк · {SIDE[shown.side]} · {STATES[shown.state]}"
    if decided is None:
        title = f"Моя карточка в банке · {STATES[shown.state]}"
    lines += [f"👥 {b(title)}" if not said else b(title)]
    if decided is not None:
        who = esc(clip(shown.name, 100))
        lines.append(f"{who}, {esc(clip(shown.about, 80))}" if shown.about else who)
    lines += ["", *_profile(shown)]
    if decided is not None:
        lines += _school(shown, decided)
    elif shown.state is BankState.CANDIDATE:
        lines += ["", "Школа ещё решает. Здесь можно поправить то, что изменилось."]
    return tidy(fit(lines))


def _profile(shown: Shown) -> list[str]:
    mentor = shown.side is Side.MENTOR
    lines: list[str] = []
    if shown.areas:
        lines.append(f"{'Поможет' if mentor else 'Нужна помощь'}: {b(areas(shown.areas))}")
    if words := shown.facts.get("area_words"):
        lines.append(f"И ещё: {esc(fact(words))}")
    if shown.forms:
        lines.append(f"Формы: {esc(forms(shown.forms))}")
    if shown.kinds:
        lines.append(f"Виды: {esc(kinds(shown.kinds))}")
    if mentor:
        lines.append(_room(shown))
    lines += [
        f"{FIELDS[key].capitalize()}: {esc(fact(shown.facts[key]))}"
        for key in FACTS
        if fact(shown.facts.get(key))
    ]
    if shown.paused_on is not None:
        lines.append(f"⏸ Без новых пар с {dates.plain(shown.paused_on, shown.today)}")
    lines.append(f"Сейчас в парах: {esc(_people(shown.others)) if shown.others else 'пока нет'}")
    return lines


def _room(shown: Shown) -> str:
    most = f"до {shown.capacity}" if shown.capacity else "по правилу школы"
    told = f"Сразу: {most}, свободно {b(str(shown.free))}"
    if not shown.hours:
        return told
    return f"{told}; {counted(shown.hours, 'час', 'часа', 'часов')} в месяц"


def _school(shown: Shown, decided: Decided) -> list[str]:
    lines = [_CONSENT[shown.consent] if not shown.fit or shown.consent else _ALLOWED, ""]
    if decided.of:
        told = f"Критерии: {decided.met} из {decided.of}"
        left = f", не отмечено: {esc(clip('; '.join(decided.open_), 200))}"
        lines.append(told + (left if decided.open_ else ""))
    if decided.mark:
        day = f", {dates.plain(decided.interviewed, shown.today)}" if decided.interviewed else ""
        lines.append(f"Собеседование: {decided.mark} из 5{day}")
    if decided.on is not None:
        who = f", {esc(clip(decided.by, 80))}" if decided.by else ""
        lines.append(f"Решение: {dates.plain(decided.on, shown.today)}{who}")
    if decided.reason:
        lines.append(f"Причина: {esc(clip(decided.reason, 300))}")
    if decided.wants:
        lines.append(f"Хочет работать с: {esc(_people(decided.wants))} {_SEEN_BY}")
    if decided.unwanted:
        lines.append(f"Не хотелось бы с: {esc(_people(decided.unwanted))} {_SEEN_BY}")
    if decided.newer:
        lines.append(
            f"⚠️ {counted(decided.newer, 'новый ответ', 'новых ответа', 'новых ответов')} рядом с "
            "тем, что поправили рукой"
        )
    return lines


_CONSENT: Final = {
    True: "Согласия: все есть",
    False: "⚠️ Согласие отозвано или не дано",
    None: "⚠️ Не все согласия получены",
}
_ALLOWED = "Согласия: по трудовому договору, в боте ответа ещё нет"


def areas(levels: Mapping[str, int | None]) -> str:
    """«Оценивание 8, Порядок в классе», the strongest first; plain. What was only named has no
    figure."""
    return ", ".join(_area(clip(name, 40), level) for name, level in _strongest(levels))


def _strongest(levels: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    return sorted(levels.items(), key=lambda each: (-(each[1] or 0), each[0]))


def _area(name: str, level: int | None) -> str:
    return name if level is None else f"{name} {level}"


def forms(found: Sequence[str]) -> str:
    return ", ".join(FORMS[Form(each)] for each in found)


def kinds(found: Sequence[str]) -> str:
    return ", ".join(KINDS[PairKind(each)] for each in found)


def fact(found: Any) -> str:
    """What was said of something, plain; empty where nothing was."""
    if not isinstance(found, Mapping):
        return ""
    said = [*found.get("said", ()), found.get("text", "")]
    return clip(", ".join(each for each in said if each), _TEXT_LIMIT)


def value(field: str, found: Any, people: Mapping[int, str]) -> str:
    """Any field in words, plain; areas by name."""
    if not found:
        return "пусто"
    if field == "areas":
        return areas(found)
    if field == "forms":
        return forms(found)
    if field == "kinds":
        return kinds(found)
    if field in ("wants", "unwanted"):
        return ", ".join(people.get(each, "") for each in found)
    return fact(found) if isinstance(found, Mapping) else str(found)


def _people(names: Sequence[str]) -> str:
    first = ", ".join(clip(name, 60) for name in names[:3])
    rest = len(names) - 3
    return f"{first} и\u00a0ещё\u00a0{rest}" if rest > 0 else first


def edit(name: str, *, own: bool) -> str:
    head = "Моя карточка · изменить" if own else "Банк · изменить"
    who = "" if own else f" · {esc(clip(name, 100))}"
    return tidy(
        f"👥 {b(head)}{who}\n\nЧто поправить? Новые ответы из анкет эту правку молча не заменят."
    )


def ask_number(which: str, current: int | None) -> str:
    title = {"capacity": CAPACITY, "hours": HOURS}[which]
    now = f"Сейчас: {current}." if current else "Пока не указано."
    return tidy(f"👥 {b(f'Банк · {title.lower()}')}\n\n{now}\n\nВыберите или напишите число.")


def ask_times(current: str) -> str:
    now = f"Сейчас: {esc(current)}." if current else "Пока не указано."
    return tidy(
        f"👥 {b('Банк · когда удобно')}\n\n{now}\n\nНапишите, например: вторник после 15:00 или "
        "на большой перемене."
    )


def ask_listing(which: str, name: str) -> str:
    title = {"areas": AREAS, "forms": FORMS_CAPTION, "kinds": KINDS_CAPTION}[which]
    return tidy(
        f"👥 {b(f'Банк · {title.lower()}')} · {esc(clip(name, 100))}\n\n✅ — выбрано. Нажмите, "
        "чтобы добавить или убрать."
    )


def choice(which: str, key: str, name: str, *, on: bool) -> str:
    """`name`: of an area."""
    if which == "forms":
        name = FORMS[Form(key)]
    elif which == "kinds":
        name = KINDS[PairKind(key)]
    return f"{'✅ ' if on else ''}{clip(name, 56)}"


def newer(name: str, field: str, present: str, found: str, number: int, total: int) -> str:
    """One field where an answer differs from what was changed by hand."""
    return tidy(
        f"👥 {b(f'Банк · новые ответы · {number} из {total}')} · {esc(clip(name, 100))}\n\n"
        f"{FIELDS.get(field, field).capitalize()}\n"
        f"На карточке: {b(clip(present, 400))}\nВ новой анкете: {b(clip(found, 400))}\n\n"
        "Что оставить?"
    )
