"""What the daily bundle and the weekly message say of questionnaires."""

from dataclasses import dataclass
from datetime import date

from texts import dates
from texts.campaigns import MINUTES, SHEETS, called
from texts.digest_points import Point
from texts.html import clip
from texts.plural import counted, plural
from texts.reminders import Said
from texts.survey_lengths import questions


@dataclass(frozen=True, slots=True)
class Waits:
    title: str
    count: int
    begun: bool
    least: int
    left: int
    minutes: int
    until: date | None
    today: date
    last: bool
    close: bool


def waits(it: Waits) -> Said:
    """In a bundle; plain."""
    time = f"около {counted(it.minutes, *MINUTES)}"
    asked = questions(it.least, it.left)
    title = called(it.title)
    if it.begun:
        left = plural(it.left, "остался", "осталось", "осталось")
        said = f"{left} {asked}, {time}" if it.left else "осталось только отправить"
        title = f"{title} начата: {said}"
    else:
        title = f"{title}: {asked}, {time}"
    if it.count > 1:
        title = f"{title} (всего {counted(it.count, *SHEETS)})"
    return Said(title, _line(it))


def _line(it: Waits) -> str:
    if it.last:
        return "Сегодня последний день."
    until = f" Последний день — {dates.plain(it.until, it.today)}." if it.until else ""
    if it.begun:
        saved = "Твои ответы сохранены" if it.close else "Ваши ответы сохранены"
        return f"{saved}, продолжить можно с того же места.{until}"
    return f"{'Ответишь' if it.close else 'Ответите'}, когда будет удобно.{until}"


def how_it_goes(title: str, other: str, minutes: int, *, begun: bool, close: bool) -> Said:
    """In a bundle; plain. `other`: the partner, where it is one."""
    whom_ = f" ({other})" if other else ""
    time = f"около {counted(minutes, *MINUTES)}"
    head = f"{clip(title, 120)}{whom_}: {'анкета начата' if begun else time}"
    sees = "Ответы увидят только куратор и руководитель школы, партнёр их не увидит."
    if begun:
        said = f"{'Твои' if close else 'Ваши'} ответы сохранены."
    else:
        said = f"{'Ответишь' if close else 'Ответите'}, когда будет удобно."
    return Said(head, f"{said} {sees}")


def over(title: str, sent: int, asked: int, lines: int, *, told: bool) -> Said:
    """`lines`: of roadmaps, that may be marked now; `told`: whether there are results."""
    text = "Итоги можно посмотреть"
    if not told:
        text = "Ответов слишком мало, итогов нет" if sent else "Ответов нет"
    if lines:
        what = "пункт" if lines == 1 else "пункты"
        text += f", {what} дорожной карты {'—' if told else 'можно'} отметить"
    text += "."
    return Said(f"{called(title)} закрылась: ответили {sent} из {asked}", text)


def closing_point(title: str, sent: int, asked: int, last: date, today: date) -> Point:
    """In the weekly message: it closes this week."""
    name = called(title)
    when = f"до {dates.plain(last, today)}" if last > today else "сегодня последний день"
    rate = f"ответили {sent} из {asked}"
    return Point(f"{name}: {rate}, {when}", name, rate, when, "напомнить остальным")


def open_point(count: int, title: str, sent: int, asked: int) -> Point:
    """In the weekly message: what is open and closes later."""
    rate = f"ответили {sent} из {asked}"
    if title:
        name = called(title)
    else:
        verb = plural(count, "Открыта", "Открыты", "Открыто")
        name = f"{verb} {counted(count, *SHEETS)}"
    return Point(f"{name}: {rate}", name, rate, "", "посмотреть, как отвечают")
