"""What somebody has answered, and the list of what waits for answers.

`close`: pupils are spoken to as «ты».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from texts import dates
from texts.campaign_names import short
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.survey import QUESTIONS, SURVEYS
from texts.survey_lengths import questions
from texts.typography import tidy

NOT_REACHED = "ещё нет ответа"
_SHEETS = ("анкета", "анкеты", "анкет")


@dataclass(frozen=True, slots=True)
class Summed:
    """The summary's head. `until`: till when it may be changed, None where nobody knows."""

    title: str
    close: bool
    left: int
    sent: bool
    open: bool
    anonymous: bool
    until: date | None
    today: date
    thanks: str


def on_paper(title: str, whose: str) -> str:
    """Stands at the head of each screen of a sheet that is entered for somebody."""
    return f"С бумаги · {whose} · {short(title, 50)}"


def summary(summed: Summed, lines: Sequence[str]) -> str:
    """`lines`: of `answer_line`, one page of them."""
    return tidy(fit([b(clip(summed.title, 80)), _state(summed), "", *lines]))


def _state(summed: Summed) -> str:
    if summed.sent:
        return " ".join(part for part in (esc(clip(summed.thanks, 600)), _changes(summed)) if part)
    if not summed.open:
        return "Срок ответов прошёл, анкета закрыта."
    if summed.left:
        return f"{_remains(summed.left)}."
    check = "Проверь ответы и нажми" if summed.close else "Проверьте ответы и нажмите"
    after = " После отправки изменить их нельзя." if summed.anonymous else ""
    return f"Всё готово. {check} «Отправить».{after}"


def _changes(summed: Summed) -> str:
    if summed.anonymous:
        return "Ответы ушли без имени, изменить их уже нельзя."
    if not summed.open:
        return "Срок ответов прошёл."
    if summed.left:
        more = counted(summed.left, *QUESTIONS)
        return f"Отправленные ответы в силе. Изменённый ответ открыл ещё {more}."
    if summed.until is None:
        return "Ответы можно изменить, пока анкета открыта."
    return f"Ответы можно изменить до {dates.plain(summed.until, summed.today)}."


def _remains(left: int) -> str:
    """Of one that is begun and not sent."""
    if not left:
        return "Осталось отправить"
    verb = plural(left, "Остался", "Осталось", "Осталось")
    return f"{verb} {counted(left, *QUESTIONS)}"


def answer_line(number: int, about: str, text: str, answer: str) -> str:
    whom = f" ({about})" if about else ""
    return f"{number}. {esc(clip(text, 120))}{esc(whom)} — {b(clip(answer, 160))}"


def open_file(number: int) -> str:
    return f"📎 Открыть файл {number}"


def answer_button(number: int, text: str) -> str:
    return f"{number}. {clip(text, 50)}"


def surveys(waiting: int, sent: int, opened: int = 0) -> str:
    """The head of «Анкеты». `opened`: sent ones in which a changed answer has opened questions."""
    if opened:
        head = (
            f"Ждут ответа: {counted(waiting, *_SHEETS)}." if waiting else "Все анкеты отправлены."
        )
        where = plural(opened, "отправленной анкете", *["отправленных анкетах"] * 2)
        said = f"{head} В {opened} {where} изменённый ответ открыл новые вопросы."
    elif waiting:
        said = f"Ждут ответа: {counted(waiting, *_SHEETS)}."
    elif sent:
        said = "Все анкеты отправлены. Ответы ещё можно изменить."
    else:
        said = "Сейчас анкет нет. Когда куратор что-то спросит, бот напишет."
    return f"{b(SURVEYS)}\n{said}"


def survey_button(
    title: str, left: int, *, begun: bool, sent: bool, about: str, declined: bool, least: int
) -> str:
    """«Анкета наставника: осталось 4 вопроса»; `least`: of one that is not begun."""
    # Two questionnaires about two people differ in the name alone.
    name = f"{short(title, max(12, 33 - len(about)))} · {about}" if about else short(title, 36)
    if sent:
        return f"🕒 {name}: ещё {counted(left, *QUESTIONS)}" if left else f"✅ {name}"
    if declined:
        return f"⏸ {name}"
    mark = "" if name[-1:] in "?!" else ":"  # «Довольны ли Вы наставничеством? 8 вопросов»
    if not begun:
        return f"{name}{mark} {questions(least, left)}"
    return f"{name}{mark} {_remains(left).lower()}"


def menu_entry(count: int, left: int | None) -> str:
    """`left`: questions of the only one that is begun."""
    if left is not None:
        return f"📋 Анкета: {_remains(left).lower()}"
    return f"📋 {SURVEYS} ({count})" if count > 1 else "📋 Анкета"
