"""The own file to take along: what somebody has done in mentoring."""

from datetime import date

from domain.pairs import PairState, Side
from texts import dates
from texts.html import b, esc, fit
from texts.plural import counted
from texts.typography import tidy

WAY = "Портфолио"
WORD, EXCEL = "Скачать .docx", "Скачать .xlsx"
NAME = "Портфолио"
TITLE = "Портфолио участника наставничества"
NOTE = (
    "Файл составлен по записям бота «Наставник». Других людей здесь обозначают только инициалы. "
    "Часы считаются по встречам, которые подтвердила другая сторона или журнал."
)
ROLES, PAIRS, PROGRAMMES, WORKS, EVENTS = (
    "Роли", "Наставнические пары", "Программы", "Выполненные мероприятия",
    "Проведённые события и обучение",
)  # fmt: skip
NOTHING = "Записей нет."
ROLE_COLUMNS = ("Роль", "Организация", "С", "По")
PAIR_COLUMNS = (
    "Роль в паре", "Форма", "С кем", "С", "По", "Встреч", "Подтверждено", "Часов", "Итог",
)  # fmt: skip
PROGRAMME_COLUMNS = ("Программа", "Роль в паре", "Выполнено пунктов", "Итог")
WORK_COLUMNS = ("Что сделано", "Дорожная карта", "Когда")
SIDES = {Side.MENTOR: "наставник", Side.MENTEE: "наставляемый"}
INSTEAD = "наставник на замене"
FINISHED, GOES_ON = "завершена", "идёт"
STATES = {
    PairState.COMPLETED: "завершена",
    PairState.ENDED_EARLY: "завершена раньше срока",
    PairState.TRANSFERRED: "передана другому наставнику",
    PairState.PAUSED: "на паузе",
}
_PAIRS = ("пара", "пары", "пар")
_MEETINGS = ("встреча", "встречи", "встреч")
_WORKS = ("дело", "дела", "дел")


def state(value: PairState) -> str:
    return STATES.get(value, GOES_ON)


def side(value: Side, instead: bool) -> str:
    return INSTEAD if instead else SIDES[value]


def part(done: int, total: int) -> str:
    return f"{done} из {total}"


def hours(minutes: int) -> float:
    """In hours with one digit, as accountants read them."""
    return round(minutes / 60, 1)


def ask(name: str, pairs: int, meetings: int, works: int) -> str:
    """What the file will hold; `name` is empty for one's own."""
    head = f"📋 {b(WAY)}" + (f" · {esc(name)}" if name else "")
    return tidy(fit([
        head, "",
        f"В файле: {counted(pairs, *_PAIRS)}, {counted(meetings, *_MEETINGS)}, "
        f"выполнено: {counted(works, *_WORKS)}, роли с датами и программы.",
        "Имён других людей в нём нет, только инициалы.", "", "В каком виде прислать?",
    ]))  # fmt: skip


def caption(day: date, today: date) -> str:
    return tidy(f"{WAY}: всё, что записано по {dates.plain(day, today)}.")


def head_lines(name: str, post: str, organisation: str, day: date) -> list[str]:
    who = f"{name}, {post}" if post else name
    made = f"Составлено {day.day}\u00a0{dates.month_genitive(day.month)} {day.year}\u00a0г."
    return [line for line in (who, organisation, made) if line]
