"""Banks of mentors and mentees: the front page, the lists, the files, the messages."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.banks import BankState
from domain.pairs import Form, Side
from texts.bank_messages import WAITS
from texts.html import b, clip, esc, fit
from texts.pair_names import FORMS
from texts.plural import counted, plural
from texts.typography import stop, tidy

MENU_OWN = "Моя карточка в банке"
OPEN = "Банк наставников"
WORK = "👥 Банк наставников"
OF_SCHOOLS = "Банки школ"
OF_PERSON = "В банке наставников"
WAITING = "Ждут решения"
CRITERIA = "Критерии"
EXCEL = "Банк в Excel"
FIND = "Найти"
FILTERS = "Отобрать"
ALL = "Показать всех"
SHOW = "Показать"
DECIDE = "Решить"
ONLY_FREE = "Есть место"
ONLY_UNPAIRED = "Пока без пары"
ONLY_UNCONSENTED = "Нет согласия"
ONLY_NEWER = "Новые ответы"
SIDES: Final = {Side.MENTOR: "Наставники", Side.MENTEE: "Наставляемые"}
SIDE: Final = {Side.MENTOR: "наставник", Side.MENTEE: "наставляемый"}
STATES: Final = {
    BankState.CANDIDATE: "ждёт решения",
    BankState.IN_BANK: "в банке",
    BankState.DECLINED: "отказано",
    BankState.LEFT: "не участвует",
}
_STATES_OF_MANY: Final = {
    BankState.CANDIDATE: "Ждут решения",
    BankState.IN_BANK: "В банке",
    BankState.DECLINED: "Отказано",
    BankState.LEFT: "Не участвуют",
}
MENTORS = ("наставник", "наставника", "наставников")
MENTEES = ("наставляемый", "наставляемых", "наставляемых")
_PEOPLE = ("человек", "человека", "человек")
REFUSALS = {
    "bank_consent": "Пока нет согласия, человека нельзя принять в банк. Ничего не изменилось. "
    "Отметьте согласие на карточке человека и вернитесь сюда.",
    "bank_decided": "Здесь уже решено иначе. Ничего не изменилось. Откройте карточку ещё раз: "
    "на ней всё свежее.",
    "bank_undo_late": "Отменить можно только последнее решение и в течение суток. Ничего не "
    "изменилось. Решите заново на карточке.",
    "bank_untold": "Письмо уже отправлено, или у человека нет чата с ботом. Ничего не изменилось.",
    "bank_reason_long": "Причина длинная: до {limit} знаков. Решение ещё не записано. Напишите "
    "короче.",
    "bank_number": "Сейчас нужно число от 1 до {most}. Ничего не изменилось. Напишите, например: "
    "2.",
    "bank_times_long": "Нужно написать, когда удобно, до {limit} знаков. Ничего не изменилось. "
    "Например: вторник после 15:00.",
    "bank_interview_day": "Этот день ещё не наступил. Ничего не изменилось. Выберите другой.",
    "bank_criterion_long": "Критерий: от 1 до {limit} знаков. Ничего не изменилось. Напишите "
    "короче, например: «есть опыт открытых уроков».",
    "bank_criteria_many": "Своих критериев может быть {most}. Ничего не изменилось. Уберите "
    "лишний и добавьте новый.",
}


def home(organisation: str, counts: Mapping[tuple[Side, BankState], int], newer: int) -> str:
    """How the bank of a school stands."""
    head = f"👥 {b('Банк наставников и наставляемых')}\n{esc(clip(organisation, 200))}"
    if not counts:
        return tidy(
            f"{head}\n\nПока пусто. Банк наполнится сам, когда люди ответят на анкеты наставника "
            "и наставляемого. Внести человека можно и рукой: на его карточке в разделе «Люди» "
            f"нажмите «{OF_PERSON}»."
        )
    lines = [head, "", *(_side_line(side, counts) for side in Side)]
    if newer:
        people = counted(newer, "карточка ждёт", "карточки ждут", "карточек ждут")
        lines.append(f"⚠️ Новые ответы: {people} выбора")
    return tidy("\n".join(lines))


def _side_line(side: Side, counts: Mapping[tuple[Side, BankState], int]) -> str:
    inside = counts.get((side, BankState.IN_BANK), 0)
    waiting = counts.get((side, BankState.CANDIDATE), 0)
    tail = f", {plural(waiting, *WAITS)} решения {waiting}" if waiting else ""
    return f"{SIDES[side]}: в банке {b(str(inside))}{tail}"


def below(
    organisation: str, total: Mapping[tuple[Side, BankState], int],
    schools: Sequence[tuple[str, Mapping[tuple[Side, BankState], int]]], first: int,
) -> str:  # fmt: skip
    """Counts alone, school by school, for a coordinator."""
    head = f"👥 {b('Банки школ')}\n{esc(clip(organisation, 200))}"
    lines = [head, "", *(_side_line(side, total) for side in Side), ""]
    for number, (name, counts) in enumerate(schools, first):
        mentors, mentees = (counts.get((side, BankState.IN_BANK), 0) for side in Side)
        told = f"{counted(mentors, *MENTORS)}, {counted(mentees, *MENTEES)}"
        lines.append(f"{number}. {esc(clip(name, 100))}: {told}")
    if not schools:
        lines.append("Школ пока нет.")
    lines += ["", "Имена и карточки видят только сами школы."]
    return tidy(fit(lines))


def waiting_caption(count: int) -> str:
    return f"{WAITING} ({count})"


def side_caption(side: Side, count: int) -> str:
    return f"{SIDES[side]} ({count})"


def newer_caption(count: int) -> str:
    return f"{ONLY_NEWER} ({count})"


def listing(
    side: Side | None, state: BankState | None, filters: Sequence[str], count: int, query: str
) -> str:
    """The head of a list; the people themselves are buttons."""
    if query:
        found = f"По запросу «{esc(clip(query, 60))}»: {counted(count, *_PEOPLE)}."
        return tidy(f"👥 {b('Банк')}\n\n{found}")
    where = [SIDES[side] if side else "Наставники и наставляемые"]
    where += [_STATES_OF_MANY[state].lower()] if state else []
    head = f"👥 {b(' · '.join(['Банк', *where]))}"
    shown = [f"Отобраны: {esc(', '.join(filters))}"] if filters else []
    told = f"{counted(count, *_PEOPLE)}. Откройте карточку или напишите фамилию."
    none = "Здесь никого нет." if not filters else "Под отбор никто не подошёл."
    return tidy("\n".join([head, *shown, "", told if count else none]))


def state_caption(state: BankState, count: int) -> str:
    return f"{_STATES_OF_MANY[state]} ({count})"


def row(
    name: str, side: Side | None, state: BankState | None, free: int, *, mentor: bool, fit: bool,
    paused: bool, newer: bool,
) -> str:  # fmt: skip
    """A person in a list; what the list says of all of them already is None."""
    told = [SIDE[side]] if side else []
    told += [STATES[state]] if state else []
    if paused:
        told.append("⏸ пауза")
    elif mentor and free:
        told.append(f"мест: {free}")
    told += ["новые ответы"] if newer else []
    mark = "" if fit else " ⚠️"
    return " · ".join([clip(name, 36), *told]) + mark


def filters(side: Side | None, chosen: Sequence[str]) -> str:
    where = SIDES[side] if side else "Наставники и наставляемые"
    now = esc(", ".join(chosen)) if chosen else "все"
    return tidy(f"👥 {b(f'Банк · {where} · отбор')}\n\nСейчас: {now}.\n\nКого показать?")


def form_caption(form: str) -> str:
    return FORMS[Form(form)]


def ask_search() -> str:
    return f"👥 {b('Банк · поиск')}\n\nНапишите фамилию или её начало."


def of_person(name: str) -> str:
    return tidy(
        f"👥 {b('Банк')} · {esc(clip(name, 100))}\n\nВ банке этого человека пока нет. Кем внести?"
    )


def add_caption(side: Side) -> str:
    return "Кандидат в наставники" if side is Side.MENTOR else "Кандидат в наставляемые"


def entry_caption(side: Side, state: BankState) -> str:
    return f"{SIDE[side].capitalize()}: {STATES[state]}"


def ask_all(side: Side, count: int, rest: int) -> str:
    """Before everybody who meets all criteria is taken in."""
    head = f"👥 {b(f'Банк · {SIDES[side].lower()} · решение')}"
    if not count:
        return tidy(
            f"{head}\n\nТех, у кого отмечены все критерии, пока нет. Откройте карточку и отметьте "
            "их: что видно из анкеты, уже отмечено."
        )
    who = f"Все критерии отмечены у {count} из {count + rest}."
    return tidy(f"{head}\n\n{who}\n\nПринять их в банк?")


def admit_all_caption(count: int) -> str:
    return f"Принять {counted(count, *_PEOPLE)}"


def meeting_all(side: Side, count: int) -> str:
    """Those who meet all criteria."""
    return f"По критериям: {SIDES[side].lower()} ({count})"


def admitted_all(count: int) -> str:
    return f"Приняты в банк: {counted(count, *_PEOPLE)}"


def criteria(side: Side, own: int) -> str:
    """The settings of a side."""
    return tidy(
        f"👥 {b(f'Банк · критерии · {SIDES[side].lower()}')}\n\n✅ — школа решает по этому "
        "критерию. Нажмите, чтобы убрать или вернуть."
        + (" Свой критерий от нажатия удалится." if own else "")
        + "\n\nЧастью критериев бот занимается сам: опыт, категорию, желание и запрос он видит в "
        "анкете, согласия — в списке согласий."
    )


ADD_CRITERION = "Добавить свой"


def ask_criterion(side: Side) -> str:
    return tidy(
        f"👥 {b(f'Банк · новый критерий · {SIDES[side].lower()}')}\n\nНапишите его в одну "
        "строку, например: есть опыт открытых уроков."
    )


def file_caption(count: int) -> str:
    return tidy(
        f"📎 {b(EXCEL)}\n{counted(count, 'карточка', 'карточки', 'карточек')} в таблице.\n\n"
        "Измените жёлтые ячейки и пришлите файл сюда: бот покажет правки и спросит, применять "
        "ли их."
    )


def criterion_caption(text: str, *, on: bool) -> str:
    return f"{'✅ ' if on else ''}{clip(stop(text).rstrip('.'), 56)}"
