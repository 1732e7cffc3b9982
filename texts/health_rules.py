"""The rules that notice pairs: thresholds, what they would have flagged, how much it helped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.health import Rule
from texts import dates
from texts.html import b, fit
from texts.pair_names import PAIRS
from texts.plural import counted
from texts.typography import tidy

SAVE = "Сохранить правила"
NAMES: Final = {
    "silent": "Давно нет встреч",
    "missed": "Срывы подряд",
    "unanswered": "Нет ответа",
    "behind": "Отстаёт программа",
    "fit": "Не складывается",
}
RULES: Final = {
    Rule.ASKED: "просят помощи",
    Rule.CHANGE: "просят сменить пару",
    Rule.FIT: "не складывается",
    Rule.UNANSWERED: "нет ответа",
    Rule.MISSED: "срывы подряд",
    Rule.SILENT: "давно нет встреч",
    Rule.BEHIND: "отстаёт программа",
}
_OF_PAIRS = ("пара", "пары", "пар")
_VALUES: Final = {
    "silent": {150: "полтора ритма пары", 200: "два ритма пары", 300: "три ритма пары"},
    "missed": {1: "одна встреча", 2: "две встречи подряд", 3: "три встречи подряд"},
    "unanswered": {3: "3 рабочих дня", 5: "5 рабочих дней", 10: "10 рабочих дней"},
    "behind": {1: "один пункт", 3: "три пункта", 5: "пять пунктов"},
    "fit": {1: "ответ «не складывается»", 2: "и ответ «по-разному»"},
}


def value(key: str, chosen: int) -> str:
    """What a threshold means; plain."""
    return _VALUES[key].get(chosen, "не следить")


@dataclass(frozen=True, slots=True)
class Tried:
    """What thresholds would have flagged; `now`: the saved ones."""

    first: date
    last: date
    pairs: int
    flagged: int
    now: int
    by_rule: Mapping[Rule, int]


def screen(
    chosen: Mapping[str, int],
    changed: bool,
    tried: Tried | None,
    helped: Mapping[Rule, tuple[int, int]],
    today: date,
) -> str:
    """`helped`: in how many cases of how many, by rule."""
    head = f"📊 {b('Когда паре нужна помощь')}"
    lines = [head, "", *(f"• {NAMES[key]}: {value(key, one)}" for key, one in chosen.items()), ""]
    if tried is None:
        lines.append("Работающих пар ещё не было, проверить правила пока не на чем.")
    else:
        span = f"{dates.plain(tried.first, today)} — {dates.plain(tried.last, today)}"
        rules = "; ".join(f"{RULES[rule]} {n}" for rule, n in tried.by_rule.items())
        total = f"{b(counted(tried.flagged, *PAIRS))} из {tried.pairs}"
        lines.append(f"За {span} было бы отмечено: {total}" + (f" ({rules})." if rules else "."))
        if changed:
            lines.append(f"По нынешним правилам: {counted(tried.now, *_OF_PAIRS)}.")
    if helped:
        told = "; ".join(f"{RULES[rule]}: {n} из {of}" for rule, (n, of) in helped.items())
        lines += ["", f"Помощь помогла (через три недели): {told}."]
    lines += ["", "Сохранить эти правила?" if changed else "Что изменить?"]
    return tidy(fit(lines))


def choose(key: str) -> str:
    explained = {
        "silent": "Сколько ждать встречи, прежде чем спросить пару? Ритм у каждой пары свой, "
        "каникулы и отпуск не считаются.",
        "missed": "После скольких несостоявшихся встреч спросить пару?",
        "unanswered": "Сколько ждать ответа пары, прежде чем сказать куратору?",
        "behind": "Сколько просроченных пунктов программы заметить?",
        "fit": "На какие ответы о паре обратить внимание?",
    }
    return f"📊 {b(NAMES[key])}\n\n{explained[key]}"


def choice(key: str, one: int, now: int) -> str:
    said = value(key, one)
    shown = said[:1].upper() + said[1:]
    return f"✅ {shown}" if one == now else shown


def saved() -> str:
    return "✅ Правила сохранены. Они действуют с ближайшего утра."
