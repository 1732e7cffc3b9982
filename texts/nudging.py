"""Who has answered for a line and who is awaited; reminding those who are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from texts import dates
from texts.html import b, clip, esc, fit
from texts.item_lines import indexed, who
from texts.plural import counted
from texts.typography import tidy

NUDGE = "🕒 Напомнить"
NUDGE_WAITING = "🕒 Напомнить ждущим"
PERSONALLY = "Кому передать лично"
NAMES = 6
# Who will be reminded, in the dative and by number: «одному человеку», «5 людям».
_PEOPLE_TO = ("человеку", "людям", "людям")

REFUSALS = {
    "nobody_awaited": "Здесь некому напоминать: все уже ответили или дело за Вами.",
    "nudge_undated": "У этого пункта нет срока, поэтому напоминать не о чем. Ничего не "
    "изменилось. Поставьте срок кнопкой «Перенести», и напоминания пойдут сами.",
    "not_shared": "Этот пункт делают не порознь, поэтому списка ответивших у него нет.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of «Кто ответил»; `due`: the open term; `on`: the day of the answer."""

    name: str
    awaited: bool
    needed: bool
    due: date | None
    on: date | None
    without_chat: bool
    refused: bool


def answers_caption(done: int, total: int) -> str:
    return f"Кто ответил ({done} из {total})"


def nudge_now(count: int) -> str:
    return f"🕒 Напомнить {counted(count, *_PEOPLE_TO)}"


def answers(
    head: str, parts: Sequence[Part], first: int, counts: tuple[int, int], today: date
) -> str:
    """A page of a line's parts; `counts`: how many have answered and how many are awaited."""
    answered, awaited = counts
    lines = [f"👥 {b('Кто ответил')}", esc(clip(head, 200)), ""]
    lines.append(f"Ответили: {b(str(answered))} · ждём: {b(str(awaited))}")
    lines.append("")
    lines += [indexed(number, _part(part, today)) for number, part in enumerate(parts, first)]
    return tidy(fit(lines))


def _part(part: Part, today: date) -> str:
    name = esc(clip(part.name, 150))
    if not part.awaited:
        said = f"✅ {name}" if part.needed else f"{name} · не требуется"
        return f"{said} · {dates.plain(part.on, today)}" if part.on and part.needed else said
    told = [_waiting(part.due, today)]
    told += ["ответ «не моё»"] if part.refused else []
    told += ["чата с ботом нет"] if part.without_chat else []
    late = part.due is not None and part.due < today
    return f"{'⚠️ ' if late else ''}{name} · {' · '.join(told)}"


def _waiting(due: date | None, today: date) -> str:
    if due is None:
        return "ждём, срока нет"
    if due < today:
        return f"ждём с {dates.plain(due, today)}, {counted((today - due).days, *_DAYS)}"
    return f"ждём {dates.term(due, today)}"


_DAYS = ("день", "дня", "дней")


@dataclass(frozen=True, slots=True)
class Nudged:
    """Whom a reminder reaches and whom not, names as the chat calls them."""

    label: str
    told: Sequence[str]
    since: date | None
    without_chat: Sequence[str]
    already: Sequence[str]
    refused: Sequence[str]


def ask(view: Nudged, today: date) -> str:
    """What pressing the button will do."""
    lines = [f"🕒 {b('Напомнить')}", b(clip(view.label, 200))]
    lines.append(f"Ждём с {dates.plain(view.since, today)}." if view.since else "Срок впереди.")
    lines.append("")
    if view.told:
        lines.append(f"Напоминание придёт: {_names(view.told)}")
    lines += _rest(view)
    if view.told:
        whose = " каждого" if len(view.told) > 1 else ""
        lines += ["", f"Оно встанет в ближайшее ежедневное сообщение{whose}. Напомнить?"]
    return tidy(fit(lines))


def done(view: Nudged) -> str:
    """The receipt."""
    if not view.told:
        return tidy(fit([f"🕒 {b('Напомнить')}", b(clip(view.label, 200)), "", *_rest(view)]))
    lines = [f"✅ Напомню: {_names(view.told)}", b(clip(view.label, 200)), ""]
    lines.append("Напоминание придёт в ближайшем ежедневном сообщении.")
    return tidy(fit([*lines, *_rest(view)]))


def _rest(view: Nudged) -> list[str]:
    lines = []
    if view.already:
        lines.append(f"Сегодня уже напомнили: {_names(view.already)}")
    if view.without_chat:
        lines.append(f"⚠️ Бот не может написать, передайте лично: {_names(view.without_chat)}")
    if view.refused:
        lines.append(f"Ответ «не моё», решите, кому передать: {_names(view.refused)}")
    return lines


def _names(names: Sequence[str]) -> str:
    return esc(who(names, NAMES))
