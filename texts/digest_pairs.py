"""Pairs in the weekly message: the point, and the sheets of its table."""

from typing import Final

from domain.health import Reason, Rule, Standing
from domain.meeting_rules import Verdict
from texts.digest_points import Point
from texts.html import clip
from texts.pair_names import PAIRS
from texts.plural import counted

SHEET = "Пары"
TITLE = "Пары: как идут дела"
MEETINGS_SHEET = "Встречи"
MEETINGS_TITLE = "Встречи за период"
PAIR = "Пара"
STATE = "Состояние"
WHY = "Почему"
LAST = "Последняя встреча"
HELD = "Встреч всего"
CONFIRMED = "Подтверждено"
COUNT = "Число пар"
DAY = "День"
HOW = "Как подтверждена"
NO_MEETINGS = "Встреч за это время не отмечено."
IN_BOT = "подробности в боте, в карточке пары"
ASKED_NOW = "спросили недавно или у пары нет чата; список в боте"
SHOW = "Показать"
HELPED = "Помочь"
RULES: Final = (
    "«Пары»: работающие пары и те, что на паузе. «Нужна помощь»: сработало хотя бы одно правило "
    "школы; правила и пороги — в боте, в разделе «Кому нужна помощь». Дни без встреч сравниваются "
    "с ритмом самой пары; выходные, каникулы и отпуска не считаются, после паузы счёт начинается "
    "заново. «Рано судить»: первой встречи ещё нет, и срок её не прошёл. Для пары, которую внесли "
    "уже работающей, счёт идёт с этого дня: о прежних неделях бот судить не может.",
    "«Встреч всего»: встречи пары, отмеченные как состоявшиеся. Если другая сторона ответила, что "
    "встречи не было, она не считается. «Подтверждено»: из них те, что подтвердила другая "
    "сторона, и те, что внесены по журналу, когда у неё нет чата с ботом.",
    "«Встречи за период»: со дня прошлой сводки, без неё — за 7 дней. Встреча группы — одна "
    "строка; встреча сразу для нескольких пар стоит у каждой из них.",
    "Пара, которой нужна помощь, названа через три полных рабочих дня после вопроса бота или "
    "если помощи попросила сама. О чём говорили в личных ответах, в таблицы не попадает.",
)
STATES: Final = {
    Standing.CHECK_IN: "нужна помощь",
    Standing.ON_TRACK: "идёт ровно",
    Standing.TOO_EARLY: "рано судить",
    Standing.PAUSED: "на паузе",
}
VERDICTS: Final = {
    Verdict.CONFIRMED: "подтверждена",
    Verdict.JOURNAL: "по журналу",
    Verdict.CLAIMED: "отметил наставник, подтверждения пока нет",
    Verdict.DENIED: "отметки расходятся",
}
# What people say privately stands in no file.
_SAID: Final = {
    Rule.UNANSWERED: "на вопрос бота нет ответа",
    Rule.MISSED: "встречи срываются",
    Rule.SILENT: "давно нет встреч",
    Rule.BEHIND: "программа отстаёт",
}


def why(reasons: tuple[Reason, ...]) -> str:
    """Without what somebody has said in private."""
    said = [_SAID[each.rule] for each in reasons if each.rule in _SAID]
    return "; ".join(said) if said else IN_BOT


def more(count: int) -> str:
    """Pairs that may not be named yet."""
    return f"ещё {counted(count, *PAIRS)}"


def needs(count: int, worst: str) -> Point:
    """`worst`: the pair to begin with, plain; empty where nobody may be named."""
    whom = counted(count, "паре", "парам", "парам")
    line = f"Нужна помощь {whom}" + (f", сначала: {clip(worst, 80)}" if worst else "")
    return Point(line, f"Нужна помощь {whom}", worst, "", "открыть список и помочь")


def unmarked(count: int) -> Point:
    """Pairs of which nothing has been marked since they were entered."""
    what = f"{counted(count, 'пара', 'пары', 'пар')} без первых отметок"
    return Point(what, what, "", "", "написать всем сразу")
