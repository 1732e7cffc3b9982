"""Pairs and groups: names of their forms, kinds and states; the list, the card, entering."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.pair_papers import PaperKind
from domain.pairs import EndReason, Form, PairKind, PairState, RoleModel
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import stop, tidy

FORMS: Final = {
    Form.TEACHER_TEACHER: "педагог — педагог",
    Form.HEAD_TEACHER: "руководитель — педагог",
    Form.EMPLOYER_STUDENT_TEACHER: "работодатель — студент педвуза",
    Form.COLLEGE_TEACHER: "преподаватель вуза — молодой педагог",
    Form.PARTNER_TEACHER: "социальный партнёр — педагог",
    Form.PUPIL_PUPIL: "ученик — ученик",
    Form.TEACHER_PUPIL: "учитель — ученик",
    Form.STUDENT_PUPIL: "студент — ученик",
    Form.EMPLOYER_PUPIL: "работодатель — ученик",
    Form.EMPLOYER_STUDENT: "работодатель — студент",
}
MODELS: Final = {
    RoleModel.EXPERIENCED_YOUNG: "опытный педагог — молодой специалист",
    RoleModel.LEADER_TROUBLED: "лидер — педагог, которому трудно",
    RoleModel.INNOVATOR_CONSERVATIVE: "новатор — консерватор",
    RoleModel.SUBJECT_SUBJECT: "предметник — предметник",
    RoleModel.ACHIEVER_STRUGGLER: "успевающий — неуспевающий",
    RoleModel.LEADER_PASSIVE: "лидер — пассивный",
    RoleModel.EQUAL_EQUAL: "равный — равному",
    RoleModel.LEADER_INDIFFERENT: "лидер — равнодушный",
    RoleModel.EQUAL_OTHER: "равный — другому",
    RoleModel.CURATOR_AUTHOR: "куратор — автор проекта",
    RoleModel.PROFESSIONAL_CONSUMER: "профессионал — равнодушный потребитель",
    RoleModel.EMPLOYER_COLLEAGUE: "работодатель — будущий коллега",
}
KINDS: Final = {
    PairKind.TRADITIONAL: "традиционное",
    PairKind.GROUP: "групповое",
    PairKind.VIRTUAL: "дистанционное",
    PairKind.SHORT: "краткосрочное",
    PairKind.REVERSE: "реверсивное",
    PairKind.SITUATIONAL: "ситуационное",
    PairKind.SPEED: "скоростное",
}
STATES: Final = {
    PairState.PROPOSED: "предложена, наставник ещё не ответил",
    PairState.AGREED: "согласована, ждёт приказа",
    PairState.CONFIRMED: "утверждена, ещё не начата",
    PairState.ACTIVE: "работает",
    PairState.PAUSED: "на паузе",
    PairState.COMPLETED: "завершена",
    PairState.ENDED_EARLY: "закончена досрочно",
    PairState.TRANSFERRED: "передана другому наставнику",
}
SHORT_STATES: Final = {
    PairState.PROPOSED: "предложена",
    PairState.AGREED: "ждёт приказа",
    PairState.CONFIRMED: "не начата",
    PairState.ACTIVE: "",
    PairState.PAUSED: "⏸ пауза",
    PairState.COMPLETED: "завершена",
    PairState.ENDED_EARLY: "досрочно",
    PairState.TRANSFERRED: "передана",
}
REASONS: Final = {
    EndReason.REFUSAL: "Отказ наставника",
    EndReason.NOTICE: "Поручение отменено школой",
    EndReason.LEFT: "Уход из школы",
    EndReason.REACHED: "Цель достигнута раньше срока",
    EndReason.LOAD: "Не хватает времени",
    EndReason.HEALTH: "Долгое отсутствие",
    EndReason.OTHERWISE: "По договорённости",
}
PAPERS: Final = {
    PaperKind.CONSENT: "письменное согласие наставника",
    PaperKind.AGREEMENT: "дополнительное соглашение об оплате",
    PaperKind.ORDER: "приказ о закреплении",
    PaperKind.REFUSAL: "отказ наставника",
    PaperKind.NOTICE: "уведомление школы",
}

PAIRS = ("пара", "пары", "пар")
MENTEES = ("наставляемый", "наставляемых", "наставляемых")
_DAYS = ("день", "дня", "дней")

MENU = "Пары"
MENU_OF_KEEPER = "Пары и встречи"
TO_PAIRS = "👥 Пары и группы"
ENTER = "Внести пару"
FIND = "Найти"
IMPORT = "Загрузить из Excel"
CHOOSE, MORE_ACTS = "Отобрать", "Другие действия"
LIMIT = "Сколько наставляемых у наставника"
LIMIT_SHORT = "Предел наставляемых"
ALL = "Показать все"
OPEN_CARD = "Открыть пару"
ANOTHER = "Внести ещё одну"
UNDO = "Отменить"
DONE = "Готово"
HISTORY = "История"
CHANGE = "Изменить пару"
PASSPORT = "Паспорт пары"
STATE = "Пауза, завершение"
DOCUMENTS = "📎 Бумаги пары"
ENTER_MISSING = "📎 Внести бумаги"
CONFIRM = "✅ Закрепить: уже работает"
PROPOSE = "Новая пара: спросить наставника"
OTHER_FORM = "Другая форма"
GROUP = "Это группа"
RAISE = "Увеличить предел и закрепить"
AGREE = "Согласиться"
DECLINE = "Отказаться"
ANSWER_FOR = "Наставник согласен"
ASK_AGAIN = "Спросить ещё раз"
OTHER_MENTOR = "Предложить другого"
START = "Начать работу"
RESUME = "Возобновить"
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
    "изменилось. Предел можно поднять: «Пары» → «Сколько наставляемых у наставника».",
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
    "pair_number": "Нужно число, например: 5. Ничего не изменилось.",
    "paper_empty": "Не вижу ни номера, ни даты. Ничего не изменилось. Напишите, например: "
    "№ 15 от 12.10.2026.",
    "paper_scan": "Нужен файл или фото документа. Ничего не изменилось. Пришлите его.",
    "paper_ahead": "Дата документа ещё не наступила. Ничего не изменилось. Проверьте дату.",
    "notice_short": "Предупредить нужно не позднее чем за три рабочих дня: самое раннее — {day}. "
    "Ничего не изменилось.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A pair in a list, its names as chats show them."""

    mentors: Sequence[str]
    mentees: Sequence[str]
    state: PairState
    lacks: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a pair says; names as chats show them. `lacks`: papers in words; `own`: the
    days in it of who has left it before its end; `health`: a plain line."""

    mentors: Sequence[str]
    mentees: Sequence[str]
    form: Form
    model: RoleModel | None
    kinds: Sequence[PairKind]
    state: PairState
    goal: str
    starts: date | None
    ends: date | None
    ended_on: date | None
    ended_why: str
    paused_until: date | None
    every_days: int
    lacks: Sequence[str]
    barred: Sequence[str]
    notices: Sequence[str]
    stand_ins: Sequence[str]
    today: date
    health: str = ""
    own: tuple[date, date] | None = None


def people(names: Sequence[str], shown: int = 2) -> str:
    """«Ким А. Л., Громов П. И. и ещё 3»; plain."""
    first = ", ".join(clip(name, 60) for name in names[:shown])
    rest = len(names) - shown
    return f"{first} и\u00a0ещё\u00a0{rest}" if rest > 0 else first or "никого"


def title(mentors: Sequence[str], mentees: Sequence[str], shown: int = 2) -> str:
    """«Ветрова О. С. → Ким А. Л.»; plain."""
    return f"{people(mentors, shown)} → {people(mentees, shown)}"


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


PAST = "Прошлые пары"


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


def card(told: Card) -> str:
    """A pair: who, what it is, how it stands, what is missing."""
    state = STATES[told.state]
    group = len(told.mentees) > 1
    state = "Вы уже не в паре" if told.own else _state(told, state)
    head = b("Группа" if group else "Пара") + f" · {esc(state)}"
    mentors = "Наставники" if len(told.mentors) > 1 else "Наставник"
    lines = [
        f"👥 {head}",
        f"{mentors}: {b(people(told.mentors, 4))}",
        f"{'Наставляемые' if group else 'Наставляемый'}: {b(people(told.mentees, 8))}",
        "",
        f"Форма: {FORMS[told.form]}" + (f" ({MODELS[told.model]})" if told.model else ""),
        f"Вид: {', '.join(KINDS[kind] for kind in told.kinds)}",
    ]
    lines += _term(told)
    if told.health:
        lines.append(esc(told.health))
    if told.goal and not told.own:
        lines.append(f"Цель: {esc(clip(told.goal, 400))}")
    lines += [f"🕒 {esc(notice)}" for notice in told.notices]
    lines += [esc(each) for each in told.stand_ins]
    if told.barred:
        lines += ["", f"⚠️ Нет согласия на участие: {esc(people(told.barred, 6))}"]
    if told.lacks:
        lines += ["", f"⚠️ Не хватает: {esc(clip('; '.join(told.lacks), 600))}"]
    return fit([tidy(line) for line in lines])


def _state(told: Card, state: str) -> str:
    if told.state is PairState.PAUSED and told.paused_until:
        return f"{state} до {dates.plain(told.paused_until, told.today)}"
    return state


def reason(why: str) -> str:
    """Why a pair ended, one of the usual reasons or somebody's own words; plain."""
    return REASONS[EndReason(why)] if why in list(EndReason) else why


def _term(told: Card) -> list[str]:
    if told.own:
        return [f"Вы были в паре: {dates.span(*told.own, told.today)}"]
    if told.ended_on is not None:
        span = dates.span(told.starts, told.ended_on, told.today)
        why = f". {clip(reason(told.ended_why), 200)}" if told.ended_why else ""
        return [f"Срок: {span}{esc(why)}"]
    span = dates.span(told.starts, told.ends, told.today) or "не указан"
    return [f"Срок: {span}, встречи раз в {counted(told.every_days, *_DAYS)}"]


def lack(kind: PaperKind, person: str, several: bool) -> str:
    """A missing paper; with the mentor's name where there are several mentors. Plain."""
    return f"{PAPERS[kind]}: {person}" if several and person else PAPERS[kind]


def notice(kind: PaperKind, person: str, until: date, today: date) -> str:
    """Plain; the clock of a refusal or of a notice."""
    day = dates.plain(until, today)
    left = (until - today).days
    rest = f" (осталось {counted(left, *_DAYS)})" if left > 0 else ""
    said = "Отказ наставника" if kind is PaperKind.REFUSAL else "Уведомление школы"
    return f"{said}: {person}, последний день {day}{rest}"


def stand_in(person: str, instead: str, since: date, until: date | None, today: date) -> str:
    """Plain: «Замещает Ким А. Л. вместо Ветровой …» without bending names."""
    return f"Замещающий наставник: {person} (за {instead}), {dates.span(since, until, today)}"


def choose_mentor(query: str = "") -> str:
    """The first step of entering a pair."""
    found = f"\n\nПо запросу «{esc(clip(query, 60))}»:" if query else ""
    return (
        f"👥 {b('Новая пара · 1 из 3')}\n\nКто наставник? Первыми стоят люди с ролью наставника."
        f"{found}\n\nМожно написать начало фамилии."
    )


def choose_mentee(mentor: str, query: str = "") -> str:
    found = f"\n\nПо запросу «{esc(clip(query, 60))}»:" if query else ""
    return (
        f"👥 {b('Новая пара · 2 из 3')}\nНаставник: {esc(clip(mentor, 100))}\n\n"
        f"Кто наставляемый? Первыми стоят те, кто пока без пары.{found}\n\n"
        "Можно написать начало фамилии."
    )


def confirm(
    mentor: str, mentee: str, form: Form, starts: date, ends: date, today: date, known: bool
) -> str:
    """The last step: everything guessed stands here and may be changed later."""
    lines = [
        f"👥 {b('Новая пара · 3 из 3')}",
        f"Наставник: {esc(clip(mentor, 100))}",
        f"Наставляемый: {esc(clip(mentee, 100))}",
        "",
        f"Форма: {b(FORMS[form])}",
        f"Срок: {dates.span(starts, ends, today)}, встречи раз в 14\u00a0дней",
        "",
    ]
    if known:
        lines.append("Такая пара уже есть и работает. Вторую вносить не нужно.")
    else:
        lines.append("Всё это можно изменить потом. Закрепить?")
    return tidy("\n".join(lines))


def full(mentor: str, limit: int, wanted: int) -> str:
    """The mentor has as many as the school allows."""
    who = f"{esc(clip(mentor, 100))}: предел" if mentor else "Предел"
    return tidy(
        f"⚠️ {b('Предел наставника')}\n\n{who} — "
        f"{counted(limit, *MENTEES)}, станет {wanted}. Ничего не изменилось.\n\n"
        "Поднять предел именно этому наставнику и закрепить?"
    )


def choose_form(form: Form) -> str:
    return tidy(f"👥 {b('Форма наставничества')}\n\nСейчас: {FORMS[form]}. Кто кому помогает?")


def choose_model(form: Form, model: RoleModel | None) -> str:
    now = MODELS[model] if model else "не выбрана"
    return tidy(
        f"👥 {b('Ролевая модель')}\nФорма: {FORMS[form]}\n\nСейчас: {now}. Какая подходит?"
    )


def choose_kinds() -> str:
    return f"👥 {b('Вид наставничества')}\n\nМожно отметить несколько."


def chosen(text: str, now: bool) -> str:
    """A caption of a choice, marked when it is the present one."""
    shown = text[:1].upper() + text[1:]
    return f"✅ {shown}" if now else shown


def entered(pair: str, works: bool, lacks: Sequence[str], barred: Sequence[str]) -> str:
    """The receipt of entering a pair; `barred`: whose consent it waits for."""
    head = "✅ Пара закреплена" if works else "✅ Пара предложена, наставник получит вопрос"
    lines = [f"{head}: {esc(clip(pair, 200))}"]
    if barred:
        lines += [
            "", stop(f"⚠️ Нет согласия на участие: {esc(people(barred, 6))}")
            + " Как только согласие появится, пара начнёт работать сама.",
        ]  # fmt: skip
    if lacks:
        lines += ["", f"Осталось внести: {esc(clip('; '.join(lacks), 600))}."]
        if works:
            lines.append("Работе это не мешает, бот напомнит через неделю.")
    return tidy("\n".join(lines))


def undone(gone: bool) -> str:
    return "Отменено: пары больше нет." if gone else "Отменено, пара прежняя."


def members(side: str, pair: str) -> str:
    """The screen of toggles of one side."""
    who = "Наставники" if side == "mentor" else "Наставляемые"
    return (
        f"👥 {b(who)}\n{esc(clip(pair, 200))}\n\nОтмеченные в паре с сегодняшнего дня или раньше. "
        "Нажмите на имя, чтобы добавить или убрать."
    )


def change(pair: str) -> str:
    return f"👥 {b('Изменить пару')}\n{esc(clip(pair, 200))}\n\nЧто изменить?"


CHANGE_FORM = "Форма"
CHANGE_MODEL = "Ролевая модель"
CHANGE_KINDS = "Виды"
CHANGE_TERM = "Срок"
CHANGE_GOAL = "Цель"
CHANGE_RHYTHM = "Ритм встреч"
CHANGE_MENTEES = "Наставляемые"
CHANGE_MENTORS = "Наставники"
STAND_IN = "Замещающий наставник"
THIS_YEAR = "Этот учебный год"
NO_END = "Без срока окончания"
FROM = "С другого дня"
TO = "До другого дня"
SKIP = "Не выбрана"


def ask_term(starts: date | None, ends: date | None, today: date) -> str:
    now = dates.span(starts, ends, today) or "не указан"
    return tidy(f"📅 {b('Срок пары')}\n\nСейчас: {now}. Что изменить?")


def ask_day(first: bool) -> str:
    return f"📅 {b('С какого дня?' if first else 'До какого дня?')}"


def ask_goal(goal: str) -> str:
    now = f"Сейчас: {esc(clip(goal, 400))}\n\n" if goal else ""
    return f"👥 {b('Цель пары')}\n\n{now}Напишите цель одной-двумя фразами, без фамилий."


def ask_rhythm(every: int) -> str:
    return (
        f"📅 {b('Ритм встреч')}\n\nСейчас: раз в {counted(every, *_DAYS)}. "
        "Как часто пара встречается?"
    )


def now_is(chosen: str) -> str:
    """The receipt of a choice."""
    return tidy(f"✅ Сохранено: {esc(clip(chosen, 300))}")


def term_is(starts: date | None, ends: date | None, today: date) -> str:
    return tidy(f"✅ Срок пары: {dates.span(starts, ends, today) or 'не указан'}")


def rhythm_is(every: int) -> str:
    return f"✅ Встречи раз в {counted(every, *_DAYS)}"


def toggled(name: str, inside: bool) -> str:
    return f"✅ {clip(name, 55)}" if inside else clip(name, 58)


RHYTHMS: Final = {
    7: "Раз в неделю", 10: "Раз в 10 дней", 14: "Раз в две недели", 21: "Раз в три недели",
    30: "Раз в месяц", 60: "Раз в два месяца",
}  # fmt: skip


def limit(value: int) -> str:
    return tidy(
        f"👥 {b('Сколько наставляемых у наставника')}\n\nСейчас в школе: не больше "
        f"{b(str(value))} сразу. Каждому наставнику можно поставить свой предел в его карточке."
        "\n\nСколько разрешить всем?"
    )


def own_limit(name: str, mentees: int, value: int, own: bool) -> str:
    """The mentor's limit, from the person's card."""
    whose = "свой предел" if own else "предел школы"
    return tidy(
        f"👥 {esc(clip(name, 100))}\n\nСейчас: {counted(mentees, *MENTEES)}, {whose} — {value}."
        "\n\nСколько разрешить этому наставнику?"
    )


PERSON_LIMIT = "Предел наставляемых"
AS_SCHOOL = "Как в школе"


def limit_set() -> str:
    return "Предел сохранён"


def saved() -> str:
    return "Сохранено"


def ask_search() -> str:
    return "👥 Поиск\n\nНапишите начало фамилии наставника или наставляемого."
