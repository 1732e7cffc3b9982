"""Campaigns: launching a questionnaire, how it goes, reminding those who have not answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from texts import dates
from texts.campaign_names import short
from texts.html import b, clip, esc, fit
from texts.typography import tidy

MENU: Final = "Анкетирование"
LAUNCH: Final = "✅ Запустить"
LAUNCH_NEW: Final = "Запустить анкету"
LAUNCH_ITEM: Final = "📋 Запустить анкету"
OF_ITEM: Final = "📊 Как отвечают"
WHO: Final = "Кому"
WHEN: Final = "Срок"
DISCARD: Final = "Убрать черновик"
CHOOSE_READY: Final = "Готово"
SEARCH: Final = "Найти по имени"
WHOLE_LIST: Final = "Весь список"
NOW: Final = "Открыть сразу"
OTHER_FIRST: Final = "Открыть в другой день"
OTHER_LAST: Final = "Последний день"
REMIND: Final = "🕒 Напомнить остальным"
GROUPS: Final = "По группам"
ADD: Final = "Добавить людей"
STAFF_ROOM: Final = "Для учительской"
WINDOW: Final = "Срок и завершение"
PROLONG: Final = "Изменить последний день"
REOPEN: Final = "Открыть снова"
CLOSE: Final = "Закрыть сейчас"
CLOSE_SURE: Final = "Да, закрыть"
CANCEL: Final = "Отменить анкету"
CANCEL_SURE: Final = "Да, отменить"
RESTORE: Final = "Вернуть анкету"
MARK: Final = "Отметить пункт"
OPEN: Final = "Подробнее"
SHOW: Final = "Показать"
ANSWER: Final = "Ответить"
GO_ON: Final = "Продолжить"
QR_FILE: Final = "anketa.png"

WHOM: Final = {
    "staff": "Сотрудники",
    "pupils": "Ученики",
    "mentor": "Наставники",
    "mentee": "Наставляемые",
    "participants": "Все, кто в парах",
    "parent": "Родители",
    "curator": "Кураторы",
    "head": "Руководители",
    "psychologist": "Психолог",
    "bank_mentor": "Банк наставников",
    "bank_mentee": "Банк наставляемых",
    "owners": "Ответственные за пункт",
    "subject": "По предмету, должности",
    "class": "По классу",
    "specialist": "Специалисты",
    "pair": "Отдельные пары",
    "people": "Отдельные люди",
}
LISTS: Final = {
    "w": "Ещё не начали",
    "b": "Начали",
    "s": "Прислали",
    "d": "Не хотят отвечать",
    "n": "Без чата",
}
TYPE_LAST: Final = "Другой последний день можно написать: до 30 ноября, через неделю."
PEOPLE = ("человек", "человека", "человек")
PEOPLE_TO = ("человеку", "людям", "людям")
QUESTIONS = ("вопрос", "вопроса", "вопросов")
MINUTES = ("минуты", "минут", "минут")
SHEETS = ("анкета", "анкеты", "анкет")
_GROUPS_SHOWN = 3
_LINES = 2
_GROUP_LEAST = 3  # people: fewer are noise beside the whole

REFUSALS = {
    "campaign_all_sent": "Напоминать некому: ответы прислали все, от кого их ждали.",
    "campaign_anonymous": "Анкета без имён: бот показывает только, сколько человек ответило.",
    "campaign_begun": "Эта анкета уже запущена, её состав меняется кнопкой «Добавить людей».",
    "campaign_cancelled": "Эта анкета отменена. Ничего не изменилось.",
    "campaign_all_personal": "Все вопросы этой анкеты личные, а личные вопросы здесь выключены: "
    "спрашивать нечего. Ничего не запущено.",
    "campaign_empty": "Отвечать пока некому: в этой группе никого нет или ещё нет согласий. "
    "Ничего не запущено. Выберите, кому послать, кнопкой «Кому».",
    "campaign_frozen": "Анкету без имён нельзя открыть снова: её итоги уже зафиксированы. "
    "Запустите новую.",
    "campaign_long": "Анкета может быть открыта не дольше года. Ничего не изменилось. Выберите "
    "день пораньше.",
    "campaign_not_asked": "Эта анкета не для Вашей группы или ещё не дошла до Вас. Если отвечать "
    "нужно, скажите куратору: Вас добавят одной кнопкой.",
    "campaign_nudged": "Сегодня напоминание уже отправлено. Следующее можно послать завтра.",
    "campaign_over": "Эта анкета уже не открыта. Ничего не изменилось.",
    "campaign_unread": "Эти ответы Вам не показываем: Вы и этот человек в одной паре. Их видит "
    "руководитель школы или другой куратор.",
    "campaign_past": "Этот день уже прошёл. Ничего не изменилось. Выберите сегодняшний день или "
    "один из следующих.",
}


@dataclass(frozen=True, slots=True)
class Going:
    title: str
    lines: Sequence[str]
    whom: str
    state: str  # of CampaignState
    opens: date | None  # None: it is open already
    last: date | None
    today: date
    counts: Mapping[str, int]
    asked: int
    no_consent: int
    groups: Sequence[tuple[str, int, int]]
    anonymous: bool
    nudged: bool  # the rest were reminded today
    follows: bool


def called(title: str) -> str:
    """A questionnaire in a sentence, plain; many titles begin with the word themselves."""
    word = "" if title.casefold().startswith("анкета") else "Анкета "
    return f"{word}«{clip(title, 100)}»"


def whom(who: str, values: Sequence[str], added: int) -> str:
    """The audience in words, plain: «Классы: 7 Б, 8 А»."""
    said = WHOM.get(who, WHOM["people"])
    if values:
        shown = ", ".join(values[:4]) + (f" и ещё {len(values) - 4}" if len(values) > 4 else "")
        said = f"{said}: {shown}"
    return f"{said}, и добавлено вручную: {added}" if added else said


def campaigns(count: int) -> str:
    if not count:
        return tidy(
            f"📋 {b(MENU)}\n\nЗдесь видно, кто ответил и кого ждём. Анкет ещё не запускали. "
            "Начните с готовой: выбрать, кому и до какого дня, можно за минуту."
        )
    return tidy(f"📋 {b(MENU)}\n\nОткройте анкету, чтобы увидеть, кто ответил и кого ждём.")


def campaign_button(title: str, state: str, sent: int, asked: int) -> str:
    mark = {"draft": "Черновик · ", "open": "🕒 ", "closed": "✅ "}.get(state, "⏸ ")
    rate = "" if state == "draft" else f" · {sent} из {asked}"
    return f"{mark}{short(title, 48)}{rate}"


def outside_button(title: str, sent: int) -> str:
    """What was answered outside of any campaign, mostly entered from paper."""
    return f"📎 {short(title, 40)} · без запуска: {sent}"


def interim(*, on: bool) -> str:
    """What pairs are asked by themselves at 30 days and every 60."""
    return "Промежуточные анкеты пар" if on else "Промежуточные анкеты пар: выключены"


def ask_interim(*, on: bool) -> str:
    now = "Сейчас бот спрашивает сам." if on else "Сейчас выключены: бот сам не спрашивает."
    return tidy(
        f"📋 {b('Промежуточные анкеты пар')}\nЧерез 30 дней после начала пары и дальше раз "
        f"в 60 дней обе стороны отвечают, как идёт работа. По ответам видно, кому нужна "
        f"помощь.\n\n{now}"
    )


def switch_interim(*, on: bool) -> str:
    return "Выключить" if on else "Включить"


def tick(caption: str, on: bool) -> str:
    return f"✅ {caption}" if on else caption


def launched(it: Going) -> str:
    """The receipt, above the same screen."""
    when = f"придёт {dates.day(it.opens, it.today)}" if it.opens else "придёт в сообщении дня"
    return f"✅ Анкета запущена: {when}.\n\n{going(it)}"


def going(it: Going) -> str:
    lines = [f"📊 {b(clip(it.title, 150))} · {_state(it)}"]
    lines += of_lines(it.lines)
    sent = it.counts["s"]
    lines += ["", f"Ответили: {b(f'{sent} из {it.asked}')}"]
    if it.anonymous:
        lines.append("Анкета без имён: кто именно ответил, не видно никому.")
    else:
        lines += _who(it)
    if it.counts["n"] and it.state == "open":
        paper = "" if it.anonymous else ", им можно дать анкету на бумаге"
        lines.append(f"Без чата: {it.counts['n']}{paper}.")
    if it.nudged and it.state == "open":
        lines.append("Сегодня остальным уже напомнили, снова можно завтра.")
    if it.no_consent and it.state == "open":
        lines.append(f"Ждут согласия и пока не спрошены: {it.no_consent}.")
    if told := _told_apart(it.groups):
        lines += ["", "; ".join(rate(*each) for each in told)]
    lines += ["", f"Кому: {esc(clip(it.whom, 200))}"]
    if it.follows and it.state == "open":
        lines.append("Новые люди этой группы получат анкету сами, ушедших не спросим.")
    return tidy(fit(lines))


def of_lines(lines: Sequence[str]) -> list[str]:
    """The lines of roadmaps that it does (HTML)."""
    found = [f"Пункт: {esc(clip(line, 150))}" for line in lines[:_LINES]]
    more = len(lines) - _LINES
    return [*found, f"И ещё пунктов: {more}."] if more > 0 else found


def _told_apart(groups: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The first groups that are worth a line, and all others together."""
    shown = [each for each in groups if each[2] >= _GROUP_LEAST][:_GROUPS_SHOWN]
    rest = [each for each in groups if each not in shown]
    if shown and rest:
        shown.append(("остальные", sum(r[1] for r in rest), sum(r[2] for r in rest)))
    return shown


def _who(it: Going) -> list[str]:
    parts = [f"ещё не начали {it.counts['w']}", f"начали {it.counts['b']}"]
    if it.counts["d"]:
        parts.append(f"не хотят отвечать {it.counts['d']}")
    text = " · ".join(parts)
    return [text[0].upper() + text[1:]]


def _state(it: Going) -> str:
    if it.state == "closed":
        return "закрыта"
    if it.state == "cancelled":
        return "отменена"
    if it.opens is not None:
        return f"откроется {dates.day(it.opens, it.today)}"
    if it.last == it.today:
        return "сегодня последний день"
    return f"открыта до {dates.plain(it.last, it.today)}" if it.last else "открыта"


def rate(group: str, sent: int, asked: int) -> str:
    """«Математика 3 из 4», as HTML."""
    return f"{esc(clip(group or 'не указано', 60))} {b(f'{sent} из {asked}')}"


def groups(title: str, rates: Sequence[tuple[str, int, int]]) -> str:
    lines = [f"📊 {b('Ответили по группам')}", esc(clip(title, 150)), ""]
    return tidy(fit(lines + [rate(*each) for each in rates]))


def added(it: Going) -> str:
    return f"✅ Анкета придёт и этому человеку.\n\n{going(it)}"
