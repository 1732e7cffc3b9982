"""Kinds of work: their names, first buttons, what the data say of them."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from domain.kinds import WorkKind
from texts.html import b, clip, esc, fit
from texts.item_lines import indexed, who
from texts.item_receipt import stop
from texts.plural import counted, plural
from texts.typography import tidy

NAMES = {
    WorkKind.PAPER: "Документ",
    WorkKind.SURVEY: "Анкета",
    WorkKind.CONSENTS: "Согласия",
    WorkKind.BANK: "Банк участников",
    WorkKind.PAIRS: "Пары и группы",
    WorkKind.PROGRAMME: "Программа",
    WorkKind.MEETINGS: "Встречи пар",
    WorkKind.EVENT: "Мероприятие",
    WorkKind.TRAINING: "Обучение",
    WorkKind.PUBLICATION: "Публикация",
    WorkKind.REPORT: "Отчёт",
    WorkKind.STUDY: "Изучение",
    WorkKind.MONITORING: "Мониторинг",
}
COLLECT = {
    WorkKind.PAPER: "📎 Номер и дата документа",
    WorkKind.SURVEY: "📎 Приложить ответы",
    WorkKind.CONSENTS: "📎 Приложить согласия",
    WorkKind.BANK: "📎 Приложить список",
    WorkKind.PAIRS: "📎 Приложить список пар",
    WorkKind.PROGRAMME: "📎 Приложить программу",
    WorkKind.MEETINGS: "📎 Приложить записи встреч",
    WorkKind.EVENT: "📎 Приложить протокол",
    WorkKind.TRAINING: "📎 Приложить материалы",
    WorkKind.PUBLICATION: "📎 Прислать ссылку",
    WorkKind.REPORT: "📎 Приложить отчёт",
    WorkKind.MONITORING: "📎 Приложить итоги",
}
ASK = {
    WorkKind.PAPER: "Пришлите номер и дату документа, например «Приказ № 15 от 12.10.2026», "
    "или его скан: фото либо файл.",
    WorkKind.SURVEY: "Пришлите ответы или сводку: файл, фото либо ссылку на таблицу.",
    WorkKind.CONSENTS: "Пришлите сканы согласий или номер папки, где они хранятся.",
    WorkKind.BANK: "Пришлите список: файл, фото либо ссылку на таблицу.",
    WorkKind.PAIRS: "Пришлите список пар: файл, фото либо номер и дату приказа.",
    WorkKind.PROGRAMME: "Пришлите программу: файл, фото либо ссылку.",
    WorkKind.MEETINGS: "Пришлите записи о встречах: файл, фото либо ссылку.",
    WorkKind.EVENT: "Пришлите протокол, фото или список участников. Можно и номер с датой: "
    "«Протокол № 3 от 12.10.2026».",
    WorkKind.TRAINING: "Пришлите программу занятия, фото или список участников. Можно и номера "
    "удостоверений.",
    WorkKind.PUBLICATION: "Пришлите ссылку на публикацию. Подойдёт и снимок экрана.",
    WorkKind.REPORT: "Пришлите отчёт или справку: файл, фото либо номер и дату.",
    WorkKind.MONITORING: "Пришлите итоги: файл, фото либо номер и дату справки.",
}

HELD = "📅 Указать, когда прошло"
STATEMENT = "📊 Сделать справку"
CONSENTS = "👥 Кто дал согласие"
ATTACH_PROTOCOL = "📎 Приложить протокол, фото"
TODAY = "Сегодня"
YESTERDAY = "Вчера"
OTHER_DAY = "Другой день"
REMIND_REST = "Напомнить остальным"
INVITE = "Пригласить по ссылке"
NAMES_SHOWN = 20
MEETINGS = {
    "meetings_first": "Провели первую встречу",
    "meetings_closing": "Провели заключительную встречу",
    "meetings": "Уже встречаются",
}
SURVEYS = {"survey": "Ответили на анкету", "survey_closed": "Анкета закрыта, ответили"}
_LINKS = ("ссылка", "ссылки", "ссылок")

REFUSALS = {
    "day_ahead": "Этот день ещё не наступил, отметить им нельзя. Ничего не изменилось. Выберите "
    "сегодняшний день или один из прошедших.",
    "kind_of_share": "Вид работы общий для всех частей. Откройте пункт целиком и поменяйте там.",
}


class Consent(StrEnum):
    """Where a person stands with the consent."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    NO_CHAT = "no_chat"


_CONSENT = {
    Consent.REFUSED: "согласия не даёт",
    Consent.NOT_ASKED: "ещё не отвечает",
    Consent.NO_CHAT: "чата с ботом нет",
}


def kind_caption(kind: WorkKind) -> str:
    """The button of the card that leads to the choice: «Вид: анкета»."""
    return f"Вид: {NAMES[kind].lower()}"


def ask_kind(label: str, kind: WorkKind) -> str:
    return tidy(
        f"📋 {b('Вид работы')}\n{esc(clip(label, 200))}\n\nСейчас: "
        f"{NAMES[kind].lower()}. От вида зависит первая кнопка пункта. Что это за работа?"
    )


def chosen(kind: WorkKind) -> str:
    return f"Вид работы: {NAMES[kind].lower()}."


def when_held(label: str) -> str:
    return tidy(f"📅 {b('Когда прошло?')}\n{esc(clip(label, 200))}")


def fact(key: str, *, done: int, of: int, title: str, day: date | None, more: int = 0) -> str:
    """What the data say of the work, as HTML; «key» is that of services.kind_facts."""
    if key == "paper":
        return f"Документ: {b(clip(title, 80) + (f' от {day:%d.%m.%Y}' if day else ''))}"
    if key == "scan":
        return "Документ приложен, номер и дата не указаны"
    if key == "links":
        return f"Опубликовано: {counted(done, *_LINKS)}"
    if key == "programmes":
        return f"Программы есть у {b(f'{done} из {of}')} {plural(of, 'пары', 'пар', 'пар')}"
    if key == "pairs":
        return pairs(done, of)
    if key in SURVEYS:
        return f"{SURVEYS[key]}: {b(f'{done} из {of}')}"
    if key == "bank":
        return bank(done, of, more)
    if key in MEETINGS:
        return f"{MEETINGS[key]}: {b(f'{done} из {of}')} {plural(of, 'пары', 'пар', 'пар')}"
    return f"Дали согласие на обработку данных: {b(f'{done} из {of}')}"


def bank(mentors: int, mentees: int, waiting: int) -> str:
    """«В банке 12 наставников, 9 наставляемых, 3 кандидата ждут решения»."""
    inside = [
        counted(mentors, "наставник", "наставника", "наставников"),
        counted(mentees, "наставляемый", "наставляемых", "наставляемых"),
    ]
    said = f"В банке {b(', '.join(inside))}"
    who = counted(waiting, "кандидат", "кандидата", "кандидатов")
    return f"{said}, {who} {plural(waiting, 'ждёт', 'ждут', 'ждут')} решения" if waiting else said


def pairs(ordered: int, there: int) -> str:
    """«Закреплено 12 пар, приказов нет у 2»; `ordered`: how many have their order."""
    verb = plural(there, "Закреплена", "Закреплены", "Закреплено")
    said = f"{verb} {b(counted(there, 'пара', 'пары', 'пар'))}"
    lack = there - ordered
    return f"{said}, приказа нет у {lack}" if lack else f"{said}, у всех есть приказ"


def consents(
    label: str, people: Sequence[tuple[str, Consent]], first: int, counts: tuple[int, int]
) -> str:
    """A page of the organisation's people; `counts`: given and all."""
    given, total = counts
    lines = [f"👥 {b('Согласия на обработку данных')}", esc(clip(label, 200)), ""]
    lines += [f"Дали согласие: {b(f'{given} из {total}')}", ""]
    for number, (name, state) in enumerate(people, first):
        said = esc(clip(name, 100))
        shown = f"✅ {said}" if state is Consent.GIVEN else f"{said} · {_CONSENT[state]}"
        lines.append(indexed(number, shown))
    return tidy(fit(lines))


def to_forward(names: Sequence[str]) -> str:
    """What to tell those who have not consented: the bot may not write to them itself."""
    verb = plural(len(names), "остался", "остались", "осталось")
    people = counted(len(names), "человек", "человека", "человек")
    return tidy(
        f"👥 {b('Напомнить остальным')}\n\nБез согласия бот сам не пишет, поэтому {verb} "
        f"{people}, кому нужно передать лично: {stop(esc(who(names, NAMES_SHOWN)))}\n\n"
        "Перешлите им "
        "эти слова вместе со ссылкой-приглашением:\n\n"
        "«Добрый день! Наша школа ведёт наставничество через бота «Наставник». Откройте, "
        "пожалуйста, ссылку, прочитайте согласие на обработку данных и нажмите «Даю согласие». "
        "Это одна минута; отозвать согласие можно в любой момент»."
    )
