"""Who has answered a questionnaire and who has not; reminding the rest; the staff room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from texts import dates
from texts.campaigns import LISTS, MINUTES, PEOPLE_TO, STAFF_ROOM
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.survey_answers import from_paper
from texts.typography import tidy

ANSWERS: Final = "Ответы"
FROM_PAPER: Final = "Внести с бумаги"
CARD: Final = "Карточка человека"


@dataclass(frozen=True, slots=True)
class Part:
    """`about`: whom it is about, where it is about somebody; `state`: of ResponseState."""

    about: str
    state: str
    sent_on: date | None


def list_caption(which: str, count: int) -> str:
    return f"{LISTS[which]}: {count}"


def people(
    title: str, which: str, names: Sequence[str], count: int, first: int, *, open_: bool
) -> str:
    lines = [f"👥 {b(LISTS[which])}: {count}", esc(clip(title, 150)), ""]
    lines += [f"{number}. {esc(name)}" for number, name in enumerate(names, first)]
    if not count:
        lines.append("Здесь никого.")
    elif which == "n" and open_:
        lines += ["", "Передайте им анкету на бумаге или пригласите в бота."]
    return tidy(fit(lines))


def person(name: str, title: str, parts: Sequence[Part], *, reachable: bool, today: date) -> str:
    lines = [f"👥 {b(name)}", esc(clip(title, 150)), ""]
    for each in parts:
        state = _state(each, today)
        lines.append(f"{esc(each.about)}: {state}" if each.about else _capital(state))
    if not reachable and any(each.sent_on is None for each in parts):
        lines.append("Бот не может написать этому человеку: дайте анкету на бумаге.")
    return tidy(fit(lines))


def _state(part: Part, today: date) -> str:
    if part.sent_on is not None:
        return f"ответы пришли {dates.day(part.sent_on, today)}"
    return {
        "started": "анкета начата, но не отправлена", "declined": "отвечать не хочет",
    }.get(part.state, "анкета ещё не начата")  # fmt: skip


def _capital(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}."


def answers_of(about: str) -> str:
    return f"{ANSWERS}: {about}" if about else ANSWERS


def paper_of(about: str) -> str:
    return f"{FROM_PAPER}: {about}" if about else FROM_PAPER


def answers(
    name: str, about: str, title: str, sent_on: date, paper_on: date | None, today: date,
    lines: Sequence[str], *, gaps: bool,
) -> str:  # fmt: skip
    """`lines`: of `answer`, one page of them; `gaps`: some questions were not asked."""
    whom = f" о\N{NO-BREAK SPACE}ком: {esc(about)}" if about else ""
    came = f"Ответы пришли {dates.day(sent_on, today)}."
    if paper_on is not None:
        came = from_paper(paper_on, today)
    head = [f"👥 {b(name)} · ответы{whom}", esc(clip(title, 150)), esc(came)]
    if gaps:
        head.append("Номера вопросов как на бланке: о чём не спрашивали, того здесь нет.")
    head.append("")
    return tidy(fit([*head, *lines]))


def answer(number: int, about: str, text: str, said: str) -> str:
    whom = f" ({about})" if about else ""
    return f"{number}. {esc(clip(text, 120))}{esc(whom)}\N{NO-BREAK SPACE}— {b(clip(said, 300))}"


def ask_nudge(
    title: str, told: int, coming: int, already: int, without_chat: int, spent: int
) -> str:
    lines = [f"🕒 {b('Напомнить остальным')}", esc(clip(title, 150)), ""]
    if told:
        lines.append(f"Напоминание придёт {b(counted(told, *PEOPLE_TO))} в сообщении дня.")
    else:
        lines.append("Сейчас напоминать некому.")
    lines += _beside(coming, already, without_chat, spent)
    return tidy(fit(lines))


def nudge_now(count: int) -> str:
    return f"🕒 Напомнить {counted(count, *PEOPLE_TO)}"


def nudged(title: str, told: int, coming: int, already: int, without_chat: int, spent: int) -> str:
    lines = [f"✅ Напомним {counted(told, *PEOPLE_TO)}: {esc(clip(title, 150))}."]
    return tidy(fit(lines + _beside(coming, already, without_chat, spent)))


def _beside(coming: int, already: int, without_chat: int, spent: int) -> list[str]:
    found = []
    if coming:
        verb = plural(coming, "увидит", "увидят", "увидят")
        found.append(f"И так {verb} анкету в ближайшем сообщении дня: {coming}.")
    if already:
        verb = plural(already, "получил", "получили", "получили")
        found.append(f"Сегодня уже {verb} сообщение: {already}. Второй раз за день не пишем.")
    if spent:
        got = plural(spent, "получил", "получили", "получили")
        found.append(
            f"Все три напоминания уже {got}: {spent}. Больше бот не пишет, напомнить можно лично."
        )
    if without_chat:
        found.append(f"Без чата: {without_chat}. Им можно дать анкету на бумаге.")
    return found


def staff_room(title: str, last: date | None, minutes: int, link: str, today: date) -> str:
    """The caption: a text to forward or to print."""
    until = f" Ответы ждём до {dates.plain(last, today)}." if last else ""
    return tidy(
        f"📎 {b(STAFF_ROOM)}\n\nКоллеги, просим ответить на вопросы: "
        f"«{esc(clip(title, 150))}», около {counted(minutes, *MINUTES)}.{until} Наведите камеру "
        f"телефона на код или откройте ссылку:\n{esc(link)}"
    )


def card(title: str, last: date | None, minutes: int, today: date) -> tuple[str, str, str]:
    """What stands on the printed card: the title, two lines."""
    until = f"Ответы ждём до {dates.plain(last, today)}" if last else ""
    return title, f"Около {counted(minutes, *MINUTES)}. Наведите камеру телефона", until
