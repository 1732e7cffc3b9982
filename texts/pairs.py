"""Pairs and groups in words: lists, refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.pairs import PairState
from texts.html import b, clip, esc
from texts.pair_names import PAIRS, SHORT_STATES, title
from texts.plural import counted
from texts.typography import tidy

MENU = "Пары"
MENU_OF_KEEPER = "Пары и встречи"
TO_PAIRS = "👥 Пары и группы"
ENTER = "Внести пару"
FIND = "Найти"
IMPORT = "Загрузить из Excel"
CHOOSE, MORE_ACTS = "Отобрать", "Другие действия"
LIMIT_SHORT = "Предел наставляемых"
ALL = "Показать все"
HISTORY = "История"
PREVIOUS = "Прежняя пара"
NEXT = "Новая пара"
FILTERS: Final = {
    "open": "Все",
    "waiting": "Ждут",
    "active": "Работают",
    "paused": "На паузе",
    "lacking": "Без бумаг",
    "help": "Нужна помощь",
    "over": "Закончены",
}

REFUSALS = {
    "pair_self": "Этот человек уже в паре, на другой стороне или на этой же. Ничего не "
    "изменилось. Выберите другого.",
    "pair_known": "Такая пара уже есть и работает. Вторая не появилась.",
    "pair_capacity": "Предел: {limit} на одного наставника, а стало бы {wanted}. Ничего не "
    "изменилось. Предел можно поднять: «Пары» → «Другие действия» → «Предел наставляемых».",
    "pair_full": "Место уже занято: наставляемых сразу может быть {limit}, а стало бы {wanted}. "
    "Ничего не изменилось. Поднять предел может куратор.",
    "pair_state": "Пара сейчас в другом состоянии, этот шаг не подходит. Ничего не изменилось. "
    "Откройте пару заново.",
    "pair_papers_missing": "Не все бумаги внесены: их список в карточке пары. Пара начнёт "
    "работать сама, как только внесёте последнюю.",
    "pair_past_day": "Этот день уже прошёл. Ничего не изменилось. Выберите другой.",
    "pair_future_day": "Этот день ещё не наступил. Ничего не изменилось. Выберите сегодняшний "
    "или прошедший.",
    "pair_last_kind": "Хотя бы один вид должен остаться.",
    "pair_last_member": "Это последний человек на своей стороне пары. Чтобы пара закончилась, "
    "откройте «Пауза, завершение».",
    "pair_term_order": "Конец срока раньше начала. Ничего не изменилось. Выберите другой день.",
    "pair_rhythm": "Такой ритм не подходит. Ничего не изменилось.",
    "pair_stand_in": "На эти дни у наставника уже есть замещающий. Ничего не изменилось.",
    "pair_undo": "Отменить можно только последнее изменение и в течение суток. Ничего не "
    "изменилось.",
    "pair_no_such_day": "Паспорт можно сделать на любой день с {day} по сегодня. Ничего не "
    "изменилось.",
    "pairs_empty": "В таблице нет ни одной строки с наставником и наставляемым. Ничего не "
    "изменилось.",
    "pairs_unread": "Не вижу таблицы, где есть столбцы «Наставник» и «Наставляемый». Ничего не "
    "изменилось. Возьмите образец и заполните его.",
    "pairs_format": "Нужна таблица .xlsx или .csv. Ничего не изменилось. Пришлите её файлом.",
    "pairs_applied": "Эта таблица уже загружена. Второй раз ничего не добавилось.",
    "pairs_nothing": "Закреплять нечего: все пары уже внесены или в строках ошибки. Ничего не "
    "изменилось.",
    "pairs_undo": "Загрузку можно отменить в течение суток и один раз. Ничего не изменилось.",
    "paper_empty": "Не вижу ни номера, ни даты. Ничего не изменилось. Напишите, например: "
    "№ 15 от 12.10.2026.",
    "paper_scan": "Нужен файл или фото документа. Ничего не изменилось. Пришлите его.",
    "paper_ahead": "Дата документа ещё не наступила. Ничего не изменилось. Проверьте дату.",
    "notice_short": "Предупредить нужно не позднее чем за три рабочих дня: самое раннее — {day}. "
    "Ничего не изменилось.",
}
PAST = "Прошлые пары"


@dataclass(frozen=True, slots=True)
class Line:
    """A pair in a list, its names as chats show them."""

    mentors: Sequence[str]
    mentees: Sequence[str]
    state: PairState
    lacks: int = 0


def caption(line: Line) -> str:
    """The button of a pair in a list."""
    state = SHORT_STATES[line.state]
    mark = " ⚠️" if line.lacks else ""
    tail = f" · {state}" if state else ""
    return f"{clip(title(line.mentors, line.mentees, 1), 46)}{tail}{mark}"


def listing(
    school: str, counts: dict[str, int], which: str, shown: int, lacking: int, query: str = ""
) -> str:
    """The head of a school's list; the pairs themselves are buttons."""
    head = f"👥 {b('Пары и группы')} · {esc(clip(school, 200))}"
    if query:
        found = f"По запросу «{esc(clip(query, 60))}»: {counted(shown, *PAIRS)}."
        return f"{head}\n\n{found}"
    total = counts.get("open", 0)
    if not total and not shown:
        return tidy(
            f"{head}\n\nПока ни одной. Внесите те пары, которые уже работают: по одной, в четыре "
            "касания, или все сразу из таблицы Excel."
        )
    lines = [head, "", f"Сейчас: {b(counted(total, *PAIRS))}"]
    if which != "open":
        lines.append(f"Показаны: {FILTERS[which].lower()}, {counted(shown, *PAIRS)}")
    if lacking:
        lines.append(f"⚠️ Не все бумаги у {counted(lacking, 'пары', 'пар', 'пар')}")
    if counts.get("paused"):
        lines.append(f"⏸ На паузе: {counted(counts['paused'], *PAIRS)}")
    return tidy("\n".join(lines))


def ask_filter() -> str:
    return f"👥 {b('Пары и группы')}\n\nКакие пары показать?"


def ask_act() -> str:
    return f"👥 {b('Пары и группы')}\n\nЧто сделать?"


def filtered(which: str, count: int) -> str:
    """A filter's caption with how many there are: «Ждут (3)»."""
    return f"{FILTERS[which]} ({count})"


def past_caption(count: int) -> str:
    return f"{PAST} ({count})"


def mine(count: int, past: int = 0) -> str:
    """The head of the pairs somebody is in; `past`: so many are over."""
    if not count:
        now = "Сейчас" if past else "Пока"
        return (
            f"👥 Мои пары\n\n{now} Вы ни в одной паре. Когда куратор Вас закрепит, пара появится "
            "здесь."
        )
    return f"👥 {b('Мои пары')}\n\n{counted(count, *PAIRS)}. Откройте пару."


def past(count: int) -> str:
    """The head of the pairs somebody was in."""
    if not count:
        return f"👥 {b(PAST)}\n\nЗакончившихся пар пока нет."
    return tidy(
        f"👥 {b(PAST)}\n\n{counted(count, *PAIRS)}. Встречи, дневник и программу можно открыть и "
        "перечитать, изменить уже нельзя."
    )


def undone(gone: bool) -> str:
    return "Отменено: пары больше нет." if gone else "Отменено, пара прежняя."


def ask_search() -> str:
    return "👥 Поиск\n\nНапишите начало фамилии наставника или наставляемого."
